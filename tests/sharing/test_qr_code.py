"""The link of a share as a QR code: for its sharer alone, on screen and as files."""

import io
import re

import pytest
import segno
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import reverse
from PIL import Image

from wagtail_advocacy.links.addresses import link_address
from wagtail_advocacy.sharing.views.qr import MODULE

BORDER = 4


@pytest.fixture
def mine(anna, item):
    return anna.share(item, "linkedin", words="Look at our bridge.")


def address(share, kind):
    return reverse("wagtail_advocacy:qr_code", args=[share.link.code, kind])


def modules_of_png(content):
    """Rows of dark modules, as a camera sees them, without the light border."""
    picture = Image.open(io.BytesIO(content)).convert("1")
    size = picture.width // MODULE
    assert picture.width == picture.height == size * MODULE
    rows = [[picture.getpixel((x * MODULE + 1, y * MODULE + 1)) == 0 for x in range(size)] for y in range(size)]
    frame = rows[:BORDER] + rows[-BORDER:] + [row[:BORDER] + row[-BORDER:] for row in rows]
    assert not any(dark for row in frame for dark in row), "a reader needs the light border"
    return [row[BORDER:-BORDER] for row in rows[BORDER:-BORDER]]


def modules_of_svg(content):
    """The same, read from the strokes of the drawing."""
    drawing = BeautifulSoup(content, "html.parser")
    size = int(drawing.svg["viewbox"].split()[2])
    dark = [[False] * size for _row in range(size)]
    x = y = 0.0
    for command, values in re.findall(r"([Mmh])([-\d. ]+)", drawing.select_one("path[stroke]")["d"]):
        numbers = [float(each) for each in values.split()]
        if command == "h":
            for at in range(int(x), int(x + numbers[0])):
                dark[int(y)][at] = True
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return [row[BORDER:-BORDER] for row in dark[BORDER:-BORDER]]


@pytest.mark.parametrize(("kind", "read"), [("png", modules_of_png), ("svg", modules_of_svg)])
def test_it_says_the_link_and_can_be_read(anna, mine, kind, read):
    response = anna.client.get(address(mine, kind))

    assert response.status_code == 200
    assert response["Content-Type"] == {"png": "image/png", "svg": "image/svg+xml"}[kind]
    wanted = segno.make_qr(link_address(mine.link.code), error="q").matrix
    assert read(response.content) == [[bool(module) for module in row] for row in wanted]


def test_it_is_kept_by_nobody_and_runs_nothing(anna, mine):
    response = anna.client.get(address(mine, "svg"))

    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert b"style" not in response.content
    assert b"<script" not in response.content
    assert "Content-Disposition" not in response


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_it_is_a_file_when_asked(anna, mine, kind):
    response = anna.client.get(address(mine, kind) + "?download")

    assert response["Content-Disposition"] == f'attachment; filename="qr-{mine.link.code}.{kind}"'


def test_nobody_else_gets_it(anna, ben, mine, client):
    for kind in ("png", "svg"):
        assert ben.client.get(address(mine, kind)).status_code == 404
        stranger = client.get(address(mine, kind))
        assert (stranger.status_code, "login" in stranger.url) == (302, True)
    assert anna.client.post(address(mine, "png")).status_code == 405


@pytest.mark.parametrize("code", ["nosuchcode", "AB", "%0d%0aX", "a" * 500, "‮"])
def test_an_unknown_code_is_not_found(anna, mine, code):
    assert anna.client.get(f"/advocacy/shares/{code}/qr.png").status_code == 404
    assert anna.client.get(address(mine, "png").replace(".png", ".gif")).status_code == 404


def test_the_element_names_the_link_for_those_who_cannot_see_it(mine):
    link = link_address(mine.link.code)
    page = BeautifulSoup(
        render_to_string("wagtail_advocacy/elements/qr.html", {"share": mine, "link": link}), "html.parser"
    )

    assert page.img["alt"] == f"QR code of your link {link}"
    assert page.img["src"] == address(mine, "svg")
    assert [each["href"] for each in page.select("a[download]")] == [
        address(mine, "png") + "?download",
        address(mine, "svg") + "?download",
    ]
    assert not page.select("[style]")
