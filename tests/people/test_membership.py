"""Joining, leaving, coming back, and taking one's data along."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import CategoryFactory, UserFactory, default_site, live_item
from wagtail_advocacy.actions import advocate_of, count_heads, export, join, leave
from wagtail_advocacy.consent import PURPOSES, VERSION
from wagtail_advocacy.models import Advocate, AudienceSize, Headcount, Team
from wagtail_advocacy.registries import personal_data
from wagtail_advocacy.sharing.models import Dismissal, Preferences, Saved, Share, SharerView
from wagtail_advocacy.signals import advocate_left

pytestmark = pytest.mark.django_db


@pytest.mark.projects("minimal", "own_base")
def test_joining_keeps_when_which_text_and_what_for(anna, item, programme, later):
    programme.programme_name, programme.share_months = "Team Tea 100 %", 6
    programme.save()
    now = later()
    anna.client.force_login(anna.user)
    shown = anna.open(item).context["join_text"]

    anna.start(item)

    advocate = Advocate.objects.get()
    assert (advocate.user, advocate.joined_at, advocate.left_at) == (anna.user, now, None)
    assert (advocate.consent_version, advocate.purposes) == (VERSION, list(PURPOSES))
    assert advocate.consent_text == shown
    assert "Team Tea 100 %" in shown
    assert "6 months" in shown


def test_joining_twice_changes_nothing(anna, programme):
    first = join(anna.user, default_site())
    programme.programme_name = "Renamed"
    programme.save()

    assert join(anna.user, default_site()).consent_text == first.consent_text
    assert Advocate.objects.count() == 1


class TestLeaving:
    def test_is_one_click_and_the_links_stay(self, anna, item):
        share = anna.share(item, words="Mine.")
        heard = []
        advocate_left.connect(lambda sender, advocate, **kwargs: heard.append(advocate), weak=False, dispatch_uid="t")

        response = anna.client.post(reverse("wagtail_advocacy:leave"), follow=True)

        advocate_left.disconnect(dispatch_uid="t")
        assert b"You have left" in response.content
        assert advocate_of(anna.user) is None
        assert heard == [Advocate.objects.get()]
        share.refresh_from_db()
        assert (share.advocate.user, share.words) == (anna.user, "Mine.")
        assert share.link.target.is_open

    def test_happens_once(self, anna, programme):
        join(anna.user, default_site())

        assert leave(anna.user)
        left_at = Advocate.objects.get().left_at
        assert not leave(anna.user)
        assert Advocate.objects.get().left_at == left_at
        assert anna.client.post(reverse("wagtail_advocacy:leave")).status_code == 302

    def test_and_coming_back_asks_again_and_keeps_the_new_text(self, anna, item, programme, later):
        anna.share(item)
        leave(anna.user)
        programme.programme_name = "Renamed"
        programme.save()
        later(days=1)

        assert anna.start(item, {**anna.form(item), "words": "Again."}, joins=False).status_code == 422
        assert anna.start(item, {**anna.form(item), "words": "Again."}).status_code == 302
        advocate = Advocate.objects.get()
        assert advocate.left_at is None
        assert advocate.joined_at == timezone.now()
        assert "Renamed" in advocate.consent_text

    @pytest.mark.parametrize("name", ["leave", "erase"])
    def test_needs_a_post(self, anna, programme, name):
        join(anna.user, default_site())

        assert anna.client.get(reverse(f"wagtail_advocacy:{name}"), {"sure": "on"}).status_code == 302
        assert advocate_of(anna.user)

    @pytest.mark.parametrize("name", ["leave", "erase"])
    def test_cannot_be_forged(self, anna, programme, name):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(anna.user)

        assert strict.post(reverse(f"wagtail_advocacy:{name}"), {"sure": "on"}).status_code == 403


class TestMyData:
    def test_says_whether_and_when_i_joined(self, anna, item):
        page = reverse("wagtail_advocacy:me")
        assert b"You have not joined" in anna.client.get(page).content
        anna.share(item)
        assert Advocate.objects.get().consent_text in anna.client.get(page).content.decode()
        leave(anna.user)
        assert b"You left" in anna.client.get(page).content

    def test_counts_my_rows_and_nobody_elses(self, anna, ben, item):
        anna.share(item)
        ben.share(item)
        ben.share(live_item())

        kept = {data.model: rows for data, rows in anna.client.get(reverse("wagtail_advocacy:me")).context["kept"]}
        assert kept == {Share: 1, Advocate: 1}

    @pytest.mark.parametrize("name", ["me", "export"])
    def test_is_for_members_alone(self, client, name, db):
        address = reverse(f"wagtail_advocacy:{name}")

        assert client.get(address).url == f"{reverse('wagtailcore_login')}?next={address}"

    @pytest.mark.parametrize("name", ["leave", "erase"])
    def test_is_changed_by_members_alone(self, client, name, db):
        address = reverse(f"wagtail_advocacy:{name}")

        assert client.post(address, {"sure": "on"}).url == f"{reverse('wagtailcore_login')}?next={address}"

    def test_sends_nobody_where_an_address_says(self, anna, programme):
        for name in ("leave", "erase"):
            address = reverse(f"wagtail_advocacy:{name}")
            for trick in ("https://evil.example.com/", "//evil.example.com", "/\\evil.example.com"):
                response = anna.client.post(f"{address}?next={trick}", {"sure": "on", "next": trick})
                assert response.url == reverse("wagtail_advocacy:me")


class TestExport:
    def test_holds_everything_that_is_declared(self, anna, ben, item):
        share = anna.share(item, words="Über <alles>.")
        ben.share(item, words="Not yours.")
        advocate = Advocate.objects.get(user=anna.user)
        AudienceSize.objects.create(advocate=advocate, network="x", size=500)
        Saved.objects.create(user=anna.user, item=item)
        Dismissal.objects.create(user=anna.user, item=item)
        Preferences.objects.create(user=anna.user, networks=["x"])
        SharerView.objects.create(share=Share.objects.by(ben.user).get(), viewer=anna.user, reason="A question.")
        SharerView.objects.create(share=share, viewer=ben.user, reason="About Anna.")

        response = anna.client.get(reverse("wagtail_advocacy:export"))

        assert response.headers["Content-Disposition"] == 'attachment; filename="advocacy.json"'
        assert response.headers["Cache-Control"] == "private, no-store"
        told = json.loads(response.content)
        assert len(told) == len(personal_data.declared)
        for key, data in personal_data.by_key().items():
            rows = data.rows(anna.user).count()
            assert [set(row) for row in told[key]] == [set(data.fields)] * rows
        mine = told["wagtail_advocacy_sharing.Share"][0]
        assert (mine["words"], mine["link"]) == ("Über <alles>.", share.link.code)
        assert told["wagtail_advocacy_sharing.SharerView"][0]["reason"] == "A question."
        (look,) = told["wagtail_advocacy_sharing.SharerView.share__advocate__user"]
        assert (look["reason"], look["viewer"]) == ("About Anna.", str(ben.user))
        assert told["wagtail_advocacy.AudienceSize"][0]["size"] == 500
        assert "Über" in response.content.decode()
        assert "Not yours." not in response.content.decode()

    def test_a_model_that_knows_two_persons_is_in_it_for_both(self, anna, item):
        type(item).objects.update(owner=anna.user, locked=True, locked_by=anna.user)

        told = export(anna.user)

        assert told["wagtail_advocacy_library.ShareableItem"][0]["locked_by"] == str(anna.user)
        assert told["wagtail_advocacy_library.ShareableItem.owner"] == [{"owner": str(anna.user)}]

    def test_of_somebody_of_whom_nothing_is_kept(self, anna):
        assert not any(export(anna.user).values())
        assert anna.client.get(reverse("wagtail_advocacy:export")).status_code == 200

    def test_asks_the_database_as_often_for_one_row_as_for_many(self, anna, ben, item):
        def asked(rows):
            for number in range(rows):
                one = live_item(owner=anna.user, locked=True, locked_by=anna.user)
                share = anna.share(one, words=f"Mine {number}.")
                SharerView.objects.create(share=share, viewer=ben.user, reason="About Anna.")
                SharerView.objects.create(share=share, viewer=anna.user, reason="A question.")
                AudienceSize.objects.create(advocate=share.advocate, network=f"x{one.pk}", size=number)
                for model in (Saved, Dismissal):
                    model.objects.create(user=anna.user, item=one)
            with CaptureQueriesContext(connection) as captured:
                told = json.loads(anna.client.get(reverse("wagtail_advocacy:export")).content)
            return (
                len(captured),
                len(told["wagtail_advocacy_sharing.Saved"]),
                len(told["wagtail_advocacy_sharing.Share"]),
            )

        preferences = Preferences.objects.create(user=anna.user)
        preferences.topics.add(CategoryFactory())
        few = asked(1)
        preferences.topics.add(CategoryFactory(), CategoryFactory())

        assert asked(30) == (few[0], 31, 31)

    def test_leaves_the_screen_alone_when_posted(self, anna):
        assert anna.client.post(reverse("wagtail_advocacy:export")).status_code == 405


def test_headcounts_are_written_once_a_day(anna, ben, programme):
    UserFactory(is_active=False)
    join(anna.user, default_site())
    expected = (type(anna.user).objects.filter(is_active=True).count(), 1)

    count_heads()
    count_heads()

    row = Headcount.objects.get()
    assert (row.users, row.enrolled, row.team) == (*expected, None)
    leave(anna.user)
    count_heads()
    assert Headcount.objects.get().enrolled == 0


def test_the_site_may_know_better_how_many_work_here(anna, programme):
    Team.objects.create(key="lab", name="Laboratory")
    stated = {None: 300, "lab": 40, "a team that nobody was seen in": 7}
    with override_settings(
        WAGTAIL_ADVOCACY={"LINK_HOST": "https://go.example.com", "HEADCOUNT_RESOLVER": lambda: stated}
    ):
        count_heads()

    assert dict(Headcount.objects.values_list("team__key", "users")) == {None: 300, "lab": 40}


def test_enrolled_at_a_moment(anna, ben, programme):
    now = timezone.now()
    join(anna.user, default_site())
    Advocate.objects.update(joined_at=now - timedelta(days=10), left_at=now - timedelta(days=5))
    join(ben.user, default_site())

    assert Advocate.objects.enrolled().get().user == ben.user
    assert Advocate.objects.enrolled(now - timedelta(days=7)).get().user == anna.user
    assert not Advocate.objects.enrolled(now - timedelta(days=11)).exists()


def test_nobody_is_named_where_an_advocate_is_text(anna, programme):
    assert "anna" not in str(join(anna.user, default_site()))


@override_settings(WAGTAIL_ADVOCACY={"LINK_HOST": "https://go.example.com", "TEAM_RESOLVER": "no.such.module"})
def test_a_resolver_that_is_not_there_closes_nothing(anna, item):
    assert anna.client.get(reverse("wagtail_advocacy:hub")).status_code == 200
