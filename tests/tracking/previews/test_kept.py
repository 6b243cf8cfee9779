"""What is kept of a look: the last good one, trouble the second time, and what somebody leaves as it is."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.factories import live_item
from tests.tracking.previews.conftest import URL, html, tags
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork
from wagtail_advocacy.tracking.models import PreviewCheck
from wagtail_advocacy.tracking.preview_check.checking import PreviewsOff, accept, check_preview, wrong_with
from wagtail_advocacy.tracking.preview_check.problems import in_words

NOW = timezone.now()


def codes(check):
    return [each["code"] for each in check.problems]


def words(check):
    return {each["code"]: in_words(each) for each in wrong_with(check)}


def test_a_good_page(page, look):
    check = look()
    assert (check.url, check.page["url"], codes(check)) == (URL, URL, ["picture-http"])
    assert check.broken_since is None
    assert check.due_at - check.checked_at == timedelta(days=7)
    assert check.picture.startswith(b"\xff\xd8")
    assert set(check.page["networks"]) == {"linkedin", "x", "facebook", "bluesky", "threads", "mastodon", "whatsapp"}
    assert [card["title"] for card in check.page["cards"]] == ["Our bridge"]


def test_what_no_database_takes_is_left_out(page, look):
    address = "http://other\x00.example.com/\x00bridge"
    page(tags(og__url=address) + f'<link rel="canonical" href="{address}">')
    check = look()
    assert {"og-url-elsewhere", "canonical-elsewhere"} <= set(codes(check))
    assert "\\u0000" not in json.dumps([check.page, check.problems])


def test_looking_again_changes_one_row(page, look):
    look()
    page("")
    check = look()
    assert "no-tags" in codes(check)
    assert PreviewCheck.objects.count() == 1
    assert check.broken_since == check.checked_at
    assert check.due_at - check.checked_at == timedelta(days=1)


def test_since_when_is_the_first_time(page, item):
    page("")
    check_preview(item, now=NOW)
    assert check_preview(item, now=NOW + timedelta(days=2)).broken_since == NOW
    page()
    assert check_preview(item, now=NOW + timedelta(days=3)).broken_since is None


def test_no_answer_is_told_the_second_time_and_leaves_what_was_found(page, item):
    check_preview(item, now=NOW)
    page(status=503)
    first = check_preview(item, now=NOW + timedelta(hours=1))
    assert (first.broken_since, first.trouble["times"]) == (None, 1)
    assert first.due_at == NOW + timedelta(hours=2)
    second = check_preview(item, now=NOW + timedelta(hours=2))
    assert second.broken_since == NOW + timedelta(hours=2)
    assert words(second)["no-answer"].startswith("news.example.org did not answer, twice in a row.")
    assert (second.checked_at, codes(second)) == (NOW, ["picture-http"])
    assert second.page["cards"][0]["title"] == "Our bridge"
    assert second.picture
    page()
    third = check_preview(item, now=NOW + timedelta(days=1))
    assert (third.broken_since, third.trouble) == (None, {})


def test_what_was_wrong_before_stays_wrong_while_it_does_not_answer(page, item):
    page("")
    check_preview(item, now=NOW)
    page(status=503)
    assert check_preview(item, now=NOW + timedelta(hours=1)).broken_since == NOW


def test_no_answer_from_the_beginning(page, item):
    page(status=503)
    check = check_preview(item)
    assert (check.page, check.problems, check.broken_since) == ({}, [], None)


def test_another_address_begins_anew(page, outside, item):
    page("")
    check_preview(item, now=NOW)
    accept(item)
    outside.says("/other", html(""))
    check = check_preview(item, "http://news.example.org/other", now=NOW + timedelta(days=1))
    assert (check.url, check.accepted) == ("http://news.example.org/other", [])
    assert check.broken_since == NOW + timedelta(days=1)


class TestLeftAsItIs:
    def test_it_is_no_longer_broken_and_still_told(self, page, look, item):
        page("")
        look()
        accept(item)
        check = look()
        assert check.broken_since is None
        assert "no-tags" in codes(check)

    def test_something_else_is_asked_about(self, page, look, item):
        page("")
        look()
        accept(item)
        page("", title="")
        assert set(words(look())) == {"no-title"}

    def test_what_comes_back_is_asked_about(self, page, look, item):
        page("")
        look()
        accept(item)
        page()
        look()
        page("")
        assert look().broken_since

    def test_a_hint_needs_no_leave(self, page, look, item):
        look()
        accept(item)
        assert PreviewCheck.objects.get().accepted == []

    def test_nothing_was_looked_at(self, item):
        accept(item)
        assert not PreviewCheck.objects.exists()


class TestOwnWebsite:
    """The website's name leads inside from here, as it does in many networks."""

    @pytest.fixture
    def own(self, world, intranet, website):
        world.names["www.example.com"] = [["10.0.0.5"]]
        return live_item(headline="Ours", destination="page", page=website.post)

    def test_it_is_not_called_broken(self, own):
        check = check_preview(own)
        assert codes(check) == ["own-host"]
        assert "TRUSTED_HOSTS" in in_words(check.problems[0])
        assert check.broken_since is None

    def test_a_page_of_ours_that_leads_inside_is_broken(self, own, world, outside, settings):
        settings.WAGTAIL_ADVOCACY = {"TRUSTED_HOSTS": ["www.example.com:80"]}
        world.wires["10.0.0.5", 80] = outside.port
        outside.leads_to("/post", "http://10.0.0.9/login")
        check = check_preview(own, "http://www.example.com/post")
        assert codes(check) == ["inside"]
        assert check.broken_since

    def test_named_in_the_settings_it_is_looked_at(self, own, world, outside, settings, website):
        settings.WAGTAIL_ADVOCACY = {"TRUSTED_HOSTS": ["www.example.com:443"]}
        assert codes(check_preview(own)) != ["own-host"]


def test_a_programme_whose_networks_make_no_cards(page, look, item):
    programme = AdvocacySettings.objects.get(site=item.site)
    SiteNetwork.objects.create(settings=programme, network="email")
    page("")
    assert look().problems[0] == {"code": "no-tags", "networks": ["anybody"], "values": {}}


def test_an_item_that_was_deleted_meanwhile(page, item):
    ShareableItem.objects.filter(pk=item.pk).delete()
    assert check_preview(item) is None
    assert not PreviewCheck.objects.exists()


def test_switched_off(settings, page, look, outside):
    settings.WAGTAIL_ADVOCACY = {"FETCH": False}
    with pytest.raises(PreviewsOff):
        look()
    assert not outside.seen


def test_deleting_an_item_takes_its_preview_along(page, look, item):
    look()
    item.delete()
    assert not PreviewCheck.objects.exists()


def test_a_problem_that_no_longer_exists_says_nothing():
    assert in_words({"code": "gone", "networks": [], "values": {}}) == ""
    assert in_words({"code": "redirects", "networks": [], "values": {}}) == ""


def test_sentences_are_in_the_language_of_who_reads():
    problem = {"code": "picture-heavy", "values": {"size": 12345, "most": 5000}}
    with translation.override("de"):
        assert "12.345" in in_words(problem)
    with translation.override("en"):
        assert "12,345" in in_words(problem)
