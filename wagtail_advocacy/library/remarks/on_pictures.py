"""What a picture is judged by: the card that is drawn from it, because that is what networks see.

The card is a JPEG of at most 1200 × 630 pixels, whatever was uploaded: a heavy picture or a WebP is no trouble, one
that is too small or cannot be drawn is. Weight and format are those of the drawn card.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ..cards import HEIGHT, WIDTH, picture_key
from ..programme import networks_of

if TYPE_CHECKING:
    from ..models import ShareableItem

CARD_FORMAT = "JPEG"


def picture_remarks(item: ShareableItem) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, field, sentence and label of the way on for what is open about the picture of ``item``."""
    image: Any = item.image
    size = {"width": WIDTH, "height": HEIGHT}
    if image is None:
        sentence = _(
            "It has no picture, so its card is easily missed. Choose one of at least %(width)d × %(height)d pixels."
        )
        yield "image-missing", "image", sentence % size, _("Choose a picture")
        return
    card = item.target.card if item.target else {}
    card = card if card.get("picture_of") == picture_key(item) else {}
    if image.is_svg() or (card and not card.get("image")):
        problem: tuple[str, str] | None = (
            "image-format",
            _("No card can be drawn from this picture. Choose a JPEG or PNG instead."),
        )
    else:
        problem = _too_small(item, image, size) or _refused(item, card)
    if problem:
        key, sentence = problem
        yield key, "image", sentence, _("Choose another picture")
    # Without a description Wagtail falls back on the title, which is a file name more often than not.
    if not item.image_alt.strip() and not getattr(image, "description", ""):
        sentence = _("The picture is not described for people who cannot see it.")
        yield "image-alt", "image_alt", sentence, _("Describe the picture")


def _too_small(item: ShareableItem, image: Any, size: dict[str, int]) -> tuple[str, str] | None:
    # The card is cut from the picture in its own shape and never enlarged.
    scale = min(1, image.width / WIDTH, image.height / HEIGHT)
    if scale == 1:
        return None
    values = {**size, "is_width": image.width, "is_height": image.height}
    drawn = int(WIDTH * scale), int(HEIGHT * scale)
    strict = next((each for each in networks_of(item) if each.picture.is_too_small(*drawn)), None)
    if strict:
        sentence = _(
            "The picture has %(is_width)d × %(is_height)d pixels: %(network)s shows it tiny or not at all. "
            "Choose one of at least %(width)d × %(height)d."
        )
        return "image-small", sentence % {**values, "network": strict.label}
    sentence = _(
        "The picture has %(is_width)d × %(is_height)d pixels, so its card looks coarse. "
        "Choose one of at least %(width)d × %(height)d."
    )
    return "image-small", sentence % values


def _refused(item: ShareableItem, card: dict[str, Any]) -> tuple[str, str] | None:
    size = card.get("bytes", 0)
    for network in networks_of(item):
        if not network.picture.reads(CARD_FORMAT):
            sentence = _("%(network)s reads no JPEG, so it shows the link without a picture.")
            return "image-format", sentence % {"network": network.label}
        if network.picture.is_too_heavy(size):
            sentence = _(
                "The card drawn from this picture has %(size)d kB, too many for %(network)s. "
                "Choose a picture with fewer details."
            )
            return "image-heavy", sentence % {"network": network.label, "size": size // 1000}
    return None
