"""Somebody who works with the keyboard alone."""

from contextlib import contextmanager

from tests.browser.judge import faults_as_shown

FOCUSED = "each => each.matches(':focus')"
RING = "each => each.matches(':focus-visible') && getComputedStyle(each).outlineStyle !== 'none'"
BEHIND = """each => {
    if (document.activeElement !== document.body)
        return !!(each.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')];
    return all.indexOf(each) > all.length / 2;
}"""
READY = "body.ready, body:not([data-w-init-ready-class])"
"""Wagtail's admin says when its scripts listen; other pages have nothing to wait for."""


class Keys:
    """A page that is worked with by keyboard alone: nothing is clicked, and nothing focused but by keys."""

    def __init__(self, page, axe):
        self.page, self.axe = page, axe
        self.colours = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")

    def judge(self, ours="main"):
        """See whether anything is wrong with what is shown, in the light and in the dark."""
        for colours in ("light", "dark"):
            self.page.emulate_media(color_scheme=colours)
            found = faults_as_shown(self.axe, self.page, ours)
            assert not found, (self.page.url, colours, found)
        self.page.emulate_media(color_scheme=self.colours)

    def go(self, address):
        self.page.goto(address)
        self.page.locator(READY).wait_for()

    @contextmanager
    def leaving(self):
        """Wait for the page that comes: an autosave changes the address as well, and loads nothing."""
        with self.page.expect_event("load"):
            yield
        self.page.locator(READY).wait_for()

    def press(self, target, key="Enter"):
        """Go to ``target`` and press ``key`` there."""
        self.tab_to(target, ring=False)
        self.page.keyboard.press(key)

    def button(self, name, **options):
        self.press(self.page.get_by_role("button", name=name, **options).first)

    def link(self, name, **options):
        with self.leaving():
            self.press(self.page.get_by_role("link", name=name, **options).first)

    def send(self, name, **options):
        """Press a button that leads to another page."""
        with self.leaving():
            self.button(name, **options)

    def tab_to(self, target, most=1000, ring=True):
        """Press Tab, or Shift and Tab where that is nearer, until ``target`` has the focus; see where one is.

        Wagtail shows the focus of its own fields and buttons in its own ways: no ``ring`` is looked for there.
        """
        target.wait_for()
        if target.evaluate(FOCUSED):
            return
        tab = "Shift+Tab" if target.evaluate(BEHIND) else "Tab"
        for _step in range(most):
            self.page.keyboard.press(tab)
            if target.evaluate(FOCUSED):
                assert not ring or target.evaluate(RING), "Nobody sees that this has the focus."
                return
        raise AssertionError("Tab does not lead there.")

    def arrow_to(self, target, key="ArrowDown", most=20):
        """Press an arrow key until ``target`` has the focus."""
        for _step in range(most):
            if target.evaluate(FOCUSED):
                return
            self.page.keyboard.press(key)
            # Wagtail’s menu takes a moment for each step.
            self.page.wait_for_timeout(100)
        raise AssertionError("The arrows do not lead there.")

    def write(self, target, words):
        self.tab_to(target, ring=False)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, target, label):
        """Choose in a list by its first letters."""
        self.tab_to(target, ring=False)
        self.page.keyboard.type(label)
        assert target.evaluate("each => each.selectedOptions[0].text.trim()").startswith(label)

    def dialog(self):
        """The dialog that opens, once it has taken the focus."""
        dialog = self.page.get_by_role("dialog")
        dialog.wait_for()
        self.page.wait_for_timeout(500)
        return dialog

    def choose_page(self, title):
        self.button("Choose a page")
        dialog = self.dialog()
        self.write(dialog.get_by_label("Search term"), title)
        self.press(dialog.get_by_role("link", name=title, exact=True))
        dialog.wait_for(state="hidden")

    def schedule(self, label, moment):
        self.button("Toggle status")
        self.button("Set schedule")
        dialog = self.dialog()
        self.write(dialog.get_by_label(label), f"{moment:%Y-%m-%d %H:%M}")
        self.press(dialog.get_by_role("button", name="Save schedule"))
        dialog.wait_for(state="hidden")

    def more(self, name):
        """One of the actions that unfold beside “Save draft”."""
        self.button("More actions")
        self.send(name)

    def told(self):
        self.page.locator(".messages li").first.wait_for()
        return self.page.locator(".messages").inner_text()

    def caption(self, words):
        self.button("Add Caption")
        self.write(self.page.get_by_role("textbox", name="Words").last, words)
        self.choose(self.page.get_by_role("combobox", name="Language").last, "English")
