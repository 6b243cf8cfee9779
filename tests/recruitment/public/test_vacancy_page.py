"""One vacancy as strangers read it: at one address, with the same words for people and for search engines."""

from datetime import date, timedelta
from html import unescape

import nh3
import pytest
from django.utils import timezone

from tests.factories import VacancyFactory
from tests.recruitment.public.conftest import live_vacancy, posting_in
from wagtail_advocacy.recruitment.models import RecruitmentSettings, Vacancy, VacancyLocation
from wagtail_advocacy.recruitment.texts import plain_text

pytestmark = pytest.mark.django_db

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def address(vacancy, slug=None):
    return f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug if slug is None else slug}/"


@pytest.mark.projects("own_base")
def test_everything_that_is_known(stranger):
    vacancy = live_vacancy(
        title="Water chemist",
        workplace="hybrid",
        openings=2,
        languages="English",
        requisition_id="R-77",
        benefits="<p>Thirty days off.</p>",
        date_posted=date(2026, 5, 4),
        valid_through=timezone.localdate() + timedelta(days=9),
    )
    RecruitmentSettings.objects.create(
        site=vacancy.site, organisation="Tidewater", candidates_privacy_url="https://www.example.com/privacy"
    )
    html = stranger.read(address(vacancy))
    for words in (
        *("Water chemist", "Tidewater", "Laboratories", "Eskmouth, United Kingdom", "Hybrid", "Full time"),
        *("42,000 – 51,000 GBP per year", "English", "R-77", "May 4, 2026", "Last day to apply"),
        *("water of forty towns", "You have learned how to.", "Thirty days off.", "https://www.example.com/privacy"),
    ):
        assert words in html, words
    assert f'href="{address(vacancy)}apply/"' in html
    assert posting_in(html)["identifier"]["value"] == "R-77"


def test_head_and_headers(stranger):
    vacancy = live_vacancy(title="Water chemist")
    response = stranger.get(address(vacancy))
    html, canonical = response.content.decode(), f"https://www.example.com{address(vacancy)}"
    assert f'<link rel="canonical" href="{canonical}">' in html
    assert f'<meta property="og:url" content="{canonical}">' in html
    assert '<meta property="og:title" content="Water chemist">' in html
    assert response["Link"] == f'<{canonical}>; rel="canonical"'
    assert "noindex" not in html


def test_people_and_search_engines_read_the_same(stranger):
    vacancy = live_vacancy(
        description="<p>Night &amp; day</p><ul><li>Pumps &lt; 3 bar</li></ul>",
        requirements="<h3>Must</h3><p>Care</p>",
        benefits="<p><b>Free</b> water</p>",
    )
    html = stranger.read(address(vacancy))
    description = posting_in(html)["description"]
    visible = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    assert [words for words in plain_text(description).split() if words not in unescape(visible)] == []
    for part in ("<p>Night &amp; day</p><ul><li>Pumps &lt; 3 bar</li></ul>", "<p>Care</p>", "<p><b>Free</b> water</p>"):
        assert part in html
        assert part in description
    assert "What you bring" in html
    assert "<h3>What you bring</h3>" in description


class TestOneAddress:
    @pytest.mark.parametrize("slug", ["wrong", "WATER-CHEMIST", "water-chemis", ""])
    def test_others_lead_to_it_for_good(self, stranger, slug):
        vacancy = live_vacancy(title="Water chemist")
        path = f"/advocacy/jobs/{vacancy.pk}/" + (f"{slug}/" if slug else "")
        response = stranger.get(f"{path}?wa=abcdefghjk&utm_source=linkedin&x=1&utm_campaign=a%26b")
        assert response.status_code == 301
        assert response.url == f"{address(vacancy)}?wa=abcdefghjk&utm_source=linkedin&utm_campaign=a%26b"

    def test_a_number_with_zeros_before_it(self, stranger):
        vacancy = live_vacancy()
        response = stranger.get(f"/advocacy/jobs/000{vacancy.pk}/{vacancy.slug}/")
        assert (response.status_code, response.url) == (301, address(vacancy))

    def test_long_queries_are_left_behind(self, stranger):
        vacancy = live_vacancy()
        asked = "utm_source=" + "x" * 20_000 + "".join(f"&utm_{n}=1" for n in range(500))
        response = stranger.get(f"/advocacy/jobs/{vacancy.pk}/?{asked}")
        assert response.status_code == 301
        assert len(response.url) < 500

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("C++ / C# Entwickler (m/w/d)", "c-c-entwickler-mwd"),
            ("日本語", "job"),
            ("Apply", "apply"),
            ("Feed", "feed"),
            ("..", "job"),
            ("Ingénieur·e qualité", "ingenieure-qualite"),
        ],
    )
    def test_from_any_title(self, stranger, title, slug):
        vacancy = live_vacancy(title=title)
        assert address(vacancy) == f"/advocacy/jobs/{vacancy.pk}/{slug}/"
        assert f">{title}</h1>" in stranger.read(address(vacancy))
        assert stranger.get(f"{address(vacancy)}apply/").status_code == 302

    def test_a_new_title_keeps_old_addresses_working(self, stranger):
        vacancy = live_vacancy(title="Chemist")
        before = address(vacancy)
        Vacancy.objects.filter(pk=vacancy.pk).update(title="Senior chemist")
        assert stranger.get(before).url == f"/advocacy/jobs/{vacancy.pk}/senior-chemist/"


class TestHostileText:
    def test_in_every_field(self, stranger):
        vacancy = live_vacancy(
            title=EVIL,
            team=EVIL,
            description=f"<p>{EVIL}</p><script>alert(3)</script><iframe src=//evil.example></iframe>",
            requirements=f'<p onclick="alert(4)">x</p><a href="javascript:alert(5)">y</a>{EVIL}',
            benefits='<img src="https://track.example.com/p.gif"><style>*{}</style><svg/onload=alert(6)>',
            languages=EVIL,
            requisition_id=EVIL[:60],
            apply_url="",
            apply_email="a@example.com",
            image_alt=EVIL,
            locations=[{"place": EVIL, "region": EVIL, "postal_code": EVIL[:20], "country": "GB"}],
        )
        RecruitmentSettings.objects.create(site=vacancy.site, organisation=EVIL)
        for path in (address(vacancy), "/advocacy/jobs/"):
            html = stranger.read(path)
            assert html.count("<script") == (1 if path == address(vacancy) else 0)
            for bad in ("<script>", "<img", "onclick", "javascript:", "<iframe", "<style", "<svg", "track.example.com"):
                assert bad not in html, bad
        posting = posting_in(stranger.read(address(vacancy)))
        assert posting["title"] == EVIL
        assert posting["description"] == nh3.clean(posting["description"], link_rel=None)

    def test_links_to_pages_of_the_site_are_whole(self, stranger, career_site):
        page = career_site.root_page
        vacancy = live_vacancy(
            description=f'<p><a linktype="page" id="{page.pk}">us</a> <a linktype="page" id="987654">gone</a></p>'
        )
        html = stranger.read(address(vacancy))
        assert 'href="https://www.example.com' in posting_in(html)["description"]


class TestHowToApply:
    def test_by_mail_with_the_job_as_subject(self, stranger):
        vacancy = live_vacancy(title="Chemist & plumber", apply_url="", apply_email="jobs+uk@example.com")
        html = stranger.read(address(vacancy))
        assert 'href="mailto:jobs%2Buk@example.com?subject=Chemist%20%26%20plumber"' in html
        assert "/apply/" not in html
        response = stranger.get(f"{address(vacancy)}apply/")
        assert (response.status_code, response.url) == (302, f"{address(vacancy)}#apply")

    def test_by_neither(self, stranger):
        vacancy = live_vacancy(apply_url="")
        assert "Ask us how to apply" in stranger.read(address(vacancy))

    def test_the_code_goes_on_to_the_button(self, stranger):
        vacancy = live_vacancy()
        html = stranger.read(f"{address(vacancy)}?wa=abcdefghjk")
        assert f'href="{address(vacancy)}apply/?wa=abcdefghjk"' in html
        assert 'href="/advocacy/jobs/?wa=abcdefghjk"' in html
        assert "wa=" not in stranger.read(f"{address(vacancy)}?wa=%22%3E<script>")


class TestPreview:
    def preview(self, vacancy, rf):
        request = rf.get("/", SERVER_NAME="testserver")
        return vacancy.make_preview_request(request, "").content.decode()

    @pytest.mark.projects("own_base")
    def test_before_it_is_saved(self, career_site, rf):
        vacancy = VacancyFactory.build(title="New job", locations=[])
        vacancy.locations = [VacancyLocation(place="Ashby", country="GB")]
        html = self.preview(vacancy, rf)
        assert "New job" in html
        assert "Ashby, United Kingdom" in html
        assert "All vacancies" not in html

    def test_of_next_to_nothing(self, career_site, rf):
        vacancy = Vacancy(site=VacancyFactory.build().site, locale=VacancyFactory.build().locale, title="")
        assert "How to apply" in self.preview(vacancy, rf)


def test_queries(stranger, django_assert_max_num_queries):
    vacancy = live_vacancy(locations=[{"place": f"Town {n}", "country": "GB"} for n in range(30)])
    stranger.read(address(vacancy))
    with django_assert_max_num_queries(10):
        stranger.read(address(vacancy))
