"""What comes after a share: the one question whether it was posted, and taking it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..conf import advocacy_settings
from ..hosts import AddressNotPublic, ascii_host, is_private_host
from ..links.kinds import ClickKind
from ..links.models import Click, Link
from ..networks.registry import get_networks
from ..signals import activity_recorded
from .exceptions import AddressRefused, TakenBack, TooLateToTakeBack
from .models import Preferences, Share
from .preferences import preferences_of

ASKED_WITHIN = timedelta(days=7)
TAKEN_BACK_WITHIN = timedelta(hours=24)
LONGEST_ADDRESS = 2000

_is_address = URLValidator(schemes=["http", "https"])
_TRACKS = re.compile(r"utm_|(fbclid|gclid|igsh|igshid|mibextid|rcm|trk)$")


@dataclass(frozen=True)
class Question:
    """“Did you post it?”, about one share and its network; a network that left the code is never asked about."""

    share: Share
    network: Any


def question_for(user: Any, preferences: Preferences | None = None) -> Question | None:
    """Return the question that ``user`` is asked now, if any; it counts as asked from this moment.

    Call it when the answer is shown: the newest share of the last seven days, if it was never asked about;
    older ones are left in peace. Who has paused or left is not asked; ``preferences`` saves looking them up again.
    """
    if not user.pk or (preferences or preferences_of(user)).is_paused:
        return None
    networks = get_networks()
    # A link that was copied, or shown as a QR code, is posted nowhere in particular.
    asked = [key for key, network in networks.items() if network.opens]
    recent = Share.objects.by(user).filter(
        advocate__left_at=None, network__in=asked, started_at__gt=timezone.now() - ASKED_WITHIN
    )
    newest = recent.order_by("-started_at", "-pk").values_list("pk", "asked_at", "confirmed_at").first()
    # Nearly always there is nothing to ask, and the hub wants to know at every visit.
    if newest is None or any(newest[1:]):
        return None
    share = Share.objects.select_related("link", "item__locale").get(pk=newest[0])
    if not _mark_asked(share):
        return None
    return Question(share, networks[share.network])


def question_about(user: Any, share: Share) -> Question | None:
    """Return the question about this very share if it was not asked yet; it counts as asked from this moment."""
    network = get_networks().get(share.network)
    if network is None or not network.opens or share.asked_at or share.confirmed_at:
        return None
    if preferences_of(user).is_paused:
        return None
    return Question(share, network) if _mark_asked(share) else None


def _mark_asked(share: Share) -> bool:
    # Of two tabs at one moment, one asks.
    now = timezone.now()
    if not Share.objects.filter(pk=share.pk, asked_at=None).update(asked_at=now):
        return False
    share.asked_at = now
    return True


def answer(share: Share, posted: bool, address: str | None = None) -> None:
    """Keep what the person says: posted or not yet, and where; an empty address removes the one that is kept.

    Raises ``AddressRefused`` for what cannot be the address of a post, or is a colleague's; then nothing is stored.
    Nobody ever fetches it.
    """
    if address:
        address = clean_address(address)
        if _is_a_colleagues(address, share):
            raise AddressRefused(
                _("Somebody has already given this address for a share of theirs. Check that it is your own post.")
            )
    now = timezone.now()
    mine = Share.objects.filter(pk=share.pk)
    mine.filter(asked_at=None).update(asked_at=now)
    if not posted:
        return
    if address is not None:
        mine.update(posted_url=address)
    if mine.filter(confirmed_at=None).update(confirmed_at=now):
        activity_recorded.send(sender=Share, verb="share.confirmed", advocate=share.advocate, subject=share, at=now)


def clean_address(typed: str) -> str:
    """Return the address of a post as it is kept. Raises ``AddressRefused``."""
    typed = typed.strip()
    if len(typed) > LONGEST_ADDRESS:
        raise AddressRefused(_("This address is longer than 2,000 characters. Copy the one of the post itself."))
    address = typed if "://" in typed[:10] else f"https://{typed}"
    try:
        _is_address(address)
        parts = urlsplit(address)
        host = ascii_host(parts.hostname or "")
    except (ValidationError, ValueError, AddressNotPublic):
        raise AddressRefused from None
    if parts.username or "." not in host or is_private_host(host):
        raise AddressRefused
    if advocacy_settings.LINK_HOST and host == urlsplit(advocacy_settings.LINK_HOST).hostname:
        raise AddressRefused(_("This is the link that you shared. Copy the address of your post instead."))
    return address


def _is_a_colleagues(address: str, share: Share) -> bool:
    parts, same = urlsplit(address), _normal(address)
    host, path = parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
    begins = Q()
    for scheme in ("https", "http"):
        for name in (host, f"www.{host}"):
            begins |= Q(posted_url__istartswith=f"{scheme}://{name}{path}")
    theirs = Share.objects.filter(begins).exclude(advocate=share.advocate_id)
    return any(_normal(each) == same for each in theirs.values_list("posted_url", flat=True).iterator())


def _normal(address: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return what two ways to write the address of one post have in common."""
    parts = urlsplit(address)
    asked = sorted(each for each in parse_qsl(parts.query) if not _TRACKS.match(each[0]))
    return (parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), asked)


def can_take_back(share: Share) -> bool:
    """Return whether ``share`` may still be taken back: within 24 hours, and nobody has opened its link."""
    return share.started_at > timezone.now() - TAKEN_BACK_WITHIN and not _was_opened(share)


def take_back(user: Any, code: str) -> Share:
    """Remove the share with this link code from the list of ``user`` and from every figure; return what it was.

    Its link leads on, so nobody meets a dead end. Raises ``TakenBack`` where there is no such share any more, and
    ``TooLateToTakeBack`` after 24 hours or once a person has opened the link.
    """
    with transaction.atomic():
        # Whoever shares, takes back or erases at this moment waits for each other at this row, as in joining.
        list(get_user_model()._base_manager.select_for_update().filter(pk=user.pk).values_list("pk"))
        share = Share.objects.by(user).filter(link__code=code).select_related("link", "item", "advocate").first()
        if share is None:
            raise TakenBack
        if share.started_at <= timezone.now() - TAKEN_BACK_WITHIN:
            raise TooLateToTakeBack(_("This was shared more than a day ago, so it stays in your list."))
        if _was_opened(share):
            raise TooLateToTakeBack
        Link.objects.filter(pk=share.link_id).update(counts=False)
        Share.objects.filter(pk=share.pk).delete()
    activity_recorded.send(
        sender=Share, verb="share.taken_back", advocate=share.advocate, subject=share, at=timezone.now()
    )
    return share


def _was_opened(share: Share) -> bool:
    return Click.objects.filter(link_id=share.link_id, kind=ClickKind.PERSON).exists()
