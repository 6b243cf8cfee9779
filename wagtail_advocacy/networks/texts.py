"""Making and joining the texts that go into a network's address, and telling whether two are the same words."""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import quote, urlencode

import regex

from wagtail_advocacy.networks.counting import WORD

# Controls other than tab and newline, and lone surrogates, which no address can carry.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

LONGEST = 10_000
"""Code points; no network takes more in a post, and nobody reads more."""

HASHTAG = regex.compile(rf"#([{WORD}]+)")
_NO_PART_OF_A_TAG = regex.compile(rf"[^{WORD}]")
_INVISIBLE = regex.compile(r"[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*")
_EMBEDDINGS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_END_EMBEDDING, _END_ISOLATE = "\u202c", "\u2069"
_DIRECTIONS = regex.compile(f"[{_EMBEDDINGS}{_ISOLATES}{_END_EMBEDDING}{_END_ISOLATE}]")

_LINKS_AND_TAGS = re.compile(r"https?://\S+|[#@]\w+")


def clean(text: str) -> str:
    """The text as it may reach a network: newlines are ``\\n``, no control character and no lone surrogate, and a
    change of direction ends with the text, so that a link behind it cannot be turned around.
    """
    text = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text + _open_directions(text)


def _open_directions(text: str) -> str:
    """What ends the embeddings, overrides and isolates that the last paragraph leaves open (Unicode's annex 9)."""
    ends: list[str] = []
    for mark in _DIRECTIONS.findall(text, text.rfind("\n") + 1):
        if mark in _EMBEDDINGS:
            ends.append(_END_EMBEDDING)
        elif mark in _ISOLATES:
            ends.append(_END_ISOLATE)
        elif mark == _END_ISOLATE and _END_ISOLATE in ends:
            while ends.pop() != _END_ISOLATE:
                pass
        elif mark == _END_EMBEDDING and ends and ends[-1] == _END_EMBEDDING:
            ends.pop()
    return "".join(reversed(ends))


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: only spaces, zero-width characters and marks of direction."""
    return _INVISIBLE.fullmatch(text) is not None


def clean_tag(tag: str) -> str:
    """The hashtag as networks link it: letters, digits and ``_``, without ``#``; "" if no letter is left."""
    kept = _NO_PART_OF_A_TAG.sub("", tag).strip("\u200c\u200d")
    return kept if any(character.isalpha() for character in kept) else ""


def join_link(text: str, link: str, between: str = " ") -> str:
    """The text with the link behind it, unless the link already stands in the text as a word of its own."""
    if not link or link in text.split():
        return text
    return f"{text}{link}" if not text or text[-1].isspace() else f"{text}{between}{link}"


def encode(values: Mapping[str, str]) -> str:
    """Name-value pairs of a query or fragment; spaces are ``%20``, because ``+`` is literal to mail and Telegram."""
    return urlencode({name: value for name, value in values.items() if value}, quote_via=quote, safe="")


def words_hash(words: str) -> str:
    """Return a hash that is equal for words that differ only in case, punctuation, emoji, links or hashtags.

    Words without a letter or digit have no hash.
    """
    text = unicodedata.normalize("NFKC", _LINKS_AND_TAGS.sub(" ", words[:LONGEST])).casefold()
    kept = " ".join("".join(char if char.isalnum() else " " for char in text).split())
    return blake2b(kept.encode(errors="replace"), digest_size=16).hexdigest() if kept else ""
