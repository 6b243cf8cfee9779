from __future__ import annotations

from typing import Any

from wagtail.search.index import insert_or_update_object
from wagtail.signals import published

from ..models import Vacancy


def register() -> None:
    """Enter what this part of the room does into the registries."""
    published.connect(index_places, dispatch_uid="wagtail_advocacy.recruitment.index_places")


def index_places(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let the search know where people work: the row is indexed when it is saved, and its places are stored later."""
    if isinstance(instance, Vacancy):
        insert_or_update_object(instance)
