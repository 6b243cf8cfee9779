"""A live vacancy with a bonus, a colleague who shared it, and a recruiting system that reports what came of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory, live_vacancy, started_share
from tests.tracking.signed import KEY, send
from wagtail_advocacy.library.actions import items_of
from wagtail_advocacy.recruitment.models import Referral


@pytest.fixture
def reporting(settings):
    """The recruiting system may report conversions."""
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "WEBHOOK_KEYS": {"recruiting": KEY}}


@pytest.fixture
def vacancy(career_site):
    return live_vacancy(title="Night chemist", bonus_amount=1500, bonus_currency="EUR", bonus_conditions="Be kind.")


@pytest.fixture
def colleague(db):
    return UserFactory(username="quietfern")


@pytest.fixture
def share(vacancy, colleague):
    return shared(vacancy, colleague)


def shared(vacancy, user, network="linkedin", days_ago=3):
    """A share of `vacancy` by `user`, started so many days ago."""
    item = items_of(vacancy).get()
    return started_share(user, item, network, started_at=timezone.now() - timedelta(days=days_ago))


@pytest.fixture
def report(reporting, django_capture_on_commit_callbacks):
    """`report(kind, share, …)` sends one signed message, and returns the referrals there are then."""
    number = iter(range(1, 1000))

    def send_one(kind, share, *, identity=None, at=None, **more):
        message = {"kind": kind, "codes": share.link.code, **more}
        if at:
            message["at"] = at.isoformat()
        with django_capture_on_commit_callbacks(execute=True):
            answer = send(message, identity=identity or f"msg_{next(number)}")
        assert answer.status_code in (200, 201, 202), answer.content
        return list(Referral.objects.order_by("pk"))

    return send_one


def path_of(referral, part="state"):
    """The steps of a referral: where each led."""
    return [step.after for step in referral.steps.filter(part=part)]


ROOM = "wagtail_advocacy_recruitment"
RECORD = f"{ROOM}:record"


def person(*permissions, **fields):
    """Somebody with an admin account and these permissions of the room, and their browser."""
    user = UserFactory(**fields)
    for each in ("wagtailadmin.access_admin", *permissions):
        app, _, codename = each.rpartition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app or ROOM, codename=codename))
    return user, browser_of(user)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def recruiter(db):
    """The browser of somebody who looks after referrals."""
    return person("view_referral", "change_referral", username="recruiter")[1]


@pytest.fixture
def hired(report, share):
    """An application that led to a hire, whose bonus is due."""
    [referral] = report("hire", share, reference="A-1001")
    Referral.objects.update(bonus="eligible", state="retained")
    referral.refresh_from_db()
    return referral


def press(client, name, referral, **form):
    """Press a button of a referral's page, and return what is said then."""
    answer = client.post(reverse(f"{ROOM}:{name}", args=[referral.pk]), form, follow=True)
    referral.refresh_from_db()
    if answer.status_code != 200 or "messages" not in answer.context:
        return ""
    return " ".join(str(each) for each in answer.context["messages"])


def page_of(client, vacancy):
    return client.get(reverse(RECORD), {"vacancy": vacancy.pk})


def key_of(client, vacancy):
    return BeautifulSoup(page_of(client, vacancy).content, "html.parser").select_one("[name=key]")["value"]


def record(client, vacancy, **form):
    form.setdefault("key", key_of(client, vacancy))
    return client.post(f"{reverse(RECORD)}?vacancy={vacancy.pk}", form, follow=True)
