"""Save for later and “not for me”: private, undone with one press, with and without a script."""

import logging
import threading

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection
from django.test import Client, TransactionTestCase
from wagtail.models import ModelLogEntry

from tests.factories import UserFactory, default_site, live_item
from tests.sharing.conftest import Colleague
from tests.sharing.hub import headlines, page_of, shown
from wagtail_advocacy.links.models import Click
from wagtail_advocacy.models import AdvocacySettings, Advocate
from wagtail_advocacy.sharing import choices
from wagtail_advocacy.sharing.models import Dismissal, Saved, Share
from wagtail_advocacy.signals import activity_recorded

GROUP = "Hub"

KINDS = pytest.mark.parametrize(
    ("deed", "undo", "model"), [("save", "unsave", Saved), ("dismiss", "undismiss", Dismissal)]
)


def press(colleague, back="/advocacy/", **deed):
    return colleague.client.post("/advocacy/keep/", {"back": back, **deed})


def send(colleague, **deed):
    """As the script does."""
    return colleague.client.post("/advocacy/keep/", deed, headers={"Accept": "application/json"})


def message(response_page):
    return response_page.select_one("[role=status] .wa-note")


@pytest.mark.django_db
class TestAButton:
    @KINDS
    def test_does_its_deed_once_and_comes_back_with_an_undo(self, anna, item, deed, undo, model):
        back = "/advocacy/?q=head&p=1"
        for _ in range(2):
            assert press(anna, back, **{deed: item.pk}).url == back
        assert model.objects.filter(user=anna.user, item=item).count() == 1

        page = page_of(anna)
        button = message(page).select_one("button")

        assert (button["name"], button["value"], button.text) == (undo, str(item.pk), "Undo")
        assert page.select_one(f"form#{button['form']}[method=post]")["action"] == "/advocacy/keep/"
        for _ in range(2):
            press(anna, **{undo: item.pk})
        assert not model.objects.exists()
        assert shown(anna) == [item.headline]

    @KINDS
    def test_is_named_after_what_it_does_next(self, anna, item, deed, undo, model):
        names = lambda page: {each["name"] for each in page.select(".wa-card button")}  # noqa: E731
        before = names(page_of(anna))
        press(anna, **{deed: item.pk})

        assert deed in before
        assert undo in names(page_of(anna, mine="saved" if deed == "save" else "hidden"))

    @KINDS
    def test_answers_a_script_in_json(self, anna, item, deed, undo, model):
        answer = send(anna, **{deed: item.pk})

        assert answer.json().keys() == {"deed", "said"}
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert model.objects.count() == 1
        assert send(anna, **{undo: item.pk}).status_code == 200
        assert not model.objects.exists()

    def test_belongs_to_one_form_that_asks_for_its_token(self, anna, item):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(anna.user)

        assert strict.post("/advocacy/keep/", {"save": item.pk}).status_code == 403
        page = BeautifulSoup(strict.get("/advocacy/").content, "html.parser")
        token = page.select_one("form#wa-keep input[name=csrfmiddlewaretoken]")["value"]
        assert strict.post("/advocacy/keep/", {"save": item.pk, "csrfmiddlewaretoken": token}).status_code == 302
        assert {each["form"] for each in page.select(".wa-card button")} == {"wa-keep"}

    @pytest.mark.parametrize(
        "back",
        ["https://evil.example.com/", "//evil.example.com/", "\\\\evil.example.com", "javascript:alert(1)", "", "x"],
    )
    def test_leads_back_to_this_site_alone(self, anna, item, back):
        assert press(anna, back, save=item.pk).url == "/advocacy/"

    def test_needs_a_login(self, client, item):
        response = client.post("/advocacy/keep/", {"save": item.pk, "back": "/advocacy/?p=2"})
        assert response.url.endswith("/login/?next=/advocacy/%3Fp%3D2")
        answer = client.post("/advocacy/keep/", {"save": item.pk}, headers={"Accept": "application/json"})
        assert answer.status_code == 401
        assert not Saved.objects.exists()

    def test_does_nothing_when_its_address_is_opened(self, anna, item):
        assert anna.client.get("/advocacy/keep/", {"save": item.pk}).url == "/advocacy/"
        assert not Saved.objects.exists()


@pytest.mark.django_db
class TestWhatIsNotThere:
    @pytest.mark.parametrize("value", ["", "x", "-1", "0", "99999999999999999999999", "١", "\x00", "1 "])
    @pytest.mark.parametrize("deed", ["save", "dismiss", "unsave", "undismiss"])
    def test_nonsense_is_no_error(self, anna, item, deed, value):
        response = press(anna, **{deed: value})

        assert response.status_code == 302
        assert (Saved.objects.count(), Dismissal.objects.count()) == (0, 0)
        assert send(anna, **{deed: value}).status_code == (200 if deed.startswith("un") else 404)

    def test_no_deed_at_all(self, anna):
        assert press(anna).status_code == 302
        assert send(anna).status_code == 400

    @pytest.mark.parametrize("gone", ["deleted", "unpublished", "for others"])
    def test_an_item_that_has_gone_meanwhile(self, anna, item, gone, said):
        if gone == "deleted":
            item.delete()
        elif gone == "unpublished":
            item.unpublish()
        else:
            item.groups = [Group.objects.create(name="Board")]
            item.save()

        answer = send(anna, save=item.pk or 1)
        press(anna, dismiss=item.pk or 1)

        assert answer.status_code == 404
        assert (Saved.objects.count(), Dismissal.objects.count()) == (0, 0)
        said(GROUP, "*Save* or *Not for me* on a card that has gone meanwhile", answer.json()["reason"])
        assert message(page_of(anna)).text == answer.json()["reason"]

    def test_what_was_kept_is_let_go_wherever_it_went(self, anna, item):
        press(anna, save=item.pk)
        item.unpublish()
        press(anna, unsave=item.pk)

        assert not Saved.objects.exists()

    @KINDS
    def test_an_item_deleted_at_the_very_moment(self, anna, item, deed, undo, model, monkeypatch):
        def refuse(*args, **kwargs):
            raise IntegrityError("foreign key")

        monkeypatch.setattr("django.db.models.query.QuerySet.bulk_create", refuse)

        assert send(anna, **{deed: item.pk}).status_code == 404

    def test_a_script_whose_login_is_over_reads_what_to_do(self, client, item, said):
        answer = client.post("/advocacy/keep/", {"save": item.pk}, headers={"Accept": "application/json"})

        said(GROUP, "*Save* in a page that was left open until the login ended", answer.json()["reason"])


@pytest.mark.django_db
class TestPrivacy:
    def test_nobody_else_sees_or_feels_it(self, anna, ben, item):
        press(anna, save=item.pk)
        press(anna, dismiss=item.pk)

        assert shown(anna) == []
        assert shown(ben) == [item.headline]
        assert [each["name"] for each in page_of(ben).select(".wa-card button")] == ["save", "dismiss"]
        press(ben, unsave=item.pk)
        press(ben, undismiss=item.pk)
        assert Saved.objects.get().user == Dismissal.objects.get().user == anna.user

    def test_leaves_no_trace(self, anna, item, caplog):
        heard = []
        activity_recorded.connect(lambda **signal: heard.append(signal), weak=False, dispatch_uid="hub")
        before = ModelLogEntry.objects.count()
        with caplog.at_level(logging.DEBUG, logger="wagtail_advocacy"):
            for deed in ("save", "dismiss", "undismiss", "unsave"):
                press(anna, **{deed: item.pk})
        activity_recorded.disconnect(dispatch_uid="hub")

        assert heard == []
        assert caplog.records == []
        assert ModelLogEntry.objects.count() == before
        assert not Share.objects.exists()
        assert not Advocate.objects.exists()
        assert not Click.objects.exists()

    def test_no_screen_of_the_admin_knows_the_models(self, anna, item):
        from django.contrib.contenttypes.models import ContentType
        from wagtail.snippets.models import get_snippet_models

        assert not {Saved, Dismissal} & set(get_snippet_models())
        for model in (Saved, Dismissal):
            assert not ContentType.objects.get_for_model(model).permission_set.exists()


@pytest.mark.django_db
def test_what_is_hidden_may_be_saved_and_shared(anna, item):
    press(anna, dismiss=item.pk)
    press(anna, save=item.pk)
    anna.share(item)

    assert shown(anna) == []
    assert shown(anna, mine="saved") == shown(anna, mine="shared") == [item.headline]


@pytest.mark.django_db
def test_a_hub_in_which_all_is_hidden_says_so(anna, item):
    press(anna, dismiss=item.pk)
    page = page_of(anna)

    assert headlines(page) == []
    assert page.select_one(".wa-empty h3").text == "Nothing left"
    assert page.select_one(".wa-empty a")["href"] == "?mine=hidden"


@pytest.mark.services
class TestAtOneMoment(TransactionTestCase):
    """Two taps on a database that really has two connections."""

    serialized_rollback = True

    def test_two_taps_are_one_row(self):
        AdvocacySettings.for_site(default_site())
        item, user = live_item(), UserFactory()
        for deed, undo, model in (("save", "unsave", Saved), ("dismiss", "undismiss", Dismissal)):
            answers = self.at_once(user, [{deed: item.pk}] * 4)
            assert answers == [200] * 4
            assert model.objects.count() == 1
            assert self.at_once(user, [{undo: item.pk}] * 4) == [200] * 4
            assert not model.objects.exists()

    def test_to_and_fro_ends_in_one_of_both(self):
        AdvocacySettings.for_site(default_site())
        item, user = live_item(), UserFactory()

        assert self.at_once(user, [{"save": item.pk}, {"unsave": item.pk}] * 3) == [200] * 6
        assert Saved.objects.count() in (0, 1)

    def test_saving_an_item_that_is_deleted_is_no_error(self):
        AdvocacySettings.for_site(default_site())
        user = UserFactory()
        for _ in range(5):
            item = live_item()
            gate, done = threading.Barrier(2), []

            def save(item=item, gate=gate, done=done):
                try:
                    gate.wait(10)
                    done.append(choices.save_item(user, item))
                finally:
                    connection.close()

            thread = threading.Thread(target=save)
            thread.start()
            gate.wait(10)
            try:
                type(item).objects.get(pk=item.pk).delete()
            except IntegrityError:
                # It was saved between Django's look at what hangs on the item and the end of the item.
                type(item).objects.get(pk=item.pk).delete()
            thread.join(20)
            assert done in ([True], [False])
            assert not Saved.objects.filter(item_id=item.pk).exists()

    def at_once(self, user, deeds):
        gate, answers = threading.Barrier(len(deeds)), []
        colleagues = [Colleague(user, Client()) for _ in deeds]

        def run(colleague, deed):
            try:
                gate.wait(10)
                answers.append(send(colleague, **deed).status_code)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=pair) for pair in zip(colleagues, deeds, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return answers
