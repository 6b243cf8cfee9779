"""Evidence for regulated firms: switched on by the settings file alone, announced, taken with a reason, logged."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from tests.factories import EvidenceExportFactory, UserFactory, default_site, live_item, started_share
from tests.sharing.conftest import Colleague
from tests.sharing.evidence import DAYS, REASON, content, downloaded, export, members, page
from tests.sharing.test_report import staff
from wagtail_advocacy.actions import erase
from wagtail_advocacy.library.models import Caption
from wagtail_advocacy.library.quotes import sign_quote
from wagtail_advocacy.links.addresses import link_address
from wagtail_advocacy.sharing.actions import forget_old_shares
from wagtail_advocacy.sharing.evidence.exporting import AT_ONCE, Scope, write_evidence
from wagtail_advocacy.sharing.models import EvidenceExport, Share

pytestmark = [pytest.mark.django_db, pytest.mark.projects("minimal", "own_base")]

GROUP = "Evidence"
COPY = "so it keeps an evidence copy: your words, your name, when, where, the link and the policy text"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def cells(zipped):
    return list(csv.reader(io.StringIO(members(zipped)["shares.csv"].decode(), newline="")))


def fault(response, name=None):
    return soup(response).select_one(".error-message").get_text(" ", strip=True)


class TestTheFile:
    def test_holds_who_said_what_where_when_and_on_which_policy(self, keeper, anna, item, shared, policy):
        Share.objects.update(confirmed_at=datetime(2026, 2, 15, 8, tzinfo=UTC), posted_url="https://x.com/anna/1")

        held = content(downloaded(keeper))

        caption = item.captions.get().text
        assert held["shares"] == [
            {
                "code": shared.link.code,
                "link": link_address(shared.link.code),
                "network": "x",
                "language": "en",
                "headline": item.headline,
                "told": True,
                "who": {"name": "Anna Ångström", "username": anna.user.get_username()},
                "started_at": "2026-02-14T12:00:00+00:00",
                "confirmed_at": "2026-02-15T08:00:00+00:00",
                "posted_url": "https://x.com/anna/1",
                "approved_words": caption,
                "offered_words": "Our water is clean – \N{DROPLET} “really”.",
                "basis": policy.basis,
            }
        ]
        (mark,) = policy.published
        assert held["bases"] == {
            mark: {
                "title": "Social media",
                "version": "3",
                "published_at": "2025-05-01T00:00:00+00:00",
                "content": {"rules": ["Say that you work here."], "body": "Be kind – and “clear”."},
                "hash": mark,
            }
        }
        assert held["missing_bases"] == []
        assert held["format"] == "wagtail-advocacy-evidence/1"
        assert (held["from"], held["to"], held["time_zone"]) == ("2026-01-01", "2026-03-31", "UTC")
        assert held["site"]["url"] == default_site().root_url
        assert held["count"] == 1
        assert len(held["seal"]) == 64

    def test_has_a_table_and_a_page_for_people(self, keeper, item, shared, policy):
        zipped = downloaded(keeper)

        headings, row = cells(zipped)
        (mark,) = policy.published
        assert headings == [
            "Link",
            "Network",
            "Language",
            "Item",
            "Name",
            "Username",
            "Started",
            "Confirmed",
            "Address of the post",
            "Approved words",
            "Offered words",
            "Checked against",
        ]
        assert row[:2] == [link_address(shared.link.code), "x"]
        assert row[4] == "Anna Ångström"
        assert row[10:] == [shared.words, f"Social media 3 ({mark})"]
        readme = members(zipped)["README.txt"].decode()
        assert "2026-01-01 to 2026-03-31" in readme
        assert "python manage.py verify_evidence FILE" in readme
        assert "&" not in readme

    def test_is_handed_over_and_kept_by_nobody_on_the_way(self, keeper, shared):
        response = export(keeper)

        assert response.headers["Content-Type"] == "application/zip"
        assert response.headers["Content-Disposition"] == (
            'attachment; filename="evidence-localhost-2026-01-01-2026-03-31.zip"'
        )
        assert "no-store" in response.headers["Cache-Control"]

    def test_each_policy_text_stands_in_it_once(self, keeper, anna, ben, item, shared, policy, later):
        later.at(datetime(2026, 2, 20, tzinfo=UTC))
        ben.share(item, "x", words="The same rules.")
        policy.publish("4", rules=[])
        ben.share(item, "linkedin", words="Other rules.")
        later.at(datetime(2026, 4, 2, tzinfo=UTC))

        held = content(downloaded(keeper))

        assert sorted(each["version"] for each in held["bases"].values()) == ["3", "4"]
        assert policy.asked == 2

    @pytest.mark.parametrize("how", ["forgotten", "rewritten"])
    def test_what_nobody_can_tell_any_more_is_listed(self, keeper, shared, policy, how):
        (mark,) = policy.published
        text = policy.published.pop(mark)
        if how == "rewritten":
            policy.published[mark] = type(text)(text.title, text.version, text.published_at, {"rules": []}, mark)

        held = content(downloaded(keeper))

        assert held["bases"] == {}
        assert held["missing_bases"] == policy.basis

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_becomes_a_formula(self, keeper, shared, start):
        evil = f"{start}cmd|' /C calc'!A0"
        Share.objects.update(headline=evil, words=evil, suggestion=evil, posted_url=evil)

        zipped = downloaded(keeper)

        assert [cells(zipped)[1][place] for place in (3, 8, 9, 10)] == [f"'{evil}"] * 4
        assert content(zipped)["shares"][0]["offered_words"] == evil

    def test_words_with_line_breaks_quotes_and_commas_stay_what_they_are(self, keeper, shared):
        words = 'One,\r\n"two";\u2028three \U0001f469\u200d\U0001f467'
        Share.objects.update(words=words)

        zipped = downloaded(keeper)

        assert content(zipped)["shares"][0]["offered_words"] == words
        assert cells(zipped)[1][10] == words


class TestApprovedWords:
    """A share keeps the words that it began with, whatever becomes of the caption."""

    def test_are_copied_from_the_caption(self, anna, item):
        before = item.captions.get().text
        share = anna.share(item, words="Mine alone.")
        Caption.objects.update(text="Changed afterwards.")

        share.refresh_from_db()
        assert share.suggestion == before

    def test_are_those_of_the_quote(self, anna, item):
        page = anna.open(item, quote=sign_quote(item.pk, "“Water is life”"))
        form = {each["name"]: each.get("value", "") for each in soup(page).select("form.wa-share__form input")}

        anna.start(item, {**form, "words": "As our boss says."})

        assert Share.objects.get().suggestion == "“Water is life”"

    def test_are_none_where_there_is_no_caption(self, anna, programme):
        assert anna.share(live_item(captions=0), words="Mine alone.").suggestion == ""

    def test_are_none_where_everybody_writes_their_own(self, anna, programme):
        item = live_item(own_words="required")

        assert anna.share(item, words="Mine and nobody else's.").suggestion == ""

    def test_stay_when_the_person_goes(self, anna, item):
        share = anna.share(item, words="Mine alone.")
        approved = share.suggestion
        erase(anna.user)

        share.refresh_from_db()
        assert (share.suggestion, share.words) == (approved, "")


class TestOff:
    """By default nothing of it is there."""

    def test_there_are_no_pages(self, anna, item, programme):
        anna.share(item)
        for client in (staff("wagtail_advocacy_sharing.export_evidence"), Colleague(UserFactory(admin=True)).client):
            for name in ("evidence", "check_evidence"):
                address = reverse(f"wagtail_advocacy_admin:{name}")
                assert client.get(address).status_code == 404
                assert client.post(address).status_code == 404
        assert (
            export(staff("wagtail_advocacy_sharing.export_evidence", "wagtail_advocacy_sharing.view_share")).status_code
            == 404
        )

    def test_nothing_speaks_of_it(self, anna, item, programme):
        assert "vidence" not in anna.open(item).content.decode()
        anna.share(item)
        assert "vidence" not in anna.client.get(reverse("wagtail_advocacy:me")).content.decode()
        admin = Colleague(UserFactory(admin=True)).client
        assert (
            reverse("wagtail_advocacy_admin:evidence") not in admin.get(reverse("wagtailadmin_home")).content.decode()
        )
        groups = admin.get(reverse("wagtailusers_groups:add")).content.decode()
        assert f'value="{Permission.objects.get(codename="export_evidence").pk}"' not in groups


class TestAnnounced:
    def test_in_the_dialog(self, anna, item, switched_on):
        seen = soup(anna.open(item)).select_one(".wa-share__deed .wa-seen").get_text(" ", strip=True)

        assert seen.startswith("Your organisation keeps a copy with your name as evidence. Staff see counts.")
        assert COPY in seen
        assert "also after you have erased your data here" in seen
        assert "Nobody sees your name" not in seen

    def test_beside_that_names_may_be_looked_up(self, anna, item, switched_on):
        UserFactory().user_permissions.add(Permission.objects.get(codename="view_sharer"))
        seen = soup(anna.open(item)).select_one(".wa-seen").get_text(" ", strip=True)

        assert "who looks up your name gives a reason" in seen
        assert COPY in seen

    def test_before_joining(self, anna, item, switched_on):
        dialog = anna.open(item).content.decode()
        assert "keeps an evidence copy of each share with my name" in dialog

        anna.share(item)

        me = anna.client.get(reverse("wagtail_advocacy:me")).content.decode()
        assert "everything but the evidence copies" in me
        assert "whoever may export evidence, with name and words" in me
        assert "On their screens staff see your shares without your name" in me

    def test_who_was_not_told_is_not_named(self, settings, anna, item, keeper, later):
        off = {**settings.WAGTAIL_ADVOCACY, "EVIDENCE": False}
        on, settings.WAGTAIL_ADVOCACY = settings.WAGTAIL_ADVOCACY, off
        later.at(datetime(2026, 2, 1, tzinfo=UTC))
        anna.share(item, words="Between us.")
        settings.WAGTAIL_ADVOCACY = on
        later.at(datetime(2026, 4, 2, tzinfo=UTC))

        zipped = downloaded(keeper)

        (share,) = content(zipped)["shares"]
        assert (share["told"], share["who"], share["offered_words"], share["posted_url"]) == (False, None, None, None)
        assert share["approved_words"] == item.captions.get().text
        assert b"Between us" not in b"".join(members(zipped).values())


class TestPage:
    def test_says_how_many_shares_the_days_hold(self, keeper, anna, shared):
        seen = soup(page(keeper, site=default_site().pk, **DAYS))

        assert seen.select_one("p[role=status]").text == "1 share was started on these days."
        hidden = {each["name"]: each["value"] for each in seen.select("form[method=POST] input[type=hidden]")}
        assert {name: hidden[name] for name in ("site", "first", "last")} == {"site": str(default_site().pk), **DAYS}
        assert not EvidenceExport.objects.exists()

    def test_begins_with_the_month_before(self, keeper, later):
        later.at(datetime(2026, 4, 2, tzinfo=UTC))
        seen = soup(page(keeper))

        assert seen.select_one("#id_first")["value"] == "2026-03-01"
        assert seen.select_one("#id_last")["value"] == "2026-03-31"
        assert not seen.select("form[method=POST] [name=reason]")

    def test_days_are_those_of_the_settings_file(self, keeper, settings, shared):
        settings.TIME_ZONE = "Pacific/Auckland"
        Share.objects.update(started_at="2026-03-31T10:59:59Z")
        assert content(downloaded(keeper))["time_zone"] == "Pacific/Auckland"

        Share.objects.update(started_at="2026-03-31T11:00:00Z")

        assert export(keeper).status_code == 422
        assert len(content(downloaded(keeper, first="2026-04-01", last="2026-04-01"))["shares"]) == 1

    def test_lists_what_was_exported(self, keeper, shared):
        older = EvidenceExportFactory(by=None, reason="", site=None, made_at=datetime(2026, 1, 5, tzinfo=UTC), shares=7)
        downloaded(keeper)

        rows = [
            [cell.get_text(" ", strip=True) for cell in row.select("td")]
            for row in soup(page(keeper)).select("table.listing tbody tr")
        ]

        noted = EvidenceExport.objects.exclude(pk=older.pk).get()
        assert [rows[0][place] for place in (3, 4, 5, 6, 7)] == [
            "01/01/2026",
            "03/31/2026",
            "1",
            REASON,
            noted.seal[:12],
        ]
        assert rows[0][1] == noted.by.get_username()
        assert rows[1][1:3] == ["Somebody who has erased their own data since", "A site that is gone"]
        assert rows[1][5:7] == ["7", "erased with their data"]

    def test_asks_the_database_no_more_for_more_exports(self, keeper):
        EvidenceExportFactory()
        page(keeper)
        with CaptureQueriesContext(connection) as few:
            page(keeper)
        EvidenceExportFactory.create_batch(15)
        with CaptureQueriesContext(connection) as many:
            page(keeper)

        assert len(many) == len(few)

    def test_has_further_pages(self, keeper):
        EvidenceExportFactory.create_batch(21)

        assert len(soup(page(keeper, p=1)).select("table.listing tbody tr")) == 20
        assert len(soup(page(keeper, p=2)).select("table.listing tbody tr")) == 1


class TestLogged:
    def test_who_took_what_and_why(self, keeper, shared):
        held = content(downloaded(keeper))

        noted = EvidenceExport.objects.get()
        assert str(noted.by_id) == keeper.session["_auth_user_id"]
        assert (noted.site, noted.reason, noted.shares, noted.seal) == (default_site(), REASON, 1, held["seal"])
        assert (noted.first_day, noted.last_day) == (date(2026, 1, 1), date(2026, 3, 31))
        assert noted.made_at.isoformat() == held["made_at"]

    def test_in_the_history_of_the_site_without_the_reason(self, keeper, shared):
        downloaded(keeper)

        entry = ModelLogEntry.objects.get(action="wagtail_advocacy.evidence")
        assert entry.message == "Exported the shares of 2026-01-01 to 2026-03-31 as evidence"
        assert str(entry.user_id) == keeper.session["_auth_user_id"]
        assert REASON not in str(entry.data)

    def test_whoever_erases_their_data_is_named_no_more(self, keeper, shared):
        downloaded(keeper)
        noted = EvidenceExport.objects.get()

        erase(noted.by)

        noted.refresh_from_db()
        assert (noted.by, noted.reason, noted.shares) == (None, "", 1)

    def test_so_does_a_deleted_account(self, keeper, shared):
        downloaded(keeper)
        EvidenceExport.objects.get().by.delete()

        noted = EvidenceExport.objects.get()
        assert (noted.by, noted.reason) == (None, "")

    def test_my_data_counts_it_for_who_exported(self, keeper, shared):
        downloaded(keeper)

        assert "Evidence that you exported" in soup(keeper.get(reverse("wagtail_advocacy:me"))).text


class TestRefused:
    @pytest.mark.parametrize(
        ("what", "changes"),
        [
            ("The days the wrong way round", {"first": "2026-03-31", "last": "2026-01-01"}),
            ("A last day that has not come yet", {"last": "2026-04-03"}),
            ("No first day", {"first": ""}),
            ("A day that is none", {"last": "31.03.2026"}),
            ("A site that is gone", {"site": "999999"}),
            ("No site", {"site": ""}),
        ],
    )
    def test_days_that_cannot_be(self, keeper, shared, said, what, changes):
        response = export(keeper, **changes)

        assert response.status_code == 422
        assert not EvidenceExport.objects.exists()
        said(GROUP, what, fault(response))
        asked = page(keeper, **{"site": default_site().pk, **DAYS, **changes})
        assert fault(asked) == fault(response)

    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("No reason", ""),
            ("Ten dots as a reason", "." * 10),
            ("A reason of nine characters", "Nine char"),
            ("A reason of 501 characters", "reason " * 71 + "four"),
        ],
    )
    def test_a_reason_that_is_none(self, keeper, shared, said, what, reason):
        response = export(keeper, reason=reason)

        assert response.status_code == 422
        assert not EvidenceExport.objects.exists()
        said(GROUP, what, fault(response))

    def test_days_without_a_share(self, keeper, shared, said):
        response = export(keeper, first="2025-01-01", last="2025-01-31")

        assert response.status_code == 422
        assert not EvidenceExport.objects.exists()
        said(GROUP, "Days without a share", soup(response).select_one("p[role=status]").text)

    @pytest.mark.parametrize("query", [{"site": "\x00"}, {"site": "1" * 40}, {"first": "\x00"}, {"last": "9999-12-31"}])
    def test_odd_questions_are_no_error(self, keeper, shared, query):
        assert page(keeper, **{"site": default_site().pk, **DAYS, **query}).status_code == 200
        assert export(keeper, **query).status_code == 422

    @pytest.mark.parametrize("zone", ["UTC", "Europe/Ljubljana", "America/Lima"])
    def test_the_first_day_of_the_calendar_is_a_day(self, keeper, shared, settings, zone):
        settings.TIME_ZONE = zone
        query = {"site": default_site().pk, "first": "0001-01-01", "last": "2026-03-31"}
        assert page(keeper, **query).context["count"] == 1
        assert len(content(downloaded(keeper, first="0001-01-01"))["shares"]) == 1


class TestWho:
    @pytest.mark.parametrize(
        "permissions", [(), ("wagtail_advocacy_sharing.view_share", "wagtail_advocacy_sharing.view_sharer")]
    )
    def test_staff_without_the_permission_are_sent_away(self, switched_on, shared, permissions):
        client = staff(*permissions)
        for response in (page(client), export(client), client.get(reverse("wagtail_advocacy_admin:check_evidence"))):
            assert response.status_code == 302
            assert response.url == reverse("wagtailadmin_home")
        assert not EvidenceExport.objects.exists()

    def test_colleagues_without_the_admin_log_in(self, anna, shared):
        assert export(anna.client).url.startswith("/admin/login/")

    def test_strangers_log_in(self, client, shared):
        assert export(client).status_code == 302
        assert not EvidenceExport.objects.exists()

    def test_superusers_have_it(self, switched_on, shared):
        assert len(content(downloaded(Colleague(UserFactory(admin=True)).client))["shares"]) == 1

    def test_it_cannot_be_forged_or_called_by_an_address(self, keeper, shared):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(UserFactory(admin=True))

        assert export(strict).status_code == 403
        assert not page(keeper, site=default_site().pk, **DAYS, reason=REASON).streaming
        assert not EvidenceExport.objects.exists()

    def test_the_menu_and_the_group_form_show_it(self, keeper, programme):
        address = reverse("wagtail_advocacy_admin:evidence")
        assert address in keeper.get(reverse("wagtailadmin_home")).content.decode()
        assert address not in staff().get(reverse("wagtailadmin_home")).content.decode()
        groups = Colleague(UserFactory(admin=True)).client.get(reverse("wagtailusers_groups:add")).content.decode()
        assert f'value="{Permission.objects.get(codename="export_evidence").pk}"' in groups


def test_each_programme_has_its_own(keeper, anna, shared):
    other = Site.objects.create(
        hostname="other.example.com", port=443, site_name="Other", root_page=default_site().root_page
    )
    Share.objects.filter(pk=started_share(anna.user, live_item(), words="Elsewhere.").pk).update(
        site=other, started_at=shared.started_at
    )

    mine, theirs = content(downloaded(keeper)), content(downloaded(keeper, site=other.pk))

    assert [each["offered_words"] for each in mine["shares"]] == [shared.words]
    assert [each["offered_words"] for each in theirs["shares"]] == ["Elsewhere."]
    assert theirs["site"] == {"name": "Other", "url": "https://other.example.com"}


class TestErasing:
    def me(self, colleague):
        return soup(colleague.client.get(reverse("wagtail_advocacy:me")))

    def test_the_person_reads_before_what_stays(self, keeper, anna, ben, item, shared):
        assert "No file holds a share of yours yet" in self.me(anna).text
        downloaded(keeper)
        EvidenceExportFactory(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
        EvidenceExportFactory(made_at=datetime(2026, 2, 14, 11, tzinfo=UTC))

        seen = self.me(anna)

        rows = [
            [cell.text for cell in row.select("th, td")]
            for row in seen.select("[aria-labelledby=wa-evidence] tbody tr")
        ]
        assert [row[1:] for row in rows] == [["01/01/2026", "03/31/2026"]]
        text = seen.select_one("main, body").text
        assert text.index("These files hold shares of yours") < text.index("Yes, erase everything about me")
        assert "Evidence that erasing cannot reach" not in self.me(ben).text

    def test_another_programmes_files_are_not_theirs(self, anna, shared):
        other = Site.objects.create(hostname="other.example.com", root_page=default_site().root_page)
        EvidenceExportFactory(site=other)

        assert "No file holds a share of yours yet" in self.me(anna).text

    def test_files_are_still_told_once_it_is_switched_off(self, keeper, anna, shared, settings):
        downloaded(keeper)
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "EVIDENCE": False}

        text = self.me(anna).text
        assert "These files hold shares of yours" in text
        assert "From time to time it exports" not in text

    def test_later_exports_have_neither_name_nor_words(self, keeper, anna, shared):
        before = content(downloaded(keeper))
        erase(anna.user)
        zipped = downloaded(keeper)

        (share,) = content(zipped)["shares"]
        assert (share["who"], share["offered_words"], share["posted_url"]) == (None, None, None)
        assert share["basis"] == before["shares"][0]["basis"]
        assert "Ångström".encode() not in b"".join(members(zipped).values())

    def test_retention_cuts_them_too(self, keeper, shared, programme):
        programme.share_months = 1
        programme.save()
        assert forget_old_shares() == 1

        assert content(downloaded(keeper))["shares"][0]["who"] is None

    def test_asks_no_more_for_more(self, anna, shared, django_assert_num_queries):
        from wagtail_advocacy.sharing.evidence.mine import exports_with

        EvidenceExportFactory.create_batch(20)
        with django_assert_num_queries(2):
            assert len(exports_with(anna.user)) == 20


def many(share, number):
    """As many shares as `share` as `number` says, that share included."""
    from tests.factories import LinkFactory

    Share.objects.bulk_create(
        Share(
            **{
                field.attname: getattr(share, field.attname)
                for field in Share._meta.concrete_fields
                if field.name not in ("id", "link")
            },
            link=LinkFactory(target=share.link.target),
        )
        for _ in range(number - 1)
    )


def test_a_query_for_many_shares_at_once(shared, django_assert_num_queries):
    scope = Scope(default_site(), date(2026, 1, 1), date(2026, 3, 31))
    for number in (1, 50):
        many(shared, number)
        out = io.BytesIO()
        # The shares, and that there are no more.
        with django_assert_num_queries(2):
            count, _seal = write_evidence(out, scope, timezone.now())
        assert count == number
        assert len(json.loads(members(out.getvalue())["evidence.json"])["shares"]) == number
    assert AT_ONCE == 500


@pytest.mark.large
def test_chunks_meet_without_a_gap(keeper, shared):
    many(shared, AT_ONCE * 2 + 1)

    held = content(downloaded(keeper))

    assert len({each["code"] for each in held["shares"]}) == held["count"] == AT_ONCE * 2 + 1
