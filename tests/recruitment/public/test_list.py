"""The public list: what stands on it, how it is narrowed, and that it costs the same however long it is."""

import re
from datetime import date, timedelta

import django
import pytest
from django.utils import timezone, translation
from wagtail.models import Locale

from tests.factories import VacancyFactory
from tests.factories import live_vacancy as published_vacancy
from tests.recruitment.public.conftest import Stranger, live_vacancy
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.recruitment.models import RecruitmentSettings, Vacancy, VacancyLocation

pytestmark = pytest.mark.django_db
JOBS = "/advocacy/jobs/"
APP_DIRECTORIES = "django.template.loaders.app_directories.Loader"


def titles(html, vacancies):
    return [each.title for each in vacancies if each.title in html]


class TestWhatStandsThere:
    @pytest.mark.projects("own_base")
    def test_open_vacancies_of_the_programme(self, stranger):
        live_vacancy(title="Water chemist")
        html = stranger.read(JOBS)
        for words in ("Water chemist", "Laboratories", "Eskmouth", "Full time", "42,000 – 51,000 GBP per year"):
            assert words in html
        assert "1 open vacancy" in html

    def test_no_draft_no_closed_and_none_of_tomorrow(self, stranger):
        shown = live_vacancy(title="Shown")
        draft = VacancyFactory(title="Draft")
        over = live_vacancy(title="Over", valid_through=date(2020, 1, 1))
        tomorrow = live_vacancy(title="Tomorrow")
        Vacancy.objects.filter(pk=tomorrow.pk).update(go_live_at=timezone.now() + timedelta(days=1))
        assert titles(stranger.read(JOBS), [shown, draft, over, tomorrow]) == ["Shown"]

    def test_the_newest_first(self, stranger):
        live_vacancy(title="Older job", date_posted=date(2026, 1, 1))
        live_vacancy(title="Newer job", date_posted=date(2026, 2, 1))
        html = stranger.read(JOBS)
        assert html.index("Newer job") < html.index("Older job")

    def test_nothing_yet(self, stranger):
        html = stranger.read(JOBS)
        assert "No vacancies at the moment" in html
        assert "Subscribe to the feed" in html

    def test_vacancies_of_a_programme_whose_career_site_is_another_are_not_here(self, stranger, career_site):
        from wagtail.models import Site

        other = Site.objects.create(hostname="other.example.com", port=443, root_page=career_site.root_page)
        AdvocacySettings.objects.create(site=other, visible_without_login=True)
        vacancy = live_vacancy(title="Elsewhere")
        RecruitmentSettings.objects.create(site=vacancy.site, career_site=other)
        assert "Elsewhere" not in stranger.read(JOBS)
        assert "Elsewhere" in Stranger("other.example.com").read(JOBS)
        assert stranger.get(f"{JOBS}{vacancy.pk}/{vacancy.slug}/").status_code == 404

    def test_of_several_languages_the_readers(self, stranger, settings):
        settings.WAGTAIL_I18N_ENABLED = True
        settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [
            ("en", "English"),
            ("es", "Spanish"),
            ("fr", "French"),
        ]
        spanish, french = (Locale.objects.create(language_code=code) for code in ("es", "fr"))
        english = live_vacancy(title="Chemist")
        live_vacancy(title="Química", locale=spanish, translation_key=english.translation_key)
        only = live_vacancy(title="Fontanera", locale=spanish)
        live_vacancy(title="Plombière", locale=french, translation_key=only.translation_key)
        shown = stranger.read(JOBS)
        assert ["Chemist" in shown, "Química" in shown, "Fontanera" in shown, "Plombière" in shown] == [1, 0, 1, 0]
        with translation.override("fr"):
            html = stranger.read(f"{JOBS}{only.pk}/fontanera/")
        assert '<html lang="es"' in html
        assert "2 open vacancies" in shown

    def test_the_intranet_leads_to_the_public_website(self, stranger):
        vacancy = live_vacancy(title="Water chemist")
        intranet = Stranger("testserver")
        assert intranet.get(JOBS).url == f"https://www.example.com{JOBS}"
        found = intranet.get(f"{JOBS}{vacancy.pk}/water-chemist/?wa=abcdefghjk&x=1")
        assert found.url == f"https://www.example.com{JOBS}{vacancy.pk}/water-chemist/?wa=abcdefghjk"

    def test_public_nowhere_they_are_for_colleagues(self, client, django_user_model):
        vacancy = live_vacancy(title="Water chemist")
        address = f"{JOBS}{vacancy.pk}/water-chemist/"
        for path in (JOBS, address):
            assert client.get(path).status_code == 302
        assert client.get(f"{JOBS}export.xml").status_code in (302, 404)
        client.force_login(django_user_model.objects.create(username="somebody"))
        assert "Water chemist" in client.get(JOBS).content.decode()
        response = client.get(address)
        assert "Water chemist" in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert client.get(f"{JOBS}export.xml").status_code == 404


class TestCaches:
    @pytest.mark.projects("own_base")
    def test_everybody_gets_the_same_answer(self, stranger, settings):
        vacancy = live_vacancy()
        # Before Django 6, a login on every view asks who it is even where nobody must log in.
        is_asked = settings.ADVOCACY_PROJECT == "own_base" and django.VERSION < (6, 0)
        pages = "private, no-cache" if is_asked else "public, max-age=300"
        # An export may have waited here already.
        exports = r"public, max-age=(300|2\d\d)"
        kept = dict.fromkeys((JOBS, f"{JOBS}{vacancy.pk}/{vacancy.slug}/", f"{JOBS}feed/", f"{JOBS}sitemap.xml"), pages)
        for path, how in {**kept, f"{JOBS}export.xml": exports, f"{JOBS}export.json": exports}.items():
            response = stranger.get(path)
            assert response.status_code == 200, path
            assert re.fullmatch(how, response["Cache-Control"]), path
            assert ("Cookie" in response.get("Vary", "")) is is_asked
            assert not response.cookies

    def test_a_base_template_that_greets_people_keeps_it_out_of_caches(self, stranger, settings):
        greeting = "{% if request.user.is_authenticated %}Hello{% endif %}{% block content %}{% endblock %}"
        loaders = ["django.template.loaders.locmem.Loader", {"greets.html": greeting}]
        options = {**settings.TEMPLATES[0]["OPTIONS"], "loaders": [loaders, APP_DIRECTORIES]}
        settings.TEMPLATES = [{"BACKEND": settings.TEMPLATES[0]["BACKEND"], "OPTIONS": options}]
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "PUBLIC_BASE_TEMPLATE": "greets.html"}
        response = stranger.get(JOBS)
        assert response["Cache-Control"] == "private, no-cache"
        assert "Cookie" in response["Vary"]

    def test_nobody_changes_anything(self, stranger):
        vacancy = live_vacancy()
        for path in (JOBS, f"{JOBS}{vacancy.pk}/{vacancy.slug}/", f"{JOBS}{vacancy.pk}/{vacancy.slug}/apply/"):
            assert stranger.client.post(path, secure=True, HTTP_HOST=stranger.host).status_code == 405


class TestNarrowing:
    @pytest.fixture
    def jobs(self):
        return [
            live_vacancy(title="Water chemist", locations=[{"place": "Eskmouth", "country": "GB"}]),
            live_vacancy(title="Plumber", team="Pipes", locations=[{"place": "Vienna", "country": "AT"}]),
            live_vacancy(title="Web editor", team="Web", workplace="remote", locations=[{"country": "AT"}]),
            live_vacancy(
                title="Student",
                employment_type="INTERN",
                locations=[{"place": "Eskmouth", "country": "GB"}, {"place": "Ashby", "country": "GB"}],
            ),
        ]

    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ("place=GB", ["Water chemist", "Student"]),
            ("place=AT", ["Plumber", "Web editor"]),
            ("place=GB:Ashby", ["Student"]),
            ("workplace=remote", ["Web editor"]),
            ("type=INTERN", ["Student"]),
            ("team=Pipes", ["Plumber"]),
            ("team=Pipes&place=GB", []),
            ("team=Nobody", []),
            ("place=&team=&workplace=&type=", ["Water chemist", "Plumber", "Web editor", "Student"]),
        ],
    )
    def test_by(self, stranger, jobs, query, left):
        assert titles(stranger.read(f"{JOBS}?{query}"), jobs) == left

    def test_numbers_beside_each_choice(self, stranger, jobs):
        html = stranger.read(JOBS)
        for choice in ("United Kingdom (2)", "Austria (2)", "– Eskmouth (2)", "– Ashby (1)", "Remote (1)", "Pipes (1)"):
            assert choice in html
        html = stranger.read(f"{JOBS}?place=AT")
        assert "United Kingdom (2)" in html
        assert "Laboratories (" not in html

    def test_what_is_on_can_be_taken_away(self, stranger, jobs):
        html = stranger.read(f"{JOBS}?place=GB:Ashby&team=Laboratories")
        assert f'href="{JOBS}?place=GB%3AAshby"' in html
        assert f'href="{JOBS}?team=Laboratories"' in html

    def test_nothing_found_says_what_to_do(self, stranger, jobs):
        html = stranger.read(f"{JOBS}?team=Nobody")
        assert "No vacancy matches" in html
        assert "Show all vacancies" in html

    def test_narrowed_lists_are_no_business_of_search_engines(self, stranger, jobs):
        response = stranger.get(f"{JOBS}?team=Pipes")
        assert response["X-Robots-Tag"] == "noindex, follow"
        assert "X-Robots-Tag" not in stranger.get(JOBS)

    def test_the_code_stays_with_who_came_by_a_link(self, stranger, jobs):
        html = stranger.read(f"{JOBS}?wa=abcdefghjk&team=Pipes")
        assert 'name="wa" value="abcdefghjk"' in html
        assert f"{jobs[1].pk}/plumber/?wa=abcdefghjk" in html
        assert "wa=" not in stranger.read(f"{JOBS}?wa=<script>")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestSearch:
    def test_by_title_team_place_and_beginning(self, stranger):
        jobs = [
            published_vacancy(title="Water chemist"),
            published_vacancy(title="Plumber", team="Pipework", locations=[{"place": "Vienna", "country": "AT"}]),
            VacancyFactory(title="Chemist in a draft"),
        ]
        closed = published_vacancy(title="Former chemist", valid_through=date(2020, 1, 1))
        for words, left in {
            "chemist": ["Water chemist"],
            "Chem": ["Water chemist"],
            "vienna": ["Plumber"],
            "pipework plumber": ["Plumber"],
            "pipework chemist": [],
        }.items():
            assert titles(stranger.read(f"{JOBS}?q={words}"), [*jobs, closed]) == left, words

    def test_by_a_place_that_was_changed(self, stranger):
        vacancy = published_vacancy(title="Plumber")
        vacancy.locations = [VacancyLocation(place="Ashby", country="GB")]
        vacancy.save_revision().publish()
        assert "Plumber" in stranger.read(f"{JOBS}?q=ashby")
        assert "Plumber" not in stranger.read(f"{JOBS}?q=eskmouth")


class TestPages:
    def test_twenty_at_a_time(self, stranger):
        jobs = [live_vacancy(title=f"Job number {number:02}.") for number in range(23)]
        assert len(titles(stranger.read(JOBS), jobs)) == 20
        html = stranger.read(f"{JOBS}?p=2")
        assert len(titles(html, jobs)) == 3
        assert "Page 2 of 2" in html
        assert 'rel="prev"' in html

    @pytest.mark.parametrize("page", ["abc", "0", "-1", "99", "9" * 400, "1.5", "%00", "²", "١"])
    def test_pages_that_are_none(self, stranger, page):
        live_vacancy(title="Only one")
        assert "Only one" in stranger.read(f"{JOBS}?p={page}")


class TestHostileQueries:
    @pytest.mark.parametrize(
        "query",
        [
            "q=" + "x" * 10_000,
            "q=" + "a+" * 5_000,
            "q=" + "a-" * 5_000,
            "q=%00%27%22%3C%3E%5C",
            "q='%20OR%201=1--",
            "q=*&q=)(",
            "q=" + "+".join("abcdefghijklmnopqrstuvwxyz0123456789"),
            "q=" + "%F0%9F%92%A9" * 50,
            "place=%00&team=%00",
            "place=" + "x" * 10_000,
            "place=:::",
            "workplace=on-site'--&type=NOTHING",
            "unknown=1&page=abc&wa=" + "z" * 5_000,
            "team=" + "%ED%A0%80" * 20,
        ],
    )
    def test_the_list_is_drawn(self, stranger, query):
        live_vacancy()
        html = stranger.read(f"{JOBS}?{query}")
        assert "<h1>Vacancies</h1>" in html
        assert len(html) < 40_000

    def test_words_are_words(self, stranger):
        html = stranger.read(f"{JOBS}?q=<script>alert(1)</script>&team=%22%3E<img src=x>")
        assert "<script>alert" not in html
        assert "<img" not in html


class TestQueries:
    def count(self, stranger, django_assert_max_num_queries, path):
        with django_assert_max_num_queries(40) as counted:
            stranger.read(path)
        return len(counted)

    def test_as_many_for_one_as_for_two_hundred(self, stranger, django_assert_max_num_queries):
        live_vacancy()
        stranger.read(JOBS)
        paths = [JOBS, f"{JOBS}?place=GB&team=Laboratories", f"{JOBS}?q=chemist"]
        before = [self.count(stranger, django_assert_max_num_queries, path) for path in paths]
        many = VacancyFactory.build_batch(
            199, live=True, first_published_at=timezone.now(), date_posted=timezone.localdate()
        )
        for each in many:
            each.save()
        after = [self.count(stranger, django_assert_max_num_queries, path) for path in paths]
        assert after == before
        assert max(after) <= 20
