"""A programme with a past: people of teams who shared in some month, and what came of it."""

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from tests.factories import ClickFactory, LinkFactory, TeamFactory, default_site
from tests.sharing.conftest import later, programme  # noqa: F401 - the same programme, the same clock

collect_ignore_glob = ["test_*.py"] if settings.ADVOCACY_PROJECT != "full" else []

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
NOVEMBER, OCTOBER, SEPTEMBER = date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1)


@pytest.fixture
def november(later, programme):  # noqa: F811
    """It is noon on the fifteenth of November 2026."""
    later.at(NOW)
    return programme


def shared(person, month=OCTOBER, *, day=12, clicks=0, network="linkedin", team=None, confirmed=False, **fields):
    """`person`, a name, shared something on a day of `month`; people came two hours later."""
    from wagtail_advocacy.sharing.models import Share

    at = datetime(month.year, month.month, day, 9, tzinfo=UTC)
    share = Share.objects.create(
        link=LinkFactory(),
        site=fields.pop("site", None) or default_site(),
        headline="Something",
        network=network,
        language="en",
        team=team,
        joined_month=fields.pop("joined", month),
        sharer_month=uuid5(NAMESPACE_URL, f"{person} {month:%Y-%m}"),
        started_at=at,
        confirmed_at=at + timedelta(hours=1) if confirmed else None,
        **fields,
    )
    ClickFactory.create_batch(clicks, link=share.link, at=at + timedelta(hours=2))
    return share


def shared_by(number, month=OCTOBER, *, team=None, **fields):
    """So many people of a team shared once each."""
    name = team.name if team else "nobody"
    return [shared(f"{name} {place}", month, team=team, **fields) for place in range(number)]


def counted(day, users, enrolled, team=None):
    """What the headcount of a day says."""
    from wagtail_advocacy.models import Headcount

    return Headcount.objects.create(site=default_site(), team=team, day=day, users=users, enrolled=enrolled)


@pytest.fixture
def teams(programme):  # noqa: F811
    """Makes teams: `teams("Water", "Air")`."""
    return lambda *names: [TeamFactory(name=name) for name in names]


@pytest.fixture
def lead(november):
    """Who was given the right to see the programme, and nothing else."""
    from tests.sharing.test_report import staff

    return staff("wagtail_advocacy_tracking.view_programme")


def address(**query):
    return reverse("wagtail_advocacy_tracking:programme", query=query)


class Page:
    """The report as it is read."""

    def __init__(self, response):
        assert response.status_code == 200, response
        self.soup = BeautifulSoup(response.content, "html.parser")

    def section(self, key):
        return self.soup.select_one(f"section#{key}")

    def number(self, label):
        """Value, comparison and what it was made of, of the figure called `label`."""
        found = next(each for each in self.soup.select(".wa-number") if each.dt.get_text(strip=True) == label)
        return [each.get_text(" ", strip=True) for each in found.select("dd")]

    def how(self, label):
        found = next(each for each in self.soup.select(".wa-number") if each.dt.get_text(strip=True) == label)
        return found.select_one("details p").get_text(" ", strip=True)

    def rows(self, key):
        """The rows of a table, without its head."""
        table = self.soup.select_one(f"table[aria-labelledby=table-{key}]")
        rows = table.select("tbody tr") if table else []
        return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]

    def text(self, selector="main"):
        return " ".join(self.soup.select_one(selector).get_text(" ", strip=True).split())


def read(client, **query):
    return Page(client.get(address(**query)))


def of_october(client):
    return read(client, **{"from": "2026-10"})
