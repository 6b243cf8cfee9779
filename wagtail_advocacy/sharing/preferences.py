"""The one door to how somebody likes to share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from ..actions import advocate_of
from ..library.models import ContentCategory
from ..models import AudienceSize
from .models import Preferences


@dataclass(frozen=True)
class Chosen:
    """What somebody chose. ``alias`` and ``audiences`` (network → people, ``None``: not told any more) are kept only
    for those who joined; an alias of ``None`` stays as it is.
    """

    languages: Sequence[str] = ()
    networks: Sequence[str] = ()
    topics: Sequence[ContentCategory] = ()
    mastodon_server: str = ""
    alias: str | None = None
    audiences: Mapping[str, int | None] | None = None


def preferences_of(user: Any) -> Preferences:
    """Return what ``user`` chose, or, with nothing stored and nothing written, a default in which nothing is chosen."""
    return Preferences.objects.filter(user_id=user.pk).first() or Preferences(user_id=user.pk)


def store_preferences(user: Any, chosen: Chosen) -> None:
    """Keep what ``user`` chose; who chose nothing at all leaves no row behind. Nobody else is told."""
    with transaction.atomic():
        mine = _locked(user)
        mine.languages, mine.networks = list(chosen.languages), list(chosen.networks)
        mine.mastodon_server = chosen.mastodon_server
        _keep(mine, chosen.topics)
        _tell_programme(user, chosen)


def pause(user: Any, until: date | None) -> None:
    """Ask ``user`` nothing, the day ``until`` included; ``None``: until they end it themselves."""
    with transaction.atomic():
        mine = _locked(user)
        mine.paused_until = until or Preferences.UNTIL_ENDED
        mine.save()


def end_pause(user: Any) -> None:
    with transaction.atomic():
        mine = _locked(user)
        mine.paused_until = None
        _keep(mine, list(mine.topics.all()) if mine.pk else [])


def paused_among(users: Collection[Any]) -> list[Any]:
    """Return which of ``users``, by primary key, want to be asked nothing today; for whoever writes to them."""
    paused = Preferences.objects.filter(user__in=users, paused_until__gte=timezone.localdate())
    return list(paused.values_list("user_id", flat=True))


def _locked(user: Any) -> Preferences:
    # Two forms sent at once, or one while everything is erased, wait for each other at a row that always exists.
    list(get_user_model()._base_manager.select_for_update().filter(pk=user.pk).values_list("pk"))
    return preferences_of(user)


def _keep(mine: Preferences, topics: Sequence[ContentCategory]) -> None:
    over = mine.paused_until is not None and mine.paused_until < timezone.localdate()
    mine.paused_until = None if over else mine.paused_until
    if mine.languages or mine.networks or mine.mastodon_server or mine.paused_until or topics:
        mine.save()
        mine.topics.set(topics)
    elif mine.pk:
        mine.delete()


def _tell_programme(user: Any, chosen: Chosen) -> None:
    advocate = advocate_of(user)
    if advocate is None:
        return
    if chosen.alias is not None and chosen.alias != advocate.alias:
        advocate.alias = chosen.alias
        advocate.save(update_fields=["alias"])
    for network, size in (chosen.audiences or {}).items():
        told = AudienceSize.objects.filter(advocate=advocate, network=network)
        if size is None:
            told.delete()
        elif not told.filter(size=size).exists():
            # What was told anew is new; the same number said again keeps its age, and its end.
            told.update_or_create(
                advocate=advocate, network=network, defaults={"size": size, "declared_at": timezone.now()}
            )
