"""What can be wrong with the preview of an address, one class each. What is stored of them has no words.

``wrong``: people or networks do not get the page, its card or a picture that it names. ``hint``: they do, and it could
be better. Nothing of this keeps an item from going out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ....networks.base import Network
from ..found import found_by
from ..looking import Look
from . import of_answers, of_pages, of_pictures
from .base import HINT, WRONG, Problem, Values

__all__ = ["HINT", "PROBLEMS", "WRONG", "Problem", "in_words", "is_wrong", "problems_of"]

PROBLEMS: dict[str, Problem] = {
    each.code: each
    for each in (
        of_answers.NoAnswer(),
        of_answers.Certificate(),
        of_answers.Inside(),
        of_answers.Missing(),
        of_answers.LoginWall(),
        of_answers.ConsentWall(),
        of_answers.Refused(),
        of_answers.Loop(),
        of_pages.RobotsForbid(),
        of_pages.NeedsScript(),
        of_pages.NoTitle(),
        of_pages.NoTags(),
        of_pages.OgUrlElsewhere(),
        of_pictures.RelativePicture(),
        of_pictures.PictureInside(),
        of_pictures.PictureBroken(),
        of_answers.OwnHost(),
        of_answers.CrawlerRefused(),
        of_answers.NoPage(),
        of_answers.TooLarge(),
        of_pages.Redirects(),
        of_pages.CanonicalElsewhere(),
        of_pages.NoIndex(),
        of_pages.LongTitle(),
        of_pages.NoDescription(),
        of_pages.LongDescription(),
        of_pictures.NoPicture(),
        of_pictures.PictureSlow(),
        of_pictures.InsecurePicture(),
        of_pictures.PictureType(),
        of_pictures.SmallPicture(),
        of_pictures.HeavyPicture(),
        of_pictures.CutPicture(),
        of_pictures.NoAlt(),
    )
}
"""Code → problem, what is wrong first, in the order in which they are told."""


def problems_of(look: Look, networks: Iterable[Network]) -> list[Values]:
    """Return what is wrong for these networks: ``{"code", "networks", "values"}``, with the keys of those concerned."""
    everybody = [found_by(network, look) for network in networks]
    told: list[Values] = []
    for code, problem in PROBLEMS.items():
        same: dict[tuple[Any, ...], Values] = {}
        for found in everybody:
            if (values := problem.find(found)) is not None:
                key = tuple(sorted(values.items()))
                entry = same.setdefault(key, {"code": code, "networks": [], "values": values})
                entry["networks"].append(found.network.key)
        told.extend(same.values())
    return told


def in_words(problem: Mapping[str, Any]) -> str:
    """Return the sentence of a stored problem in the active language; nothing for one that no longer exists."""
    known = PROBLEMS.get(problem.get("code", ""))
    try:
        return known.say(problem["values"]) if known else ""
    except LookupError:  # Stored by another version, which knew other values.
        return ""


def is_wrong(problem: Mapping[str, Any]) -> bool:
    known = PROBLEMS.get(problem.get("code", ""))
    return known is not None and known.severity == WRONG
