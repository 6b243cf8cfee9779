"""The deed: look at where an item leads, and keep what was found beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...conf import advocacy_settings
from ...fetch import AddressNotPublic, is_trusted, split_address
from ...fetch import fetch as fetch_outside
from ...library.destinations import Publicity
from ...library.models import ShareableItem
from ...library.programme import networks_of
from ...networks.base import Network
from ..models import PreviewCheck
from .cards import page_as_json
from .looking import NO_ANSWER, Answer, Fetch, Look, RobotsByHost, look
from .problems import is_wrong, problems_of

__all__ = ["PreviewsOff", "accept", "can_look", "check_preview", "destination_of", "networks_asked", "wrong_with"]

WELL = timedelta(days=7)
BROKEN = timedelta(days=1)
DOUBTFUL = timedelta(hours=1)
"""After which it is looked again at what was well, broken, or did not answer for the first time."""

TWICE = 2
UNREACHED = NO_ANSWER | {"inside", "certificate"}


class Anybody(Network):
    """Stands for whoever makes a card of a link, in a programme whose networks make none."""

    key = "anybody"
    label = _("Wherever the link is shown")


class PreviewsOff(Exception):
    """Other websites may not be read here (``FETCH``)."""


def can_look() -> bool:
    """Return whether this site may fetch pages at all."""
    return bool(advocacy_settings.FETCH)


def networks_asked(item: ShareableItem) -> list[Network]:
    """Return the networks of the item's programme that make a card of a link."""
    return [network for network in networks_of(item) if network.card_parts or network.crawler] or [Anybody()]


def destination_of(item: ShareableItem, publicity: Publicity | None = None) -> str:
    """Return the address to look at for ``item``, which may be a draft; nothing for its own public page.

    Raises ``LinkNotPublic`` where it has none that strangers can open.
    """
    if item.destination == item.Destination.CARD:
        return ""
    return (publicity or Publicity()).url_of(item)


def check_preview(
    item: ShareableItem,
    url: str = "",
    *,
    robots: RobotsByHost | None = None,
    now: datetime | None = None,
    fetch: Fetch = fetch_outside,
) -> PreviewCheck | None:
    """Look at where ``item`` leads, or at ``url``, and return what is known by now; ``None`` if it was deleted.

    Takes up to 20 seconds. An address that does not answer leaves what was found before, and is told the second time.
    Raises ``PreviewsOff``, and ``LinkNotPublic`` for an item without an address of others.
    """
    if not can_look():
        raise PreviewsOff
    url = url or destination_of(item)
    networks = networks_asked(item)
    found = look(url, [each.crawler for each in networks if each.crawler], robots=robots, fetch=fetch)
    return _keep(item, _own_in_mind(found), networks, now or timezone.now())


def _own_in_mind(found: Look) -> Look:
    """Tell a website of ours that this server cannot reach as strangers do from one that nobody can reach."""
    plain = found.plain
    # Where a page of ours leads on to is another matter: that may be a login inside.
    if plain.hops or plain.reason not in UNREACHED:
        return found
    try:
        parts = split_address(plain.url)
    except AddressNotPublic:
        return found
    if Publicity().site_at(parts) and not is_trusted(parts):
        found.plain = Answer(plain.url, "own", 0)
    return found


@transaction.atomic
def _keep(item: ShareableItem, found: Look, networks: list[Network], now: datetime) -> PreviewCheck | None:
    # Whoever deletes the item waits, and takes with it what is written here.
    if not ShareableItem.objects.select_for_update().filter(pk=item.pk).exists():
        return None
    fresh = {"url": found.url, "checked_at": now, "due_at": now}
    PreviewCheck.objects.get_or_create(item_id=item.pk, defaults=fresh)
    check = PreviewCheck.objects.select_for_update().get(item_id=item.pk)
    if check.url != found.url:
        check = PreviewCheck(pk=check.pk, item_id=item.pk, **fresh)
    if found.plain.is_trouble:
        _note_trouble(check, found, networks, now)
    else:
        check.checked_at, check.trouble, check.picture = now, {}, found.small
        check.page = page_as_json(found, networks)
        check.problems = problems_of(found, networks)
        codes = {problem["code"] for problem in check.problems}
        # Who left it as it was is asked again should it come back.
        check.accepted = sorted(codes & set(check.accepted))
    _settle(check, now)
    check.save()
    return check


def _note_trouble(check: PreviewCheck, found: Look, networks: list[Network], now: datetime) -> None:
    told = next(each for each in problems_of(found, networks) if each["code"] == "no-answer")
    check.trouble = {**told, "times": check.trouble.get("times", 0) + 1, "at": now.isoformat()}


def _settle(check: PreviewCheck, now: datetime) -> None:
    """Say since when it is broken, and when to look again."""
    check.broken_since = (check.broken_since or now) if wrong_with(check) else None
    doubtful = check.trouble.get("times") == 1
    check.due_at = now + (DOUBTFUL if doubtful else BROKEN if _wrong(check) else WELL)


def wrong_with(check: PreviewCheck) -> list[dict[str, Any]]:
    """Return what is wrong that nobody has left as it is; no answer counts the second time."""
    return [each for each in _wrong(check) if each["code"] not in check.accepted]


def _wrong(check: PreviewCheck) -> list[dict[str, Any]]:
    silent = [check.trouble] if check.trouble.get("times", 0) >= TWICE else []
    return [each for each in [*silent, *check.problems] if is_wrong(each)]


@transaction.atomic
def accept(item: ShareableItem) -> None:
    """Leave what is wrong now as it is: nobody is asked about it any more, until something else is."""
    check = PreviewCheck.objects.select_for_update().filter(item=item).first()
    if check is None:
        return
    check.accepted = sorted({each["code"] for each in _wrong(check)} | set(check.accepted))
    check.broken_since = None
    check.save(update_fields=["accepted", "broken_since"])
