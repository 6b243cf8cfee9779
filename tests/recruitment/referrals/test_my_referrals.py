"""“My referrals” shows one's own, and as much of it as the programme has decided."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import ClickFactory, UserFactory, default_site, live_vacancy
from tests.recruitment.referrals.conftest import browser_of, shared
from wagtail_advocacy.recruitment.models import RecruitmentSettings, Referral

pytestmark = pytest.mark.django_db(transaction=False)

ADDRESS = "wagtail_advocacy:my_referrals"


@pytest.fixture
def member(colleague):
    return browser_of(colleague)


def page_of(client):
    return " ".join(client.get(reverse(ADDRESS)).content.decode().split())


def sees(what):
    RecruitmentSettings.objects.update_or_create(site=default_site(), defaults={"referrer_sees": what})


@pytest.mark.smoke
@pytest.mark.projects("own_base")
def test_nothing_yet(member):
    assert "No vacancy shared yet" in page_of(member)


@pytest.mark.parametrize(
    ("what", "state", "bonus"), [("counts", False, False), ("states", True, False), ("bonus", True, True)]
)
def test_as_much_as_the_programme_shows(hired, member, share, what, state, bonus):
    ClickFactory(link=share.link)
    sees(what)
    page = page_of(member)
    assert "Night chemist" in page
    assert ("<strong>Stayed</strong>" in page) is state
    assert ("Your bonus of 1,500 EUR is due, and waits to be approved." in page) is bonus
    assert ("Be kind." in page) is bonus


@pytest.mark.parametrize(
    ("bonus", "sentence"),
    [("pending", "is due on"), ("approved", "will be paid"), ("paid", "was paid"), ("forfeited", "will not be paid")],
)
def test_the_bonus_in_words(hired, member, bonus, sentence):
    sees("bonus")
    Referral.objects.update(bonus=bonus)
    assert sentence in page_of(member)


def test_never_somebody_elses(hired, vacancy):
    sees("bonus")
    other = UserFactory()
    shared(vacancy, other, "x")
    page = page_of(browser_of(other))
    assert "Night chemist" in page
    assert "Stayed" not in page
    assert "Your bonus" not in page


def test_the_way_there(share, member):
    assert reverse(ADDRESS) in member.get(reverse("wagtail_advocacy:me")).content.decode()
    other = browser_of(UserFactory()).get(reverse("wagtail_advocacy:me")).content.decode()
    assert reverse(ADDRESS) not in other


def test_who_erases_is_told_what_they_lose(hired, member):
    page = " ".join(member.get(reverse("wagtail_advocacy:me")).content.decode().split())
    assert "Bonuses that are not paid yet" in page
    assert "1,500 EUR" in page
    Referral.objects.update(bonus="paid")
    assert "Bonuses that are not paid yet" not in member.get(reverse("wagtail_advocacy:me")).content.decode()


def test_queries(hired, member, colleague):
    page_of(member)
    with CaptureQueriesContext(connection) as one:
        page_of(member)
    for _number in range(4):
        shared(live_vacancy(), colleague)
    with CaptureQueriesContext(connection) as five:
        page_of(member)
    assert len(one) == len(five)
