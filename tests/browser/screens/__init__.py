"""Every screen of ours and how a person gets there, in groups.

The documentation takes pictures of them (``python docs/screenshots.py``), and ``test_looks`` runs axe on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.browser.demo import DESK, PHONE, Demo, Person, prepare_demo, running_demo


@dataclass(frozen=True)
class Look:
    """What a picture is taken with."""

    viewport: Any = field(default_factory=lambda: DESK)
    colours: str = "light"
    locale: str = "en-GB"


LIGHT, DARK = Look(), Look(colours="dark")
PHONE_LIGHT, PHONE_DARK = Look(PHONE), Look(PHONE, "dark")
SPANISH, ARABIC_PHONE = Look(locale="es-ES"), Look(PHONE, locale="ar")


def tall(height: int, colours: str = "light") -> Look:
    """A desk whose window shows more of a long form."""
    return Look({**DESK, "height": height}, colours)


SMALL_FRAME = Look({"width": 560, "height": 760})
"""About what Wagtail's preview leaves of a desk."""


@dataclass(frozen=True)
class Screen:
    """Where ``open`` brings the person with the role ``who``; ``ours`` selects the part that we made.

    ``pictures`` are the files of the documentation, each with its look. ``is_empty``: in a demo in which nobody has
    offered anything yet. ``is_judged``: axe looks at it; not where another screen shows the same.
    """

    open: Callable[[Person], Any]
    pictures: dict[str, Look]
    who: str = "editor"
    ours: str = "main"
    is_empty: bool = False
    is_judged: bool = True


GROUPS = (
    "hub",
    "dialog",
    "mine",
    "library",
    "offering",
    "drafts",
    "changes",
    "attention",
    "preview",
    "programme",
    "pages",
    "guidelines",
    "conversions",
    "recruitment",
    "moments",
)


def screens_of(group: str) -> dict[str, Screen]:
    return import_module(f"tests.browser.screens.{group}").SCREENS


def forgive(person: Person, expected: str) -> None:
    """Forget what the browser rightly noted on the way to a screen, such as the status 404 of what is gone."""
    person.complaints[:] = [each for each in person.complaints if expected not in each]


@contextmanager
def running_empty_demo(folder: Path) -> Iterator[Demo]:
    """Serve a demo with people and pages and nothing to share."""
    prepare_demo(folder, empty=True)
    with running_demo(folder) as demo:
        yield demo
