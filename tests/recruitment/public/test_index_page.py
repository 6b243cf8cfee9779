"""A site with a page for its vacancies: everything stands below it, and the plain addresses lead there."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import LinkFactory, UserFactory
from tests.recruitment.public.conftest import live_vacancy
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.recruitment.models import ApplyPresses
from wagtail_advocacy.recruitment.places import public_address

pytestmark = pytest.mark.django_db
JOBS = "/advocacy/jobs/"


@pytest.mark.projects("custom_page")
def test_list(stranger, index_page):
    live_vacancy(title="Water chemist")
    html = stranger.read("/careers/")
    for words in ("<h1>Careers</h1>", "Work with water.", "Water chemist", 'action="/careers/"'):
        assert words in html
    assert '<link rel="canonical" href="https://www.example.com/careers/">' in html
    assert stranger.get("/careers/?p=abc&team=x&q=" + "y" * 9000).status_code == 200
    assert stranger.get("/careers/")["Cache-Control"] == "public, max-age=300"


@pytest.mark.projects("custom_page")
def test_vacancy(stranger, index_page):
    vacancy = live_vacancy(title="Water chemist")
    path = f"/careers/{vacancy.pk}/water-chemist/"
    assert public_address(vacancy) == f"https://www.example.com{path}"
    html = stranger.read(path)
    assert f'href="{path}apply/"' in html
    assert 'href="/careers/"' in html
    for other in (f"/careers/{vacancy.pk}/", f"/careers/{vacancy.pk}/WATER/", f"{JOBS}{vacancy.pk}/water-chemist/"):
        response = stranger.get(f"{other}?wa=abcdefghjk")
        assert (response.status_code, response.url) == (301, f"{path}?wa=abcdefghjk")


def test_plain_list_leads_to_the_page(stranger, index_page):
    response = stranger.get(f"{JOBS}?team=Pipes&wa=abcdefghjk&utm_source=x&y=1")
    assert (response.status_code, response.url) == (301, "/careers/?team=Pipes&wa=abcdefghjk&utm_source=x")


@pytest.mark.projects("custom_page")
def test_apply(stranger, index_page):
    vacancy, link = live_vacancy(apply_url="https://ats.example/"), LinkFactory()
    response = stranger.get(f"/careers/{vacancy.pk}/{vacancy.slug}/apply/?wa={link.code}")
    assert (response.status_code, response.url) == (302, f"https://ats.example/?wa={link.code}")
    assert ApplyPresses.objects.get().presses == 1


@pytest.mark.projects("custom_page")
def test_closed_and_unknown(stranger, index_page):
    vacancy = close_vacancy(live_vacancy(title="Former job"), "filled")
    assert "This job has been filled." in stranger.read(f"/careers/{vacancy.pk}/former-job/", status=410)
    assert 'href="/careers/"' in stranger.read("/careers/99999/", status=404)
    assert stranger.get("/careers/no-number/").status_code == 404


@pytest.mark.projects("custom_page")
def test_feed_and_sitemaps(stranger, index_page):
    vacancy = live_vacancy(title="Water chemist")
    path = f"https://www.example.com/careers/{vacancy.pk}/water-chemist/"
    assert path in stranger.read("/careers/feed/")
    assert [each["location"] for each in index_page.get_sitemap_urls()][1:] == [path]
    assert path in b"".join(stranger.get(f"{JOBS}sitemap.xml").streaming_content).decode()
    assert f"{path}?utm_source=x" in b"".join(stranger.get(f"{JOBS}export.xml?for=x").streaming_content).decode()


@pytest.mark.own_base
def test_where_every_view_asks_for_a_login_pages_do_too(stranger, index_page):
    """A page is answered by Wagtail’s own view; only the plain addresses are open there."""
    assert stranger.get("/careers/").status_code == 302
    assert stranger.get(f"{JOBS}feed/").status_code == 200


@pytest.mark.projects("custom_page")
def test_where_vacancies_are_public_nowhere_strangers_log_in_first(stranger, index_page, career_site):
    vacancy = live_vacancy(title="Water chemist", site=career_site)
    AdvocacySettings.objects.update(visible_without_login=False)
    path = f"/careers/{vacancy.pk}/water-chemist/"
    for address in ("/careers/", "/careers/feed/", path, f"{path}apply/"):
        response = stranger.get(address)
        assert response.status_code == 302, address
        assert response.url.endswith(f"?next={address}"), response.url
    stranger.client.force_login(UserFactory())
    assert "Water chemist" in stranger.read("/careers/")
    assert stranger.get("/careers/")["Cache-Control"].startswith("private")


def test_behind_a_login_or_unpublished_the_plain_addresses_serve(stranger, index_page):
    vacancy = live_vacancy(title="Water chemist")
    PageViewRestriction.objects.create(page=index_page, restriction_type=PageViewRestriction.LOGIN)
    assert "Water chemist" in stranger.read(JOBS)
    assert stranger.get(f"{JOBS}{vacancy.pk}/water-chemist/").status_code == 200
    PageViewRestriction.objects.all().delete()
    index_page.unpublish()
    assert "Water chemist" in stranger.read(JOBS)


@pytest.mark.projects("custom_page")
def test_preview(career_site, index_page, rf):
    live_vacancy(title="Water chemist")
    index_page.title = "Careers, new"
    html = index_page.make_preview_request(rf.get("/"), "").content.decode()
    assert "Careers, new" in html
    assert "Water chemist" in html


def test_own_base_template(stranger, index_page, monkeypatch):
    """One without the block “content” shows at least whose it is."""
    monkeypatch.setattr(type(index_page), "vacancy_base_template", "wagtail_advocacy/links/base.html")
    vacancy = live_vacancy()
    for path in ("/careers/", f"/careers/{vacancy.pk}/{vacancy.slug}/"):
        assert '<link rel="stylesheet" href="">' in stranger.read(path)


def test_base_template_of_the_settings(stranger, settings):
    settings.WAGTAIL_ADVOCACY = {
        **settings.WAGTAIL_ADVOCACY,
        "PUBLIC_BASE_TEMPLATE": "wagtail_advocacy/links/base.html",
    }
    assert '<link rel="stylesheet" href="">' in stranger.read(JOBS)


def test_queries(stranger, index_page, django_assert_max_num_queries):
    live_vacancy()
    stranger.read("/careers/")
    with django_assert_max_num_queries(22) as few:
        stranger.read("/careers/")
    for _ in range(5):
        live_vacancy()
    with django_assert_max_num_queries(len(few)):
        stranger.read("/careers/")
