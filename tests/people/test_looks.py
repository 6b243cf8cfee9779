"""Who made a share: by permission, with a reason, stored before the name is shown, and told to the person."""

import logging
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import UserFactory
from tests.sharing.conftest import Colleague
from tests.sharing.test_report import staff
from wagtail_advocacy.actions import erase, export
from wagtail_advocacy.sharing.actions import forget_old_looks
from wagtail_advocacy.sharing.models import Share, SharerView
from wagtail_advocacy.sharing.views.looks import SHOWN

pytestmark = [pytest.mark.django_db, pytest.mark.projects("minimal", "own_base")]

GROUP = "Who shared this?"
REASON = "I want to thank the person who brought us the new welder."
MAY = ("wagtail_advocacy_sharing.view_share", "wagtail_advocacy_sharing.view_sharer")
NAME = "Ångström"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def share(anna, item):
    return anna.share(item, "x", words="The words of Anna.")


@pytest.fixture
def looker(programme):
    client = staff(*MAY)
    client.user = get_user(client)
    return client


def get_user(client):
    from django.contrib.auth import get_user as of_request
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = client.session
    return of_request(request)


def address(share):
    return reverse("wagtail_advocacy_admin:look", args=[share.pk])


def look(client, share, reason=REASON):
    return client.post(address(share), {"reason": reason})


def me(colleague):
    return soup(colleague.client.get(reverse("wagtail_advocacy:me")))


def told(colleague):
    """The table of who looked, as rows of cells."""
    return [
        [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.select("th, td")]
        for row in me(colleague).select("table[aria-labelledby=wa-looks] tbody tr")
    ]


@pytest.mark.smoke
class TestLooking:
    def test_shows_the_name_after_a_reason(self, looker, anna, share):
        asked = looker.get(address(share))
        assert asked.status_code == 200
        assert NAME not in asked.content.decode()
        assert not SharerView.objects.exists()

        answer = look(looker, share)

        assert answer.status_code == 200
        assert "Anna Ångström" in soup(answer).select_one("main").text
        noted = SharerView.objects.get()
        assert (noted.share, noted.viewer, noted.reason) == (share, looker.user, REASON)

    def test_is_told_to_the_person(self, looker, anna, ben, share):
        looker.user.first_name, looker.user.last_name = "Lia", "Looker"
        looker.user.save()
        look(looker, share)

        (row,) = told(anna)

        assert row[1] == "Lia Looker"
        assert row[2].startswith(share.headline)
        assert "(X," in row[2]
        assert row[3] == REASON
        assert told(ben) == []

    def test_is_in_the_export_of_the_person(self, looker, anna, share):
        look(looker, share)

        (row,) = export(anna.user)["wagtail_advocacy_sharing.SharerView.share__advocate__user"]
        assert (row["viewer"], row["reason"]) == (str(looker.user), REASON)

    def test_again_takes_a_reason_again(self, looker, share):
        look(looker, share)

        assert NAME not in looker.get(address(share)).content.decode()
        look(looker, share, "It was not enough the first time.")
        assert SharerView.objects.count() == 2

    def test_answers_are_kept_by_nobody_on_the_way(self, looker, share):
        for response in (looker.get(address(share)), look(looker, share), look(looker, share, "")):
            assert "no-store" in response.headers["Cache-Control"]

    def test_words_stay_hidden(self, looker, share):
        for response in (looker.get(address(share)), look(looker, share)):
            assert "The words of Anna" not in response.content.decode()

    def test_the_name_is_stored_first(self, looker, share, monkeypatch):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(SharerView.objects, "create", fail)
        looker.raise_request_exception = False
        response = look(looker, share)

        assert response.status_code == 500
        assert NAME not in response.content.decode()

    def test_leaves_no_name_and_no_reason_in_any_log(self, looker, share, caplog):
        caplog.set_level(logging.DEBUG)
        before = ModelLogEntry.objects.count()
        look(looker, share)

        text = " ".join(record.getMessage() for record in caplog.records)
        assert not [secret for secret in (NAME, "Anna", REASON) if secret in text]
        assert ModelLogEntry.objects.count() == before


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("No reason", ""),
        ("Spaces and line breaks as a reason", " \r\n\t  \u00a0\u3000  \n          "),
        ("Ten zero-width spaces as a reason", "\u200b" * 10),
        ("A reason of nine characters", "Nine char"),
        ("Ten dots as a reason", "." * 10),
        ("A reason of 501 characters", "reason " * 71 + "four"),
    ],
)
def test_a_reason_that_is_none_is_refused(looker, share, said, what, reason):
    response = look(looker, share, reason)

    assert response.status_code == 422
    assert NAME not in response.content.decode()
    assert not SharerView.objects.exists()
    said(GROUP, what, soup(response).select_one(".error-message").text)


@pytest.mark.parametrize("reason", ["Ten chars.", "x" * 500, "Ça va être très bien, merci 👩‍👩‍👧"])
def test_a_reason_at_the_edge_is_enough(looker, share, reason):
    assert look(looker, share, reason).status_code == 200
    assert SharerView.objects.get().reason == reason


def test_a_reason_is_shown_as_text(looker, anna, share):
    look(looker, share, "<script>alert(1)</script> for once")

    assert told(anna)[0][3] == "<script>alert(1)</script> for once"
    assert not me(anna).select("td script")


class TestNobodyAnyMore:
    def test_is_said_and_not_noted(self, looker, anna, share, said):
        erase(anna.user)

        response = look(looker, share)

        text = soup(response).select_one("main").text
        assert "Nobody any more" in text
        assert NAME not in text
        assert not SharerView.objects.exists()
        said(GROUP, "A share whose person has erased their data", soup(response).select_one("main p[role=status]").text)

    def test_looks_go_with_the_person(self, looker, anna, share):
        look(looker, share)
        erase(anna.user)

        assert not SharerView.objects.exists()

    def test_a_viewer_who_erased_their_data_is_somebody(self, looker, anna, share):
        look(looker, share)
        erase(looker.user)

        ((_at, who, _share, why),) = told(anna)
        assert who == "Somebody who has erased their own data since"
        assert why == "erased with their data"

    def test_an_unknown_share_is_not_found(self, looker, share):
        assert looker.get(reverse("wagtail_advocacy_admin:look", args=[share.pk + 1])).status_code == 404


class TestWho:
    """The permission is given to nobody by default; a superuser has it no more than others."""

    @pytest.mark.parametrize("permissions", [(), MAY[:1], MAY[1:]], ids=["none", "shares", "names"])
    def test_staff_without_it_are_refused(self, programme, share, said, permissions):
        client = staff(*permissions)
        for response in (client.get(address(share)), look(client, share)):
            assert response.status_code == 403
            assert NAME not in response.content.decode()
            assert share.headline not in response.content.decode()
        assert not SharerView.objects.exists()
        said(GROUP, "Opening it without the permission", soup(response).select_one("main [role=alert]").text)

    def test_a_superuser_is_refused_until_it_is_given(self, share):
        admin = Colleague(UserFactory(admin=True))
        assert look(admin.client, share).status_code == 403

        admin.user.user_permissions.add(Permission.objects.get(codename="view_sharer"))

        assert look(admin.client, share, "").status_code == 422
        assert "Anna Ångström" in look(admin.client, share).content.decode()
        assert SharerView.objects.get().viewer == admin.user

    def test_nobody_has_it_by_default(self, db):
        permission = Permission.objects.get(codename="view_sharer")

        assert not permission.group_set.exists()
        assert not permission.user_set.exists()

    def test_colleagues_without_the_admin_are_sent_away(self, anna, share):
        response = look(anna.client, share)

        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")

    def test_strangers_log_in_first(self, client, share):
        assert look(client, share).status_code == 302
        assert not SharerView.objects.exists()

    def test_it_cannot_be_forged(self, looker, share):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(looker.user)

        assert look(strict, share).status_code == 403
        assert not SharerView.objects.exists()

    def test_an_address_cannot_bring_the_reason(self, looker, share):
        response = looker.get(address(share), {"reason": REASON})

        assert NAME not in response.content.decode()
        assert not SharerView.objects.exists()

    def test_the_report_leads_there_only_who_may(self, looker, programme, share):
        report = reverse("wagtail_advocacy_admin:shares")
        link = address(share)

        assert link in looker.get(report).content.decode()
        assert link not in staff(*MAY[:1]).get(report).content.decode()
        assert link not in Colleague(UserFactory(admin=True)).client.get(report).content.decode()
        assert NAME not in looker.get(report).content.decode()

    def test_the_permission_can_be_given_in_the_admin(self, programme):
        page = Colleague(UserFactory(admin=True)).client.get(reverse("wagtailusers_groups:add")).content.decode()

        assert f'value="{Permission.objects.get(codename="view_sharer").pk}"' in page


class TestMyData:
    def test_says_nobody_where_nobody_looked(self, anna, share):
        assert "Who looked up your name" in me(anna).text
        assert "Nobody. Staff see your shares without your name" in me(anna).text

    def test_is_silent_for_who_never_shared(self, ben):
        assert "Who looked up your name" not in me(ben).text

    def test_holds_the_newest(self, looker, anna, share):
        SharerView.objects.bulk_create(
            SharerView(
                share=share,
                viewer=looker.user,
                reason=f"Reason {number}",
                viewed_at=timezone.now() - timedelta(hours=number),
            )
            for number in range(SHOWN + 1)
        )

        rows = told(anna)

        assert [row[3] for row in rows] == [f"Reason {number}" for number in range(SHOWN)]
        assert "The export above holds all of them." in me(anna).text

    def test_forgets_after_a_year(self, looker, anna, share):
        look(looker, share)
        SharerView.objects.update(viewed_at=timezone.now() - timedelta(days=372))

        assert forget_old_looks() == 1
        assert told(anna) == []

    def test_counts_what_i_looked_up_for_me(self, looker, share):
        look(looker, share)
        page = soup(looker.get(reverse("wagtail_advocacy:me")))

        assert "Names that you looked up" in page.text
        assert Share.objects.by(looker.user).count() == 0
