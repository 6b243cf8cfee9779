"""Hashtags as chips: the text stays the truth, a chip only says whether it is in there, and puts it in or out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..networks.texts import clean_tag

if TYPE_CHECKING:
    from ..library.models import ShareableItem
    from ..models import AdvocacySettings

MOST = 12
"""Chips; more would be read instead of used."""

_ONLY_TAGS = re.compile(r"(?:#\w+\s*)+")


@dataclass(frozen=True)
class Chip:
    """A hashtag without ``#``, and whether the words hold it."""

    tag: str
    is_on: bool


def tags_of(item: ShareableItem, settings: AdvocacySettings) -> list[str]:
    """Return the hashtags of item, campaign and company, without ``#``, each once; what says “I work here” is none."""
    found = (*item.hashtag_list(), *(clean_tag(each) for each in settings.hashtags.split()))
    said = " ".join(settings.all_disclosures()).casefold().split()
    once = {tag.casefold(): tag for tag in reversed([*found]) if tag and f"#{tag}".casefold() not in said}
    return list(reversed(once.values()))[:MOST]


def chips_of(words: str, item: ShareableItem, settings: AdvocacySettings) -> list[Chip]:
    """Return a chip for each hashtag that fits ``item``."""
    return [Chip(tag, _pattern(tag).search(words) is not None) for tag in tags_of(item, settings)]


def with_tag_turned(words: str, tag: str) -> str:
    """Return ``words`` without the hashtag if they hold it, else with it behind them, in a line with other hashtags."""
    tag = clean_tag(tag)
    if not tag:
        return words
    pattern = _pattern(tag)
    if pattern.search(words):
        return re.sub(r"[ \t]+$", "", pattern.sub("", words), flags=re.MULTILINE).strip()
    words = words.rstrip()
    last = words.rpartition("\n")[2]
    between = " " if _ONLY_TAGS.fullmatch(last) else "\n\n"
    return f"{words}{between}#{tag}" if words else f"#{tag}"


def _pattern(tag: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w#])#{re.escape(tag)}(?!\w)[ \t]?", re.IGNORECASE)
