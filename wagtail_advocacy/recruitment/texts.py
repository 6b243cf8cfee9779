"""Rich text of vacancies: what of it is kept, and what it says without markup."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any

import nh3
from django.utils.text import Truncator

CLEANED_FEATURES = ["h3", "h4", "bold", "italic", "link", "ol", "ul"]
"""What editors may write in a vacancy; :func:`clean_html` leaves the same of what feeds bring."""

LONGEST = 100_000
"""Characters of one rich text that are kept of what a feed brings."""

_TAGS = {"h3", "h4", "p", "br", "b", "strong", "i", "em", "a", "ol", "ul", "li"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "title"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=None,
)
_NOTHING = nh3.Cleaner(tags=set())
_BLOCKS = ("</p>", "</li>", "</h3>", "</h4>", "<br>", "<br/>", "<br />")


@dataclass(frozen=True)
class VacancyText:
    """A text of a vacancy for the checks of a site, with the attributes that ``get_guideline_texts()`` promises."""

    text: str
    label: str = ""
    language: str = ""
    network: str = ""
    site: Any = None
    category: Any = None
    campaign: Any = None
    item: Any = None
    image_alt: str | None = None


def clean_html(html: str) -> str:
    """Return ``html`` with paragraphs, headings, lists, emphasis and links, and nothing else.

    Scripts, styles, pictures (tracking pixels among them) and attributes are gone; the words stay.
    """
    return _CLEANER.clean(html).strip()


def plain_text(html: str, length: int = 0) -> str:
    """Return the words in ``html`` without markup; with ``length`` cut at a word before so many characters."""
    for end in _BLOCKS:
        html = html.replace(end, f"{end} ")
    words = " ".join(unescape(_NOTHING.clean(html)).split())
    return Truncator(words).chars(length) if length and len(words) > length else words
