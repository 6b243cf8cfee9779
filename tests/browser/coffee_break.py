"""Ways through a coffee break: with a mouse, by keyboard alone, without JavaScript, in another language.

A way knows how somebody gets at what they press or write in; the journey itself says what, and in which order.
"""

from __future__ import annotations

import re
from typing import Any

from tests.browser.demo import Person
from tests.browser.judge import violations

BACK = "window.dispatchEvent(new Event('focus'))"
MOST_TABS = 250
"""A hub of 24 cards has about a hundred places where Tab stops."""

PLACES = {
    "share": "a[data-wa-share]",
    "save": "button[name=save]",
    "unsave": "button[name=unsave]",
    "not for me": "button[name=dismiss]",
    "undo": ":not(.wa-card__deed) > button[name=undismiss]",
    "words": "#wa-words",
    "open": "button[name=start][data-wa-start]",
    "posted": "[data-wa-question] summary",
    "address": "[data-wa-question] input[name=url]",
    "keep it": "[data-wa-question] button[value=link]",
    "public": ".wa-public summary",
    "copy": "[data-wa-copy=wa-public-link]",
    "close": "[data-wa-close]:not([data-wa-share])",
    "my shares": ".wa-hub__head a[href$='/advocacy/shares/']",
    "take back": "[data-wa-undo] button",
}

ENGLISH = {
    "share": "Share",
    "save": "Save",
    "unsave": "Unsave",
    "not for me": "Not for me",
    "undo": "Undo",
    "words": "Your words",
    "open": "Open {network}",
    "posted": "Yes, and here is the link",
    "address": "Address of your post",
    "keep it": "Keep it",
    "public": "Copy the public link, untracked",
    "copy": "Copy it",
    "close": "Close",
    "my shares": "My shares",
    "take back": "Take this share back",
}

SPANISH = {
    "share": "Compartir",
    "save": "Guardar",
    "unsave": "Dejar de guardar",
    "not for me": "No es para mí",
    "undo": "Deshacer",
    "words": "Tu texto",
    "open": "Abrir {network}",
    "posted": "Sí, y aquí está el enlace",
    "address": "Dirección de tu publicación",
    "keep it": "Guardarla",
    "public": "Copiar el enlace público, sin recuento",
    "copy": "Copiarlo",
    "close": "Cerrar",
    "my shares": "Mis publicaciones",
    "take back": "Retirar esta publicación",
}


class Mouse:
    """By what things are called, or, in a language whose words nobody of us reads, by what they are."""

    dialog = "dialog.wa-dialog"

    def __init__(self, somebody: Person, texts: dict[str, str] | None = None) -> None:
        self.somebody, self.texts = somebody, texts
        self.page = somebody.open(f"{somebody.demo.intranet}/advocacy/")
        # A share of another test may be asked about here, once.
        self.page.reload()
        self.network = ""

    def press(self, what: str, title: str = "") -> None:
        self.find(what, title).click()

    def write(self, what: str, text: str) -> None:
        self.find(what).fill(text)

    def find(self, what: str, title: str = "") -> Any:
        if self.texts is None:
            return self.page.locator(self.where(what, title))
        name = self.texts[what].format(network=self.network)
        if what in ("posted", "public"):
            return self.page.get_by_text(name, exact=True)
        if what in ("words", "address"):
            return self.page.get_by_role("textbox", name=name, exact=True)
        role = "link" if what in ("share", "my shares") else "button"
        # Whoever cannot see where a button stands hears of which card it is.
        full = rf"^{re.escape(name)} ?: ?{re.escape(title)}$" if title else rf"^{re.escape(name)}$"
        return self.page.get_by_role(role, name=re.compile(full)).first

    def where(self, what: str, title: str = "") -> str:
        number = self.cards[title] if title else ""
        place = PLACES[what]
        if what == "undo":
            return f"[data-wa-card='{number}'] + .wa-gone button"
        return f"[data-wa-card='{number}'] {place}" if title else place

    @property
    def cards(self) -> dict[str, str]:
        """Headline → number of each card of the hub."""
        return dict(
            self.page.locator("[data-wa-card]").evaluate_all(
                "cards => cards.map(card => [card.querySelector('h3').textContent, card.dataset.waCard])"
            )
        )

    def faults(self, axe: Any, part: str) -> list[Any]:
        return violations(axe, self.page, part)

    def card(self, title: str) -> Any:
        return self.page.locator("[data-wa-card]", has=self.page.get_by_role("heading", name=title, exact=True))

    def question(self) -> Any:
        return self.page.locator("[data-wa-question]")

    def choose(self, network: str) -> None:
        where = f"button[name=switch][value={network}]"
        if self.page.locator(where).get_attribute("aria-pressed") != "true":
            self._choose(where)
        self.page.locator(f"{where}[aria-pressed=true]").wait_for()
        self.network = self.page.locator(where).inner_text().strip()

    def _choose(self, where: str) -> None:
        self.page.locator(where).click()

    def open_network(self) -> None:
        """Open it, leave it, and come back to the dialog."""
        # What the network before this one left stays until the next answer has come.
        self.page.locator("[data-wa-after]").evaluate_all("all => all.forEach(each => each.dataset.old = '')")
        with self.somebody.context.expect_page() as opened:
            self.press("open")
        opened.value.wait_for_url(lambda url: url.startswith("https://"))
        opened.value.close()
        self.come_back()
        self.page.locator("[data-wa-after]:not([data-old])").wait_for()

    def come_back(self) -> None:
        # A browser without a window has no focus to lose.
        self.page.evaluate(BACK)

    def copy(self) -> None:
        self.press("copy")
        self.page.locator(".wa-public [role=status]:not(:empty)").wait_for()

    def copied(self) -> str:
        return self.page.evaluate("navigator.clipboard.readText()")

    def leave(self) -> None:
        self.press("close")
        self.page.locator("dialog").wait_for(state="detached")

    def go_to_my_shares(self) -> None:
        self.press("my shares")
        self.page.wait_for_url("**/advocacy/shares/")

    def open_share(self, code: str) -> None:
        self.page.locator(f"a[href$='/advocacy/shares/{code}/']").first.click()
        self.page.wait_for_url(f"**/advocacy/shares/{code}/")


class Keyboard(Mouse):
    """Tab, Enter, Escape and letters; the page is never clicked, and nothing is focused from outside."""

    def press(self, what: str, title: str = "") -> None:
        self.tab_to(self.where(what, title))
        self.page.keyboard.press("Enter")

    def write(self, what: str, text: str) -> None:
        self.tab_to(self.where(what))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _choose(self, where: str) -> None:
        self.tab_to(where)
        self.page.keyboard.press("Enter")

    def tab_to(self, where: str) -> None:
        for _step in range(MOST_TABS):
            if self.page.evaluate("where => document.activeElement.matches(where)", where):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {where}")

    def leave(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.locator("dialog").wait_for(state="detached")
        assert self.page.evaluate("document.activeElement.matches('a[data-wa-share]')")

    def open_share(self, code: str) -> None:
        self.tab_to(f"a[href$='/advocacy/shares/{code}/']")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**/advocacy/shares/{code}/")


class NoScript(Mouse):
    """The dialog is a page of its own, and what the browser does is all that happens."""

    dialog = ".wa"

    def find(self, what: str, title: str = "") -> Any:
        if what == "undo":
            # It stands in the message at the top.
            return self.page.get_by_role("button", name=ENGLISH["undo"], exact=True)
        return super().find(what, title)

    def faults(self, axe: Any, part: str) -> list[Any]:
        # The judge is a script too: it looks at a copy of the page, in which no other script runs.
        viewport, cookies = self.page.viewport_size, self.somebody.context.storage_state()
        copy = self.somebody.context.browser.new_context(viewport=viewport, storage_state=cookies)
        page, html = copy.new_page(), self.page.content()
        page.route("**/*.js", lambda route: route.abort())
        page.route(self.page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(self.page.url)
        try:
            return violations(axe, page, part)
        finally:
            copy.close()

    def come_back(self) -> None:
        # The page knows nothing of a return: the next press on it shows what was stored.
        self.page.locator("button[name=switch][aria-pressed=true]").click()

    def copy(self) -> None:
        pass

    def copied(self) -> str:
        # No button is offered that could not work: the field is there to be marked.
        assert self.page.locator("[data-wa-copy=wa-public-link]").is_hidden()
        return self.page.locator("#wa-public-link").input_value()

    def leave(self) -> None:
        self.page.goto(f"{self.somebody.demo.intranet}/advocacy/")
