"""Words that somebody has not shared yet: kept through a reload, a lost session, a lost line, and for nobody else."""

import pytest

from tests.browser.demo import fill_login
from tests.browser.test_dialog import choose, lose_session, open_dialog, share_link, shares_of
from tests.browser.test_sitting import come_back, open_network, voice, words

pytestmark = pytest.mark.browser


def come_back_as(page, text):
    """Kept words are put back once the script is there, which a page that was just loaded may still wait for."""
    page.wait_for_function("text => document.getElementById('wa-words')?.value === text", arg=text)


class TestDrafts:
    def test_survive_a_reload_until_somebody_starts_afresh(self, person):
        employee = person("employee")
        page = open_dialog(employee)
        choose(page, "Email")
        words(page).fill("I work at Larkwater. Half a thought.")
        page.reload()
        share_link(page).click()
        page.get_by_role("heading", name="Share in your own words").wait_for()
        choose(page, "Email")
        assert words(page).input_value() == "I work at Larkwater. Half a thought."
        assert page.locator("[data-wa-draft-note]").is_visible()
        assert "Your words from last time are back." in voice(page)
        page.get_by_role("button", name="Start afresh").click()
        assert words(page).input_value() != "I work at Larkwater. Half a thought."
        assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('wa-draft:')).length") == 0

    def test_go_once_shared(self, person):
        employee = person("employee")
        page = open_dialog(employee)
        choose(page, "WhatsApp")
        words(page).fill("I work at Larkwater. On its way.")
        assert page.evaluate("Object.keys(localStorage).length") == 1
        open_network(employee, page, "WhatsApp")
        come_back(page)
        page.reload()
        share_link(page).click()
        page.get_by_role("heading", name="Share in your own words").wait_for()
        choose(page, "WhatsApp")
        assert words(page).input_value() != "I work at Larkwater. On its way."

    def test_are_nobody_elses_and_last_a_week(self, person, demo):
        employee = person("employee")
        page = open_dialog(employee)
        words(page).fill("I work at Larkwater. Mine alone.")
        page.goto(f"{demo.intranet}/advocacy/")
        employee.context.clear_cookies()
        page.goto(f"{demo.intranet}/login/")
        fill_login(page, "leader")
        page.goto(demo.news("eleven-leaks-in-nine-days"))
        share_link(page).click()
        page.get_by_role("heading", name="Share in your own words").wait_for()
        assert "Mine alone" not in page.locator("dialog").inner_html()
        assert "Mine alone" not in words(page).input_value()
        old = "JSON.stringify({words: 'Old.', at: Date.now() - 8 * 24 * 3600 * 1000})"
        page.evaluate(f"localStorage.setItem('wa-draft:a:1:x', {old}); localStorage.setItem('wa-draft:b', 'no JSON')")
        page.reload()
        share_link(page).click()
        page.get_by_role("heading", name="Share in your own words").wait_for()
        assert page.evaluate("localStorage.getItem('wa-draft:a:1:x') ?? localStorage.getItem('wa-draft:b')") is None

    @pytest.mark.parametrize("storage", ["full", "blocked"])
    def test_without_storage_everything_else_works(self, person, storage):
        employee = person("employee")
        problem = "QuotaExceededError" if storage == "full" else "SecurityError"
        employee.context.add_init_script(
            f"Storage.prototype.setItem = () => {{ throw new DOMException('no', '{problem}'); }};"
            if storage == "full"
            else "Object.defineProperty(window, 'localStorage', "
            f"{{ get() {{ throw new DOMException('no', '{problem}'); }} }});"
        )
        page = open_dialog(employee)
        choose(page, "X")
        words(page).fill("I work at Larkwater. No room.")
        assert page.locator("#wa-length").inner_text().endswith("left")
        choose(page, "Bluesky")
        assert words(page).input_value() == "I work at Larkwater. No room."


def test_offline_in_the_middle_says_so_and_goes_on(person):
    employee = person("employee")
    before = shares_of(employee)
    page = open_dialog(employee)
    choose(page, "X")
    words(page).fill("I work at Larkwater. In a tunnel.")
    employee.context.set_offline(True)
    page.get_by_role("button", name="Bluesky", exact=True).click()
    page.get_by_text("There is no connection.").wait_for()
    assert words(page).input_value() == "I work at Larkwater. In a tunnel."
    page.get_by_role("button", name="Open X", exact=True).click()
    page.wait_for_timeout(300)
    assert len(employee.context.pages) == 1
    employee.context.set_offline(False)
    page.get_by_role("button", name="Bluesky", exact=True).click()
    page.locator("button[aria-pressed=true]", has_text="Bluesky").wait_for()
    assert words(page).input_value() == "I work at Larkwater. In a tunnel."
    employee.context.set_offline(True)
    page.get_by_role("button", name="Mastodon", exact=True).click()
    page.get_by_text("There is no connection.").wait_for()
    employee.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.locator("button[aria-pressed=true]", has_text="Mastodon").wait_for()
    assert shares_of(employee) == before
    # The console tells of each request that went nowhere.
    employee.complaints.clear()


def test_words_typed_offline_come_back_after_a_lost_session_and_a_reload(person):
    employee = person("employee")
    page = open_dialog(employee)
    choose(page, "Mastodon")
    words(page).fill("I work at Larkwater. Twice unlucky.")
    lose_session(employee)
    page.get_by_role("button", name="Email", exact=True).click()
    page.wait_for_url("**/login/**")
    fill_login(page, "employee")
    assert words(page).input_value() == "I work at Larkwater. Twice unlucky."
    page.reload()
    choose(page, "Mastodon")
    come_back_as(page, "I work at Larkwater. Twice unlucky.")
