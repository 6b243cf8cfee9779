"""Catalogues of translations: those of the package and the demo, and one made by machine to test right-to-left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?\d*(?:\.\d+)?[sdfr]|%[sdr%]|\{[\w.!:,]*\}")
MARKUP = re.compile(r"<[^>]+>|&\w+;")
ADDRESS = re.compile(r"https?://\S*|[\w-]+=|\w+(?:\.\w+)+")
KEPT = re.compile("|".join(each.pattern for each in (PLACEHOLDER, MARKUP, ADDRESS)))

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض", strict=True))
ARABIC = str.maketrans(LETTERS | {low.upper(): arabic for low, arabic in LETTERS.items()})


def catalogues(language: str = "es") -> list[Path]:
    """The `django.po` of the package's rooms and of the demo."""
    trees = (ROOT / "wagtail_advocacy", ROOT / "example_site")
    return sorted(path for tree in trees for path in tree.rglob(f"locale/{language}/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def forms(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def sources(message: Message) -> list[str]:
    """What was to be translated: one text, or its singular and plural."""
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


def to_arabic(text: str) -> str:
    """Every Latin letter is an Arabic one; placeholders, markup and addresses stay."""
    kept, start = [], 0
    for part in KEPT.finditer(text):
        kept += [text[start : part.start()].translate(ARABIC), part[0]]
        start = part.end()
    return "".join([*kept, text[start:].translate(ARABIC)])


def make_arabic(folder: Path, paths: Iterable[Path] | None = None) -> Path:
    """Write an Arabic catalogue of all that is translated in `paths` (ours, if none) and return the folder for
    `LOCALE_PATHS`. Its sentences mean nothing; they have as many letters, and run from right to left."""
    catalogue = Catalog(locale="ar")
    for message in (each for path in paths or catalogues() for each in read(path) if each.id):
        string: str | tuple[str, ...] = to_arabic(sources(message)[-1])
        if message.pluralizable:
            string = (str(string),) * catalogue.num_plurals
        catalogue.add(message.id, string, context=message.context)
    compiled = folder / "ar" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return folder
