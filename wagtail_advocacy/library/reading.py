"""How long it takes to read where an item leads: counted once, when item or page change, and kept by the item."""

from __future__ import annotations

import logging
import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import regex
from django.db.models import Q, QuerySet
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from ..compat import get_page_model
from .models import ShareableItem

WORDS_PER_MINUTE = 200
MOST = 60
"""Minutes; what takes longer nobody reads in a break."""

BATCH = 100
"""Pages whose texts are in memory at once."""

# These scripts put no spaces between words; of their characters people read some 500 a minute.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_CHARACTERS_PER_WORD = 2.5

logger = logging.getLogger(__name__)


def minutes_to_read(text: str) -> int:
    """Return whole minutes, rounded up, 60 at most; 0 if there is nothing to read."""
    spaced, unspaced = _UNSPACED.subn(" ", text)
    words = len(spaced.split()) + unspaced / _CHARACTERS_PER_WORD
    return min(math.ceil(words / WORDS_PER_MINUTE), MOST)


def minutes_of(page: Any) -> int:
    """Return the minutes that reading ``page`` takes: what the site's search finds in it, and its long texts."""
    try:
        return minutes_to_read(" ".join(_texts(page)))
    except Exception:
        # A block that cannot say its words must neither close the item nor stop maintenance.
        logger.exception("advocacy: %s %s could not be read", page._meta.label, page.pk)
        return 0


def _texts(page: Any) -> Iterable[str]:
    found = {each.field_name: each for each in page.get_search_fields() if isinstance(each, index.SearchField)}
    for field in page._meta.concrete_fields:
        if isinstance(field, (RichTextField, StreamField)):
            found.setdefault(field.name, index.SearchField(field.name))
    for each in found.values():
        value = each.get_value(page)
        yield from (str(part) for part in (value if isinstance(value, (list, tuple)) else [value]) if part)


def tell_minutes(items: QuerySet[ShareableItem]) -> None:
    """Write how long it takes to read where ``items`` lead: known only of pages; what offers itself says so itself."""
    mine = items.filter(source_id=None)
    leads_to_page = Q(destination=ShareableItem.Destination.PAGE, page__isnull=False)
    mine.exclude(leads_to_page).exclude(minutes=None).update(minutes=None)
    leads = list(mine.filter(leads_to_page).order_by("page").values_list("pk", "page"))
    for start in range(0, len(leads), BATCH):
        _tell(dict(leads[start : start + BATCH]))


def _tell(page_of: dict[int, int]) -> None:
    pages: Any = get_page_model()._default_manager.filter(pk__in=page_of.values())
    minutes = {page.pk: minutes_of(page) for page in pages.specific()}
    by_minutes: dict[int, list[int]] = defaultdict(list)
    for item, page in page_of.items():
        by_minutes[minutes.get(page, 0)].append(item)
    for number, pks in by_minutes.items():
        ShareableItem.objects.filter(pk__in=pks).exclude(minutes=number).update(minutes=number)


def tell_missing_minutes() -> None:
    """Look at pages that nobody has looked at yet; one query where there are none."""
    unknown = Q(destination=ShareableItem.Destination.PAGE, page__isnull=False, source_id=None, minutes=None)
    if missing := list(ShareableItem.objects.filter(unknown).values_list("pk", flat=True)):
        for start in range(0, len(missing), BATCH):
            tell_minutes(ShareableItem.objects.filter(pk__in=missing[start : start + BATCH]))
