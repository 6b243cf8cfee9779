"""Policies to start from, in our own words. Each is text like any other once it is a draft: nothing leads back here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Policy
from . import brand_guide, content_policy, regulated
from .filling import Filling

__all__ = ["STARTERS", "Filling", "Starter"]


@dataclass(frozen=True)
class Starter:
    """A policy to start from. ``body`` writes its blocks in the language that is active when it is called."""

    title: Any
    summary: Any
    kind: Policy.Kind
    body: Callable[[Filling], list[tuple[str, Any]]]


STARTERS = {
    "content": Starter(
        _("Content policy"),
        _(
            "Two pages: what social media is and whom this binds, do and don’t, topics to leave out, answers to what "
            "people ask, and eleven rules that check."
        ),
        Policy.Kind.CONTENT,
        content_policy.body,
    ),
    "brand": Starter(
        _("Brand style guide"),
        _("One page: how names are written, logo and pictures, hashtags, words that leave nobody out."),
        Policy.Kind.BRAND,
        brand_guide.body,
    ),
    "regulated": Starter(
        _("Content policy for regulated firms"),
        _(
            "One page for firms under supervision: approved claims, no promise of returns, quiet periods, topics that "
            "somebody looks at first, and what is kept as evidence."
        ),
        Policy.Kind.CONTENT,
        regulated.body,
    ),
}
"""Key → what to start from, in the order in which it is offered."""
