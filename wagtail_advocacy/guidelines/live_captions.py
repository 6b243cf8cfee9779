"""After a policy has changed: which captions of live items no longer fit. Nothing is changed here."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Site

from ..library.models import ShareableItem
from ..library.offering import edit_url
from ..library.programme import with_programmes
from ..library.remarks import CaptionFinding, caption_findings
from ..library.remarks.on_captions import first_words
from .engine import SEVERITIES

logger = logging.getLogger(__name__)

CHUNK = 500
"""Items that are fetched at once, each time with the same number of queries."""


@dataclass(frozen=True)
class LiveFinding:
    """A point that is open about a caption of a live item. ``networks`` are labels; none: all it is offered on."""

    item: int
    headline: str
    edit_url: str
    caption: str
    networks: tuple[str, ...]
    severity: str
    message: str


@dataclass(frozen=True)
class NotChecked:
    """An item of which a check failed; why stands in the log."""

    item: int
    headline: str
    edit_url: str


def open_points(severity: str, site: Site | None = None) -> Iterator[LiveFinding | NotChecked]:
    """Yield what is open about captions that colleagues are offered now, ``severity`` and graver, item by item."""
    wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    items = ShareableItem.objects.shareable().order_by("pk")
    if site:
        items = items.for_site(site)
    items = items.select_related("site", "campaign", "category", "locale").prefetch_related("captions")
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")
    for item in with_programmes(items.iterator(chunk_size=CHUNK)):
        address = f"{base}{edit_url(item)}"
        try:
            found = list(caption_findings(item))
        except Exception:  # A check of the site's own; the other items are still looked at.
            logger.exception("The captions of item %s could not be checked.", item.pk)
            yield NotChecked(item.pk, item.headline, address)
            continue
        for each in _once(found):
            if each.finding.severity in wanted:
                yield LiveFinding(
                    item=item.pk,
                    headline=item.headline,
                    edit_url=address,
                    caption=first_words(each.text),
                    networks=each.networks,
                    severity=each.finding.severity,
                    message=str(each),
                )


def _once(found: list[CaptionFinding]) -> Iterator[CaptionFinding]:
    # Hashtags are the same under every caption.
    told = set()
    for each in found:
        if each.in_hashtags and str(each) in told:
            continue
        told.add(str(each) if each.in_hashtags else "")
        yield each
