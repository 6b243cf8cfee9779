"""“Use an app on this device”: nobody knows which app, so it is counted under a name of its own, and never twice."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import UserFactory, live_item
from tests.sharing.conftest import Colleague, deed, form_of, said
from wagtail_advocacy.models import network_choices
from wagtail_advocacy.networks.registry import get_networks
from wagtail_advocacy.registries import Gate, share_gates
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db


def take_app(colleague, item, form, **changes):
    sent = {**form, "join": "on", **changes, "start": "device_app"}
    return colleague.client.post(reverse("wagtail_advocacy:share", args=[item.pk]), sent)


def page_of(colleague, response):
    return BeautifulSoup(colleague.client.get(response.url).content, "html.parser").select_one(".wa-started")


def test_it_is_counted_under_its_own_name_and_so_is_its_link(anna, item):
    response = take_app(anna, item, anna.form(item, "x"), words="From my phone.")

    share = Share.objects.get()
    assert (share.network, share.words) == ("device_app", "From my phone.")
    assert "utm_source=device_app" in share.link.query
    page = page_of(anna, response)
    assert page.select_one("#wa-share-title").text == "Your words and your link"
    assert page.select_one("#wa-link-started")["value"].endswith(share.link.code)


def test_it_is_named_where_shares_are_listed(anna, item):
    take_app(anna, item, anna.form(item), words="From my phone.")

    lists = (anna, "wagtail_advocacy:my_shares"), (Colleague(UserFactory(admin=True)), "wagtail_advocacy_admin:shares")
    for colleague, name in lists:
        assert "An app on this device" in colleague.client.get(reverse(name)).content.decode()


def test_no_programme_chooses_it_and_no_button_is_called_so(anna, item):
    assert "device_app" not in {key for key, _label in network_choices()} | set(get_networks())
    buttons = BeautifulSoup(anna.open(item).content, "html.parser").select("button[name=switch]")
    assert "device_app" not in [each["value"] for each in buttons]


def test_every_tap_is_a_share_of_its_own_so_that_none_takes_back_another(anna, item):
    form = anna.form(item)
    first = anna.start(item, form, words="The same words.")
    second = take_app(anna, item, form, words="The same words.")
    third = take_app(anna, item, anna.form(item), words="The same words.")

    assert len({first.url, second.url, third.url}) == 3
    assert [page_of(anna, each).has_attr("data-wa-new") for each in (first, second, third)] == [True] * 3
    assert Share.objects.count() == 3


def test_a_form_sent_again_says_that_its_share_is_not_new(anna, item):
    form = anna.form(item)
    first, again = (take_app(anna, item, form, words="Once.") for _time in range(2))

    assert page_of(anna, first).has_attr("data-wa-new")
    assert not page_of(anna, again).has_attr("data-wa-new")
    same = anna.start(item, anna.form(item), words="Twice."), anna.start(item, anna.form(item), words="Twice.")
    assert [page_of(anna, each).has_attr("data-wa-new") for each in same] == [True, False]
    assert Share.objects.count() == 2


def test_what_comes_next_is_asked_with_the_network_that_was_shown(anna, item):
    form = {**anna.form(item, "x"), "words": "From my phone."}
    take_app(anna, item, form)

    shown = BeautifulSoup(deed(anna, item, form, "after").content, "html.parser")

    assert shown.select_one("[data-wa-after]")
    assert not shown.select_one("[data-wa-question]"), "nobody knows where to look"
    assert shown.select_one("[aria-pressed=true][name=switch]")["value"] == "x"
    assert shown.select_one("[data-wa-done-draft]")["data-wa-done-draft"].endswith(":x")


def test_what_the_shown_network_asks_still_holds(anna, item):
    form = anna.form(item, "x")
    assert "too long for X" in said(take_app(anna, item, form, words="long " * 80))
    for network in ("bluesky", "device_app", ""):
        assert "switched off" in said(take_app(anna, item, form, words="Short.", network=network))
    share_gates.append(
        lambda user, item, network: Gate("Read the policy first.", "/policy/") if network == "x" else None
    )
    try:
        assert "Read the policy first." in said(take_app(anna, item, form, words="Short."))
    finally:
        share_gates.pop()
    assert not Share.objects.exists()


def test_the_code_of_a_network_is_not_that_of_the_device(anna, item):
    form = anna.form(item, "x")
    assert "cannot be used" in said(take_app(anna, item, {**form, "device": form["token"]}, words="Mine."))
    assert "cannot be used" in said(anna.start(item, {**form, "token": form["device"]}, words="Mine."))
    assert "cannot be used" in said(take_app(anna, item, {**form, "device": ""}, words="Mine."))
    other = form_of(anna.open(live_item()))
    assert "cannot be used" in said(take_app(anna, item, {**form, "device": other["device"]}, words="Mine."))
    assert not Share.objects.exists()
