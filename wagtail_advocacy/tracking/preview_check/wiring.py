"""How the preview check joins the rest: what ``TrackingConfig.ready()`` registers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.signals import published

from ... import registries
from ...checks import tasks_run_at_once
from ...library.models import ShareableItem
from .attention import BROKEN, editor_link, remarks
from .checking import can_look
from .due import look_again
from .tasks import look_at_preview


def register() -> None:
    _put_second(registries.attention, "preview", BROKEN)
    registries.item_remarks.append(remarks)
    registries.editor_links.append(editor_link)
    registries.maintenance["tracking.previews"] = registries.Job(
        look_again, every=timedelta(minutes=5), label=_("Looking at previews again")
    )
    published.connect(item_published, dispatch_uid="wagtail_advocacy.previews")


def _put_second(rules: dict[str, Any], key: str, rule: Any) -> None:
    # A preview that says “Sign in” is more urgent than what nobody shares.
    first, *others = rules.items() or [(key, rule)]
    rules.clear()
    rules.update([first, (key, rule), *others])


def item_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Have a worker look once. Where nobody would, the editor would wait for other people's servers: then it is due."""
    if isinstance(instance, ShareableItem) and can_look() and not tasks_run_at_once():
        transaction.on_commit(partial(_look_later, instance.pk), robust=True)


def _look_later(item_id: int) -> None:
    look_at_preview.enqueue(item_id)
