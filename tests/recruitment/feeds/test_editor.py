"""The editor of a vacancy from a feed: what is the feed's cannot be typed over; a field changes hands by POST."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import override_settings
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests.factories import VacancyFactory, default_site
from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, Page, fields_of
from wagtail_advocacy.recruitment.feeds.ownership import NotOfFeed, attach, detach, feed_field_notes
from wagtail_advocacy.recruitment.models import FEED_FIELDS, Vacancy, VacancyFeed

from .shapes import SHAPES, jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(make_feed):
    import_feed(make_feed("indeed", publish=VacancyFeed.Publish.AUTO))
    return Vacancy.objects.get(source_id="4001")


@pytest.fixture
def as_recruiter(client, recruiter, settings):
    # The hosts of invented jobs are known to no name server.
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "FETCH": False}
    client.force_login(recruiter)
    return client


def edit_url(vacancy):
    return reverse(Vacancy.snippet_viewset.get_url_name("edit"), args=[vacancy.pk])


def url_of(vacancy, name, hand="ours"):
    return reverse(f"wagtail_advocacy_recruitment:feed_field_{hand}", args=[vacancy.pk, name])


def typed(**changes):
    """A whole form in which everything is another than before."""
    return nested_form_data(
        {
            "title": "Typed over",
            "team": "Typed",
            "why": "Our own words",
            "workplace": "remote",
            "employment_type": "INTERN",
            "salary_min": "1",
            "salary_max": "2",
            "salary_currency": "USD",
            "salary_unit": "HOUR",
            "description": rich_text("<p>Typed</p>"),
            "requirements": rich_text("<p>Typed</p>"),
            "benefits": rich_text(""),
            "apply_url": "https://typed.example/",
            "openings": "9",
            "requisition_id": "T-1",
            "site": str(default_site().pk),
            "locations": inline_formset([{"place": "Typed", "country": "FR"}]),
            "captions": inline_formset([{"text": "My team is hiring.", "network": "", "language": "en"}]),
            "action-publish": "1",
            **changes,
        }
    )


def test_what_is_posted_for_fields_of_the_feed_is_ignored(vacancy, as_recruiter):
    before = {name: getattr(vacancy, name) for name in ("title", "team", "description", "apply_url", "openings")}
    response = as_recruiter.post(edit_url(vacancy), typed())
    assert response.status_code == 302, response.context["form"].errors
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    assert {name: getattr(vacancy, name) for name in before} == before
    assert vacancy.salary_min is None
    assert vacancy.where == "Eskmouth, United Kingdom"
    assert (vacancy.workplace, vacancy.employment_type) == ("on-site", "FULL_TIME")
    assert (vacancy.why, [each.text for each in vacancy.captions.all()]) == ("Our own words", ["My team is hiring."])
    assert vacancy.live


def test_what_was_made_ours_is_taken(vacancy, as_recruiter):
    for name in ("title", "locations", "salary", "description"):
        as_recruiter.post(url_of(vacancy, name))
    response = as_recruiter.post(edit_url(vacancy), typed())
    assert response.status_code == 302, response.context["form"].errors
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    assert (vacancy.title, vacancy.salary_max, vacancy.salary_currency) == ("Typed over", 2, "USD")
    assert "Typed" in vacancy.description
    assert [each.place for each in vacancy.locations.all()] == ["Eskmouth", "Typed"]
    assert vacancy.team == "Laboratories"


def test_the_editor_says_whose_each_field_is(vacancy, as_recruiter):
    detach(vacancy, "team")
    page = BeautifulSoup(as_recruiter.get(edit_url(vacancy)).content, "html.parser")
    words = " ".join(page.get_text(" ").split())
    assert "The feed “Jobs by indeed” brought this vacancy" in words
    assert "From the feed “Jobs by indeed”: change it there." in words
    assert "Yours: the feed “Jobs by indeed” does not change it." in words
    assert page.select_one("input[name=title]").has_attr("disabled")
    assert not page.select_one("input[name=team]").has_attr("disabled")
    assert page.select_one("form [name=description]") is None
    assert "forty" in page.select_one("#id_description").get_text()
    links = {each["href"] for each in page.select("a[href*='/fields/']")}
    assert url_of(vacancy, "title") in links
    assert url_of(vacancy, "team", "back") in links


@pytest.mark.parametrize("kind", ["greenhouse", "personio", "json"])
def test_what_a_system_never_says_is_typed_here_and_stays(make_feed, as_recruiter, settings, kind):
    def fetched():
        with override_settings(WAGTAIL_ADVOCACY={**settings.WAGTAIL_ADVOCACY, "FETCH": True}):
            return import_feed(feed).run

    feed = make_feed(kind, publish=VacancyFeed.Publish.AUTO)
    fetched()
    vacancy = Vacancy.objects.get(source_id="4001")
    page = BeautifulSoup(as_recruiter.get(edit_url(vacancy)).content, "html.parser")
    assert not page.select_one("input[name=salary_min]").has_attr("disabled")
    assert page.select_one("input[name=title]").has_attr("disabled")
    assert as_recruiter.get(url_of(vacancy, "salary")).status_code == 404
    assert as_recruiter.post(edit_url(vacancy), typed()).status_code == 302
    feed.says(jobs(title="Night biologist"))
    assert fetched().changed == 1
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    assert (vacancy.title, vacancy.salary_max, vacancy.openings) == ("Night biologist", 2, 9)


@pytest.mark.parametrize("kind", SHAPES)
def test_each_kind_says_of_a_job_only_what_it_speaks_of(make_feed, kind):
    rows = jobs(0, pay={"min": 1, "max": 2, "currency": "EUR"}, salary="1 EUR", town="Remote")
    feed = make_feed(kind, rows)
    page = Page(feed.address, feed.address, BytesIO(SHAPES[kind][1](rows)))
    said = [job.fields for job in FEED_KINDS[kind].read(page, feed)]
    assert said
    assert {name for fields in said for name in fields} <= set(fields_of(feed))


def test_a_vacancy_of_our_own_is_edited_as_ever(as_recruiter):
    mine = VacancyFactory()
    assert feed_field_notes(mine) == {}
    page = as_recruiter.get(edit_url(mine)).content.decode()
    assert "/fields/" not in page
    assert as_recruiter.post(edit_url(mine), typed()).status_code == 302
    assert Vacancy.objects.get(pk=mine.pk).title == "Typed over"
    assert as_recruiter.get(url_of(mine, "title")).status_code == 404


def test_a_field_changes_hands_by_post_alone_and_is_logged(vacancy, as_recruiter):
    page = as_recruiter.get(url_of(vacancy, "team")).content.decode()
    assert "“team” becomes yours" in page
    vacancy.refresh_from_db()
    assert vacancy.detached == []
    response = as_recruiter.post(url_of(vacancy, "team"), follow=True)
    assert "“team” is yours now." in response.content.decode()
    vacancy.refresh_from_db()
    assert vacancy.detached == ["team"]
    assert "becomes the feed’s again" in as_recruiter.get(url_of(vacancy, "team", "back")).content.decode()
    as_recruiter.post(url_of(vacancy, "team", "back"))
    vacancy.refresh_from_db()
    assert (vacancy.detached, vacancy.source_hash) == ([], "")
    history = reverse(Vacancy.snippet_viewset.get_url_name("history"), args=[vacancy.pk])
    page = as_recruiter.get(history).content.decode()
    assert "“team” is ours now, no import changes it" in page
    assert "“team” comes from the feed again" in page


def test_who_may_not_edit_vacancies_may_not_either(vacancy, client, django_user_model):
    nobody = django_user_model.objects.create_user("nobody", "nobody@example.com", "nobody")
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(nobody)
    client.post(url_of(vacancy, "team"))
    vacancy.refresh_from_db()
    assert vacancy.detached == []


def test_what_cannot_change_hands(vacancy, said):
    detach(vacancy, "team")
    for deed, name, what in (
        (detach, "team", "make a field ours that is ours"),
        (attach, "title", "give a field back to the feed that is the feed’s"),
        (detach, "why", "make a field ours that no feed writes"),
    ):
        with pytest.raises(NotOfFeed) as refused:
            deed(vacancy, name)
        said("Vacancies from a feed", what, str(refused.value))
    assert set(feed_field_notes(vacancy)) == set(FEED_FIELDS)
