"""Two editors at once, and an autosave that comes too late: nothing is lost, and what is live stays as it is."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import Page

from tests.factories import CaptionFactory, ItemFactory
from tests.library.conftest import item_form, item_url, permissions_of, person
from wagtail_advocacy.library.actions import renew
from wagtail_advocacy.library.models import ShareableItem

GROUP = "Two editors at once"
PUBLISH = {"action-publish": "1"}
POST = "https://www.example.com/blog/bridge/"


class Desk:
    """An editor with the form open, as their browser keeps it."""

    def __init__(self, client, item, post):
        self.client, self.item, self.post = client, item, post
        self.opens(client.get(item_url("edit", item.pk)))

    def opens(self, response):
        """Read what the form remembers by itself, as it stands on a page."""
        page = BeautifulSoup(response.content, "html.parser")
        names = ("loaded_revision_id", "loaded_revision_created_at")
        self.loaded = {name: page.select_one(f"input[name={name}]")["value"] for name in names}
        ids = page.select("input[name^=captions-][name$=-id][value]")
        self.captions = [{"id": each["value"]} for each in ids if each["value"]]
        self.autosaved = {}

    def form(self, **changes):
        return item_form(
            self.item.site, **{"captions": self.captions, "destination": "page", "page": self.post.pk, **changes}
        )

    def autosave(self, **changes):
        sent = self.form(**changes) | self.loaded | self.autosaved
        response = self.client.post(item_url("edit", self.item.pk), sent, headers={"accept": "application/json"})
        answer = json.loads(response.content)
        if answer["success"]:
            self.autosaved = {"overwrite_revision_id": answer["revision_id"]}
        return answer

    def save(self, deed=None, **changes):
        sent = self.form(**changes) | self.loaded | self.autosaved | (deed or {})
        return self.client.post(item_url("edit", self.item.pk), sent)


@pytest.fixture
def item(intranet, website, editor, committed):
    """A live item with one caption."""
    item = ItemFactory(site=intranet.site, headline="Original", destination="page", page=website.post)
    item.captions = [CaptionFactory.build(text="Our bridge won.")]
    with committed():
        item.save_revision(user=editor).publish()
    item.refresh_from_db()
    return item


@pytest.fixture
def anna(as_editor, item, website):
    return Desk(as_editor, item, website.post)


@pytest.fixture
def ben(item, website):
    client = Client()
    everything = permissions_of(ShareableItem, "add", "change", "view", "publish")
    user = person(everything, pages=[Page.get_first_root_node()], username="ben")
    client.force_login(user)
    desk = Desk(client, item, website.post)
    desk.user = user
    return desk


def headlines(item):
    return [each.content["headline"] for each in item.revisions.order_by("pk")]


def live(item):
    """What colleagues and strangers have of the item."""
    item = ShareableItem.objects.get(pk=item.pk)
    words = [caption.text for caption in item.captions.all()]
    offered = ShareableItem.objects.shareable().filter(pk=item.pk).exists()
    return item.live, item.headline, words, item.target.url, item.target.is_open, offered


AS_IT_WAS = (True, "Original", ["Our bridge won."], POST, True, True)


def test_two_drafts_stand_in_the_history_one_after_the_other(anna, ben, item, committed):
    with committed():
        assert anna.save(headline="Anna’s").status_code == 302
        assert ben.save(headline="Ben’s").status_code == 302
    assert headlines(item) == ["Original", "Anna’s", "Ben’s"]
    history = BeautifulSoup(anna.client.get(item_url("history", item.pk)).content, "html.parser").main
    rows = [" ".join(row.get_text(" ").split()) for row in history.select("tbody tr")]
    assert "ben" in rows[0]
    assert "editor" in rows[1]
    mine = item.revisions.get(content__headline="Anna’s")
    assert anna.client.get(item_url("revisions_revert", item.pk, mine.pk)).context["form"]["headline"].value() == (
        "Anna’s"
    )
    assert live(item) == AS_IT_WAS


def test_who_publishes_over_another_version_is_told_first(anna, ben, item, committed, said):
    with committed():
        assert anna.save(PUBLISH, headline="Anna’s").status_code == 302
        told = ben.save(PUBLISH, headline="Ben’s")
    assert live(item) == (True, "Anna’s", *AS_IT_WAS[2:])
    assert headlines(item) == ["Original", "Anna’s"]
    assert told.context["form"]["headline"].value() == "Ben’s"
    sentence, changes = conflict(told)
    assert sentence.startswith("editor published another version on ")
    moment = date_format(localtime(item.revisions.last().created_at), "DATETIME_FORMAT")
    said(GROUP, "Saves a form that was opened before somebody else published", sentence.replace(moment, "5 May 2031"))
    compared = BeautifulSoup(ben.client.get(changes).content, "html.parser").main.get_text(" ")
    assert "Original" in compared
    assert "Anna’s" in compared
    ben.opens(told)
    with committed():
        assert ben.save(PUBLISH, headline="Ben’s").status_code == 302
    assert live(item) == (True, "Ben’s", *AS_IT_WAS[2:])
    assert headlines(item) == ["Original", "Anna’s", "Ben’s"]


def conflict(response):
    """What somebody is told instead of saving, and where it leads."""
    assert response.status_code == 200
    message = BeautifulSoup(response.content, "html.parser").select(".messages li.error")[-1]
    link = message.select_one("a[target=_blank]").extract()
    for beside in message.select("svg, button"):
        beside.extract()
    return " ".join(message.get_text(" ").split()), link["href"]


def captions_in(response):
    """The captions as the form on the page would send them."""
    forms = response.context["form"].formsets["captions"].forms
    return [{name: form[name].value() or "" for name in ("id", "text", "network", "language")} for form in forms]


def test_a_draft_over_another_live_version_is_told_first_and_kept_then(anna, ben, item, committed):
    with committed():
        ben.save(PUBLISH, headline="Ben’s")
        told = anna.save(headline="Anna’s")
    assert headlines(item) == ["Original", "Ben’s"]
    assert told.context["form"]["headline"].value() == "Anna’s"
    anna.opens(told)
    with committed():
        assert anna.save(headline="Anna’s").status_code == 302
    assert headlines(item) == ["Original", "Ben’s", "Anna’s"]
    assert live(item) == (True, "Ben’s", *AS_IT_WAS[2:])


def test_mistakes_and_another_live_version_are_told_together(anna, ben, item, committed):
    with committed():
        ben.save(PUBLISH, headline="Ben’s")
    told = anna.save(PUBLISH, headline="")
    assert told.context["form"].errors["headline"]
    assert "ben published another version" in conflict(told)[0]


def test_ones_own_version_from_another_window(anna, item, committed):
    other = Desk(anna.client, item, anna.post)
    with committed():
        other.save(PUBLISH, headline="There")
    sentence, _changes = conflict(anna.save(PUBLISH, headline="Here"))
    assert sentence.startswith("You published another version on ")
    assert live(item)[1] == "There"


def test_what_was_published_since_its_autosave_is_not_rewritten(anna, item, committed):
    """An approval puts the autosaved words themselves out; the open form still means that revision."""
    anna.autosave(headline="Autosaved")
    with committed():
        item.revisions.last().publish()
    sentence, history = conflict(anna.save(headline="Later"))
    assert sentence.startswith("Another version went live on ")
    assert history == item_url("history", item.pk)
    assert headlines(item) == ["Original", "Autosaved"]
    assert live(item)[1] == "Autosaved"


@pytest.mark.parametrize("spelling", [" {}", "+{}", "x"])
def test_another_spelling_of_its_number_does_not_rewrite_what_is_live(anna, item, spelling):
    anna.autosaved = {"overwrite_revision_id": spelling.format(item.live_revision_id)}
    assert anna.save(headline="Slipped in").status_code == 400
    assert headlines(item) == ["Original"]
    assert live(item) == AS_IT_WAS


def test_renewing_by_another_is_told_as_well(anna, ben, item, committed):
    with committed():
        renew(item, timezone.now() + timedelta(days=9), ben.user)
    sentence, _changes = conflict(anna.save(PUBLISH, headline="Anna’s"))
    assert sentence.startswith("ben published another version on ")
    assert ShareableItem.objects.get().expire_at


def test_an_own_autosave_is_no_conflict(anna, item, committed):
    """A browser sends the number of the autosave with the next autosave only, not with a save by hand."""
    anna.autosave(headline="Half")
    anna.autosaved = {}
    with committed():
        assert anna.save(PUBLISH, headline="Whole").status_code == 302
    assert live(item)[1] == "Whole"


def test_an_autosave_over_the_words_of_another_is_refused(anna, ben, item, committed, said):
    assert anna.autosave(headline="Anna’s")["success"]
    refused = ben.autosave(headline="Ben’s")
    assert (refused["success"], refused["error_code"]) == (False, "invalid_revision")
    said(GROUP, "Writes on while somebody else saved a draft", refused["error_message"])
    assert headlines(item) == ["Original", "Anna’s"]
    assert anna.autosave(headline="Anna’s, again")["success"]
    assert headlines(item) == ["Original", "Anna’s, again"]
    assert live(item) == AS_IT_WAS


def test_a_save_by_hand_after_another_autosaved_keeps_both(anna, ben, item, committed):
    anna.autosave(headline="Anna’s")
    with committed():
        assert ben.save(headline="Ben’s").status_code == 302
    refused = anna.save(headline="Anna’s, again")
    assert refused.status_code == 200
    assert refused.context["form"]["headline"].value() == "Anna’s, again"
    assert headlines(item) == ["Original", "Anna’s", "Ben’s"]


def test_a_caption_that_another_deleted_meanwhile_breaks_no_save(anna, ben, item, committed):
    with committed():
        ben.save(PUBLISH, captions=[{**ben.captions[0], "DELETE": "on"}])
    assert live(item)[2] == []
    told = anna.save(PUBLISH, headline="Anna’s")
    assert "ben published another version" in conflict(told)[0]
    anna.opens(told)
    assert [each["id"] for each in anna.captions] == []
    with committed():
        assert anna.save(PUBLISH, headline="Anna’s", captions=captions_in(told)).status_code == 302
    assert live(item)[:3] == (True, "Anna’s", ["Our bridge won."])


def test_an_item_that_another_deleted_meanwhile_is_not_found(anna, ben, item, committed):
    with committed():
        ShareableItem.objects.get(pk=item.pk).delete()
    assert anna.save(headline="Anna’s").status_code == 404
    assert not ShareableItem.objects.exists()


# An autosave that was on its way while something else happened.


def test_an_autosave_after_a_publish_by_another_changes_nothing(anna, ben, item, committed, said):
    with committed():
        ben.save(PUBLISH, headline="Ben’s")
        late = anna.autosave(headline="Half a", destination="card")
    assert (late["success"], late["error_code"]) == (False, "invalid_revision")
    said(GROUP, "Writes on while somebody else published", late["error_message"])
    assert live(item) == (True, "Ben’s", *AS_IT_WAS[2:])
    assert not ShareableItem.objects.get().has_unpublished_changes


@pytest.mark.parametrize("autosaved_before", [False, True])
def test_an_autosave_after_ones_own_publish_changes_nothing(anna, item, committed, said, autosaved_before):
    if autosaved_before:
        anna.autosave(headline="Half")
    with committed():
        assert anna.save(PUBLISH, headline="Whole").status_code == 302
        late = anna.autosave(headline="Half a", destination="card", captions=[])
    assert (late["success"], late["error_code"]) == (False, "invalid_revision")
    said(GROUP, "Writes on in a window after publishing in another", late["error_message"])
    assert live(item) == (True, "Whole", *AS_IT_WAS[2:])
    item = ShareableItem.objects.get()
    assert item.live_revision.content["headline"] == "Whole"
    assert not item.has_unpublished_changes


def test_an_autosave_after_scheduling_does_not_call_it_off(anna, item, committed):
    ShareableItem.objects.update(live=False, live_revision=None)
    anna.autosave(headline="Half")
    later = f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    with committed():
        anna.save(PUBLISH, headline="Whole", go_live_at=later)
    scheduled = ShareableItem.objects.get().latest_revision
    assert scheduled.approved_go_live_at
    assert not anna.autosave(headline="Half a")["success"]
    scheduled.refresh_from_db()
    assert scheduled.approved_go_live_at
    assert scheduled.content["headline"] == "Whole"


def test_an_autosave_after_unpublishing_does_not_bring_it_back(anna, item, committed):
    anna.autosave(headline="Half")
    with committed():
        anna.client.post(item_url("unpublish", item.pk))
        anna.autosave(headline="Half a")
    assert (live(item)[0], live(item)[4]) == (False, False)
    with committed():
        call_command("publish_scheduled")
    assert not live(item)[0]


def test_autosaving_the_dates_of_what_is_live_does_not_end_it(anna, item, committed):
    with committed():
        moments = {"go_live_at": "2090-01-01 10:00", "expire_at": "2090-01-02 10:00", "featured_until": ""}
        assert anna.autosave(headline="Later", **moments)["success"]
        call_command("publish_scheduled")
    assert live(item) == AS_IT_WAS


def test_a_destination_changed_by_autosave_leads_nowhere_else_until_it_is_published(anna, item, committed):
    with committed():
        assert anna.autosave(destination="card")["success"]
        assert anna.autosave(destination="page", page="")["success"]
    assert live(item) == AS_IT_WAS
    with committed():
        anna.save(PUBLISH, destination="card")
    assert live(item)[3] != POST
    assert live(item)[4:] == (True, True)
