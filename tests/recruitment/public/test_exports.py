"""Exports, feed and sitemap: well-formed whatever stands in a vacancy, and the same in every shape."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.factories import VacancyFactory
from tests.recruitment.public.conftest import Stranger, live_vacancy
from wagtail_advocacy.recruitment.models import RecruitmentSettings, Vacancy
from wagtail_advocacy.recruitment.public import kept_exports

pytestmark = pytest.mark.django_db
JOBS = "/advocacy/jobs/"
EVIL = "]]> &amp; <b>\x0b ﷽ \ufffe 💧"


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def parsed(text):
    return ElementTree.fromstring(text)  # noqa: S314 - what we wrote ourselves


@pytest.fixture
def chemist():
    return live_vacancy(
        title="Water chemist",
        workplace="hybrid",
        openings=2,
        languages="English",
        requisition_id="R-77",
        benefits="<p>Thirty days off.</p>",
        date_posted=date(2026, 5, 4),
        valid_through=timezone.localdate() + timedelta(days=9),
        locations=[
            {"place": "Eskmouth", "region": "Cumbria", "postal_code": "CA1", "country": "GB"},
            {"place": "Wien", "country": "AT"},
        ],
    )


class TestXml:
    @pytest.mark.projects("own_base")
    def test_one_job(self, stranger, chemist):
        root = parsed(body(stranger.get(f"{JOBS}export.xml")))
        assert root.tag == "source"
        assert [each.tag for each in root][:3] == ["publisher", "publisherurl", "lastBuildDate"]
        (job,) = root.iter("job")
        values = {each.tag: each.text for each in job if each.tag != "advocacy"}
        description = values.pop("description")
        assert values == {
            "title": "Water chemist",
            "date": "2026-05-04",
            "referencenumber": str(chemist.pk),
            "requisitionid": "R-77",
            "url": f"https://www.example.com{JOBS}{chemist.pk}/water-chemist/?utm_source=export-xml",
            "company": chemist.site.site_name or "Test intranet",
            "city": "Eskmouth",
            "state": "Cumbria",
            "country": "GB",
            "postalcode": "CA1",
            "salary": "42,000 – 51,000 GBP per year",
            "jobtype": "fulltime",
            "category": "Laboratories",
            "remotetype": "Hybrid remote",
            "expirationdate": chemist.valid_through.isoformat(),
        }
        for words in ("forty towns", "You have learned", "Thirty days off."):
            assert words in description
        ours = job.find("advocacy")
        assert {each.tag: each.text for each in ours if each.tag != "locations"} == {
            "team": "Laboratories",
            "workplace": "hybrid",
            "employmenttype": "FULL_TIME",
            "language": "en",
            "languages": "English",
            "openings": "2",
            "salarymin": "42000.00",
            "salarymax": "51000.00",
            "salarycurrency": "GBP",
            "salaryunit": "YEAR",
            "duties": "<p>You find out what is in the water of forty towns.</p>",
            "requirements": "<p>You have learned how to.</p>",
            "benefits": "<p>Thirty days off.</p>",
            "applyurl": chemist.apply_url,
            "directapply": "false",
        }
        assert [each.findtext("city") for each in ours.iter("location")] == ["Eskmouth", "Wien"]

    def test_whatever_is_written(self, stranger):
        live_vacancy(title=EVIL, team=EVIL, description=f"<p>{EVIL}</p>", locations=[{"place": EVIL, "country": "GB"}])
        root = parsed(body(stranger.get(f"{JOBS}export.xml")))
        assert root.findtext("job/title") == "]]> &amp; <b> ﷽  💧"
        live_vacancy(title="Second")
        assert len(json.loads(body(stranger.get(f"{JOBS}export.json")))["jobs"]) == 2
        parsed(body(stranger.get(f"{JOBS}feed/")))
        parsed(body(stranger.get(f"{JOBS}sitemap.xml")))

    def test_only_what_is_open(self, stranger, chemist):
        VacancyFactory(title="Draft")
        live_vacancy(title="Over", valid_through=date(2020, 1, 1))
        for name in ("export.xml", "export.json", "feed/", "sitemap.xml"):
            text = body(stranger.get(f"{JOBS}{name}")).decode()
            assert "water-chemist" in text
            assert "draft" not in text.lower()
            assert "over/" not in text

    def test_publisher_and_company_are_the_employer(self, stranger, chemist):
        RecruitmentSettings.objects.create(
            site=chemist.site, organisation="Tidewater", organisation_url="https://tidewater.example"
        )
        root = parsed(body(stranger.get(f"{JOBS}export.xml")))
        names = ("publisher", "publisherurl", "job/company")
        assert [root.findtext(name) for name in names] == ["Tidewater", "https://tidewater.example", "Tidewater"]
        assert "Vacancies: Tidewater" in stranger.get(f"{JOBS}feed/").content.decode()

    def test_nothing_yet(self, stranger):
        assert list(parsed(body(stranger.get(f"{JOBS}export.xml"))).iter("job")) == []
        assert json.loads(body(stranger.get(f"{JOBS}export.json")))["jobs"] == []
        parsed(body(stranger.get(f"{JOBS}feed/")))

    def test_batches_end_where_they_should(self, stranger, monkeypatch, django_assert_max_num_queries):
        monkeypatch.setattr("wagtail_advocacy.recruitment.public.exports.BATCH", 2)
        jobs = [live_vacancy() for _ in range(5)]
        numbers = [each["referencenumber"] for each in json.loads(body(stranger.get(f"{JOBS}export.json")))["jobs"]]
        assert numbers == [str(each.pk) for each in reversed(jobs)]


class TestAttribution:
    @pytest.mark.parametrize("name", ["export.xml", "export.json"])
    @pytest.mark.parametrize(
        ("asked", "source"),
        [("?for=indeed", "indeed"), ("?for=Job-Board-2", "job-board-2"), ("", "export-"), ("?for=a%26b=c", "export-")],
    )
    def test_one_parameter(self, stranger, chemist, name, asked, source):
        text = body(stranger.get(f"{JOBS}{name}{asked}")).decode()
        url = f"https://www.example.com{JOBS}{chemist.pk}/water-chemist/?utm_source={source}"
        assert url in text
        assert text.count("utm_") == 1


@pytest.mark.parametrize("name", ["export.xml", "export.json"])
class TestDrawnOnce:
    """Whatever name is asked for, and however often: an export is drawn once in five minutes."""

    def asked(self, stranger, path):
        with CaptureQueriesContext(connection) as captured:
            text = body(stranger.get(path)).decode()
        return text, [each for each in captured if Vacancy._meta.db_table in each["sql"]]

    def test_for_all_who_ask(self, stranger, chemist, name):
        text, queries = self.asked(stranger, f"{JOBS}{name}?for=first")
        assert queries
        for asked in ("?for=second", "?for=second&x=1"):
            again, queries = self.asked(stranger, f"{JOBS}{name}{asked}")
            assert queries == []
            assert again == text.replace("utm_source=first", "utm_source=second")
        assert "Water chemist" in text

    def test_whatever_is_written(self, stranger, name):
        long = live_vacancy(title=EVIL, description="".join(f"<p>{number} {EVIL}</p>" for number in range(3000)))
        body(stranger.get(f"{JOBS}{name}"))
        text = body(stranger.get(f"{JOBS}{name}?for=x")).decode()
        job = json.loads(text)["jobs"][0] if name == "export.json" else parsed(text).find("job")
        found = job["url"] if name == "export.json" else job.findtext("url")
        assert found == f"https://www.example.com{JOBS}{long.pk}/{long.slug}/?utm_source=x"

    def test_one_at_a_time(self, stranger, chemist, name, monkeypatch):
        monkeypatch.setattr(kept_exports, "PATIENCE", 0)
        with kept_exports.turn:
            busy = stranger.get(f"{JOBS}{name}")
        assert (busy.status_code, busy["Retry-After"], busy["Cache-Control"]) == (503, "10", "no-store")
        body(stranger.get(f"{JOBS}{name}"))
        with kept_exports.turn:
            assert "Water chemist" in body(stranger.get(f"{JOBS}{name}")).decode()

    def test_too_large_to_keep(self, stranger, chemist, name, monkeypatch):
        monkeypatch.setattr(kept_exports, "MOST_KEPT", 10)
        assert "Plumber" not in body(stranger.get(f"{JOBS}{name}")).decode()
        live_vacancy(title="Plumber")
        text = body(stranger.get(f"{JOBS}{name}?for=x")).decode()
        assert "Plumber" in text
        assert text.count("utm_source=x") == 2

    def test_a_cache_that_forgets(self, stranger, chemist, name, monkeypatch):
        monkeypatch.setattr(kept_exports, "_PIECE", 500)
        text = body(stranger.get(f"{JOBS}{name}"))
        kind, site = name.replace(".", "-"), Site.objects.get(hostname="www.example.com")
        _mark, _drawn, pieces = cache.get(f"wagtail_advocacy.vacancies.{kind}.{site.pk}")
        assert len(pieces) > 1
        assert body(stranger.get(f"{JOBS}{name}")) == text
        cache.delete(pieces[1])
        live_vacancy(title="Plumber")
        assert b"Plumber" in body(stranger.get(f"{JOBS}{name}"))

    def test_others_keep_it_no_longer_than_we_do(self, stranger, chemist, name):
        kept = int(stranger.get(f"{JOBS}{name}")["Cache-Control"].removeprefix("public, max-age="))
        assert 0 < kept <= 300


def test_json_says_the_same(stranger, chemist):
    data = json.loads(body(stranger.get(f"{JOBS}export.json?for=x")))
    xml = parsed(body(stranger.get(f"{JOBS}export.xml?for=x")))
    (job,) = data["jobs"]
    for element in [*xml.find("job"), *xml.find("job/advocacy")]:
        if element.tag not in ("advocacy", "locations"):
            value = job[element.tag]
            assert (str(value).lower() if isinstance(value, bool) else str(value)) == element.text, element.tag
    assert job["locations"][1] == {
        "city": "Wien",
        "state": "",
        "postalcode": "",
        "country": "AT",
        "countryname": "Austria",
    }


def test_feed(stranger, chemist):
    response = stranger.get(f"{JOBS}feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = parsed(response.content).iter(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Water chemist"
    assert entry.find(f"{atom}link").get("href") == f"https://www.example.com{JOBS}{chemist.pk}/water-chemist/"


def test_sitemap(stranger, chemist):
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    root = parsed(body(stranger.get(f"{JOBS}sitemap.xml")))
    places = [each.text for each in root.iter(name)]
    assert places == [f"https://www.example.com{JOBS}{path}" for path in ("", f"{chemist.pk}/water-chemist/")]


def test_no_exports_where_vacancies_are_not_public(stranger, chemist):
    for name in ("export.xml", "export.json", "sitemap.xml"):
        assert Stranger("testserver").get(f"{JOBS}{name}").status_code == 404


def test_queries(stranger, django_assert_max_num_queries):
    for name in ("export.xml", "export.json", "feed/", "sitemap.xml"):
        live_vacancy()
        body(stranger.get(f"{JOBS}{name}"))
        cache.clear()
        with django_assert_max_num_queries(14) as few:
            body(stranger.get(f"{JOBS}{name}"))
        for _ in range(3):
            live_vacancy()
        cache.clear()
        with django_assert_max_num_queries(len(few)):
            body(stranger.get(f"{JOBS}{name}"))
