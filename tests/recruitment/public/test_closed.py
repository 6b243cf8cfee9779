"""What is over answers with what is open; what never was says nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import VacancyFactory, default_site
from tests.recruitment.public.conftest import live_vacancy
from wagtail_advocacy.recruitment.actions import close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.feeds.jobs import FeedJob
from wagtail_advocacy.recruitment.feeds.writing import Writer
from wagtail_advocacy.recruitment.models import Vacancy, VacancyFeed

pytestmark = pytest.mark.django_db


def address(vacancy):
    return f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/"


SENTENCES = {
    "filled": "This job has been filled.",
    "withdrawn": "This job is no longer offered.",
    "gone": "This job is no longer offered.",
    "expired": "The last day to apply for this job is over.",
}


@pytest.mark.parametrize("reason", SENTENCES)
@pytest.mark.projects("own_base")
def test_closed(stranger, reason):
    vacancy = close_vacancy(live_vacancy(title="Former job"), reason)
    html = stranger.read(address(vacancy), status=410)
    assert "Former job" in html
    assert SENTENCES[reason] in html
    assert '<meta name="robots" content="noindex">' in html
    assert "ld+json" not in html
    assert "forty towns" not in html
    assert "No other job is open at the moment." in html
    assert 'href="/advocacy/jobs/"' in html
    assert stranger.get(f"{address(vacancy)}apply/").status_code == 410
    assert stranger.get(address(vacancy))["X-Robots-Tag"] == "noindex"
    assert stranger.head(address(vacancy)).status_code == 410


PUBLIC = "Public vacancies"


def test_what_people_read_instead(stranger, said):
    filled, draft = close_vacancy(live_vacancy(title="Chemist"), "filled"), VacancyFactory()
    said(PUBLIC, "a job that has been filled", html_sentence(stranger.read(address(filled), status=410)))
    said(PUBLIC, "a job whose number is wrong, or a draft", html_sentence(stranger.read(address(draft), status=404)))
    live_vacancy(title="Plumber")
    found = stranger.read("/advocacy/jobs/?team=Nobody").split("No vacancy matches</h2>")[1]
    said(PUBLIC, "filters or words that match no job", found.split("<p>")[1].split("</p>")[0])


def html_sentence(html):
    return html.split('class="wa-vacancies__lead">')[1].split("</p>")[0]


def test_past_its_last_day_before_anybody_closed_it(stranger):
    vacancy = live_vacancy(valid_through=timezone.localdate() - timedelta(days=1))
    assert SENTENCES["expired"] in stranger.read(address(vacancy), status=410)


class TestDraftedAnew:
    """A title that nobody has approved stands in the row of a vacancy that is not out."""

    def drafted(self, close=True):
        vacancy = VacancyFactory(title="Former job")
        vacancy.save_revision(clean=False).publish()
        vacancy = Vacancy.objects.get(pk=vacancy.pk)
        if close:
            vacancy = close_vacancy(vacancy, "filled")
        else:
            vacancy.unpublish()
        vacancy.title = "Secret plan"
        vacancy.save()
        vacancy.save_revision(clean=False)
        return vacancy

    def test_closed_it_keeps_the_title_under_which_it_was_out(self, stranger):
        vacancy = self.drafted()
        path = f"/advocacy/jobs/{vacancy.pk}/former-job/"
        for other in (address(vacancy), f"/advocacy/jobs/{vacancy.pk}/"):
            assert stranger.get(other).url == path
        for known in (path, f"{path}apply/"):
            html = stranger.read(known, status=410)
            assert "Former job" in html
            assert "Secret" not in html

    def test_closed_and_nobody_knows_what_was_out(self, stranger):
        vacancy = self.drafted()
        Vacancy.objects.filter(pk=vacancy.pk).update(last_published_at=None)
        path = stranger.get(f"/advocacy/jobs/{vacancy.pk}/").url
        assert path == f"/advocacy/jobs/{vacancy.pk}/a-former-vacancy/"
        html = stranger.read(path, status=410)
        assert "A former vacancy" in html
        assert "Secret" not in html

    def test_an_older_draft_was_published_than_the_last(self, stranger):
        vacancy = VacancyFactory(title="Former job")
        approved = vacancy.save_revision(clean=False)
        vacancy.title = "Secret plan"
        vacancy.save_revision(clean=False)
        approved.publish()
        vacancy = close_vacancy(vacancy, "filled")
        assert stranger.get(f"/advocacy/jobs/{vacancy.pk}/").url.endswith("/former-job/")

    def test_of_what_is_not_closed_nobody_hears(self, stranger):
        vacancy = self.drafted(close=False)
        for path in (address(vacancy), f"{address(vacancy)}apply/", f"/advocacy/jobs/{vacancy.pk}/"):
            assert "Secret" not in stranger.read(path, status=404)
        reopened = reopen_vacancy(self.drafted())
        assert "Secret" not in stranger.read(address(reopened), status=404)

    def test_a_feed_published_it(self, stranger):
        site = default_site()
        feed = VacancyFeed.objects.create(title="Feed", site=site, locale=Locale.get_default(), publish="auto")
        fields = {"title": "Former job", "apply_url": "https://jobs.example.com/1"}
        job = FeedJob("1", fields={**fields, "locations": [{"place": "Hallin", "country": "SE"}]})
        vacancy = Vacancy.objects.get(pk=Writer(feed, timezone.now()).add(job).pk)
        vacancy = close_vacancy(vacancy, "gone")
        vacancy.title = "Secret plan"
        vacancy.save()
        vacancy.save_revision(clean=False)
        assert "Former job" in stranger.read(f"/advocacy/jobs/{vacancy.pk}/former-job/", status=410)


def test_the_likest_first_and_five_at_most(stranger):
    vacancy = close_vacancy(live_vacancy(title="Former job", team="Pipes"), "filled")
    elsewhere = {"team": "Web", "locations": [{"place": "Vienna", "country": "AT"}]}
    jobs = [
        live_vacancy(title="Same team", **{**elsewhere, "team": "Pipes"}, date_posted=date(2026, 1, 1)),
        live_vacancy(title="Same town", team="Web", date_posted=date(2026, 1, 2)),
        *(live_vacancy(title=f"Unlike {n}", **elsewhere, date_posted=date(2026, 3, n)) for n in range(1, 6)),
    ]
    html = stranger.read(address(vacancy), status=410)
    shown = sorted((html.index(each.title), each.title) for each in jobs if each.title in html)
    assert [title for _place, title in shown] == ["Same town", "Same team", "Unlike 5", "Unlike 4", "Unlike 3"]


def test_the_code_goes_along_to_what_is_open(stranger):
    vacancy, other = close_vacancy(live_vacancy(), "filled"), live_vacancy()
    assert f"{address(other)}?wa=abcdefghjk" in stranger.read(f"{address(vacancy)}?wa=abcdefghjk", status=410)


class TestNobodysBusiness:
    def test_a_draft_that_was_never_out(self, stranger):
        for vacancy in (VacancyFactory(title="Secret"), close_vacancy(VacancyFactory(title="Secret"), "withdrawn")):
            for path in (address(vacancy), f"{address(vacancy)}apply/", f"/advocacy/jobs/{vacancy.pk}/"):
                html = stranger.read(path, status=404)
                assert "Secret" not in html
                assert "There is no such job here" in html
                assert 'href="/advocacy/jobs/"' in html

    def test_scheduled_for_tomorrow(self, stranger):
        vacancy = VacancyFactory(title="Secret", go_live_at=timezone.now() + timedelta(days=1))
        vacancy.save_revision(clean=False).publish()
        assert "Secret" not in stranger.read(address(vacancy), status=404)

    @pytest.mark.parametrize("number", ["0", "99999", "9" * 30, "9" * 300])
    def test_unknown_numbers(self, stranger, number):
        for path in (f"/advocacy/jobs/{number}/", f"/advocacy/jobs/{number}/x/", f"/advocacy/jobs/{number}/x/apply/"):
            assert "All vacancies" in stranger.read(path, status=404)

    def test_deleted(self, stranger):
        vacancy = live_vacancy()
        path = address(vacancy)
        Vacancy.objects.filter(pk=vacancy.pk).delete()
        assert stranger.get(path).status_code == 404
