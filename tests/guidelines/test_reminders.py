"""Letters about a policy that somebody has not agreed to: few, a week apart, and none to who wants none."""

import logging
import threading
from datetime import timedelta
from unittest.mock import patch

import django
import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from wagtail.users.models import UserProfile

from tests.factories import AdvocateFactory, UserFactory
from tests.guidelines.conftest import avoid, publish
from wagtail_advocacy.actions import erase, leave
from wagtail_advocacy.guidelines import reminders
from wagtail_advocacy.guidelines.actions import acknowledge, forget_old_reminders, send_reminders
from wagtail_advocacy.guidelines.models import Reminder
from wagtail_advocacy.models import Advocate
from wagtail_advocacy.sharing.preferences import end_pause, pause

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    """A mail server that is down, and says to whom it could not deliver."""

    tried = 0

    def send_messages(self, messages):
        type(self).tried += 1
        raise ConnectionRefusedError(f"no way to {messages[0].to[0]}")


class Moody(EmailBackend):
    """Refuses the first letter of each run."""

    refuses = True

    def send_messages(self, messages):
        if type(self).refuses:
            type(self).refuses = False
            raise OSError(messages[0].to[0])
        return super().send_messages(messages)


def deliver_by(settings, backend):
    path = f"{__name__}.{backend.__name__}"
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": path}}
    else:
        settings.EMAIL_BACKEND = path


@pytest.fixture
def anna(db):
    return AdvocateFactory(user=UserFactory(username="anna", email="anna@example.com")).user


@pytest.fixture
def told(policy):
    """A policy about which people get two letters at most."""
    return policy(title="Social media", reminders=2)


def to() -> list[str]:
    return [each.to[0] for each in mail.outbox]


def test_who_has_not_agreed_gets_a_letter(anna, told):
    assert send_reminders() == 1

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["anna@example.com"], "Please read: Social media")
    assert reverse("wagtail_advocacy:policy", args=[told.pk]) in letter.body
    assert "http://testserver/" in letter.body
    assert "at most" in letter.body
    assert "Your organisation sees how many have agreed, not who." in letter.body
    assert reverse("wagtail_advocacy:me") in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "anna" not in letter.subject + letter.body


def test_the_letter_is_readable_as_it_is(anna, policy):
    policy(title="R&D <social>", reminders=1)
    policy(title="Brand", reminders=3)

    send_reminders()

    [letter] = mail.outbox
    assert letter.subject == "Please read our guidelines"
    assert "– Brand\n– R&D <social>\n" in letter.body
    assert reverse("wagtail_advocacy:policies") in letter.body
    assert "\n\n\n" not in letter.body.strip()
    assert "3 letters" in letter.body


@pytest.mark.parametrize("days", [0, 1, 6])
def test_a_second_run_within_a_week_writes_to_nobody(anna, told, later, days):
    send_reminders()
    later(days=days)

    assert send_reminders() == 0
    assert len(mail.outbox) == 1


def test_no_more_than_announced(anna, told, later):
    for _week in range(5):
        send_reminders()
        later(days=7, minutes=1)

    assert len(mail.outbox) == 2
    assert Reminder.objects.get().times == 2


def test_a_week_apart_whatever_they_are_about(anna, told, policy, later):
    send_reminders()
    later(days=3)
    policy(title="Brand", reminders=1)

    assert send_reminders() == 0
    later(days=4, minutes=1)
    assert send_reminders() == 1
    assert "Brand" in mail.outbox[1].body


def test_better_words_bring_no_letters_anew(anna, told, later):
    for _week in range(2):
        send_reminders()
        later(days=8)
    publish(told, body=[avoid("cheap")], asks_again="no", what_changed="Better words.")

    assert send_reminders() == 0
    publish(told, body=[avoid("best")], asks_again="yes", what_changed="A new rule.")
    assert send_reminders() == 1


def test_it_says_that_something_changed(anna, told):
    acknowledge(anna, [told.versions.get()])
    publish(told, body=[avoid("cheap")], asks_again="yes", what_changed="A new rule.")

    send_reminders()

    assert "this has changed since you agreed to it" in mail.outbox[0].body


def no_address(user):
    get_user_model().objects.filter(pk=user.pk).update(email="")


def no_account(user):
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("reason", [leave, erase, no_address, no_account, lambda user: pause(user, None)])
def test_nobody_is_written_to_who_left_paused_or_has_no_mail(anna, told, reason):
    reason(anna)

    assert send_reminders() == 0
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_after_a_pause_it_goes_on(anna, told):
    pause(anna, timezone.localdate())
    assert send_reminders() == 0
    end_pause(anna)
    assert send_reminders() == 1


def test_who_agreed_or_never_joined_gets_none(anna, told):
    acknowledge(anna, [told.versions.get()])
    UserFactory()

    assert send_reminders() == 0


@pytest.mark.parametrize(
    "changes", [{"reminders": 0}, {"reminders": 2, "asks_from": timezone.localdate() + timedelta(days=3)}]
)
def test_without_a_budget_or_before_its_day_nobody_is_written_to(anna, policy, changes):
    policy(**changes)

    assert send_reminders() == 0


def test_a_policy_that_is_taken_back_asks_nobody(anna, told):
    told.unpublish()

    assert send_reminders() == 0


class TestWhenMailFails:
    def test_a_server_that_is_down_loses_few_letters_and_names_nobody(self, anna, told, settings, caplog):
        AdvocateFactory.create_batch(9)
        deliver_by(settings, Down)
        Down.tried = 0

        with caplog.at_level(logging.DEBUG):
            assert send_reminders() == 0

        assert Down.tried == Reminder.objects.count() == 3
        assert "ConnectionRefusedError" in caplog.text
        assert "example.com" not in caplog.text

    def test_one_refused_letter_stops_no_other(self, anna, told, settings, caplog):
        AdvocateFactory.create_batch(2)
        deliver_by(settings, Moody)
        Moody.refuses = True

        assert send_reminders() == 2
        # A letter too few is better than one every day.
        assert send_reminders() == 0
        assert "example.com" not in caplog.text

    def test_a_crash_in_the_middle_writes_to_nobody_twice(self, told, settings):
        AdvocateFactory.create_batch(4)
        crashes = iter([None, KeyboardInterrupt(), None, None, None])

        def send(message, **kwargs):
            if crash := next(crashes):
                raise crash
            return original(message, **kwargs)

        original = mail.EmailMessage.send
        with patch.object(mail.EmailMessage, "send", send):
            with pytest.raises(KeyboardInterrupt):
                send_reminders()
            assert send_reminders() == 2

        assert len(to()) == len(set(to())) == 3

    def test_an_address_that_is_none_is_no_error(self, anna, told):
        get_user_model().objects.update(email="anna@example.com\nBcc: all@example.com")

        assert send_reminders() == 0
        assert mail.outbox == []


def in_spanish(letter) -> bool:
    """A letter whose date is written as in Spain."""
    return f" de {timezone.localdate().year}" in letter.body or f" de {timezone.localdate().year + 1}" in letter.body


class TestLanguage:
    def test_in_the_language_of_the_policy(self, anna, told):
        told.locale.language_code = "es"
        told.locale.save()
        publish(told, title="Redes sociales", asks_again="yes", what_changed="Todo.")

        send_reminders()

        assert in_spanish(mail.outbox[0])

    def test_or_in_the_one_that_somebody_chose(self, anna, told):
        UserProfile.objects.create(user=anna, preferred_language="es")
        other = AdvocateFactory().user
        UserProfile.objects.create(user=other, preferred_language="xx")

        send_reminders()

        assert [in_spanish(each) for each in mail.outbox] == [True, False]


def test_the_address_is_that_of_the_programme(anna, policy, settings):
    site = Site.objects.get()
    site.hostname, site.port = "intranet.example.com", 443
    site.save()
    policy(reminders=1, site=site)

    send_reminders()

    assert "https://intranet.example.com/" in mail.outbox[0].body


def test_without_an_address_in_the_settings_it_is_the_default_sites(anna, told, settings):
    del settings.WAGTAILADMIN_BASE_URL

    send_reminders()

    assert f"{Site.objects.get().root_url}/" in mail.outbox[0].body


def test_those_who_waited_longest_come_first(told, later, monkeypatch):
    monkeypatch.setattr(reminders, "MOST_AT_ONCE", 3)
    AdvocateFactory.create_batch(5)

    assert send_reminders() == 3
    later(days=8)
    assert send_reminders() == 3

    assert len(set(to())) == 5


@pytest.mark.large
def test_ten_thousand_members_take_queries_by_the_chunk(told, monkeypatch):
    monkeypatch.setattr(reminders, "MOST_AT_ONCE", 0)
    AdvocateFactory()
    send_reminders()
    with CaptureQueriesContext(connection) as few:
        send_reminders()
    User = get_user_model()
    users = User.objects.bulk_create(
        User(username=f"member{each}", email=f"member{each}@example.com") for each in range(10_000)
    )
    Advocate.objects.bulk_create(Advocate(user=user, consent_version="1", consent_text="Yes.") for user in users)

    with CaptureQueriesContext(connection) as many:
        send_reminders()

    # Four more for each further chunk of 500.
    assert len(many) - len(few) == 4 * 20


def test_the_daily_job_sends_them_once(anna, told):
    for _ in range(2):
        call_command("advocacy_maintenance", only="guidelines.reminders", force=True, verbosity=0)

    assert to() == ["anna@example.com"]


@pytest.mark.services
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_write_once(transactional_db, policy):
    policy(reminders=2)
    people = [AdvocateFactory().user for _ in range(5)]
    barrier, errors = threading.Barrier(2), []

    def run():
        try:
            barrier.wait()
            send_reminders()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sorted(to()) == sorted(each.email for each in people)
    assert set(Reminder.objects.values_list("times", flat=True)) == {1}


class TestForgetting:
    def test_what_a_newer_question_replaced_is_forgotten(self, anna, told, later):
        send_reminders()
        publish(told, body=[avoid("best")], asks_again="yes", what_changed="A new rule.")

        assert forget_old_reminders() == 0  # Not within the week.
        later(days=8)
        assert forget_old_reminders() == 1

    def test_what_still_counts_stays(self, anna, told, later):
        send_reminders()
        publish(told, body=[avoid("best")], asks_again="no", what_changed="Better words.")
        told.unpublish()
        later(days=80)

        assert forget_old_reminders() == 0

    def test_a_policy_that_is_gone_takes_them_along(self, anna, told, later):
        send_reminders()
        told.delete()
        later(days=8)

        assert forget_old_reminders() == 1
