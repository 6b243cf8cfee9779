"""Who came leaves nothing by which anybody could be found again: not in a table, not in a log, not in a spool."""

import logging

import pytest
from django.db import OperationalError, connection

from tests.links.agents import CRAWLERS, LINKEDIN_BOT, PEOPLE
from wagtail_advocacy.links import following, spool
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.codes import new_code
from wagtail_advocacy.links.models import Click, Link, Target
from wagtail_advocacy.maintenance import run_due

# Outside of transactions, as requests are answered: only then does an outage lead to the spool.
pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.projects("minimal")]

ADDRESSES = ["198.51.100.23", "203.0.113.77", "2001:db8:85a3::8a2e:370:7334"]
AGENTS = [
    *list(PEOPLE.values())[:6],
    LINKEDIN_BOT,
    CRAWLERS["Google"],
    "Custom/1.0 (anna.berg@example.org; +34600123456)",
]
SECRETS = [*ADDRESSES, "2001:db8", "198.51", "203.0.113", *AGENTS, "anna", "34600123456", "hidden-path", "session=1"]


@pytest.fixture(autouse=True)
def _own_spool(settings, tmp_path, monkeypatch):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SPOOL": str(tmp_path / "spool"), "PROXY_HOPS": 1}
    monkeypatch.setattr(following, "_asks_again_at", 0.0)
    yield
    spool.close()


def knock(client, code):
    """Everybody, from everywhere, with a cookie, a referrer and an address that the proxy tells."""
    for address in ADDRESSES:
        for agent in AGENTS:
            headers = {
                "User-Agent": agent,
                "Referer": f"https://user:{agent[:5]}@www.linkedin.com/hidden-path?ip={address}",
                "X-Forwarded-For": address,
                "Cookie": "session=1",
            }
            client.get(host_path("follow", code), headers=headers, REMOTE_ADDR="10.0.0.1")


def everything():
    """All that stands in the database, as text."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
            parts.extend(f"{table}: {row!r}" for row in cursor.fetchall())
    return "\n".join(parts)


def test_addresses_and_agents_are_nowhere(client, caplog, settings):
    target = Target.objects.create(subject="test.subject/1", url="https://www.example.com/", is_open=True)
    link = Link.objects.create(target=target)
    with caplog.at_level(logging.DEBUG):
        knock(client, link.code)
        knock(client, new_code())

        def away(*asked):
            raise OperationalError("gone")

        with connection.execute_wrapper(away):
            knock(client, link.code)
        waiting = "".join(path.read_text() for path in spool.files())
        spool.close()
        outcomes = {each.name: each.state for each in run_due(force=True)}
    assert outcomes["links.waiting"] == "done"
    assert waiting.count("\n") > 10
    assert Click.objects.count() > 20
    for where, text in {"tables": everything(), "spool": waiting, "log": caplog.text}.items():
        for secret in SECRETS:
            assert secret not in text, f"{secret} in {where}"
