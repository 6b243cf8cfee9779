"""What a page of another website says about itself: title, summary, picture, name of the website, language."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from urllib.parse import urljoin

import regex

from ...fetch import Fetched, fetch
from .page_heads import read_head

TITLE_LENGTH = 255
DESCRIPTION_LENGTH = 500
SITE_NAME_LENGTH = 100
ADDRESS_LENGTH = 2000

# What steers a screen or turns lines around; joiners hold emoji and Persian words together.
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cs}--[\u200c\u200d]]", regex.V1)
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Of all that Python decodes: what pages are written in, and nothing that takes long.
_CHARSET = re.compile(r"utf-(8|16)|iso8859|cp\d|koi8|big5|gb|euc_|shift_jis|iso2022_jp|mac|ascii|tis-620")
_NOT_LIKE_ASCII = re.compile(r"utf-16|iso2022_jp")
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True)
class OutsidePage:
    """What a page says; empty where it says nothing. ``language`` is like ``de`` or ``pt-br``."""

    url: str
    title: str
    description: str
    image: str
    image_alt: str
    site_name: str
    language: str


def read_page(url: str) -> OutsidePage:
    """Return what the page at ``url`` says about itself. Raises ``AddressNotPublic`` and ``FetchFailed``."""
    found = fetch(url)
    head = read_head(text_of(found))

    def first(*names: str) -> str:
        return next((head.said[name] for name in names if name in head.said), "")

    return OutsidePage(
        url=found.url,
        title=one_line(first("og:title", "twitter:title") or head.title, TITLE_LENGTH),
        description=one_line(first("og:description", "twitter:description", "description"), DESCRIPTION_LENGTH),
        image=_address(found.url, first("og:image:secure_url", "og:image", "og:image:url", "twitter:image")),
        image_alt=one_line(first("og:image:alt", "twitter:image:alt"), TITLE_LENGTH),
        site_name=one_line(first("og:site_name", "application-name"), SITE_NAME_LENGTH),
        language=_language(head.language or first("og:locale", "content-language")),
    )


def one_line(text: str, length: int) -> str:
    """Return ``text`` on one line, without invisible characters, cut at a word where it is too long."""
    line = " ".join(_INVISIBLE.sub("", " ".join(text.split())).split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    return f"{head.rpartition(' ')[0] or head}…"


def text_of(page: Fetched) -> str:
    """Return the text of a page, whatever it claims to be written in: what reads as UTF-8 is UTF-8."""
    content = page.content
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    in_page = _META_CHARSET.search(content[:4096])
    declared = [name for name in (page.charset, in_page[1].decode() if in_page else "") if name]
    known = [each for each in map(_codec, declared) if each]
    first = [each for each in known if _NOT_LIKE_ASCII.match(each)]
    for name in [marked, *first, "utf-8", *known]:
        try:
            if name:
                return content.decode(name)
        except UnicodeError:
            continue
    return content.decode("cp1252", "replace")


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    # Browsers read Latin-1 as its extension by Windows (WHATWG Encoding Standard).
    return "cp1252" if found == "iso8859-1" else found if _CHARSET.match(found) else ""


def _address(base: str, image: str) -> str:
    try:
        url = urljoin(base, image) if image else ""
    except ValueError:
        return ""
    return url if len(url) <= ADDRESS_LENGTH else ""


def _language(tag: str) -> str:
    tag = tag.strip().replace("_", "-").lower()
    return tag if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", tag) else ""
