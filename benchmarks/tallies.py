"""How fast raw clicks become tallies, how fast these are read, and how fast raw clicks leave.

``ADVOCACY_DB=postgres python benchmarks/tallies.py``; see ``README.md`` beside it.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

RATE, LINK_SECONDS, PROGRAMME_SECONDS, MEGABYTES = 200_000, 0.1, 0.02, 20
ROUNDS, AT_ONCE = 15, 500_000

# One click in ten is the first link's, one in four a robot's; one in ten of the first link's is a repeat.
FILL = """
INSERT INTO {table} (link_id, at, kind, reason, referrer, visitor, agent_id)
SELECT CASE WHEN n % 10 = 0 THEN {link} ELSE {link} + (n + {thousands}) % {links} END, {at},
    CASE n % 8 WHEN 1 THEN 'preview' WHEN 5 THEN 'crawler' ELSE 'person' END,
    CASE n % 8 WHEN 1 THEN '{preview_reason}' WHEN 5 THEN '{crawler_reason}' ELSE '' END,
    CASE WHEN n % 3 = 0 THEN '' ELSE 'www.linkedin.com' END, {visitor},
    CASE n % 8 WHEN 1 THEN {preview_agent} WHEN 5 THEN {crawler_agent} ELSE {agent} + n % 40 END
FROM {series}"""
VISITOR = "CASE WHEN n % 100 = 20 THEN n - 10 ELSE n END"
DIALECTS = {
    "postgresql": {
        "series": "generate_series({low}, {high}) n",
        "at": "timestamptz '{begin}+00' + n * interval '{step:.9f} seconds'",
        "visitor": f"md5(({VISITOR})::text)",
        "thousands": "n / 1000",
    },
    "mysql": {
        "series": "(SELECT seq AS n FROM seq_{low}_to_{high}) s",
        "at": "TIMESTAMP('{begin}') + INTERVAL n * {step:.9f} SECOND",
        "visitor": f"MD5({VISITOR})",
        "thousands": "n DIV 1000",
    },
    "sqlite": {
        "series": "(WITH RECURSIVE s(n) AS "
        "(VALUES ({low}) UNION ALL SELECT n + 1 FROM s WHERE n < {high}) SELECT n FROM s)",
        "at": "strftime('%Y-%m-%d %H:%M:%f', '{begin}', printf('+%.3f seconds', n * {step:.9f}))",
        "visitor": f"printf('%016x%016x', ({VISITOR}) * 2654435761, {VISITOR})",
        "thousands": "n / 1000",
    },
}
ROBOTS = ["LinkedInBot/ compatible Mozilla/", "curl/"]
BROWSERS = [f"Mozilla/ Windows NT Win AppleWebKit/ KHTML like Gecko Chrome/ Maker{chr(97 + n) * 5}/" for n in range(40)]


class Numbers:
    """Tells each figure beside its limit, and remembers whether all were kept."""

    def __init__(self) -> None:
        self.good = True

    def tell(self, what: str, value: float, unit: str, most: float = 0, least: float = 0) -> None:
        kept = (not most or value <= most) and value >= least
        self.good &= kept
        limit = f"at most {most:,g}" if most else f"at least {least:,g}" if least else ""
        say(f"{what:<46}{value:>12,.{0 if value >= 100 else 4}f} {unit:<10}{limit}{'' if kept else ' MISSED'}")


def fill(clicks: int, links: int, days: int, now: datetime) -> None:
    """Write links of shares, and the clicks of the last ``days`` days in the order in which they came."""
    from django.db import connection
    from wagtail.models import Site

    from wagtail_advocacy.links.kinds import classify_reduced
    from wagtail_advocacy.links.models import Agent, Click, Link, Target
    from wagtail_advocacy.sharing.models import Share

    target = Target.objects.create(subject="benchmark/1", url="https://www.example.com/", is_open=True)
    Link.objects.bulk_create(Link(target=target) for _ in range(links))
    Link.objects.update(created_at=now - timedelta(days=days + 30))
    site, month = Site.objects.get(is_default_site=True), now.date()
    Share.objects.bulk_create(
        Share(link=link, site=site, joined_month=month, sharer_month=uuid4()) for link in Link.objects.all()
    )
    agents = [Agent.objects.create(text=text).pk for text in (*ROBOTS, *BROWSERS)]
    preview, crawler = (classify_reduced(text)[1] for text in ROBOTS)
    dialect = DIALECTS[connection.vendor]
    values = {
        "table": connection.ops.quote_name(Click._meta.db_table),
        "link": Link.objects.order_by("pk").values_list("pk", flat=True)[0],
        "links": links,
        "preview_reason": preview,
        "crawler_reason": crawler,
        "preview_agent": agents[0],
        "crawler_agent": agents[1],
        "agent": agents[2],
        "begin": f"{now - timedelta(days=days):%Y-%m-%d %H:%M:%S}",
        "step": days * 86_400 / clicks,
    }
    with connection.cursor() as cursor:
        for low in range(0, clicks, AT_ONCE):
            values |= {"low": low, "high": min(low + AT_ONCE, clicks) - 1}
            parts = {name: text.format(**values) for name, text in dialect.items()}
            cursor.execute(FILL.format(**values, **parts))


def tidy() -> None:
    """What a database does by itself, some time after so many new rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        elif connection.vendor == "sqlite":
            cursor.execute("ANALYZE")


def measure(clicks: int, links: int, days: int) -> bool:
    from django.db import connection
    from django.utils import timezone

    from wagtail_advocacy import registries
    from wagtail_advocacy.links.models import Click, Link
    from wagtail_advocacy.sharing.models import Share
    from wagtail_advocacy.tracking.counts import clicks_by, programme_by_day
    from wagtail_advocacy.tracking.models import DailyTally
    from wagtail_advocacy.tracking.rollup import actions

    numbers, now = Numbers(), timezone.now().replace(microsecond=0)
    on_postgres = connection.vendor == "postgresql"
    say(f"{clicks:,} clicks on {links:,} links in {days} days, {connection.vendor}\n")
    numbers.tell("raw clicks written", clicks / seconds(lambda: fill(clicks, links, days, now)), "clicks/s")
    tidy()
    before = peak()
    numbers.tell("roll-up of all", clicks / seconds(actions.roll_up), "clicks/s", least=RATE if on_postgres else 0)
    numbers.tell("memory that it took", peak() - before, "MB", most=MEGABYTES)
    numbers.tell("tallies", DailyTally.objects.count(), "rows")
    tidy()
    numbers.tell("roll-up, nothing new", seconds(actions.roll_up), "s")
    hot = Link.objects.order_by("pk")[0]
    come(hot.pk, min(links, 50), now)
    numbers.tell("roll-up, 1,000 new on 50 links at most", seconds(actions.roll_up), "s")
    tidy()
    come(hot.pk, min(links, 50), now)
    since = (now - timedelta(days=days)).date()
    shares = Share.objects.all()
    site = Share.objects.values_list("site", flat=True)[0]
    reads: dict[str, tuple[Callable[[], Any], float]] = {
        "the hot link by day": (lambda: clicks_by(Link.objects.filter(pk=hot.pk), every="day"), LINK_SECONDS),
        "figures of the hot link": (lambda: registries.figures([hot.subject]), LINK_SECONDS),
        "the programme by day": (lambda: programme_by_day(site), PROGRAMME_SECONDS),
        "any links by day, here all": (lambda: registries.clicks_by_day(Link.objects.all(), since), 0),
        "shares by network and month": (lambda: clicks_by(shares, "network", link="link", every="month"), 0),
    }
    for what, (read, most) in reads.items():
        read()
        numbers.tell(what, median(seconds(read) for _ in range(ROUNDS)), "s", most=most if on_postgres else 0)
    wrong: list[Any] = []
    numbers.tell(
        "rebuild_tallies --check", clicks / seconds(lambda: wrong.extend(actions.rebuild(check=True))), "clicks/s"
    )
    numbers.good &= not wrong
    equal = clicks_by(shares, link="link", every="day") == {
        (day,): each for day, each in programme_by_day(site).items()
    }
    numbers.good &= equal
    if wrong or not equal:
        say("tallies and raw clicks DIFFER")
    left = Click.objects.count()
    took = seconds(lambda: actions.purge_clicks(days - 2 if days > 2 else 1, now))
    numbers.tell("retention: clicks that leave", (left - Click.objects.count()) / took, "clicks/s")
    numbers.tell("memory at its highest", peak() - before, "MB", most=MEGABYTES)
    numbers.tell("load of the machine at the end", os.getloadavg()[0], "")
    return numbers.good


def come(first: int, links: int, now: datetime) -> None:
    """Let a thousand people click on so many links."""
    from wagtail_advocacy.links.models import Click

    clicks = (Click(link_id=first + n % links, at=now, kind="person", visitor=f"{n}") for n in range(1_000))
    Click.objects.bulk_create(clicks)


def seconds(do: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clicks", type=int, default=10_000_000)
    options.add_argument("--links", type=int, default=1_000)
    options.add_argument("--days", type=int, default=90)
    chosen = options.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "ADVOCACY_BENCHMARK_ITEMS": "tallies"}
    import django

    django.setup()
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return 0 if measure(chosen.clicks, chosen.links, chosen.days) else 1
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
