"""Making words comparable: case, accents, width, invisible characters and look-alikes of other scripts."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

#: Scripts that put no space between words; there a term is looked for at every character.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
INVISIBLE = regex.compile(r"[\p{Cf}\p{Default_Ignorable_Code_Point}]+")
_UNSPACED = regex.compile(f"[{UNSPACED}]")
_MARKS = regex.compile(r"\p{M}+")

# Small letters of Cyrillic and Greek that look like a Latin one (from Unicode's confusables, UTS 39).
_LOOKS_LIKE = str.maketrans(
    "абвгеёікмнорстухѕјһԁԛԝүαβεικνορτυχγ",
    "abbreeikmhopctyxsjhdqwyabeikvoptuxy",
)
# "İ" folds to an i with a dot above it, "ı" to itself: both are an i to whoever types on another keyboard.
_DOTTED = str.maketrans({"ı": "i", "\u0307": None})


def is_unspaced(text: str) -> bool:
    """Whether ``text`` holds a letter of a script that writes without spaces."""
    return not text.isascii() and _UNSPACED.search(text) is not None


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """The word in lower case, accents kept; ``ß`` is ``ss``, wide letters are narrow, invisible ones are gone.

    In a word that mixes scripts, letters that only look Latin count as the Latin ones.
    """
    if word.isascii():
        return word.lower()
    seen = unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).casefold().translate(_DOTTED)
    seen = unicodedata.normalize("NFC", seen)
    if any("a" <= letter <= "z" for letter in seen):
        seen = seen.translate(_LOOKS_LIKE)
    return seen


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """The folded word without accents."""
    folded = fold(word)
    return folded if folded.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", folded))
