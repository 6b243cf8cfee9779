"""What may not be shared is not stored, says why in a sentence, and hands the words back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, Site

from tests.factories import TeamFactory, live_item
from tests.sharing.conftest import form_of, kept_words, said, shares
from wagtail_advocacy.library.actions import withdraw
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.models import AdvocacySettings, Advocate, SiteNetwork
from wagtail_advocacy.registries import CheckResult, Finding, Gate
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db


def expire(item):
    ShareableItem.objects.filter(pk=item.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def close_target(item):
    Target.objects.filter(pk=item.target_id).update(is_open=False)


def end_target(item):
    Target.objects.filter(pk=item.target_id).update(closes_at=timezone.now() - timedelta(seconds=1))


def delay(item):
    ShareableItem.objects.filter(pk=item.pk).update(go_live_at=timezone.now() + timedelta(days=1))


def out_of_audience(item):
    item.groups.add(Group.objects.create(name="Board"))
    item.save()


def out_of_team(item):
    item.teams.add(TeamFactory())
    item.save()


def other_site(item):
    root = Page.get_first_root_node()
    item.site = Site.objects.create(hostname="other.example.com", root_page=root)
    item.save()


@pytest.mark.projects("minimal", "own_base")
@pytest.mark.parametrize(
    "close",
    [
        expire,
        delay,
        lambda item: item.unpublish(),
        withdraw,
        close_target,
        end_target,
        out_of_audience,
        out_of_team,
        other_site,
    ],
    ids=["expired", "delayed", "unpublished", "withdrawn", "closed", "ended", "audience", "team", "site"],
)
def test_an_item_that_closed_while_the_dialog_was_open(anna, item, close):
    form = {**anna.form(item), "words": "All my words."}
    close(item)

    for response in (anna.start(item, form), anna.switch(item, form, "x")):
        assert response.status_code == 410
        assert "no longer offered" in said(response)
        assert kept_words(response) == "All my words."
    response = anna.open(item)
    assert response.status_code == 410
    # Who wrote nothing is not told of words.
    assert "Your words" not in said(response)
    assert shares() == 0
    assert not Advocate.objects.exists()


def test_an_item_that_was_deleted_while_the_dialog_was_open(anna, item):
    form, address = {**anna.form(item), "words": "All my words."}, f"/advocacy/share/{item.pk}/"
    item.delete()

    for deed in ({"start": "1"}, {"switch": "x"}):
        response = anna.client.post(address, {**form, **deed, "join": "on"})
        assert response.status_code == 404
        assert "no longer offered" in said(response)
        assert kept_words(response) == "All my words."
    assert anna.client.get(address).status_code == 404
    assert shares() == 0


def test_an_item_whose_site_is_gone_is_gone(anna, item):
    address = f"/advocacy/share/{item.pk}/"
    item.site.delete()

    assert anna.client.get(address).status_code == 404


def test_an_address_without_a_site_offers_nothing(anna, item):
    form = {**anna.form(item), "words": "All my words."}
    Site.objects.update(is_default_site=False, hostname="elsewhere.example.com")

    assert anna.start(item, form).status_code == 410
    assert anna.open(item).status_code == 410
    assert shares() == 0


def test_a_draft_is_nobodys_to_share(anna, programme):
    from tests.factories import ItemFactory

    assert anna.open(ItemFactory()).status_code == 410


def test_a_network_switched_off_meanwhile(anna, item, programme):
    form = {**anna.form(item, "x"), "words": "All my words."}
    programme.site_networks.filter(network="x").delete()

    response = anna.start(item, form)

    assert response.status_code == 422
    assert "switched off" in said(response)
    again = form_of(response)
    assert (again["network"], again["words"]) == ("linkedin", "All my words.")
    assert shares() == 0
    assert anna.start(item, again).status_code == 302


def test_a_network_that_nobody_knows(anna, item):
    form = {**anna.form(item), "words": "All my words."}

    assert form_of(anna.switch(item, form, "myspace\x00"))["network"] == "linkedin"
    response = anna.start(item, {**form, "network": "myspace"})

    assert response.status_code == 422
    assert form_of(response)["words"] == "All my words."
    assert shares() == 0


def test_a_programme_whose_networks_all_left_the_code(anna, item, programme):
    SiteNetwork.objects.exclude(network="x").delete()
    SiteNetwork.objects.update(network="gone")

    assert anna.switch(item, {"words": "All my words."}, "x").status_code == 410
    assert anna.open(item).status_code == 410


def test_words_too_long_for_x(anna, item):
    form = {**anna.form(item, "x"), "words": "Way too long. " * 30}

    response = anna.start(item, form)

    assert response.status_code == 422
    assert "too long for X" in said(response)
    assert form_of(response)["words"] == form["words"].strip()
    assert shares() == 0


@pytest.mark.parametrize("network", ["linkedin", "x", "mastodon", "email", "copy_link"])
def test_a_hundred_thousand_characters(anna, item, network):
    form = {**anna.form(item, network), "words": "ä🎉" * 50_000}

    response = anna.start(item, form)

    assert response.status_code == 422
    assert "10,000 characters" in said(response)
    assert form_of(response)["words"] == form["words"]
    assert shares() == 0


@pytest.mark.projects("own_base")
def test_control_characters_are_left_out_on_every_database(anna, item):
    share = anna.share(item, words="\x00Tea\x07 at\tfour\x9f,\r\nsaid\rall.\x1b")

    assert share.words == "Tea at\tfour,\nsaid\nall."
    assert form_of(anna.switch(item, {**anna.form(item), "words": "a\x00b"}, "x"))["words"] == "ab"


def test_no_words_at_all_share_the_link_alone(anna, item):
    share = anna.share(item, "x", words=" \r\n ")

    assert (share.words, share.words_hash) == ("", "")
    opened = anna.client.get(f"/advocacy/shares/{share.link.code}/?go")
    assert (
        opened.headers["Refresh"]
        == f"0; url=https://x.com/intent/tweet?url=https%3A%2F%2Fgo.example.com%2Fs%2F{share.link.code}"
    )


def test_script_in_words_headline_and_names_is_text_everywhere(anna, programme, item):
    evil = "<script>alert(1)</script>\"'</textarea>"
    programme.programme_name = evil
    programme.save()
    item = live_item(headline=evil, why=evil, description=evil)
    form = {**anna.form(item), "words": evil}
    share = anna.share(item, words=evil)

    for response in (
        anna.open(item),
        anna.switch(item, form, "x"),
        anna.start(item, {**form, "token": ""}),
        anna.client.get(f"/advocacy/shares/{share.link.code}/?go"),
        anna.client.get("/advocacy/"),
        anna.client.get("/advocacy/me/"),
        anna.start(live_item(), {**form, "words": evil * 2000}),
    ):
        assert b"<script>alert" not in response.content
        assert b"'</textarea>" not in response.content
    item.unpublish()
    assert b"<script>alert" not in anna.start(item, {**form, "token": ""}).content


class TestDisclosure:
    @pytest.fixture(autouse=True)
    def required(self, programme):
        programme.disclosure, programme.disclosure_required = "#TeamAcme", True
        programme.save()

    @pytest.mark.parametrize(
        "words", ["", "No word of it.", "#TeamAcmeCorp is another.", "Long. " * 40 + "#news #sale #TeamAcme"]
    )
    def test_missing_or_hidden_behind_everything_else(self, anna, item, words):
        response = anna.start(item, {**anna.form(item), "words": words})

        assert response.status_code == 422
        assert "#TeamAcme" in said(response)
        assert form_of(response)["words"] == words.strip()
        assert shares() == 0

    @pytest.mark.parametrize("words", ["#TeamAcme: tea.", "Tea, says #teamacme", "(#TEAMACME) " + "Tea. " * 80])
    def test_near_the_start_in_any_case(self, anna, item, words):
        assert anna.start(item, {**anna.form(item), "words": words}).status_code == 302

    def test_is_suggested_at_the_very_start(self, anna, item):
        assert anna.form(item)["words"].startswith("#TeamAcme ")


class TestGate:
    def test_says_what_to_do_first(self, anna, item, registered):
        asked = []

        def gate(user, item, network):
            asked.append((user, item.pk, network))
            return Gate("Read the guidelines first.", "/guidelines/")

        registered.share_gates.extend([lambda *args: None, gate])
        response = anna.start(item, {**anna.form(item, "x"), "words": "Mine."})

        assert response.status_code == 422
        assert said(response).startswith("Read the guidelines first.")
        assert response.context["refusal"].url == "/guidelines/"
        assert form_of(response)["words"] == "Mine."
        assert set(asked[-2:]) == {(anna.user, item.pk, "x")}
        assert shares() == 0


class TestChecks:
    def test_a_must_refuses_and_a_tip_does_not(self, anna, item, registered):
        def check(text, context):
            return CheckResult([Finding("must" if "secret" in text else "tip", "Keep it to yourself.")])

        registered.caption_checks.append(check)
        response = anna.start(item, {**anna.form(item), "words": "A secret."})

        assert response.status_code == 422
        assert said(response) == "Keep it to yourself."
        assert shares() == 0
        assert anna.start(item, {**form_of(response), "words": "No news."}).status_code == 302

    def test_every_basis_is_kept_with_the_share(self, anna, item, registered):
        one = {"policy": 1, "version": 3, "hash": "abc"}
        registered.caption_checks.append(lambda text, context: CheckResult(basis=[one]))
        registered.caption_checks.append(lambda text, context: CheckResult(basis=({**one, "policy": 2},)))

        assert anna.share(item).basis == [one, {**one, "policy": 2}]

    def test_a_check_knows_what_it_judges(self, anna, ben, item, registered):
        contexts = []
        registered.caption_checks.append(lambda text, context: contexts.append(context) or CheckResult())
        ben.share(item, words="Same words!")
        ben.share(live_item(), words="same WORDS #tag")
        anna.share(item, words="Other words.")
        anna.share(item, words="Same words")

        told = contexts[-1]
        assert (told.site, told.network, told.language, told.item) == (item.site, "linkedin", "en", item)
        assert told.same_words == 2
        assert told.suggestion == item.captions.get().text
        assert told.link.startswith("https://go.example.com/s/")
        assert contexts[0].same_words == 0


def test_settings_of_another_site_do_not_count(anna, item):
    other = Site.objects.create(hostname="other.example.com", root_page=Page.get_first_root_node())
    mine = AdvocacySettings.for_site(other)
    mine.disclosure, mine.disclosure_required = "#Other", True
    mine.save()

    assert anna.start(item).status_code == 302
    assert Share.objects.get().site == item.site
