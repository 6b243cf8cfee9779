"""Rich text of vacancies: what of it is kept, and what it says without markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import nh3
from django.utils.text import Truncator

CLEANED_FEATURES = ["h3", "h4", "bold", "italic", "link", "ol", "ul"]
"""What editors may write in a vacancy; :func:`clean_html` leaves the same of what feeds bring."""

LONGEST = 100_000
"""Characters of one rich text that are kept of what a feed brings."""

MOST_TAGS = 20_000
"""int, tags of one rich text; the time to read them grows with the square of their depth, and 100,000 take minutes."""

_TAGS = {"h3", "h4", "p", "br", "b", "strong", "i", "em", "a", "ol", "ul", "li"}
_RULES: dict[str, Any] = {
    "clean_content_tags": {"script", "style", "iframe", "object", "noscript", "template", "title"},
    "attributes": {"a": {"href"}},
    "url_schemes": {"http", "https", "mailto"},
    "url_relative": "deny",
    "link_rel": None,
}
_CLEANER = nh3.Cleaner(tags=_TAGS, **_RULES)
_NOTHING = nh3.Cleaner(tags=set())
_BREAKS = {"div", "section", "article", "tr", "dd", "dt"}
_CELLS = {"td", "th"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_OTHERS = _BREAKS | _CELLS | set(_HEADINGS)
_SAYS_OTHER = re.compile(rf"<(?:{'|'.join(sorted(_OTHERS))})\b", re.IGNORECASE)
_OTHER_TAG = re.compile(rf"<(/?)({'|'.join(sorted(_OTHERS))})>")
# Without a word on all tags, nh3 leaves them lang and title.
_PLAIN = nh3.Cleaner(tags=_TAGS | _OTHERS, **{**_RULES, "attributes": {"*": set(), "a": {"href"}}})
_EMPTY = re.compile(r"<(b|strong|i|em)></\1>")
_EMPTY_PARAGRAPH = re.compile(r"<p>(\s*)</p>")
_ONLY_PARAGRAPH = re.compile(r"<(li|h3|h4)>\s*<p>((?:(?!</?(?:p|li|ul|ol)>).)*)</p>\s*</\1>", re.DOTALL)
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


def clean_foreign_html(html: str) -> str:
    """Return what :func:`clean_html` does, with paragraphs and headings for whatever other systems break lines by.

    Of more than :data:`MOST_TAGS` only the words are left.
    """
    if html.count("<") > MOST_TAGS:
        html = re.sub(r"<[^<>]*>", " ", html)
    if not _SAYS_OTHER.search(html):
        return clean_html(html)
    # Tidy first: of what is well-formed, tags can be exchanged one by one.
    html = clean_html("<p>" + _OTHER_TAG.sub(_ours, _PLAIN.clean(html)))
    html = _EMPTY_PARAGRAPH.sub(r"\1", _EMPTY.sub("", html))
    return _ONLY_PARAGRAPH.sub(r"<\1>\2</\1>", html).strip()


def _ours(tag: re.Match[str]) -> str:
    end, name = tag.groups()
    if name in _BREAKS:
        return "</p><p>"
    if name in _CELLS:
        return " " if end else ""
    return f"<{end}{_HEADINGS[name]}>"


def plain_text(html: str, length: int = 0) -> str:
    """Return the words in ``html`` without markup; with ``length`` cut at a word before so many characters."""
    for end in _BLOCKS:
        html = html.replace(end, f"{end} ")
    words = " ".join(unescape(_NOTHING.clean(html)).split())
    return Truncator(words).chars(length) if length and len(words) > length else words
