"""What a vacancy is told by the world survives drafts, copies and translations; people who go are cut out of them."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, Revision

from tests.factories import UserFactory, VacancyFactory, live_vacancy
from wagtail_advocacy.actions import erase
from wagtail_advocacy.library.actions import items_of, refresh_targets
from wagtail_advocacy.recruitment.actions import VacancyNotOpen, close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.models import Vacancy, VacancyFeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(career_site):
    return VacancyFeed.objects.create(
        title="Board", kind="greenhouse", address="https://x.example.com", site=career_site, locale=Locale.get_default()
    )


def test_a_draft_from_before_the_import_does_not_steal_the_source(feed):
    vacancy = live_vacancy()
    draft = vacancy.save_revision(clean=False)
    known = {"feed": feed, "source_id": "7", "source_hash": "abc", "detached": ["title"], "seen_at": timezone.now()}
    Vacancy.objects.filter(pk=vacancy.pk).update(**known)
    Revision.objects.get(pk=draft.pk).publish()

    stored = Vacancy.objects.get(pk=vacancy.pk)
    # The next import compares what the draft says with what the feed does.
    assert {name: getattr(stored, name) for name in known} == {**known, "source_hash": ""}


def test_a_translation_starts_anew(feed, settings, django_capture_on_commit_callbacks):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    spanish = Locale.objects.create(language_code="es")
    author = UserFactory()
    vacancy = live_vacancy(captions=["My team is hiring."], owner=author, feed=feed, source_id="7")
    with django_capture_on_commit_callbacks(execute=True):
        translated = vacancy.copy_for_translation(spanish)
        translated.save()

    stored = Vacancy.objects.get(pk=translated.pk)
    assert (stored.live, stored.feed_id, stored.source_id, stored.first_published_at) == (False, None, None, None)
    assert stored.owner == author
    assert stored.where == vacancy.where
    assert [each.text for each in stored.captions.all()] == ["My team is hiring."]
    assert not items_of(stored).exists()


def test_closed_while_it_waits_for_somebody(career_site, recruitment_workflow):
    author = UserFactory(admin=True)
    vacancy = live_vacancy(owner=author)
    vacancy.title = "Chemist for the night"
    vacancy.save_revision(user=author)
    state = recruitment_workflow.start(vacancy, author)
    close_vacancy(vacancy, Vacancy.ClosedReason.FILLED)
    state.refresh_from_db()
    assert state.status == state.STATUS_CANCELLED


def test_closed_twice(career_site):
    vacancy = live_vacancy()
    close_vacancy(vacancy, Vacancy.ClosedReason.FILLED, hired=1)
    with pytest.raises(VacancyNotOpen, match="is closed already"):
        close_vacancy(vacancy, Vacancy.ClosedReason.WITHDRAWN)
    stored = Vacancy.objects.get()
    assert (stored.closed_reason, stored.hired) == ("filled", 1)
    reopen_vacancy(stored)
    with pytest.raises(VacancyNotOpen, match="is not closed"):
        reopen_vacancy(stored)


def test_a_deleted_one_is_withdrawn(career_site, django_capture_on_commit_callbacks):
    vacancy = live_vacancy()
    item = items_of(vacancy).get()
    with django_capture_on_commit_callbacks(execute=True):
        vacancy.delete()
    item.refresh_from_db()
    assert item.withdrawn_at
    assert not item.target.is_open


def test_what_nobody_signalled_is_found_by_maintenance(career_site):
    vacancy = live_vacancy()
    Vacancy.objects.filter(pk=vacancy.pk).update(closed_at=timezone.now(), closed_reason="filled")
    refresh_targets()
    item = items_of(vacancy).get()
    assert item.withdrawn_at
    assert not item.target.is_open


@pytest.mark.parametrize("role", ["hiring_manager", "recruiter", "owner"])
def test_who_erases_their_data_is_in_no_draft_any_more(career_site, role):
    person, other = UserFactory(), UserFactory()
    vacancy = VacancyFactory(**{"hiring_manager": other, "recruiter": other, "owner": other, role: person})
    revision = vacancy.save_revision(clean=False)
    erase(person)

    stored = Vacancy.objects.get()
    revision.refresh_from_db()
    kept = {"hiring_manager", "recruiter", "owner"} - {role}
    assert getattr(stored, role) is None
    assert revision.content[role] is None
    assert all(getattr(stored, name) == other for name in kept)
    assert all(revision.content[name] == other.pk for name in kept)


def test_nor_whose_account_is_deleted(career_site):
    manager = UserFactory()
    vacancy = VacancyFactory(hiring_manager=manager)
    revision = vacancy.save_revision(clean=False)
    manager.delete()
    revision.publish()
    stored = Vacancy.objects.get()
    assert stored.live
    assert stored.hiring_manager is None
