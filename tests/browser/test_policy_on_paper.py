"""A policy on a desk, on a phone, from right to left and on paper, in a real browser."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def policy():
    """The content policy that we bring, as somebody publishes it."""
    from tests.factories import PolicyFactory
    from tests.guidelines.conftest import publish
    from wagtail_advocacy.guidelines.starters import STARTERS, Filling

    locale = Locale.objects.get_or_create(language_code="en")[0]
    made = PolicyFactory(title="Content policy", locale=locale)
    filling = Filling("Acme Water", contact="Ida Brandt", email="communications@example.com")
    made.body = STARTERS["content"].body(filling)
    publish(made)
    return made


@pytest.fixture
def page(browser, live_server, policy):
    client = Client()
    client.force_login(UserFactory())
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    shown = context.new_page()
    shown.goto(live_server.url + reverse("wagtail_advocacy:policy", args=[policy.pk]))
    yield shown
    context.close()


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_the_usual_policy_takes_two_pages(page):
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_on_paper_there_is_the_text_alone_and_all_of_it(page):
    page.emulate_media(media="print")
    gone = [".wa-policy__contents", ".wa-agree__form", ".wa-due", ".wa-back", ".wa-rule__facts summary"]
    assert not [each for each in gone if page.locator(each).first.is_visible()]
    assert page.locator(".wa-rule__facts dl").first.is_visible()
    assert page.locator(".wa-policy__ask").is_visible()
    text = page.locator(".wa-policy__text")
    assert text.evaluate("each => getComputedStyle(each).columnCount") == "2"
    assert 9 <= float(text.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")) * 0.75 <= 10


def test_dark_on_the_screen_is_black_on_white_on_paper(page):
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".wa-policy h1").evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"


def test_on_a_desk_do_and_dont_stand_side_by_side_and_lines_are_short(page):
    do, dont = box(page, ".wa-policy__do"), box(page, ".wa-policy__dont")
    assert do["y"] == dont["y"]
    assert dont["x"] >= do["x"] + do["width"]
    wide, letter = page.locator(".wa-policy__text").evaluate(
        """each => {
            const ruler = each.appendChild(document.createElement("span"))
            ruler.textContent = "0".repeat(10)
            return [each.clientWidth, ruler.getBoundingClientRect().width / 10]
        }"""
    )
    assert wide <= 71 * letter
    contents, text = box(page, ".wa-policy__contents"), box(page, ".wa-policy__text")
    assert contents["x"] >= text["x"] + text["width"]


def test_on_a_phone_they_stand_one_below_the_other(page):
    page.set_viewport_size({"width": 375, "height": 800})
    do, dont = box(page, ".wa-policy__do"), box(page, ".wa-policy__dont")
    assert dont["y"] >= do["y"] + do["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    low = page.locator(".wa-policy a, .wa-policy summary, .wa-policy button").evaluate_all(
        """all => all.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
            .map(each => each.outerHTML)"""
    )
    assert low == []


def test_from_right_to_left_everything_changes_sides(page):
    page.evaluate("for (const each of document.querySelectorAll('[dir=ltr]')) each.dir = 'rtl'")
    assert box(page, ".wa-policy__do")["x"] > box(page, ".wa-policy__dont")["x"]
    assert box(page, ".wa-policy__contents")["x"] < box(page, ".wa-policy__text")["x"]
    rule = page.locator(".wa-rule").first
    assert rule.evaluate("each => getComputedStyle(each).borderRightWidth") == "3px"
    assert rule.evaluate("each => getComputedStyle(each).borderLeftWidth") == "0px"


def test_contents_lead_to_their_place(page):
    page.locator(".wa-policy__contents a", has_text="Questions and answers").click()
    assert page.url.endswith("#policy-questions-and-answers")
    assert 0 <= box(page, "#policy-questions-and-answers")["y"] < 100
