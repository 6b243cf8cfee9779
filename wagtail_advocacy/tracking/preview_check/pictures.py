"""The picture on a card: what it is made of, and a small copy for the page that shows the card."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from ...fetch import Fetched
from ...library.outside.pictures import takes_forever

BYTES = 10 * 1024 * 1024
"""int, more than any network takes."""

PIXELS = 25_000_000
SMALL = (600, 600)
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
COMMON = frozenset({"JPEG", "PNG", "GIF", "WEBP"})
TYPES = (
    "image/jpeg",
    "image/jpg",
    "image/pjpeg",
    "image/png",
    "image/x-png",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/svg+xml",
    "image/bmp",
    "image/tiff",
    "image/x-icon",
    "image/vnd.microsoft.icon",
    # Some servers name no type that means anything; what it is shows when it is opened.
    "application/octet-stream",
    "binary/octet-stream",
)


@dataclass(frozen=True)
class Picture:
    """What lies at a picture's address. ``reason`` says why there is nothing to see, else it is empty.

    It is one of those of ``FetchFailed``, ``inside``, ``unknown`` (the name), ``unreadable`` or ``skipped`` (no time).
    """

    url: str
    format: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    reason: str = ""
    status: int = 0
    detail: str = ""


def read(url: str, found: Fetched) -> tuple[Picture, bytes]:
    """Return what was fetched as the picture at ``url``, and a small JPEG of it unless it is too large to unpack."""
    size = len(found.content)
    if found.content_type == "image/svg+xml":
        return Picture(url, "SVG", bytes=size), b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(found.content), formats=_known()) as image:
                picture = Picture(url, str(image.format), image.width, image.height, size)
                # The header says how large it is before anything is unpacked.
                if image.width * image.height > PIXELS:
                    return picture, b""
                if takes_forever(found.content):
                    raise ValueError
                image.draft("RGB", SMALL)
                image.load()
                return picture, _small(image)
    except Exception:  # Broken files break Pillow in many ways.
        return Picture(url, bytes=size, reason="unreadable"), b""


def _known() -> list[str]:
    Image.init()
    return [each for each in FORMATS if each in Image.OPEN]


def _small(image: Image.Image) -> bytes:
    try:
        small = ImageOps.exif_transpose(image).convert("RGBA")
    except ValueError:  # A rare kind of pixels, and a good picture all the same.
        return b""
    small.thumbnail(SMALL)
    file = BytesIO()
    ground = Image.new("RGBA", small.size, "white")
    Image.alpha_composite(ground, small).convert("RGB").save(file, "JPEG", quality=70)
    return file.getvalue()
