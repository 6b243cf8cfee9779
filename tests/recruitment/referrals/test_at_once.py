"""Several messages about one application at one moment make one referral, and two people at one moment one payment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.factories import UserFactory
from tests.recruitment.referrals.conftest import shared
from tests.tracking.signed import send
from wagtail_advocacy.recruitment.models import Referral
from wagtail_advocacy.recruitment.referrals.bonus import BonusRefused, change_bonus
from wagtail_advocacy.tracking.models import Conversion

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

AT_ONCE = 6


def at_once(*deeds):
    """Do all of them in the same moment, each in a thread of its own, and return what came of each."""
    barrier = Barrier(len(deeds))

    def go(deed):
        try:
            barrier.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(go, deeds))


def test_messages(reporting, vacancy, colleague):
    code = shared(vacancy, colleague).link.code

    def message(number):
        kind = "application" if number % 2 else "hire"
        body = {"kind": kind, "codes": code, "reference": "A-1001"}
        return lambda: send(body, identity=f"msg_{number}").status_code

    assert set(at_once(*map(message, range(AT_ONCE)))) == {200}
    assert Conversion.objects.count() == 2
    [referral] = Referral.objects.all()
    assert (referral.state, referral.bonus) == ("hired", "pending")
    assert referral.steps.filter(part="state").count() == 2
    assert referral.steps.filter(part="bonus").count() == 1


def test_payments(reporting, vacancy, colleague):
    referral = Referral.objects.create(
        site=vacancy.site, vacancy=vacancy, title="Chemist", share=shared(vacancy, colleague), bonus="eligible"
    )
    change_bonus(referral, "approved", UserFactory(admin=True), "The three months are over.")
    people = [UserFactory(admin=True) for _number in range(AT_ONCE)]

    def pay(user):
        def deed():
            try:
                return change_bonus(referral, "paid", user, "With the salary of May.").bonus
            except BonusRefused:
                return "refused"

        return deed

    assert sorted(at_once(*map(pay, people))) == ["paid", *["refused"] * (AT_ONCE - 1)]
    assert referral.steps.filter(after="paid").count() == 1
