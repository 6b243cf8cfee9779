"""What a page says to whoever makes a card of it, and whether there is anything to read on it.

Reads from left to right and never goes back, as ``library.outside.page_heads`` does: no page can make it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...fetch import Fetched
from ...library.outside import DESCRIPTION_LENGTH, SITE_NAME_LENGTH, TITLE_LENGTH, one_line, text_of
from ...library.outside.page_heads import read_head, unescaped

ADDRESS_LENGTH = 2000
READS = 5000
"""int, visible characters that are counted; more make no difference."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z!][a-z0-9-]*)(?P<rest>[^<>]{0,2000})", re.I)
_UNSEEN = {name: re.compile(rf"</{name}", re.I) for name in ("script", "style", "noscript", "template", "svg", "title")}
_VALUE = r"""\s*+=\s*+["']?+\s*+"""
_PASSWORD = re.compile(rf"type{_VALUE}password\b", re.I)
_CANONICAL = re.compile(rf"rel{_VALUE}canonical\b", re.I)
_HREF = re.compile(r"""href\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


@dataclass(frozen=True)
class Page:
    """``said`` is the content of every tag for cards that is there; ``words`` the visible characters, up to 5,000."""

    title: str = ""
    said: tuple[tuple[str, str], ...] = ()
    canonical: str = ""
    noindex: bool = False
    words: int = 0
    has_password: bool = False
    has_script: bool = False

    def first(self, *names: str) -> str:
        """Return what the first of these tags says that says anything."""
        said = dict(self.said)
        return next((said[name] for name in names if said.get(name)), "")


TAGS = {
    "og:title": TITLE_LENGTH,
    "twitter:title": TITLE_LENGTH,
    "og:description": DESCRIPTION_LENGTH,
    "twitter:description": DESCRIPTION_LENGTH,
    "description": DESCRIPTION_LENGTH,
    "og:image:secure_url": ADDRESS_LENGTH,
    "og:image": ADDRESS_LENGTH,
    "og:image:url": ADDRESS_LENGTH,
    "twitter:image": ADDRESS_LENGTH,
    "twitter:image:src": ADDRESS_LENGTH,
    "og:image:alt": TITLE_LENGTH,
    "twitter:image:alt": TITLE_LENGTH,
    "og:site_name": SITE_NAME_LENGTH,
    "og:url": ADDRESS_LENGTH,
}


def read(found: Fetched) -> Page:
    """Return what the page that was fetched says."""
    text = text_of(found)
    head = read_head(text)
    said = {name: one_line(head.said[name], length) for name, length in TAGS.items() if name in head.said}
    robots = f"{head.said.get('robots', '')} {found.headers.get('X-Robots-Tag', '')}".lower()
    return _with_body(
        text,
        title=one_line(head.title, TITLE_LENGTH),
        said=tuple(said.items()),
        noindex="noindex" in robots or "none" in re.split(r"[\s,]+", robots),
    )


def _with_body(text: str, title: str, said: tuple[tuple[str, str], ...], noindex: bool) -> Page:
    words, canonical, has_password, has_script, at = 0, "", False, False, 0
    while at < len(text):
        start = text.find("<", at)
        seen = text[at : start if start >= 0 else len(text)]
        words += len("".join(seen.split())) if words < READS else 0
        if start < 0:
            break
        at = start + 1
        if text.startswith("<!--", start):
            at = _after(text, "-->", start)
            continue
        if not (tag := _TAG.match(text, start)):
            continue
        name, rest = tag["name"].lower(), tag["rest"]
        at = _after(text, ">", tag.end())
        if tag["end"]:
            continue
        has_password = has_password or (name == "input" and bool(_PASSWORD.search(rest)))
        has_script = has_script or name == "script"
        if name == "link" and not canonical and _CANONICAL.search(rest) and (href := _HREF.search(rest)):
            canonical = one_line(unescaped(href[1] or href[2] or href[3] or ""), ADDRESS_LENGTH)
        if name in _UNSEEN:
            end = _UNSEEN[name].search(text, at)
            at = end.start() if end else len(text)
    return Page(title, said, canonical, noindex, min(words, READS), has_password, has_script)


def _after(text: str, what: str, at: int) -> int:
    found = text.find(what, at)
    return found + len(what) if found >= 0 else len(text)
