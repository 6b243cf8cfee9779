"""Takes the screenshots of the documentation: python docs/screenshots.py [group or picture …]

Without names it takes all. The groups are the files in ``tests/browser/screens``. Needs Chromium, Playwright and
Pillow. A fresh demo is started on a free port and thrown away afterwards.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
sys.path.insert(0, str(ROOT))

from tests.browser.demo import PERSON, Demo, Person, running_demo  # noqa: E402
from tests.browser.screens import GROUPS, Look, Screen, running_empty_demo, screens_of  # noqa: E402
from tests.catalogues import make_arabic  # noqa: E402

LARGEST = 200_000
"""Bytes. A page of documentation should open on a train."""

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

Picture = tuple[str, Screen, Look]


def pictures(names: list[str]) -> list[Picture]:
    """Return the pictures of ``names``, which may be groups, or all; exits with a sentence if there is no such name."""
    known = {
        group: [(name, screen, look) for screen in screens_of(group).values() for name, look in screen.pictures.items()]
        for group in GROUPS
    }
    single = {picture[0]: [picture] for group in known.values() for picture in group}
    if unknown := [name for name in names if name not in known and name not in single]:
        raise SystemExit(f"There is no picture or group {', '.join(unknown)}. Groups: {', '.join(GROUPS)}.")
    # A group may be called like one of its pictures.
    return [picture for name in names or GROUPS for picture in known.get(name) or single[name]]


class Photographer:
    """Takes pictures in one browser; demos are started when a picture asks for one, and everybody logs in once."""

    def __init__(self, browser: Any, stack: ExitStack) -> None:
        self.browser, self.stack = browser, stack
        self.log_ins: dict[tuple[str, bool], Any] = {}
        self.demo = cache(self.start_demo)

    def start_demo(self, is_empty: bool) -> Demo:
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        if is_empty:
            return self.stack.enter_context(running_empty_demo(folder))
        (locales := folder / "locales").mkdir()
        return self.stack.enter_context(running_demo(folder, make_arabic(locales)))

    def take(self, name: str, screen: Screen, look: Look) -> None:
        who = (screen.who, screen.is_empty)
        context = self.browser.new_context(
            viewport=look.viewport,
            color_scheme=look.colours,
            device_scale_factor=1,
            reduced_motion="reduce",
            user_agent=PERSON,
            locale=look.locale,
            storage_state=self.log_ins.get(who),
        )
        person = Person(context, self.demo(screen.is_empty))
        if who not in self.log_ins:
            person.log_in(screen.who)
            self.log_ins[who] = context.storage_state()
        page = screen.open(person)
        page.wait_for_load_state("networkidle")
        # Wagtail's own button to edit the page would hide what the picture is about.
        page.evaluate("document.querySelector('wagtail-userbar')?.remove()")
        file = IMAGES / f"{name}.png"
        page.screenshot(path=file, animations="disabled", caret="hide")
        context.close()
        make_small(file)
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB", flush=True)


def make_small(file: Path) -> None:
    from PIL import Image

    with Image.open(file) as image:
        picture = image.convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        raise SystemExit(f"{file.name} is larger than {LARGEST} bytes")


def main() -> None:
    from playwright.sync_api import sync_playwright

    wanted = pictures(sys.argv[1:])
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        stack.callback(browser.close)
        photographer = Photographer(browser, stack)
        for picture in wanted:
            photographer.take(*picture)


if __name__ == "__main__":
    main()
