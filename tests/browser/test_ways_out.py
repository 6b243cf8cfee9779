"""Ways out of the dialog that few take: a mail program, networks that a programme must choose, the back button."""

import re
from urllib.parse import parse_qsl, quote

import pytest

from tests.browser.demo import PHONE
from tests.browser.test_dialog import share_link, shares_of
from tests.browser.test_networks import WORDS, choose, choosing, open_dialog

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_a_mail_is_asked_for_with_subject_words_and_link(person, demo, javascript):
    employee = person("employee", viewport=PHONE, java_script_enabled=javascript)
    page = open_dialog(employee)
    choose(employee, page, "Email")
    words = f"{WORDS} By mail, {javascript}."
    page.get_by_label("Your words").fill(words)
    # A mail program is not a page: what the browser is told to open is all that can be seen of it.
    with employee.context.expect_event("response", lambda response: "refresh" in response.headers) as told:
        page.get_by_role("button", name="Open Email").click()
    seconds, address = told.value.headers["refresh"].split("; url=")
    assert seconds == "0"
    assert address.startswith("mailto:?subject=")
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~=&]|%[0-9A-F]{2})+", address.removeprefix("mailto:?"))
    values = dict(parse_qsl(address.removeprefix("mailto:?"), strict_parsing=True))
    assert set(values) == {"subject", "body"}
    assert values["subject"] == "The same leave for every parent"
    said, _between, link = values["body"].rpartition("\r\n\r\n")
    assert said == words.replace("\n", "\r\n")
    assert re.fullmatch(rf"{re.escape(demo.website)}/s/\w+", link)
    assert employee.outside == []


# network in the dialog: how the address begins, its parameters with the words and the link
CHOSEN = {
    "Telegram": ("https://t.me/share/url?", "text", "url"),
    "Reddit": ("https://www.reddit.com/submit?", "title", "url"),
    "Microsoft Teams": ("https://teams.microsoft.com/share?", "msgText", "href"),
}


def test_networks_that_a_programme_must_choose(person, demo):
    employee = person("employee", viewport=PHONE)
    employee.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.intranet)
    with choosing(person, demo, [(key, "") for key in ("telegram", "reddit", "teams", "tiktok")]):
        for network, (start, words_in, link_in) in CHOSEN.items():
            page = open_dialog(employee)
            choose(employee, page, network)
            words = f"{WORDS} {network}"
            page.get_by_label("Your words").fill(words)
            with employee.context.expect_page() as opened:
                page.get_by_role("button", name=f"Open {network}").click()
            opened.value.wait_for_url(f"{start.rstrip('?')}**")
            query = opened.value.url.removeprefix(start)
            assert re.fullmatch(r"(?:[A-Za-z0-9\-._~=&]|%[0-9A-F]{2})+", query), "something is not percent-encoded"
            values = dict(parse_qsl(query, strict_parsing=True))
            assert set(values) == {words_in, link_in}
            # A title has one line.
            assert values[words_in] == (words.replace("\n", " ") if network == "Reddit" else words)
            assert re.fullmatch(rf"{re.escape(demo.website)}/s/\w+", values[link_in])
            assert quote(values[link_in], safe="") in query
        page = open_dialog(employee)
        choose(employee, page, "TikTok")
        page.get_by_label("Your words").fill("A picture of our leave. #Larkwater")
        with employee.context.expect_page() as opened:
            page.get_by_role("button", name="Open TikTok").click()
        opened.value.wait_for_url("https://www.tiktok.com/upload")
        page.bring_to_front()
        page.get_by_text("Your words are copied. Paste them there.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "A picture of our leave. #Larkwater"


def test_back_to_a_share_that_was_started_is_still_one_share(person, demo):
    employee = person("employee")
    before = shares_of(employee)
    page = employee.open(demo.news("eleven-leaks-in-nine-days"))
    page.goto(share_link(page).evaluate("link => link.href"))
    for _time in range(2):
        choose(employee, page, "Bluesky")
        page.get_by_label("Your words").fill("I work at Larkwater. There and back, with a script.")
        with employee.context.expect_page() as opened:
            page.get_by_role("button", name="Open Bluesky").click()
        opened.value.wait_for_url("https://bsky.app/**")
        opened.value.close()
        page.goto(f"{demo.intranet}/advocacy/")
        page.go_back()
        page.locator("#wa-words").wait_for()
    assert shares_of(employee) == before + 1


def test_back_out_of_a_dialog_keeps_the_words(person, demo):
    employee = person("employee")
    page = employee.open(f"{demo.intranet}/advocacy/")
    page.goto(demo.news("eleven-leaks-in-nine-days"))
    share_link(page).click()
    choose(employee, page, "WhatsApp")
    page.get_by_label("Your words").fill("I work at Larkwater. Pressed back by mistake.")
    page.go_back()
    page.wait_for_url("**/advocacy/")
    page.go_forward()
    page.wait_for_url("**/news/**")
    if not page.locator("dialog[open]").count():
        share_link(page).click()
        choose(employee, page, "WhatsApp")
    assert page.get_by_label("Your words").input_value() == "I work at Larkwater. Pressed back by mistake."
    page.get_by_role("button", name="Start afresh").click()
