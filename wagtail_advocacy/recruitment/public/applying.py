"""From the vacancy’s page to the form of the recruiting system: the code goes along, and the press is counted."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote_plus, urlsplit, urlunsplit

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from ...links.addresses import CODE_PARAMETER
from ...links.codes import clean_code
from ...links.kinds import ClickKind, read_request
from ...tracking.conversions.recording import known_links
from ..models import ApplyPresses, Vacancy

MOST_CODES = 20

_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)


def code_in(request: HttpRequest) -> str:
    """Return the first code in the address that looks like one, or an empty string."""
    given = request.GET.getlist(CODE_PARAMETER)[:MOST_CODES]
    return next(filter(None, map(clean_code, given)), "") or ""


def known_code(request: HttpRequest) -> tuple[str, int | None]:
    """Return the first code in the address that is a link’s, and the link’s primary key; ``("", None)`` without one.

    A link of another vacancy counts too: it has led here, as when somebody reads on to the job beside the one that was
    shared.
    """
    given = filter(None, map(clean_code, request.GET.getlist(CODE_PARAMETER)[:MOST_CODES]))
    codes = list(dict.fromkeys(given))
    known = known_links(codes) if codes else {}
    return next(((code, known[code]) for code in codes if code in known), ("", None))


def apply_parameter_of(vacancy: Vacancy) -> str:
    """Return by which name the recruiting system takes a code: the vacancy’s own, its feed’s, its kind’s, or “wa”."""
    if vacancy.apply_parameter:
        return vacancy.apply_parameter
    if (feed := vacancy.feed) is None:
        return CODE_PARAMETER
    return feed.apply_parameter or _parameter_of_kind(feed.kind) or CODE_PARAMETER


def _parameter_of_kind(kind: str) -> str:
    from ..feeds.kinds import FEED_KINDS

    return getattr(FEED_KINDS.get(kind), "code_parameter", "") or ""


def apply_address(vacancy: Vacancy, code: str = "") -> str:
    """Return where people apply, with ``code`` in the parameter of the recruiting system; ``""``: by no address.

    A parameter of that name is replaced; the rest of the address, its fragment too, stays to the letter.
    """
    if not _WEB.match(vacancy.apply_url):
        return ""
    if not code:
        return vacancy.apply_url
    name = apply_parameter_of(vacancy)
    parts = urlsplit(vacancy.apply_url)
    kept = [each for each in parts.query.split("&") if each and unquote_plus(each.partition("=")[0]) != name]
    query = "&".join([*kept, f"{quote(name, safe='')}={code}"])
    return urlunsplit(parts._replace(query=query))


def count_press(request: HttpRequest, vacancy: Vacancy, link_id: int | None) -> bool:
    """Count that a person pressed “Apply”; robots, previews, prefetches and HEAD do not count. Return whether it did.

    Nothing about the person is kept: a number for this vacancy, this link and this day (UTC).
    """
    if getattr(request, "is_preview", False) or read_request(request)[0] != ClickKind.PERSON:
        return False
    row: dict[str, Any] = {"vacancy": vacancy, "link_key": link_id or 0, "day": timezone.now().date()}
    if not _add_one(row):
        try:
            with transaction.atomic():
                ApplyPresses.objects.create(**row, link_id=link_id, presses=1)
        except IntegrityError:
            # Somebody else pressed at the same moment, and was faster.
            _add_one(row)
    return True


def _add_one(row: dict[str, Any]) -> int:
    return ApplyPresses.objects.filter(**row).update(presses=F("presses") + 1)
