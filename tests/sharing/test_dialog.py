"""From a click on “Share” to the network: the dialog as a plain form."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import AdvocateFactory, CaptionFactory, live_item
from tests.sharing.conftest import form_of, said, shares
from wagtail_advocacy.links.models import Link
from wagtail_advocacy.models import Advocate
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_a_colleague_shares_and_the_network_opens(anna, item, client):
    form = anna.form(item)
    shown = Link(code=BeautifulSoup(anna.open(item).content, "html.parser").select_one("[data-wa-link]").text[-10:])

    response = anna.start(item, {**form, "words": "In my own words."})

    share = Share.objects.get()
    assert response.url == f"{reverse('wagtail_advocacy:started', args=[share.link.code])}?go=new"
    assert share.link.code != shown.code  # every dialog has a code of its own
    opened = anna.client.get(response.url)
    assert opened.headers["Refresh"].startswith("0; url=https://www.linkedin.com/")
    assert share.link.code in unquote(opened.headers["Refresh"])
    assert "In my own words." in opened.content.decode()
    assert (share.advocate.user, share.item, share.network) == (anna.user, item, "linkedin")
    assert (share.words, share.headline, share.language) == ("In my own words.", item.headline, "en")
    assert share.link.target == item.target


def test_the_link_that_is_shown_is_the_link_that_is_stored(anna, item):
    page = anna.open(item)
    shown = BeautifulSoup(page.content, "html.parser").select_one("[data-wa-link]").text

    anna.start(item, form_of(page))

    assert shown == f"https://go.example.com/s/{Share.objects.get().link.code}"


def test_looking_at_the_dialog_stores_nothing(anna, item):
    anna.form(item, "x")

    assert shares() == 0
    assert not Advocate.objects.exists()


def test_every_network_has_its_own_code_and_its_own_words(anna, item):
    CaptionFactory(item=item, network="x", text="Short, for X.")

    first = anna.form(item)
    second = form_of(anna.switch(item, first, "x"))

    assert second["token"] != first["token"]
    assert (second["network"], second["words"]) == ("x", "Short, for X.")


def test_words_that_somebody_wrote_survive_every_change_of_network(anna, item):
    CaptionFactory(item=item, network="mastodon", text="For Mastodon.")
    form = {**anna.form(item), "words": "Mine.\r\nAll mine."}

    for network in ("x", "mastodon", "linkedin"):
        form = form_of(anna.switch(item, form, network))
        assert form["words"] == "Mine.\nAll mine."


def test_written_words_still_count_for_the_caption_they_stem_from(anna, item):
    CaptionFactory(item=item, network="x", text="For X.")
    form = {**anna.form(item), "words": "Mine."}

    anna.start(item, form_of(anna.switch(item, form, "x")))

    assert Share.objects.get().caption.network == ""


def test_a_caption_of_another_item_is_not_taken_for_ours(anna, item):
    other = live_item().captions.get()

    for wrong in (other.pk, 10**30, "٣", "x", ""):
        anna.start(item, {**anna.form(item), "caption": str(wrong), "words": f"Words {wrong}"})

    assert shares() == 5
    assert not Share.objects.exclude(caption=None).exists()


def test_only_who_has_not_joined_is_asked_to(anna, ben, item):
    AdvocateFactory(user=ben.user)

    assert b'name="join" required' in anna.open(item).content
    assert b'name="join"' not in ben.open(item).content
    assert ben.start(item, joins=False).status_code == 302


def test_without_joining_nothing_is_stored_and_the_words_stay(anna, item):
    response = anna.start(item, {**anna.form(item), "words": "Mine."}, joins=False)

    assert response.status_code == 422
    assert "join" in said(response)
    assert form_of(response)["words"] == "Mine."
    assert shares() == 0
    assert not Advocate.objects.exists()


def test_sharing_again_is_told(anna, item):
    anna.share(item)

    assert b"You have shared this on LinkedIn before." in anna.open(item).content


def test_answers_are_for_one_person_alone(anna, item):
    for response in (anna.open(item), anna.start(item, joins=False), anna.client.get("/advocacy/")):
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(anna, item, method):
    assert getattr(anna.client, method)(reverse("wagtail_advocacy:share", args=[item.pk])).status_code == 405


def test_the_form_needs_its_token_against_forgery(anna, item):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna.user)

    assert strict.post(reverse("wagtail_advocacy:share", args=[item.pk]), anna.form(item)).status_code == 403


def test_an_item_number_beyond_every_database_is_unknown(anna):
    for number in (0, 2**31, 2**63, 10**40):
        assert anna.client.get(f"/advocacy/share/{number}/").status_code == 404
