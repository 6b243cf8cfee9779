"""``JobPosting`` for every kind of vacancy, against Google's table of properties."""

from datetime import date

import pytest

from tests.factories import VacancyFactory
from tests.recruitment.public.conftest import live_vacancy, posting_in
from tests.test_docs import column, run
from wagtail_advocacy.recruitment.models import RecruitmentSettings
from wagtail_advocacy.recruitment.public.job_posting import job_posting, missing_in
from wagtail_advocacy.recruitment.public.words import Employer

pytestmark = pytest.mark.django_db

ALWAYS = {
    *("@context", "@type", "title", "description", "datePosted", "hiringOrganization", "identifier", "employmentType"),
    *("directApply", "url"),
}
GB = {"place": "Eskmouth", "region": "Cumbria", "postal_code": "CA1", "country": "GB"}

CASES = {
    "on site": ({}, {"jobLocation", "baseSalary"}),
    "hybrid": ({"workplace": "hybrid"}, {"jobLocation", "baseSalary"}),
    "remote": (
        {"workplace": "remote", "locations": [{"country": "DE"}]},
        {"jobLocationType", "applicantLocationRequirements", "baseSalary"},
    ),
    "without salary": ({"salary_min": None, "salary_max": None, "salary_currency": ""}, {"jobLocation"}),
    "several places": ({"locations": [GB, {"place": "Wien", "country": "AT"}]}, {"jobLocation", "baseSalary"}),
    "with a last day": ({"valid_through": date(2099, 1, 31)}, {"jobLocation", "baseSalary", "validThrough"}),
    "several openings": ({"openings": 3}, {"jobLocation", "baseSalary", "totalJobOpenings"}),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.projects("own_base")
def test_properties(stranger, case):
    fields, more = CASES[case]
    vacancy = live_vacancy(**fields)
    posting = posting_in(stranger.read(f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/"))
    assert set(posting) == ALWAYS | more
    assert missing_in(posting) == []
    assert posting["@context"] == "https://schema.org/"
    assert posting["@type"] == "JobPosting"
    assert posting["datePosted"] == vacancy.date_posted.isoformat()
    assert posting["employmentType"] == "FULL_TIME"
    assert posting["directApply"] is False


def posted(**fields):
    vacancy = VacancyFactory.build(**fields)
    employer = Employer("Tidewater", "https://tidewater.example", None, "")
    return job_posting(vacancy, employer, "https://www.example.com/jobs/1/", "https://www.example.com")


class TestPlaces:
    def test_address(self):
        address = {
            "@type": "PostalAddress",
            "addressLocality": "Eskmouth",
            "addressRegion": "Cumbria",
            "postalCode": "CA1",
            "addressCountry": "GB",
        }
        assert posted(locations=[GB, GB])["jobLocation"] == [{"@type": "Place", "address": address}]

    def test_no_country_is_invented(self):
        posting = posted(locations=[{"place": "Eskmouth"}])
        assert "addressCountry" not in posting["jobLocation"][0]["address"]
        assert missing_in(posting) == ["jobLocation.address.addressCountry"]
        assert missing_in(posted(locations=[])) == ["jobLocation"]
        assert missing_in(posted(workplace="remote", locations=[])) == ["applicantLocationRequirements"]
        remote = posted(workplace="remote", locations=[{"place": "Somewhere"}])
        assert missing_in(remote) == ["applicantLocationRequirements"]

    def test_from_where_people_may_work(self):
        places = [{"country": "DE"}, {"place": "Berlin", "country": "DE"}, {"region": "Michigan", "country": "US"}]
        posting = posted(workplace="remote", locations=places)
        assert posting["jobLocationType"] == "TELECOMMUTE"
        assert "jobLocation" not in posting
        assert posting["applicantLocationRequirements"] == [
            {"@type": "Country", "name": "Germany"},
            {"@type": "State", "name": "Michigan, United States"},
        ]

    def test_hybrid_is_no_telecommuting(self):
        assert "jobLocationType" not in posted(workplace="hybrid")


class TestSalary:
    @pytest.mark.parametrize(
        ("least", "most", "value"),
        [
            (42000, 51000, {"minValue": 42000, "maxValue": 51000}),
            (42000, 42000, {"value": 42000}),
            (42000, None, {"minValue": 42000}),
            (None, 51000, {"maxValue": 51000}),
            ("14.50", "14.50", {"value": 14.5}),
            (0, 1, {"minValue": 0, "maxValue": 1}),
        ],
    )
    def test_range(self, least, most, value):
        salary = posted(salary_min=least, salary_max=most, salary_unit="HOUR")["baseSalary"]
        assert salary == {
            "@type": "MonetaryAmount",
            "currency": "GBP",
            "value": {"@type": "QuantitativeValue", "unitText": "HOUR", **value},
        }

    def test_as_people_read_it(self):
        words = {
            (42000, None): "from 42,000 GBP per year",
            (None, 42000): "up to 42,000 GBP per year",
            ("14.50", "14.50"): "14.50 GBP per year",
        }
        for (least, most), sentence in words.items():
            assert VacancyFactory.build(salary_min=least, salary_max=most).salary_in_words == sentence


def test_last_day_counts_to_its_end(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    assert posted(valid_through=date(2099, 1, 31))["validThrough"] == "2099-01-31T23:59:59+01:00"


class TestEmployer:
    def test_from_the_settings(self, stranger):
        vacancy = live_vacancy()
        RecruitmentSettings.objects.create(
            site=vacancy.site, organisation="Tidewater", organisation_url="https://tidewater.example"
        )
        posting = posting_in(stranger.read(f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/"))
        expected = {"@type": "Organization", "name": "Tidewater", "sameAs": "https://tidewater.example"}
        assert posting["hiringOrganization"] == expected

    def test_logo(self, stranger):
        from wagtail.images import get_image_model
        from wagtail.images.tests.utils import get_test_image_file

        vacancy = live_vacancy()
        logo = get_image_model().objects.create(title="Logo", file=get_test_image_file(size=(200, 200)))
        RecruitmentSettings.objects.create(site=vacancy.site, logo=logo)
        path = f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/"
        posting = posting_in(stranger.read(path))
        assert posting["hiringOrganization"]["logo"].startswith("https://www.example.com/media/")
        logo.file.delete(save=False)
        logo.renditions.all().delete()
        assert "logo" not in posting_in(stranger.read(path))["hiringOrganization"]

    def test_else_the_name_of_the_website(self, stranger):
        vacancy = live_vacancy()
        posting = posting_in(stranger.read(f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/"))
        assert posting["hiringOrganization"]["name"]


class TestDocumentation:
    def test_table_of_properties(self):
        emitted = {name for _fields, more in CASES.values() for name in more} | ALWAYS
        assert set(column("how-to/show-vacancies.md", "## What job search engines read")) == {
            name for name in emitted if not name.startswith("@")
        }

    def test_example(self):
        assert run("how-to/show-vacancies.md", "missing")["missing"] == ["jobLocation.address.addressCountry"]
