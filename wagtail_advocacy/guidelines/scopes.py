"""Where a policy and its rules hold: keys of networks, languages, categories and campaigns, and the choices of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from ..library.models import Campaign, ContentCategory
from ..models.settings import network_choices
from .rules import Scope

if TYPE_CHECKING:
    from .models import Policy

PARTS = ("networks", "languages", "categories", "campaigns")

LABELS = {
    "networks": _("Networks"),
    "languages": _("Languages of the words"),
    "categories": _("Categories"),
    "campaigns": _("Campaigns"),
}


def category_key(category: ContentCategory | None) -> str:
    return str(category.pk) if category else ""


def campaign_key(campaign: Campaign | None) -> str:
    """Return the key of a campaign, which all its translations share."""
    return str(campaign.translation_key) if campaign else ""


def _languages() -> list[tuple[str, Any]]:
    return list(get_content_languages().items())


def _categories() -> list[tuple[str, str]]:
    return [(category_key(each), each.name) for each in ContentCategory.objects.all()]


def _campaigns() -> list[tuple[str, str]]:
    titles: dict[str, str] = {}
    for each in Campaign.objects.order_by("-starts_on", "title", "pk"):
        titles.setdefault(campaign_key(each), each.title)
    return list(titles.items())


_CHOICES = {"networks": network_choices, "languages": _languages, "categories": _categories, "campaigns": _campaigns}


def choices_of(part: str) -> list[tuple[str, Any]]:
    """Return ``(key, label)`` of all that a scope may name in one of its ``PARTS``."""
    try:
        return list(_CHOICES[part]())
    except DatabaseError:
        # Wagtail builds forms of all snippets at start, before the first migration.
        return []


def scope_of_policy(policy: Policy) -> Scope:
    return Scope(**{part: tuple(getattr(policy, part) or ()) for part in PARTS})


def in_words(scope: Scope, choices: Mapping[str, Mapping[str, Any]] | None = None) -> list[tuple[Any, list[str]]]:
    """Return what ``scope`` names: label → names; what is not there any more by its key."""
    found = []
    for part in PARTS:
        if keys := getattr(scope, part):
            labels = choices[part] if choices else dict(choices_of(part))
            found.append((LABELS[part], [str(labels.get(key, key)) for key in keys]))
    return found
