"""Starts the demo organisation and brings people to it. The screenshots of the documentation use this as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.browser.commands import MANAGE, free_port, manage, serving
from tests.browser.newspaper import running_newspaper

PASSWORD = "demo"
PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
"""What a browser calls itself that somebody sits at: a headless one is a robot, and counted as one."""

PHONE = {"width": 375, "height": 720}
DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Demo:
    """The demo, up and running: two sites on one port, and a newspaper that is not ours."""

    port: int
    newspaper: str = ""
    folder: Path | None = None

    @property
    def intranet(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def website(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def letters(self, receiver: str) -> list[EmailMessage]:
        """What the demo has written to this address so far; it prints its letters."""
        log = (self.folder / "server.log").read_text() if self.folder else ""
        found = re.findall(r"^Content-Type: text/plain.*?(?=^-{79}$)", log, re.M | re.S)
        letters = [message_from_string(each, policy=policy.default) for each in found]
        return [each for each in letters if each["To"] == receiver]

    def news(self, slug: str) -> str:
        return f"{self.intranet}/news/{slug}/"


def prepare_demo(folder: Path, *, empty: bool = False, locales: Path | None = None) -> None:
    """Load a demo into ``folder``: a copy of it is running in seconds."""
    options = ["--empty"] if empty else []
    done = manage(folder, "demo", "--no-server", *options, ADVOCACY_DEMO_LOCALES=str(locales or ""))
    if done.returncode:
        raise RuntimeError(f"The demo could not be prepared:\n{done.stderr}")


@contextmanager
def running_demo(folder: Path, locales: Path | None = None, **environment: str) -> Iterator[Demo]:
    """Serve the demo kept in ``folder``, a fresh one if there is none, on a free port; ``locales`` holds catalogues
    that it speaks besides its own, ``environment`` is told to it as well."""
    with running_newspaper() as newspaper:
        yield from _run(folder, newspaper, locales, environment)


def _run(folder: Path, newspaper: str, locales: Path | None, environment: dict[str, str]) -> Iterator[Demo]:
    demo = Demo(free_port(), newspaper, folder)
    command = [str(MANAGE), "demo", "--port", str(demo.port)]
    extra = {"ADVOCACY_DEMO_LOCALES": str(locales or ""), "ADVOCACY_DEMO_TRUSTED": newspaper, **environment}
    with serving(command, folder, f"{demo.website}/s/robots.txt", **extra):
        yield demo


@dataclass
class Person:
    """Somebody at a browser of their own. Nothing outside the demo is reached; ``outside`` holds what was asked for."""

    context: Any
    demo: Demo
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    clicks: int = 0

    def __post_init__(self) -> None:
        own = (self.demo.intranet, self.demo.website)
        self.context.set_default_timeout(45_000)
        self.context.route(lambda url: not url.startswith((*own, "data:", "blob:")), self._answer)
        self.context.on("console", self._listen)
        self.context.on("weberror", lambda problem: self.complaints.append(str(problem.error)))

    def _answer(self, route: Any) -> None:
        request = route.request
        if request.resource_type == "document":
            self.outside.append(request.url)
            route.fulfill(content_type="text/html", body="<!doctype html><title>A network</title>")
        else:
            # The admin asks for a portrait.
            route.fulfill(content_type="image/svg+xml", body=PORTRAIT)

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def open(self, address: str) -> Any:
        page = self.context.new_page()
        page.goto(address)
        return page

    def log_in(self, name: str) -> Person:
        page = self.open(f"{self.demo.intranet}/login/")
        fill_login(page, name)
        page.close()
        return self

    def click(self, locator: Any) -> None:
        """Click, and count it."""
        self.clicks += 1
        locator.click()

    def kept(self) -> dict[str, Any]:
        """What the intranet keeps of this person, as it is handed over to them."""
        return self.context.request.get(f"{self.demo.intranet}/advocacy/me/export/").json()


PORTRAIT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path fill="#cfe3e6" d="M0 0h2v2H0z"/>'
    '<path fill="#0b6170" d="M1 .5a.4.4 0 1 1 0 .8.4.4 0 0 1 0-.8M.2 2a.8.6 0 0 1 1.6 0"/></svg>'
)


def fill_login(page: Any, name: str) -> None:
    # By name: the labels are in the language of whoever comes.
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def offer_from_page(page: Any, demo: Demo, slug: str) -> None:
    """From a news page, as an editor: to the editor of a new item that is filled from it."""
    page.goto(demo.news(slug))
    page.get_by_role("button", name="Wagtail").click()
    page.get_by_role("menuitem", name="Edit this page").click()
    page.get_by_role("button", name="Actions").first.click()
    button = page.get_by_role("link", name=re.compile("^(Offer for sharing|Offered )")).first
    button.wait_for()
    if button.inner_text().strip().startswith("Offered"):
        # Another test has offered this page, and the button leads to what there is: make one more.
        pk = page.url.rstrip("/").split("/")[-2]
        page.goto(f"{demo.intranet}/admin/snippets/wagtail_advocacy_library/shareableitem/add/?page={pk}")
    else:
        button.click()
    page.wait_for_url("**/shareableitem/add/**")


def choose_destination(page: Any, title: str) -> None:
    """In the item editor: choose a page of the website."""
    page.get_by_role("button", name="Choose a page").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search term").fill(title)
    dialog.get_by_role("link", name=title, exact=True).click()
    dialog.wait_for(state="hidden")


def add_caption(page: Any, words: str) -> None:
    page.get_by_role("button", name="Add Caption").click()
    page.get_by_role("textbox", name="Words").last.fill(words)
    page.get_by_role("combobox", name="Language").last.select_option("en")


def publish(page: Any) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.locator(".messages .success").wait_for()
