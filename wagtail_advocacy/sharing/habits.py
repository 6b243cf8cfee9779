"""Where somebody usually shares, and where they have shared an item already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from ..library.models import ShareableItem
from ..models import Advocate
from .models import Preferences, Share

RECENT = 40
"""Shares that are looked at. What somebody did a hundred shares ago is no habit any more."""


@dataclass(frozen=True)
class Habits:
    """``advocate`` if they are enrolled; ``done``: networks this item was shared on; ``used``: the most used first."""

    advocate: Advocate | None
    done: frozenset[str]
    used: tuple[str, ...]


def habits_of(user: Any, item: ShareableItem) -> Habits:
    """Return the habits of ``user``, in one query for who has shared before, in two for others."""
    of_this = Case(When(item_id=item.pk, then=Value(0)), default=Value(1), output_field=IntegerField())
    recent = Share.objects.by(user).select_related("advocate").only("item_id", "network", "advocate")
    shares = list(recent.annotate(others=of_this).order_by("others", "-started_at", "-pk")[:RECENT])
    advocate = shares[0].advocate if shares else Advocate.objects.filter(user_id=user.pk).first()
    return Habits(
        advocate if advocate and advocate.is_enrolled else None,
        frozenset(share.network for share in shares if share.item_id == item.pk),
        # Other items only: the order must not change while somebody goes from network to network.
        tuple(key for key, _times in Counter(share.network for share in shares if share.others).most_common()),
    )


def usual_first(networks: Mapping[str, Any], preferences: Preferences, used: Sequence[str]) -> dict[str, Any]:
    """Return ``networks`` with those in front that somebody chose, else the one they use most."""
    first = [key for key in preferences.networks if key in networks]
    first = first or [key for key in used if key in networks][:1]
    return {key: networks[key] for key in dict.fromkeys([*first, *networks])}
