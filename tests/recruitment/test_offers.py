"""A live vacancy is in the library by itself; once it is closed it is gone, whatever anybody publishes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import VacancyFactory, live_item, live_vacancy
from tests.recruitment.editing import member
from wagtail_advocacy.library.actions import items_of, offer, refresh_targets, resolve_targets
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.recruitment.actions import close_expired, close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.models import Vacancy

pytestmark = pytest.mark.django_db(transaction=False)


def item_of(vacancy):
    item = items_of(vacancy).get()
    resolve_targets([item.pk])
    item.refresh_from_db()
    return item


@pytest.mark.smoke
def test_live_it_offers_itself(career_site, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        vacancy = VacancyFactory(title="Night chemist", captions=["My team is hiring."])
        assert not items_of(vacancy).exists()
        vacancy.save_revision().publish()

    item = item_of(vacancy)
    assert (item.headline, item.is_offered, item.adds_code) == ("Night chemist", True, True)
    assert item.address == f"https://www.example.com/advocacy/jobs/{vacancy.pk}/night-chemist/"
    assert [each.text for each in item.captions.all()] == ["My team is hiring."]
    assert "Eskmouth, United Kingdom" in item.description


def test_where_the_website_moves_it_goes_along(career_site, django_capture_on_commit_callbacks):
    vacancy = live_vacancy()
    with django_capture_on_commit_callbacks(execute=True):
        career_site.hostname = "careers.example.com"
        career_site.save()
    assert item_of(vacancy).address.startswith("https://careers.example.com/")


def test_closing_withdraws_it(career_site, django_capture_on_commit_callbacks):
    vacancy = live_vacancy()
    with django_capture_on_commit_callbacks(execute=True):
        # Closing is no publishing: who may write vacancies may say that one is filled.
        close_vacancy(vacancy, Vacancy.ClosedReason.FILLED, member("change"), hired=1)

    item = item_of(vacancy)
    assert item.withdrawn_at
    assert not item.target.is_open
    assert item.target.fallback == item.target.url == vacancy.get_absolute_url()


def test_an_old_revision_does_not_open_it_again(career_site, django_capture_on_commit_callbacks):
    vacancy = live_vacancy()
    old = vacancy.latest_revision
    close_vacancy(vacancy, Vacancy.ClosedReason.FILLED)
    with django_capture_on_commit_callbacks(execute=True):
        old.publish()

    vacancy.refresh_from_db()
    assert vacancy.live
    assert vacancy.closed_at
    assert not vacancy.is_open
    assert not item_of(vacancy).is_offered


def test_opened_again_it_is_a_draft(career_site):
    vacancy = live_vacancy()
    close_vacancy(vacancy, Vacancy.ClosedReason.WITHDRAWN)
    again = reopen_vacancy(vacancy)
    assert not again.live
    assert not again.is_closed
    again.save_revision().publish()
    assert offer(Vacancy.objects.get(pk=vacancy.pk)).pk == items_of(vacancy).get().pk


def test_its_last_day_closes_it(career_site):
    today = timezone.localdate()
    over = live_vacancy(valid_through=today)
    draft = VacancyFactory(valid_through=today - timedelta(days=1))
    Vacancy.objects.filter(pk=over.pk).update(valid_through=today - timedelta(days=1))

    assert close_expired() == 1
    over.refresh_from_db()
    draft.refresh_from_db()
    assert over.closed_reason == "expired"
    assert draft.closed_at is None
    assert close_expired() == 0


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Kiritimati"])
def test_its_last_day_is_one_of_the_sites_clock_whoever_looks(career_site, zone):
    vacancy = live_vacancy(valid_through=date(2030, 1, 1))
    with timezone.override(zone):
        last = vacancy.closes_at
        assert last == datetime(2030, 1, 1, 23, 59, 59, 999999, tzinfo=UTC)
        for moment, is_open in ((last, True), (last + timedelta(seconds=1), False)):
            assert Vacancy.objects.open(now=moment).exists() is is_open


def test_what_somebody_opened_again_stays_open_although_its_last_day_is_over(career_site):
    yesterday = timezone.localdate() - timedelta(days=1)
    over = live_vacancy()
    Vacancy.objects.update(valid_through=yesterday)
    assert close_expired() == 1
    reopen_vacancy(over)
    assert close_expired() == 0
    over.refresh_from_db()
    assert (over.live, over.closed_at) == (False, None)


def test_what_wagtail_took_back_at_its_expiry_is_closed(career_site):
    over = live_vacancy()
    Vacancy.objects.update(live=False, expired=True)
    assert close_expired() == 1
    over.refresh_from_db()
    assert over.closed_reason == "expired"


def test_other_items_are_none_of_its_business(career_site):
    other = live_item()
    live_vacancy()
    other.refresh_from_db()
    assert other.is_offered


@pytest.mark.parametrize("most", [2, 1])
def test_another_address_by_the_settings(career_site, django_capture_on_commit_callbacks, monkeypatch, most):
    """Few are asked at once, many by maintenance: nobody who saves the settings waits for thousands."""
    monkeypatch.setattr("wagtail_advocacy.recruitment.signal_handlers.MOST_AT_ONCE", most)
    vacancies = [live_vacancy(), live_vacancy()]
    with django_capture_on_commit_callbacks(execute=True):
        AdvocacySettings.objects.get(site=career_site).delete()
    addresses = {items_of(each).get().address for each in vacancies}
    now_applied_elsewhere = {each.apply_url for each in vacancies}
    assert (addresses == now_applied_elsewhere) == (most == 2)
    refresh_targets()
    assert {items_of(each).get().address for each in vacancies} == now_applied_elsewhere
