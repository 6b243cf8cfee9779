"""Policies as somebody publishes them, block by block."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

# Only a site with guidelines has them; the engine alone is tested in `full`.
collect_ignore_glob = [] if apps.is_installed("wagtail_advocacy.guidelines") else ["test_*.py"]
# Its models are the full project's own.
collect_ignore = [] if settings.ADVOCACY_PROJECT == "full" else ["test_check_task.py"]


def block(kind: str, **value) -> dict:
    """A block of a body; `id` becomes the key of its rule."""
    return {"type": kind, "value": value, "id": value.pop("id", None) or str(uuid.uuid4())}


def introduction(text: str = "Share what you like.", **value) -> dict:
    return block("introduction", **{"text": f"<p>{text}</p>", **value})


def avoid(*words: str, **value) -> dict:
    """A rule that minds these words, the first of which stands in its bad example."""
    words = words or ("guaranteed",)
    said = {
        "sentence": f"Leave out “{words[0]}”.",
        "severity": "should",
        "words": "\n".join(words),
        "passes": "We did our best.",
        "fails": f"We did it {words[0]}.",
    }
    return block("avoided_term", **{**said, **value})


def publish(policy, **changes):
    """Publish `policy` as an editor does, with these changes, and return the version that applies then."""
    for name, value in changes.items():
        if name == "body":
            policy.body = policy.body.stream_block.to_python(value)
        else:
            setattr(policy, name, value)
    policy.save_revision(clean=False).publish()
    policy.refresh_from_db()
    return policy.versions.order_by("number").last()


def staff(*permissions, **fields):
    """Somebody with an admin account and these permissions, in front of a browser."""
    from tests.factories import UserFactory

    user = UserFactory(**fields)
    for each in ("wagtailadmin.access_admin", *permissions):
        app, codename = each.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client = Client()
    client.force_login(user)
    return client


def table(response) -> list[list[str]]:
    """The cells of the listing in `response`."""
    rows = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]


def exported(client, address, **query) -> list[list[str]]:
    """The rows of the CSV, heading first, after a look that the XLSX has the same."""
    answers = {each: client.get(address, {**query, "export": each}) for each in ("csv", "xlsx")}
    bodies = {each: b"".join(answer.streaming_content) for each, answer in answers.items()}
    rows = list(csv.reader(io.StringIO(bodies["csv"].decode())))
    sheet = load_workbook(io.BytesIO(bodies["xlsx"])).active
    cells = [["" if each is None else str(each) for each in row] for row in sheet.iter_rows(values_only=True)]
    assert [[each.removeprefix("'") for each in row] for row in rows] == [
        [each.removesuffix(" 00:00:00").removeprefix("'") for each in row] for row in cells
    ]
    return rows


@pytest.fixture
def later(monkeypatch):
    """`later(days=1)` moves the clock of Django on; it stands still from then on."""

    def travel(**delta):
        moment = timezone.now() + timedelta(**delta)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    return travel


@pytest.fixture
def policy(db):
    """`policy(*blocks, title="…")` makes a policy and publishes it; without blocks it has an introduction and a rule.

    For the version that was made by it: `policy(…).versions.get()`.
    """

    def make(*blocks, **fields):
        from tests.factories import PolicyFactory

        made = PolicyFactory(**fields)
        publish(made, body=blocks or [introduction(), avoid()])
        return made

    return make
