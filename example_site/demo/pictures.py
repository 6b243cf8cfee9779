"""Pictures for the demo, drawn from geometry: one motif per topic, five palettes, the same on every machine.

``draw(motif, palette, seed)`` returns the bytes of a JPEG, 1600 × 900 pixels.
"""

import math
from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
FINER = 2
"""Shapes are drawn this many times larger and scaled down, which smooths their edges."""

# Ground, three steps towards ink, and one spark.
PALETTES = {
    "deep": ("#0c2f38", "#134651", "#2b7683", "#a9cdd1", "#f2b544"),
    "mist": ("#dfe9ea", "#bdd5d8", "#5f9aa4", "#0b4c58", "#e2793f"),
    "sand": ("#ede4d3", "#dccdae", "#b59a68", "#123a43", "#c9582f"),
    "moss": ("#dfe6d8", "#b9caae", "#6f9169", "#1d4740", "#f2b544"),
    "clay": ("#f0dfd4", "#e0b9a0", "#c17a56", "#4a2a2b", "#0b6170"),
}

Point = tuple[float, float]


class Canvas:
    """A drawing in units of the finished picture."""

    def __init__(self, palette: str, seed: str) -> None:
        self.ground, self.soft, self.middle, self.strong, self.spark = PALETTES[palette]
        self.random = Random(f"larkwater/{seed}")
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        corners = [x * FINER, y * FINER, (x + width) * FINER, (y + height) * FINER]
        self.pen.rounded_rectangle(corners, radius * FINER, fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.pen.circle((x * FINER, y * FINER), radius * FINER, fill)

    def ring(
        self, x: float, y: float, radius: float, width: float, color: str, start: float = 0, end: float = 360
    ) -> None:
        outer = radius + width / 2
        corners = [(x - outer) * FINER, (y - outer) * FINER, (x + outer) * FINER, (y + outer) * FINER]
        self.pen.arc(corners, start, end, color, round(width * FINER))

    def wedge(self, x: float, y: float, radius: float, start: float, end: float, fill: str) -> None:
        corners = [(x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER]
        self.pen.pieslice(corners, start, end, fill)

    def shape(self, points: list[Point], fill: str) -> None:
        self.pen.polygon([(x * FINER, y * FINER) for x, y in points], fill)

    def line(self, points: list[Point], width: float, color: str) -> None:
        scaled = [(x * FINER, y * FINER) for x, y in points]
        self.pen.line(scaled, color, round(width * FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, color)

    def jpeg(self) -> BytesIO:
        file = BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX).save(file, "JPEG", quality=88, optimize=True)
        file.seek(0)
        return file


def swell(y: float, height: float, length: float, phase: float) -> list[Point]:
    """Return a wave across the picture that is closed at the bottom."""
    top = [(x, y + height * math.sin(x / length + phase)) for x in range(0, WIDTH + 20, 20)]
    return [*top, (WIDTH, HEIGHT), (0, HEIGHT)]


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    turn = math.radians(degrees)
    return x + radius * math.cos(turn), y + radius * math.sin(turn)


def leak(c: Canvas) -> None:
    """A pipe in the ground, and the sound that leaves it."""
    x, y = 1010, 560
    for step in range(8, 0, -1):
        c.ring(x, y, step * 105, 3 + step % 2 * 3, c.soft if step > 4 else c.middle)
    c.box(0, y - 62, WIDTH, 124, c.strong)
    for joint in (240, 700, 1400):
        c.box(joint, y - 84, 56, 168, c.strong, 8)
    c.disc(x, y, 26, c.spark)


def pump(c: Canvas) -> None:
    """An impeller with seven blades, no two the same distance apart."""
    x, y = 1020, 450
    c.disc(x, y, 560, c.soft)
    c.disc(x, y, 400, c.middle)
    turn = 0.0
    for gap in (44, 58, 49, 55, 46, 60, 48):
        inner = [around(x, y, 90 + r * 29, turn + r * 9) for r in range(11)]
        outer = [around(x, y, 90 + r * 29, turn + r * 9 + 12 - r * 0.5) for r in range(10, -1, -1)]
        c.shape(inner + outer, c.ground)
        turn += gap
    c.ring(x, y, 478, 18, c.strong)
    c.disc(x, y, 92, c.strong)
    c.disc(x, y, 30, c.spark)


def family(c: Canvas) -> None:
    """Discs of three sizes that stand close together."""
    c.box(0, 690, WIDTH, 210, c.soft)
    c.disc(620, 430, 262, c.middle)
    c.disc(1010, 470, 222, c.strong)
    c.disc(806, 586, 106, c.spark)
    c.disc(1230, 620, 72, c.soft)


def quarter(c: Canvas) -> None:
    """Columns, one of them in another colour."""
    for index, height in enumerate((250, 330, 300, 420, 390, 520, 610)):
        color = c.spark if index == 5 else (c.middle if index % 2 else c.strong)
        c.box(220 + index * 172, 800 - height, 116, height, color)
    c.box(160, 800, 1280, 6, c.strong)


def chamber(c: Canvas) -> None:
    """Looking down a shaft, two people above."""
    x, y = 800, 470
    for radius, color in ((420, c.soft), (350, c.middle), (268, c.strong)):
        c.disc(x, y, radius, color)
    for rung in range(5):
        c.box(x - 70, y - 190 + rung * 92, 140, 16, c.soft, 8)
    c.disc(310, 240, 74, c.spark)
    c.disc(1290, 240, 74, c.spark)


def rebuild(c: Canvas) -> None:
    """Half of it old, half of it new, and they fit."""
    x, y = 800, 450
    c.box(0, 0, 800, HEIGHT, c.soft)
    for radius in (340, 230, 120):
        c.ring(x, y, radius, 58, c.strong, 90, 270)
        c.ring(x + 26, y, radius, 58, c.middle, 270, 450)
    c.disc(x + 13, y, 34, c.spark)


def survey(c: Canvas) -> None:
    """Many answers, some of which agree."""
    for row in range(11):
        for column in range(21):
            x, y = 80 + column * 72, 90 + row * 72
            near = math.hypot(x - 1010, y - 430)
            chance = c.random.random()
            color = (
                c.spark
                if near < 90
                else c.strong
                if near < 330 and chance < 0.75
                else c.middle
                if chance < 0.32
                else c.soft
            )
            c.disc(x, y, 21, color)


def apprentice(c: Canvas) -> None:
    """Steps, and someone on the way up."""
    for index in range(6):
        top = 800 - index * 112
        c.box(130 + index * 226, top, 226, HEIGHT - top, (c.soft, c.middle)[index % 2])
    c.box(130 + 5 * 226, 240, WIDTH, 660, c.strong)
    c.disc(130 + 3 * 226 + 113, 800 - 3 * 112 - 78, 78, c.spark)


def roof(c: Canvas) -> None:
    """Rows of modules under a large sun."""
    c.disc(1230, 250, 150, c.spark)
    for row in range(4):
        for column in range(9):
            x, y = 40 + column * 170 - row * 62, 372 + row * 126
            color = c.middle if (row * 9 + column) % 7 == 3 else c.strong
            c.shape([(x + 56, y), (x + 210, y), (x + 152, y + 110), (x - 2, y + 110)], color)


def fair(c: Canvas) -> None:
    """A floor of quarter circles."""
    size = 180
    colors = (c.soft, c.middle, c.strong, c.soft, c.middle)
    for row in range(5):
        for column in range(9):
            corner = c.random.randrange(4)
            x, y = (column + corner % 2) * size - 10, (row + corner // 2) * size
            start = {0: 0, 1: 90, 2: 270, 3: 180}[corner]
            c.wedge(x, y, size, start, start + 90, c.random.choice(colors))
    c.disc(1070 - 10 + 110, 450, 62, c.spark)


def lab(c: Canvas) -> None:
    """A rack of samples; one is different."""
    for index in range(9):
        x = 148 + index * 148
        level = c.random.randrange(210, 430)
        c.box(x, 170, 104, 560, c.soft, 52)
        c.box(x, 730 - level, 104, level, c.spark if index == 6 else c.middle, 52)
        c.box(x, 730 - level, 104, level - 60, c.spark if index == 6 else c.middle)
    c.box(90, 300, 1420, 34, c.strong, 17)
    c.box(90, 760, 1420, 34, c.strong, 17)


def voices(c: Canvas) -> None:
    """Circles that spread from several people and cross."""
    people = ((360, 560), (820, 330), (1240, 600))
    for x, y in people:
        for step in (4, 3, 2, 1):
            c.ring(x, y, 40 + step * 82, 14, c.soft if step > 2 else c.middle)
    for index, (x, y) in enumerate(people):
        c.disc(x, y, 58, c.spark if index == 1 else c.strong)


def town(c: Canvas) -> None:
    """Roofs, a water tower, and the river in front."""
    x = -20
    while x < WIDTH:
        width = c.random.randrange(90, 170)
        height = c.random.randrange(140, 330)
        color = c.random.choice((c.soft, c.middle, c.middle, c.strong))
        c.box(x, 640 - height, width, height, color)
        c.shape([(x, 641 - height), (x + width / 2, 570 - height), (x + width, 641 - height)], color)
        x += width + c.random.randrange(0, 26)
    c.shape([(1090, 640), (1130, 330), (1190, 330), (1230, 640)], c.strong)
    c.box(1050, 190, 220, 160, c.strong, 60)
    c.disc(1160, 130, 22, c.spark)
    c.box(0, 640, WIDTH, 260, c.ground)
    for row in range(4):
        c.shape(swell(690 + row * 58, 9, 46, row * 1.7), (c.soft, c.middle, c.soft, c.strong)[row])


def gauge(c: Canvas) -> None:
    """A dial that points at something."""
    x, y = 800, 640
    c.disc(x, y, 560, c.soft)
    for tick in range(41):
        angle = 180 + tick * 4.5
        long = tick % 5 == 0
        c.line([around(x, y, 440 if long else 470, angle), around(x, y, 508, angle)], 10 if long else 5, c.strong)
    c.ring(x, y, 380, 30, c.middle, 180, 292)
    c.line([(x, y), around(x, y, 420, 292)], 16, c.spark)
    c.disc(x, y, 48, c.strong)
    c.box(0, 720, WIDTH, 180, c.ground)


def hills(c: Canvas) -> None:
    """Hills behind hills, and a road."""
    c.disc(400, 280, 96, c.spark)
    for row, color in enumerate((c.soft, c.middle, c.strong)):
        c.shape(swell(450 + row * 140, 86 - row * 10, 230 - row * 30, row * 2.2 + 0.6), color)
    road = [(1180 + 120 * math.sin(t / 3.1) + t * 12, 900 - t * 21) for t in range(13)]
    c.line(road, 10, c.ground)


def contours(c: Canvas) -> None:
    """A map: two hills, and what lies between them."""
    for x, y, size, phase in ((520, 480, 620, 0.4), (1180, 400, 560, 2.1)):
        for step in range(8):
            radius = size * (1 - step / 8.4)
            ring = [
                around(
                    x,
                    y,
                    radius * (1 + 0.12 * math.sin(3 * a + phase + step * 0.16) + 0.06 * math.sin(5 * a)),
                    math.degrees(a),
                )
                for a in (math.tau * i / 120 for i in range(121))
            ]
            c.line(ring, 5, c.soft if step < 3 else c.middle)
    route = [(120, 760), (430, 640), (700, 690), (900, 520), (1180, 400)]
    c.line(route, 16, c.strong)
    for x, y in route[:-1]:
        c.disc(x, y, 24, c.strong)
    c.disc(1180, 400, 40, c.spark)


def sun(c: Canvas) -> None:
    """The sun over the sea, in stripes."""
    c.disc(980, 520, 300, c.spark)
    c.box(0, 520, WIDTH, 380, c.strong)
    for row in range(7):
        width = 620 - row * 66
        c.box(980 - width / 2 + (-1) ** row * 30, 548 + row * 50, width, 18 + row * 2, c.middle, 12)


def arches(c: Canvas) -> None:
    """Doors that stand open."""
    for index, color in enumerate((c.soft, c.middle, c.soft, c.strong)):
        x = 130 + index * 350
        c.disc(x + 145, 390, 145, color)
        c.box(x, 390, 290, 510, color)
    c.disc(130 + 2 * 350 + 145, 390, 96, c.spark)
    c.box(130 + 2 * 350 + 49, 390, 192, 510, c.spark)


def pipes(c: Canvas) -> None:
    """A network of mains, seen from above."""
    runs = (
        (c.soft, [(0, 200), (420, 200), (420, 560), (1000, 560), (1000, 900)]),
        (c.middle, [(200, 900), (200, 430), (760, 430), (760, 120), (1600, 120)]),
        (c.strong, [(0, 720), (600, 720), (600, 300), (1240, 300), (1240, 690), (1600, 690)]),
    )
    for color, run in runs:
        c.line(run, 58, color)
        for x, y in run[1:-1]:
            c.disc(x, y, 48, color)
    c.disc(1240, 300, 24, c.spark)


def weave(c: Canvas) -> None:
    """Bands that hold each other."""
    for index in range(6):
        c.box(150 + index * 230, 0, 120, HEIGHT, c.soft if index % 2 else c.middle)
    for row in range(3):
        y = 130 + row * 250
        for index in range(7):
            if (index + row) % 2:
                continue
            c.box(150 + index * 230 - 60, y, 240, 120, c.strong if (index, row) != (4, 0) else c.spark)


def part(c: Canvas) -> None:
    """One part of a pump in the middle, close up, held from both sides."""
    c.box(0, 0, 500, HEIGHT, c.soft)
    c.ring(800, 450, 260, 90, c.strong)
    for turn in range(0, 360, 60):
        c.disc(*around(800, 450, 260, turn), 26, c.ground)
    c.disc(800, 450, 96, c.middle)
    c.box(240, 380, 300, 140, c.spark, 70)
    c.box(1060, 380, 300, 140, c.spark, 70)


def whiteboard(c: Canvas) -> None:
    """People in front of a whiteboard full of plans and names."""
    c.box(120, 70, 1360, 520, c.soft, 12)
    for row in range(6):
        for column in range(4):
            width = 120 + c.random.randrange(150)
            c.box(170 + column * 325, 120 + row * 76, width, 22, c.strong if (row + column) % 3 else c.spark, 11)
    for index, (x, size) in enumerate(((330, 92), (640, 84), (960, 96), (1270, 88))):
        c.disc(x, 560 + index % 2 * 30, size, c.middle)
        c.box(x - 150, 650 + index % 2 * 30, 300, 300, c.strong, 120)


def mark(c: Canvas, x: float, y: float, size: float, wide: float = 1.0, tilt: float = 0.0) -> None:
    """Draw the drop of the logo; ``wide`` and ``tilt`` are what nobody should do to it."""
    points = []
    for step in range(0, 361, 4):
        turn = math.radians(step)
        # A circle whose top is drawn out to a point.
        reach = size * (1 + 0.75 * max(0.0, math.cos(turn)) ** 6)
        across, up = reach * math.sin(turn) * wide, -reach * math.cos(turn)
        points.append((x + across + tilt * up, y + up))
    c.shape(points, c.strong)
    for row in range(2):
        line = [
            (
                x + at * wide + tilt * (size * (0.05 + row * 0.4)),
                y + size * (0.05 + row * 0.4) + size * 0.1 * math.sin(at / size * 6),
            )
            for at in range(-int(size * 0.6), int(size * 0.6), 12)
        ]
        c.line(line, size * 0.09, c.ground)


def logo(c: Canvas) -> None:
    """The drop of the logo stands alone, with as much room on every side as it is high."""
    mark(c, 800, 500, 150)


def squeezed(c: Canvas) -> None:
    """The drop of the logo is stretched, leans to one side and sits on a busy pattern."""
    for row in range(10):
        for column in range(17):
            c.disc(50 + column * 94, 45 + row * 90, 30, (c.soft, c.middle, c.spark)[(row * 2 + column) % 3])
    mark(c, 800, 520, 260, 1.9, 0.5)


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400"><title>Larkwater</title>'
    '<path fill="#0b4c58" d="M150 20C165 110 290 170 290 260a140 140 0 0 1-280 0C10 170 135 110 150 20z"/>'
    '<g fill="none" stroke="#fff" stroke-width="18" stroke-linecap="round">'
    '<path d="M65 260c30-25 55-25 85 0s55 25 85 0"/><path d="M85 315c22-18 43-18 65 0s43 18 65 0"/></g></svg>'
)
"""The logo as a file that people may take along."""


MOTIFS: dict[str, Callable[[Canvas], None]] = {
    "leak": leak,
    "pump": pump,
    "family": family,
    "quarter": quarter,
    "chamber": chamber,
    "rebuild": rebuild,
    "survey": survey,
    "apprentice": apprentice,
    "roof": roof,
    "fair": fair,
    "lab": lab,
    "voices": voices,
    "town": town,
    "gauge": gauge,
    "hills": hills,
    "map": contours,
    "sun": sun,
    "open": arches,
    "pipes": pipes,
    "weave": weave,
    "part": part,
    "whiteboard": whiteboard,
    "logo": logo,
    "squeezed": squeezed,
}

USUAL_PALETTE = {
    "leak": "deep",
    "pump": "mist",
    "family": "clay",
    "quarter": "sand",
    "chamber": "deep",
    "rebuild": "sand",
    "survey": "mist",
    "apprentice": "moss",
    "roof": "mist",
    "fair": "sand",
    "lab": "deep",
    "voices": "mist",
    "town": "mist",
    "gauge": "sand",
    "hills": "moss",
    "map": "moss",
    "sun": "sand",
    "open": "clay",
    "pipes": "mist",
    "weave": "sand",
    "part": "mist",
    "whiteboard": "sand",
    "logo": "mist",
    "squeezed": "clay",
}


def draw(motif: str, palette: str = "", seed: str = "") -> bytes:
    """Return a picture of ``motif`` as JPEG; the same arguments give the same picture."""
    return file(motif, palette, seed).getvalue()


def file(motif: str, palette: str = "", seed: str = "") -> BytesIO:
    """Return the same picture as an open file."""
    canvas = Canvas(palette or USUAL_PALETTE[motif], seed or motif)
    MOTIFS[motif](canvas)
    return canvas.jpeg()


def description(motif: str) -> str:
    """Say in one sentence what the picture shows."""
    return (MOTIFS[motif].__doc__ or "").strip()
