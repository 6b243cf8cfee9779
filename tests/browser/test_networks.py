"""Three clicks from a news page to each network, at 375 pixels; what the network is given."""

import re
from contextlib import contextmanager
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from tests.browser.demo import PHONE

pytestmark = pytest.mark.browser

WORDS = "I work at Larkwater. 100 % repaired & “good as new”? Años + años: 50 € #1 <b>\nTwo lines."

# name in the dialog: how the address begins, whether it takes the words, the parameter with the link
NETWORKS = {
    "X": ("https://x.com/intent/tweet?", "text", "url"),
    "Bluesky": ("https://bsky.app/intent/compose?", "text", "text"),
    "LinkedIn": ("https://www.linkedin.com/sharing/share-offsite/?", None, "url"),
    "Threads": ("https://www.threads.com/intent/post?", "text", "url"),
    "Mastodon": ("https://share.joinmastodon.org/#", "text", "text"),
    "WhatsApp": ("https://wa.me/?", "text", "text"),
    "Facebook": ("https://www.facebook.com/sharer/sharer.php?", None, "u"),
}


def open_dialog(somebody):
    page = somebody.open(somebody.demo.news("the-same-leave-for-every-parent"))
    somebody.click(page.get_by_role("link", name=re.compile("^Share ?:")))
    return page


def choose(somebody, page, network):
    # Once something went there, the button says so too.
    somebody.click(page.get_by_role("button", name=re.compile(rf"^{network}(\s*,.*)?$")))
    page.locator("button[aria-pressed=true]", has_text=network).wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.parametrize("network", NETWORKS)
def test_the_network_opens_with_words_and_link(person, demo, network, javascript):
    start, words_in, link_in = NETWORKS[network]
    employee = person("employee", viewport=PHONE, java_script_enabled=javascript)
    if javascript:
        employee.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.intranet)
    page = open_dialog(employee)
    choose(employee, page, network)
    words = f"{WORDS} {network}{javascript}"
    page.get_by_label("Your words").fill(words)
    with employee.context.expect_page() as opened:
        employee.click(page.get_by_role("button", name=f"Open {network}"))
    opened.value.wait_for_url(f"{start.rstrip('?#')}**")
    assert employee.clicks == 3
    [address] = employee.outside
    # The browser leaves the fragment out of what it requests; its address bar has it.
    address = opened.value.url
    assert address.startswith(start)
    query = address.removeprefix(start)
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~=&]|%[0-9A-F]{2})+", query), "something is not percent-encoded"
    values = dict(parse_qsl(query, strict_parsing=True))
    assert set(values) == {words_in, link_in} - {None}
    link = re.search(rf"{re.escape(demo.website)}/s/\w+$", values[link_in])[0]
    assert quote(link, safe="") in query
    if words_in:
        assert values[words_in].startswith(words)
        assert quote(words, safe="") in query
    else:
        assert values == {link_in: link}
    follow_and_check(person, link, network)
    if javascript:
        page.bring_to_front()
        page.get_by_role("heading", name=f"{network} opens in a new tab").wait_for()
        assert page.get_by_text("Your words are copied. Paste them there.").is_visible() is (not words_in)
        if not words_in:
            assert page.evaluate("navigator.clipboard.readText()") == words
    elif not words_in:
        # Without a script nothing is copied: the page that stayed open says so, and holds the words.
        assert page.get_by_text("Copy them before you open it.").is_visible()
        assert page.get_by_label("Your words").input_value() == words


def follow_and_check(person, link, network):
    page = person().open(link)
    assert dict(parse_qsl(urlsplit(page.url).query))["utm_source"] == network.lower()


def test_words_that_the_clipboard_refuses_are_not_called_copied(person):
    employee = person("employee", viewport=PHONE)
    refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
    employee.context.add_init_script(f"if (navigator.clipboard) {refuse}")
    page = open_dialog(employee)
    choose(employee, page, "LinkedIn")
    with employee.context.expect_page():
        page.get_by_role("button", name="Open LinkedIn").click()
    page.get_by_text("Your browser did not let us copy.").wait_for()
    assert not page.get_by_text("Your words are copied").is_visible()


def test_what_is_copied_is_the_link_that_was_stored(person, demo):
    employee = person("employee")
    employee.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.intranet)
    links = set()
    for _again in range(2):
        page = open_dialog(employee)
        choose(employee, page, "Copy link")
        page.get_by_label("Your words").fill("Said once, and once more.")
        page.get_by_role("button", name="Get the link").click()
        page.get_by_text("Copied.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        link = page.get_by_role("textbox", name="Your link").input_value()
        assert copied == f"Said once, and once more.\n{link}"
        links.add(link)
        page.close()
    for link in links:
        assert person().open(link).url.startswith(f"{demo.website}/blog/")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_the_qr_code_is_shown_and_handed_out(person, demo, javascript):
    employee = person("employee", viewport=PHONE, java_script_enabled=javascript)
    page = open_dialog(employee)
    choose(employee, page, "QR code")
    page.get_by_label("Your words").fill(f"For the notice board. {javascript}")
    employee.click(page.get_by_role("button", name="Get the QR code"))
    picture = page.get_by_role("img", name=re.compile("^QR code of your link "))
    picture.wait_for()
    link = page.get_by_role("textbox", name="Your link").input_value()
    assert picture.get_attribute("alt") == f"QR code of your link {link}"
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    box = picture.bounding_box()
    assert box["width"] == box["height"] >= 250
    for kind, name in (("png", "Picture for slides (PNG)"), ("svg", "Drawing for print (SVG)")):
        opener = page.get_by_role("link", name=name)
        assert opener.bounding_box()["height"] >= 44
        with page.expect_download() as download:
            opener.click()
        assert download.value.suggested_filename == f"qr-{link.rpartition('/')[2]}.{kind}"
    follow_and_check(person, link, "qr_code")
    assert employee.outside == []


@contextmanager
def choosing(person, demo, networks):
    """An administrator chooses networks, pairs of key and option, and puts things right again afterwards."""
    page = person("admin").open(f"{demo.intranet}/admin/settings/wagtail_advocacy/advocacysettings/")
    for place, (network, option) in enumerate(networks):
        page.get_by_role("button", name="Add network").click()
        page.locator(f"#id_site_networks-{place}-network").select_option(network)
        page.locator(f"#id_site_networks-{place}-option").select_option(option)
    page.get_by_role("button", name="Save").click()
    page.locator(".messages .success").wait_for()
    try:
        yield
    finally:
        for place in reversed(range(len(networks))):
            page.locator(f"#inline_child_site_networks-{place}").get_by_role("button", name="Delete").click()
        page.get_by_role("button", name="Save").click()
        page.locator(".messages .success").wait_for()


@pytest.fixture
def chosen(person, demo):
    with choosing(person, demo, CHOSEN):
        yield


CHOSEN = [("linkedin", "linkedin.composer"), ("instagram", ""), ("viva_engage", "")]


def test_what_a_programme_chooses_is_what_colleagues_see(person, demo, chosen):
    employee = person("employee", viewport=PHONE)
    employee.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.intranet)
    page = open_dialog(employee)
    page.get_by_role("group", name="Where").wait_for()
    names = page.get_by_role("group", name="Where").get_by_role("button").all_inner_texts()
    assert [name.partition("\n")[0] for name in names] == ["LinkedIn", "Instagram", "Viva Engage"]

    choose(employee, page, "Instagram")
    assert page.get_by_text("A link in a post cannot be clicked on Instagram.").is_visible()
    page.get_by_label("Your words").fill("A picture of our leave. #Larkwater")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the picture").first.click()
    assert download.value.suggested_filename.endswith(".jpg")
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open Instagram").click()
    opened.value.wait_for_url("https://www.instagram.com/")
    page.bring_to_front()
    page.get_by_text("Your words are copied. Paste them there.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "A picture of our leave. #Larkwater"

    page = open_dialog(employee)
    choose(employee, page, "LinkedIn")
    page.get_by_label("Your words").fill("Said through the composer.")
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open LinkedIn").click()
    opened.value.wait_for_url("https://www.linkedin.com/feed/**")
    values = dict(parse_qsl(urlsplit(opened.value.url).query))
    assert values["shareActive"] == "true"
    assert re.fullmatch(rf"Said through the composer\. {re.escape(demo.website)}/s/\w+", values["text"])
    follow_and_check(person, values["text"].rpartition(" ")[2], "LinkedIn")


def test_ones_own_mastodon_server_opens(person, demo):
    employee = person("employee", viewport=PHONE)
    preferences = employee.open(f"{demo.intranet}/advocacy/me/preferences/")
    preferences.get_by_label("Your Mastodon server").fill("https://social.example.org/@anna")
    preferences.get_by_role("button", name="Save").first.click()
    preferences.get_by_text("Write only the name of your server, such as mastodon.social.").wait_for()
    employee.complaints.clear()  # The browser tells of every answer that refuses.
    preferences.get_by_label("Your Mastodon server").fill("Social.Example.org")
    preferences.get_by_role("button", name="Save").first.click()
    try:
        page = open_dialog(employee)
        choose(employee, page, "Mastodon")
        page.get_by_label("Your words").fill("Said on my own server.")
        with employee.context.expect_page() as opened:
            page.get_by_role("button", name="Open Mastodon").click()
        opened.value.wait_for_url("https://social.example.org/share?**")
        assert dict(parse_qsl(urlsplit(opened.value.url).query))["text"].startswith("Said on my own server. http")
    finally:
        preferences.goto(f"{demo.intranet}/advocacy/me/preferences/")
        preferences.get_by_label("Your Mastodon server").fill("")
        preferences.get_by_role("button", name="Save").first.click()
