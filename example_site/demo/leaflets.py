"""Leaflets for the demo: one page of A4 as PDF, drawn from a picture and a few lines of text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from . import pictures

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots per inch."""

MARGIN = 110
INK, SOFT, PAPER = "#123a43", "#4c5f63", "#ffffff"


def draw(text: dict[str, Any]) -> BytesIO:
    """Return the leaflet that ``text`` describes (see ``content.items.LEAFLETS``) as an open PDF file."""
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(page)
    head = Image.open(pictures.file(text["motif"], "mist")).resize((WIDTH, WIDTH * 9 // 16))
    page.paste(head.crop((0, 120, WIDTH, 560)), (0, 0))
    y = write(pen, 500, text["title"], 66, INK)
    y = write(pen, y + 10, text["lead"], 34, SOFT) + 30
    for name, words in text["points"]:
        pen.line((MARGIN, y, WIDTH - MARGIN, y), "#c9d6d8", 3)
        y = write(pen, y + 24, name, 38, INK)
        y = write(pen, y + 2, words, 30, SOFT) + 18
    write(pen, HEIGHT - 100, text["foot"], 26, SOFT)
    file = BytesIO()
    page.save(file, "PDF", resolution=150, title=text["title"], author="Larkwater")
    file.seek(0)
    return file


def write(pen: ImageDraw.ImageDraw, y: float, words: str, size: int, color: str) -> float:
    """Write ``words`` between the margins from ``y`` on; return where they end."""
    font = ImageFont.load_default(size)
    for line in lines(words, font):
        pen.text((MARGIN, y), line, color, font)
        y += size * 1.4
    return y


def lines(words: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > WIDTH - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    yield line
