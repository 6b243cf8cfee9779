"""The item's own public page is ours: nobody is asked about it, only its picture is judged."""

from __future__ import annotations

from typing import Any

from ...library.cards import HEIGHT, WIDTH, picture_key
from ...library.models import ShareableItem
from .looking import Answer, Look
from .pages import Page
from .pictures import Picture

ADDRESS = "https://card.invalid/"
"""Stands for the page and its picture, whose true addresses do not matter."""


def look_at_own(item: ShareableItem) -> Look:
    """Return what crawlers find on the public page of ``item``, which may be a draft."""
    image: Any = item.image
    alt = item.image_alt or (getattr(image, "default_alt_text", "") or "")
    said = {"og:title": item.headline, "og:description": item.description}
    if image:
        said |= {"og:image": ADDRESS, "og:image:alt": alt}
    look = Look(ADDRESS, Answer(ADDRESS, page=Page(item.headline, tuple(said.items()), words=1)))
    if image:
        look.pictures[ADDRESS] = _drawn(item, image)
    return look


def _drawn(item: ShareableItem, image: Any) -> Picture:
    card = item.target.card if item.target else {}
    if card.get("picture_of") == picture_key(item):
        if not card.get("image"):
            return Picture(ADDRESS, reason="unreadable")
        return Picture(ADDRESS, "JPEG", card["width"], card["height"], card["bytes"])
    # Not drawn yet: it is cut to the shape of a card, and never enlarged.
    scale = min(1, image.width / WIDTH, image.height / HEIGHT)
    return Picture(ADDRESS, "JPEG", int(WIDTH * scale), int(HEIGHT * scale))
