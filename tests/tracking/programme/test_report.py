"""The page “Programme so far”: how each figure is counted, which months, who may see it, what a site may change."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.factories import (
    UserFactory,
    default_site,
    live_item,
)
from tests.sharing.conftest import Colleague
from tests.sharing.test_report import staff
from tests.tracking.programme.conftest import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    Page,
    address,
    of_october,
    read,
    shared,
    shared_by,
)
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.tracking.programme.parts import Part, Section
from wagtail_advocacy.tracking.programme.sections import SECTIONS

pytestmark = pytest.mark.django_db


class TestHow:
    def test_every_figure_says_how_it_is_counted(self, lead):
        shared("anna")
        page = of_october(lead)
        for number in page.soup.select(".wa-number"):
            label = number.dt.get_text(strip=True)
            assert page.how(label).endswith(".")
            assert number.summary.get_text(" ", strip=True) == f"How is this counted? {label}"

    def test_so_does_every_table(self, lead, teams):
        team = teams("Water")[0]
        for person in shared_by(6, team=team):
            assert person
        page = of_october(lead)
        for key in ("months", "networks", "teams"):
            assert page.soup.select_one(f"table[aria-labelledby=table-{key}]").find_next("details").select("dt")


class TestNothingYet:
    def test_a_programme_without_a_share_says_what_will_be_here(self, lead):
        page = read(lead)
        assert "Nobody has shared anything yet." in page.text()
        assert page.number("Started") == ["0 shares", "The same as in October 2026 (days 1 to 15)"]
        assert page.number("Confirmed rate")[0] == "no figure"
        assert page.number("Clicks per share")[0] == "no figure"
        assert page.soup.select("svg[role=img]") == []
        assert "0 %" not in {each.get_text(strip=True) for each in page.soup.select("dd, td")}
        assert page.soup.select("nav a[rel=prev], nav a[rel=next]") == []

    def test_the_first_month_has_one_point(self, lead):
        shared_by(3, NOVEMBER, day=2, clicks=1)
        page = read(lead)
        assert [row[0] for row in page.rows("months")] == ["November 2026, so far"]
        assert len(page.section("months").select("svg[role=img]")) == 3

    def test_a_programme_without_teams_says_so(self, lead):
        shared_by(6)
        assert "No share was made by somebody in a team" in of_october(lead).text("#teams")

    def test_long_names_stand_as_they_are(self, lead):
        name = "Trinkwasserversorgungsleitungsdruckverlustüberwachung " * 4
        shared("anna", item=live_item(headline=name.strip(), captions=0))
        assert of_october(lead).rows("items")[0][0] == name.strip()


class TestMonths:
    def test_one_goes_from_month_to_month(self, lead):
        shared("anna", SEPTEMBER)
        page = of_october(lead)
        later, earlier = (page.soup.select_one(f"nav a[rel={each}]") for each in ("next", "prev"))
        assert (earlier.get_text(strip=True), later.get_text(strip=True)) == ("September 2026", "November 2026")
        first = Page(lead.get(address() + earlier["href"]))
        assert "September 2026" in first.text("h2")
        assert first.soup.select("nav a[rel=prev]") == []
        assert Page(lead.get(address() + later["href"])).soup.select("nav a[rel=next]") == []

    def test_any_months_can_be_chosen(self, lead):
        shared("anna", SEPTEMBER)
        page = read(lead, **{"from": "2026-09", "to": "2026-10"})
        assert [each.text for each in page.soup.select("select[name=from] option")] == [
            "November 2026",
            "October 2026",
            "September 2026",
        ]
        assert [each["value"] for each in page.soup.select("option[selected]")] == ["2026-09", "2026-10"]
        assert "September 2026 to October 2026" in page.text("h2")

    @pytest.mark.parametrize(
        "query", [{"from": "2026-13"}, {"to": "2027-01"}, {"from": "2001-01", "to": "2026-10"}, {"from": "\x00"}]
    )
    def test_what_cannot_be_shown_is_said_and_this_month_shown(self, lead, query):
        page = read(lead, **query)
        assert page.soup.select_one("[role=alert]")
        assert "November 2026" in page.text("h2")

    @pytest.mark.parametrize("site", ["999", "one", "²"])
    def test_a_programme_that_is_not_there(self, lead, site, said):
        page = read(lead, site=site)
        said("Programme so far", "a programme that is not there, in the address", page.text("[role=alert]"))


class TestWho:
    def test_strangers_log_in_first(self, client, november):
        assert client.get(address()).url.startswith("/admin/login/")

    def test_staff_without_the_permission_are_sent_away(self, november):
        for permissions in (
            (),
            ("wagtail_advocacy_sharing.view_share",),
            ("wagtail_advocacy.change_advocacysettings",),
        ):
            somebody = staff(*permissions)
            for url in (address(), sheet("networks")):
                response = somebody.get(url)
                assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))

    def test_who_has_it_reads_and_nothing_else(self, lead):
        assert lead.get(address()).status_code == 200
        assert lead.post(address()).status_code == 405
        assert lead.get(reverse("wagtail_advocacy_admin:shares")).status_code == 302

    def test_superusers_have_it(self, november):
        assert Colleague(UserFactory(admin=True)).client.get(address()).status_code == 200

    def test_the_menu_shows_it_to_who_may_read_it(self, lead):
        home = reverse("wagtailadmin_home")
        assert address().encode() in lead.get(home).content
        assert address().encode() not in staff().get(home).content

    def test_it_can_be_given_in_the_admin(self, november):
        page = Colleague(UserFactory(admin=True)).client.get(reverse("wagtailusers_groups:add")).content.decode()
        assert "Can see “Programme so far”" in page

    def test_nobody_is_named(self, lead, later):
        anna = Colleague(UserFactory(username="anna", first_name="Anna", last_name="Ångström"))
        item = live_item()
        anna.share(item, words="The words of Anna.")
        page = lead.get(address()).content.decode()
        assert item.headline in page
        for private in ("anna", "Anna", "Ångström", "The words of"):
            assert private not in page


class TestHome:
    def test_the_panel_has_figures_of_this_month_and_leads_to_all(self, lead):
        shared_by(2, NOVEMBER, day=3, clicks=2)
        shared_by(1, OCTOBER)
        page = Page(lead.get(reverse("wagtailadmin_home")))
        assert page.number("Active") == ["2 people", "1 more than in October 2026 (days 1 to 15)"]
        assert page.number("Started")[0] == "2 shares"
        assert page.number("People’s clicks")[0] == "4 clicks"
        assert page.soup.select_one("#advocacy-programme-section a.button")["href"].startswith(address())

    def test_nobody_else_has_it(self, november):
        assert b"advocacy-programme" not in staff().get(reverse("wagtailadmin_home")).content

    def test_it_costs_few_queries(self, lead, django_assert_max_num_queries):
        home = reverse("wagtailadmin_home")
        lead.get(home)
        shared_by(20, NOVEMBER, day=3)
        with django_assert_max_num_queries(27):
            lead.get(home)


def sheet(table, **query):
    return reverse("wagtail_advocacy_tracking:programme_sheet", args=[table], query=query)


def test_a_site_adds_sections_and_takes_them_out(lead, monkeypatch):
    monkeypatch.delitem(SECTIONS, "people")
    monkeypatch.setitem(SECTIONS, "own", Section("Of our own", lambda report: Part(notes=[f"About {report.months}."])))
    monkeypatch.setitem(SECTIONS, "silent", Section("Silent", lambda report: None))
    page = of_october(lead)
    assert page.text("section#own") == "Of our own About October 2026."
    assert page.section("people") is None
    assert page.section("silent") is None


def test_the_section_of_the_docs(lead):
    from tests.test_docs import run

    before = dict(SECTIONS)
    try:
        run("how-to/programme-so-far.md", "section")
        shared("anna")
        page = of_october(lead)
        assert page.rows("short") == [["linkedin", "1"]]
        assert page.section("conversions") is None
        assert lead.get(sheet("short", **{"from": "2026-10"}, export="csv")).status_code == 200
    finally:
        SECTIONS.clear()
        SECTIONS.update(before)


def test_one_website_that_is_open_to_everybody(lead):
    settings = AdvocacySettings.for_site(default_site())
    settings.visible_without_login = True
    settings.save()
    assert "Nobody has shared anything yet" in lead.get(address()).content.decode()
    assert Client().get(address()).status_code == 302
    shared("anna")
    assert of_october(lead).number("Started")[0] == "1 share"


def test_a_public_website_beside_an_intranet_is_no_programme(lead):
    public = Site.objects.create(hostname="www.example.com", root_page=default_site().root_page)
    AdvocacySettings.objects.create(site=public, visible_without_login=True)
    answer = lead.get(address(), {"site": public.pk}).content.decode()
    assert "There is no such programme." in answer
