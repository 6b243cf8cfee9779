"""The head of a foreign HTML page: title, language and ``<meta>``.

Reads from left to right and never goes back, so that no page can make it slow: Python's ``html.parser``, and
BeautifulSoup with it, takes minutes for half a megabyte of opened comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_TAGS = re.compile(r"<(?:!--|(?P<tag>script|style|title|meta|html)(?=[\s/>]))", re.I)
_ENDS = {tag: re.compile(end, re.I) for tag, end in {"script": "</script", "style": "</style"}.items()}
_TITLE = re.compile(r"[^>]*+>(?P<text>[^<]*+)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>=]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+)))?+"""
)


# Python refuses to read numbers of thousands of digits, and no sign has one of eight.
_NO_SIGN = re.compile(r"&#\d{8,}+;?")


def unescaped(text: str) -> str:
    """Return ``text`` with signs for its references, whatever they are."""
    return unescape(_NO_SIGN.sub("\ufffd", text))


@dataclass
class PageHead:
    """``said`` holds the first content of every ``<meta>`` by its name or property, in lower case."""

    title: str = ""
    language: str = ""
    said: dict[str, str] = field(default_factory=dict)


def read_head(text: str) -> PageHead:
    """Return what the page with the source ``text`` says about itself, however broken it is."""
    head, at = PageHead(), 0
    while start := _TAGS.search(text, at):
        tag, at = (start["tag"] or "").lower(), start.end()
        if not tag:
            at = text.find("-->", at)
        elif tag in _ENDS:
            end = _ENDS[tag].search(text, at)
            at = end.end() if end else -1
        elif tag == "title":
            # Without one more ">" there is no tag any more.
            found = _TITLE.match(text, at)
            head.title = head.title or (unescaped(found["text"]).strip() if found else "")
            at = found.end() if found else -1
        else:
            at = _take(tag, text, at, head)
        if at < 0:
            break
    return head


def _take(tag: str, text: str, at: int, head: PageHead) -> int:
    attributes: dict[str, str] = {}
    while found := _ATTRIBUTE.match(text, at):
        value = found["double"] or found["single"] or found["bare"] or ""
        attributes.setdefault(found["name"].lower(), unescaped(value).strip())
        at = found.end()
    if tag == "html":
        head.language = head.language or attributes.get("lang", "")
    elif content := attributes.get("content"):
        name = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv", "")
        head.said.setdefault(name.lower(), content)
    return at
