"""What a recruiting system reports makes and moves referrals: each application once, and never backwards."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import UserFactory, live_item, live_vacancy, started_share
from tests.recruitment.referrals.conftest import path_of, shared
from tests.tracking.signed import OTHER, refused, send, wrong
from tests.tracking.test_conversion_csv import HEAD, look, press_import
from wagtail_advocacy.recruitment.models import Referral
from wagtail_advocacy.recruitment.referrals.due import follow_missed, missed
from wagtail_advocacy.tracking.models import Conversion

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.mark.smoke
def test_from_the_application_to_the_hire(report, share, vacancy):
    [referral] = report("application", share, reference="A-1001")
    assert (referral.vacancy, referral.share, referral.network) == (vacancy, share, "linkedin")
    assert (referral.title, referral.state, referral.bonus) == ("Night chemist", "applied", "none")
    assert referral.reference == ""

    for kind in ("interview", "offer", "hire"):
        [referral] = report(kind, share, reference="A-1001")

    assert path_of(referral) == ["applied", "interview", "offer", "hired"]
    assert (referral.bonus, referral.bonus_amount, referral.bonus_currency) == ("pending", 1500, "EUR")
    hired = timezone.localdate(referral.hired_at)
    assert referral.bonus_due_on.month == (hired.month + 2) % 12 + 1
    assert path_of(referral, "bonus") == ["pending"]


def test_the_reference_is_kept_where_the_site_says_so(report, share, settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CANDIDATE_REFERENCES": True}
    assert report("application", share, reference="A-1001")[0].reference == "A-1001"


class TestOnce:
    def test_replayed(self, report, share):
        report("application", share, identity="msg_same", reference="A-1001", at=timezone.now())
        at = Conversion.objects.get().at
        [referral] = report("application", share, identity="msg_same", reference="A-1001", at=at)
        assert path_of(referral) == ["applied"]

    def test_a_hire_by_webhook_and_by_csv(self, report, share, client, django_capture_on_commit_callbacks):
        report("application", share, reference="A-1001")
        report("hire", share, reference="A-1001")
        client.force_login(UserFactory(admin=True))
        rows = "".join(f"hire,{share.link.code},{timezone.now():%Y-%m-%d},,,{each}\n" for each in ("A-1001", "A-1002"))
        with django_capture_on_commit_callbacks(execute=True):
            press_import(client, look(client, HEAD + rows))
        first, second = Referral.objects.order_by("pk")
        assert path_of(first) == ["applied", "hired"]
        assert path_of(second) == ["hired"]
        assert Conversion.objects.filter(kind="hire").count() == 2

    def test_two_applications_are_two(self, report, share):
        report("application", share, reference="A-1001")
        assert len(report("application", share, reference="A-1002")) == 2

    def test_without_references_the_oldest_moves(self, report, share):
        report("application", share)
        first, second = report("application", share)
        report("hire", share)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == ("hired", "applied")

    def test_a_hire_with_a_reference_takes_the_application_without(self, report, share):
        report("application", share)
        [referral] = report("hire", share, reference="A-1001")
        assert referral.state == "hired"
        [referral] = report("retained", share, reference="A-1001")
        assert referral.state == "retained"

    def test_another_link_with_the_same_reference_is_the_same_application(self, report, share, vacancy):
        other = shared(vacancy, UserFactory(), "x", days_ago=2)
        report("application", share, reference="A-1001")
        [referral] = report("hire", other, reference="A-1001")
        assert (referral.state, referral.share) == ("hired", share)


class TestOutOfOrder:
    def test_an_application_after_its_hire(self, report, share):
        report("hire", share, reference="A-1001")
        [referral] = report("application", share, reference="A-1001")
        assert path_of(referral) == ["hired", "hired"]
        assert referral.steps.filter(part="state").last().why == "@late"
        assert referral.applied_at < referral.moved_at

    def test_a_hire_after_closing(self, report, share):
        [referral] = report("application", share, reference="A-1001")
        Referral.objects.update(state="closed")
        [referral] = report("interview", share, reference="A-1001")
        assert referral.state == "closed"
        [referral] = report("hire", share, reference="A-1001")
        assert (referral.state, referral.bonus) == ("hired", "pending")

    def test_a_hire_months_after_the_click(self, report, vacancy, colleague):
        old = shared(vacancy, colleague, days_ago=200)
        [referral] = report("hire", old, reference="A-1001")
        assert referral.share == old

    def test_an_application_months_after_the_click_is_credited_to_nobody(self, report, vacancy, colleague):
        assert report("application", shared(vacancy, colleague, days_ago=200)) == []


class TestRefused:
    """What tracking refuses makes no referral either."""

    def test_unsigned(self, reporting, share):
        answer = send({"kind": "hire", "codes": share.link.code}, changed={"webhook-signature": ""})
        refused(answer, 401, "unsigned")
        assert not Referral.objects.exists()

    def test_signed_by_somebody_else(self, reporting, share):
        refused(send({"kind": "hire", "codes": share.link.code}, key=OTHER), 401, "signature")
        assert not Referral.objects.exists()

    def test_late(self, reporting, share):
        at = timezone.now() - timedelta(minutes=20)
        refused(send({"kind": "hire", "codes": share.link.code}, at=at), 401, "clock")
        assert not Referral.objects.exists()

    def test_an_unknown_code(self, reporting, share):
        [told] = wrong(send({"kind": "hire", "codes": "zzzzzzzzzz"}))
        assert told["code"] == "unknown_code"
        assert not Referral.objects.exists()

    def test_a_name_as_reference(self, reporting, share):
        [told] = wrong(send({"kind": "hire", "codes": share.link.code, "reference": "Ana Smith"}))
        assert told["code"] == "person"


def test_what_is_no_vacancy_makes_none(report, db):
    assert report("application", started_share(UserFactory(), live_item())) == []


def test_other_kinds_make_none(report, share):
    assert report("lead", share) == []


def test_no_bonus_where_the_vacancy_has_none(report, career_site, colleague):
    [referral] = report("hire", shared(live_vacancy(), colleague))
    assert (referral.bonus, referral.bonus_due_on) == ("none", None)


def test_no_bonus_for_a_share_that_is_nobodys(report, share):
    share.advocate = None
    share.save()
    [referral] = report("hire", share)
    assert referral.bonus == "none"


def test_a_bonus_is_due_on_a_day_that_exists(report, share):
    zone = timezone.get_default_timezone()
    [referral] = report("hire", share, at=timezone.now())
    from wagtail_advocacy.recruitment.referrals.steps import months_after

    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2027, 12, 31), 0) == date(2027, 12, 31)
    assert referral.bonus_due_on == months_after(datetime.now(zone).date(), 3)


def test_what_the_signal_missed_is_followed_by_maintenance(reporting, share):
    send({"kind": "application", "codes": share.link.code, "reference": "A-1001"}, identity="msg_1")
    send({"kind": "lead", "codes": share.link.code}, identity="msg_2")
    assert not Referral.objects.exists()
    call_command("advocacy_maintenance", only="recruitment.referrals")
    [referral] = Referral.objects.all()
    assert referral.state == "applied"
    assert follow_missed() == 0


def test_looking_for_missed_ones_is_one_query(reporting, share, django_assert_num_queries):
    for number in range(5):
        send({"kind": "application", "codes": share.link.code}, identity=f"msg_{number}")
    with django_assert_num_queries(1):
        assert len(missed()) == 5
