"""Twenty thousand open vacancies: every page asks the database as often as with a few dozen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from tests.factories import default_site
from tests.recruitment.editing import client_of, member
from tests.recruitment.public.conftest import Stranger
from wagtail_advocacy.recruitment.models import Referral, Vacancy, VacancyLocation

pytestmark = pytest.mark.django_db

FEW, MANY = 64, 20_000
SEARCHED = 64
JOBS = "/advocacy/jobs/"
PUBLIC = {
    "list": JOBS,
    "filter": f"{JOBS}?team=Team+1",
    "search": f"{JOBS}?q=chemist",
    "sitemap": f"{JOBS}sitemap.xml",
}


def fill(recruiter, start, stop):
    """Vacancies straight into the database, each in a town."""
    now, site, locale = timezone.now(), default_site(), Locale.get_default()
    vacancies = Vacancy.objects.bulk_create(
        Vacancy(
            site=site,
            locale=locale,
            title=f"Chemist {number}",
            team=f"Team {number % 7}",
            description="<p>You find out what is in the water.</p>",
            apply_url="https://jobs.example.com/apply/",
            recruiter=recruiter,
            live=True,
            first_published_at=now,
            last_published_at=now,
            date_posted=timezone.localdate(now),
        )
        for number in range(start, stop)
    )
    VacancyLocation.objects.bulk_create(
        VacancyLocation(vacancy=each, place=f"Town {each.pk % 30}", country="GB") for each in vacancies
    )
    # All of them would take longer than the rest.
    get_search_backend().get_index_for_model(Vacancy).add_items(Vacancy, vacancies[:SEARCHED])


def asked(get, path):
    """How many queries an answer takes, and the answer."""
    with CaptureQueriesContext(connection) as captured:
        response = get(path)
        text = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200, path
    return len(captured), text


@pytest.mark.large
def test_every_page_asks_as_often_as_with_few(career_site):
    recruiter = member("add", "change", "view")
    recruiter.user_permissions.add(*member("view", model=Referral).user_permissions.all())
    stranger, staff = Stranger(), client_of(recruiter)
    admin = {
        "my vacancies": reverse("wagtail_advocacy_recruitment:my_vacancies"),
        "admin list": reverse(Vacancy.snippet_viewset.get_url_name("list")),
        "admin search": reverse(Vacancy.snippet_viewset.get_url_name("list")) + "?q=chemist",
        "report": reverse("wagtail_advocacy_recruitment:report"),
    }

    def cost():
        pages = [(stranger.get, *each) for each in PUBLIC.items()] + [(staff.get, *each) for each in admin.items()]
        answers = {name: asked(get, path) for get, name, path in pages}
        # MariaDB's index of words has what was committed alone, and this test commits nothing.
        searched = [] if connection.vendor == "mysql" else ["search", "admin search"]
        for name in ("list", "my vacancies", "admin list", "report", *searched):
            assert b"Chemist " in answers[name][1], name
        return {name: queries for name, (queries, _text) in answers.items()}, answers["sitemap"][1]

    fill(recruiter, 0, FEW)
    cost()  # what is found once, such as sites and content types
    few, _sitemap = cost()
    fill(recruiter, FEW, MANY)
    many, sitemap = cost()
    assert many == few
    assert max(few.values()) <= 60, few
    assert sitemap.count(b"<url>") == MANY + 1
