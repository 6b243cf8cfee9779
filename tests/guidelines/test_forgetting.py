"""What is kept of people's agreement, and of their disputes, ends by itself."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from tests.factories import AdvocateFactory, UserFactory
from tests.guidelines.conftest import avoid
from wagtail_advocacy.guidelines.actions import (
    acknowledge,
    count_hits,
    forget_old_acknowledgements,
    forget_old_disputes,
)
from wagtail_advocacy.guidelines.models import Acknowledgement, Dispute, RuleTally

pytestmark = [pytest.mark.django_db, pytest.mark.projects("own_base")]


@pytest.fixture
def version(policy):
    return policy(avoid("cheap", id="cheap")).versions.get()


def somebody(version):
    # The key of an account need not be a number.
    user = AdvocateFactory(user=UserFactory()).user
    acknowledge(user, [version])
    return user


def switch(user, on):
    get_user_model()._base_manager.filter(pk=user.pk).update(is_active=on)


def days_ago(**since):
    Acknowledgement.objects.filter(**since).update(inactive_since=timezone.localdate() - timedelta(days=370))


def test_a_year_after_the_account_was_switched_off(version):
    gone, here = somebody(version), somebody(version)
    switch(gone, False)

    assert forget_old_acknowledgements() == 0
    assert Acknowledgement.objects.get(user=gone).inactive_since == timezone.localdate()
    days_ago(user=gone)
    assert forget_old_acknowledgements() == 1
    assert [each.user_id for each in Acknowledgement.objects.all()] == [here.pk]


def test_the_first_day_is_kept_by_later_nights(version):
    user = somebody(version)
    switch(user, False)
    forget_old_acknowledgements()
    Acknowledgement.objects.update(inactive_since=timezone.localdate() - timedelta(days=100))

    forget_old_acknowledgements()

    assert Acknowledgement.objects.get().inactive_since == timezone.localdate() - timedelta(days=100)


def test_who_comes_back_in_time_keeps_it(version):
    user = somebody(version)
    switch(user, False)
    forget_old_acknowledgements()
    days_ago(user=user)
    switch(user, True)

    assert forget_old_acknowledgements() == 0
    assert Acknowledgement.objects.get().inactive_since is None


def test_exactly_a_year_is_not_longer_than_a_year(version, later):
    user = somebody(version)
    switch(user, False)
    forget_old_acknowledgements()
    first = timezone.localdate()

    later(days=365)
    assert forget_old_acknowledgements() == 0
    later(days=2)
    assert (timezone.localdate() - first).days == 367
    assert forget_old_acknowledgements() == 1


def test_the_account_and_the_version_stay(version):
    user = somebody(version)
    switch(user, False)
    forget_old_acknowledgements()
    days_ago(user=user)
    forget_old_acknowledgements()

    assert get_user_model()._base_manager.filter(pk=user.pk).exists()
    version.refresh_from_db()


def test_disputes_and_hits_after_two_years(version):
    today = timezone.localdate()
    old, young = today - timedelta(days=732), today - timedelta(days=700)
    for day in (old, young):
        Dispute.objects.create(policy=version.policy, version=1, rule="cheap", sentence="…", because="No.", day=day)
    count_hits([(version.policy_id, "cheap"), (version.policy_id, "")])
    RuleTally.objects.filter(rule="cheap").update(day=old)

    assert forget_old_disputes() == 2
    assert [each.day for each in Dispute.objects.all()] == [young]
    assert [each.rule for each in RuleTally.objects.all()] == [""]


def test_the_nightly_jobs_do_it(version):
    user = somebody(version)
    switch(user, False)
    Dispute.objects.create(version=1, rule="x", sentence="…", because="No.", day=timezone.localdate() - timedelta(800))

    for name in ("acknowledgements", "disputes", "letters"):
        call_command("advocacy_maintenance", only=f"guidelines.{name}", force=True, verbosity=0)

    assert Acknowledgement.objects.get().inactive_since
    assert not Dispute.objects.exists()
