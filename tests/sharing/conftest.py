"""Colleagues in their browsers, and a clock that can be moved."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

# The link host knows nothing of sharing.
collect_ignore_glob = ["test_*.py"] if settings.ADVOCACY_PROJECT == "link_host" else []


class Colleague:
    """Somebody in front of a browser."""

    def __init__(self, user, client=None):
        self.user = user
        self.client = client or Client()
        self.client.force_login(user)

    def open(self, item, **query):
        return self.client.get(reverse("wagtail_advocacy:share", args=[item.pk]), query)

    def form(self, item, network=""):
        """What the dialog of `item` would send, for its first network or the one named."""
        form = form_of(self.open(item))
        return form_of(self.switch(item, form, network)) if network else form

    def switch(self, item, form, network, **changes):
        sent = {**form, **changes, "switch": network}
        return self.client.post(reverse("wagtail_advocacy:share", args=[item.pk]), sent)

    def start(self, item, form=None, joins=True, **changes):
        sent = {**(form or self.form(item)), **({"join": "on"} if joins else {}), **changes, "start": "1"}
        return self.client.post(reverse("wagtail_advocacy:share", args=[item.pk]), sent)

    def share(self, item, network="linkedin", **changes):
        """Go all the way and return the share."""
        from wagtail_advocacy.sharing.models import Share

        response = self.start(item, self.form(item, network), **changes)
        assert response.status_code == 302, response.content
        return Share.objects.get(link__code=response.url.split("/")[-2])


def deed(colleague, item, form, name, value="1"):
    """What the dialog answers when somebody presses another of its buttons."""
    return colleague.client.post(reverse("wagtail_advocacy:share", args=[item.pk]), {**form, name: value})


def form_of(response) -> dict[str, str]:
    """The fields that a browser would send from the dialog in `response`."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form.wa-share__form")
    assert form, response.content
    fields = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    return {**fields, "words": form.select_one("textarea[name=words]").text}


def said(response) -> str:
    """The sentence that tells why nothing was shared."""
    return BeautifulSoup(response.content, "html.parser").select_one("[role=alert]").text


def kept_words(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("textarea").text


def shares() -> int:
    from wagtail_advocacy.links.models import Link
    from wagtail_advocacy.sharing.models import Share

    assert Share.objects.count() == Link.objects.count()
    return Share.objects.count()


@pytest.fixture
def programme(db):
    """The default site's programme, with a few networks in an order of its own."""
    from tests.factories import default_site
    from wagtail_advocacy.models import AdvocacySettings, SiteNetwork

    mine = AdvocacySettings.for_site(default_site())
    mine.site_networks = [
        SiteNetwork(network=key, sort_order=place)
        for place, key in enumerate(["linkedin", "x", "mastodon", "email", "copy_link"])
    ]
    mine.save()
    return mine


@pytest.fixture
def item(programme):
    from tests.factories import live_item

    return live_item()


@pytest.fixture
def anna(programme):
    from tests.factories import UserFactory

    return Colleague(UserFactory(username="anna", first_name="Anna", last_name="Ångström", email="anna@example.com"))


@pytest.fixture
def ben(programme):
    from tests.factories import UserFactory

    return Colleague(UserFactory(username="ben", email="ben@example.com"))


@pytest.fixture
def later(monkeypatch):
    """`later(days=1)` moves the clock of Django and of its signatures on; it stands still from then on."""

    def travel(**delta):
        return at(timezone.now() + timedelta(**delta))

    def at(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=moment.timestamp))
        return moment

    travel.at = at
    return travel


@pytest.fixture
def registered(monkeypatch):
    """Empty lists of caption checks, share gates and what belongs to them, for this test alone."""
    from wagtail_advocacy import registries

    for name in ("caption_checks", "share_gates", "disputes", "basis_texts"):
        monkeypatch.setattr(registries, name, [])
    return registries


@pytest.fixture
def policy(monkeypatch):
    """A policy that every share is checked against, and that knows what its versions said."""
    from tests.sharing.evidence import Policy
    from wagtail_advocacy import registries

    made = Policy()
    monkeypatch.setattr(registries, "caption_checks", [made.check])
    monkeypatch.setattr(registries, "basis_texts", [made.text])
    made.publish("3", rules=["Say that you work here."], body="Be kind – and “clear”.")
    return made


@pytest.fixture
def switched_on(settings):
    """Evidence is kept here."""
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "EVIDENCE": True}


@pytest.fixture
def keeper(programme, switched_on):
    """Who may export evidence."""
    from tests.sharing.test_report import staff

    return staff("wagtail_advocacy_sharing.export_evidence")


@pytest.fixture
def shared(anna, item, policy, switched_on, later):
    """What Anna shared on the fourteenth of February 2026, told that it is kept; the clock stands in April."""
    later.at(datetime(2026, 2, 14, 12, tzinfo=UTC))
    share = anna.share(item, "x", words="Our water is clean – \N{DROPLET} “really”.")
    later.at(datetime(2026, 4, 2, 9, tzinfo=UTC))
    return share
