"""Which network comes first, and which are done."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import live_item
from tests.sharing.conftest import form_of
from wagtail_advocacy.sharing.models import Preferences

pytestmark = pytest.mark.django_db

SITE = ["linkedin", "x", "mastodon", "email", "copy_link"]


def networks(response):
    buttons = BeautifulSoup(response.content, "html.parser").select(".wa-networks button")
    return [each["value"] for each in buttons]


def ticked(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [each["value"] for each in page.select(".wa-networks button[aria-describedby=wa-shared]")]


def test_at_first_it_is_the_sites_order(anna, item):
    assert networks(anna.open(item)) == SITE


def test_then_the_one_that_somebody_uses_most(anna, item):
    for _time in range(2):
        anna.share(live_item(), "mastodon")
    anna.share(live_item(), "email")

    response = anna.open(item)

    assert networks(response) == ["mastodon", "linkedin", "x", "email", "copy_link"]
    assert form_of(response)["network"] == "mastodon"


def test_of_two_used_as_often_it_is_the_last(anna, item):
    anna.share(live_item(), "mastodon")
    anna.share(live_item(), "x")

    assert networks(anna.open(item))[0] == "x"


def test_what_somebody_chose_goes_before_what_they_do(anna, item):
    Preferences.objects.create(user=anna.user, networks=["email", "gone", "x"])
    anna.share(live_item(), "mastodon")

    assert networks(anna.open(item)) == ["email", "x", "linkedin", "mastodon", "copy_link"]


def test_habits_are_ones_own(anna, ben, item):
    ben.share(live_item(), "mastodon")

    assert networks(anna.open(item)) == SITE


def test_the_order_stays_while_somebody_shares_one_item(anna, item):
    anna.share(item, "mastodon")

    response = anna.open(item)

    assert networks(response) == SITE
    assert ticked(response) == ["mastodon"]


def test_an_address_may_ask_for_a_network(anna, item):
    assert form_of(anna.open(item, network="x"))["network"] == "x"
    assert form_of(anna.open(item, network="myspace\x00"))["network"] == "linkedin"


class TestOneSitting:
    def test_my_words_start_the_next_network(self, anna, item):
        form = {**anna.form(item), "words": "Mine."}
        anna.start(item, form)

        response = anna.switch(item, form, "x")

        assert form_of(response)["words"] == "Mine."
        assert ticked(response) == ["linkedin"]
        assert b"Where next?" in response.content
        assert anna.start(item, form_of(response), words="Mine, shorter.").status_code == 302

    def test_the_page_of_a_share_leads_to_the_others_with_its_words(self, anna, item):
        share = anna.share(item, words="Mine.")
        page = BeautifulSoup(anna.client.get(f"/advocacy/shares/{share.link.code}/").content, "html.parser")

        links = [each["href"] for each in page.select(".wa-next a")]
        assert [link.partition("network=")[2].partition("&")[0] for link in links] == SITE[1:]
        form = form_of(anna.client.get(links[0]))
        assert (form["network"], form["words"]) == ("x", "Mine.")

    def test_words_of_somebody_elses_share_are_not_carried(self, anna, ben, item):
        share = ben.share(item, words="Ben's own.")

        for code in (share.link.code, "x" * 4000, "\x00"):
            assert form_of(anna.open(item, **{"from": code}))["words"] != "Ben's own."

    def test_all_networks_done_say_so(self, anna, item):
        for network in SITE:
            form = {**anna.form(item, network), "words": f"On {network}."}
            anna.start(item, form)

        response = anna.switch(item, form, "x")

        assert b"Shared everywhere" in response.content
        assert sorted(ticked(response)) == sorted(SITE)
