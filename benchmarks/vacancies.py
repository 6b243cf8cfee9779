"""How fast vacancies come in from a feed, how much memory that takes, and how much faster an unchanged feed is.

``ADVOCACY_DB=postgres python benchmarks/vacancies.py``; see ``README.md`` beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FASTER, MEGABYTES = 10, 60
WORDS = "You find out what is in the water of forty towns, and tell people what it means for them. "


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--vacancies", type=int, default=5_000)
    options.add_argument("--draft", action="store_true", help="as drafts, instead of published at once")
    chosen = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["ADVOCACY_BENCHMARK_ITEMS"] = "vacancies"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    # Letters stay here.
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return measure(chosen.vacancies, chosen.draft)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def measure(number: int, draft: bool) -> int:
    from django.conf import settings
    from wagtail.models import Locale, Page, Site

    from tests.recruitment.feeds.server import JobServer
    from wagtail_advocacy.models import AdvocacySettings
    from wagtail_advocacy.recruitment.feeds.importing import import_feed
    from wagtail_advocacy.recruitment.models import VacancyFeed

    server = JobServer()
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "TRUSTED_HOSTS": [server.host]}
    site = Site.objects.get(is_default_site=True)
    home = Page.get_first_root_node().add_child(instance=Page(title="Website", slug="website"))
    career = Site.objects.create(hostname="www.example.com", port=443, root_page=home)
    AdvocacySettings.objects.create(site=career, visible_without_login=True)
    feed = VacancyFeed.objects.create(
        title="Jobs",
        kind="greenhouse",
        address=server.address("/jobs"),
        site=site,
        locale=Locale.objects.get(),
        publish="review" if draft else "auto",
    )
    path = settings.FOLDER / "jobs.json"
    path.write_text(body(number), encoding="utf-8")
    server.pages["/jobs"] = lambda query: path.read_bytes()
    try:
        return told(number, [timed(name, import_feed, feed) for name in ("first", "unchanged", "unchanged again")])
    finally:
        server.close()
        path.unlink()


def body(number: int) -> str:
    rows = [
        {
            "id": each,
            "requisition_id": f"R-{each}",
            "title": f"Chemist {each}",
            "location": {"name": "Eskmouth, United Kingdom"},
            "absolute_url": f"https://jobs.example.com/{each}",
            "first_published": "2026-11-02T10:00:00Z",
            "departments": [{"name": f"Team {each % 40}"}],
            "content": f"&lt;p&gt;{WORDS * 40}&lt;/p&gt;&lt;p&gt;Job {each}.&lt;/p&gt;",
        }
        for each in range(1, number + 1)
    ]
    return json.dumps({"jobs": rows, "meta": {"total": number}})


def timed(name: str, import_feed: Any, feed: Any) -> tuple[str, float, float, Any]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    run = import_feed(feed).run
    seconds = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return name, seconds, grown, run


def told(number: int, rounds: list[tuple[str, float, float, Any]]) -> int:
    say(f"{number:,} vacancies on {os.environ.get('ADVOCACY_DB', 'sqlite')}\n")
    for name, seconds, grown, run in rounds:
        counts = f"{run.new} new, {run.changed} changed, {run.unchanged} unchanged"
        say(f"{name:<16}{seconds:8.1f} s {number / seconds:10,.1f} rows/s {grown:6.1f} MB more   {counts}")
    ratio = rounds[0][1] / max(seconds for _name, seconds, _grown, _run in rounds[1:])
    most = max(grown for _name, _seconds, grown, _run in rounds)
    complete = rounds[0][3].new == number and all(each[3].unchanged == number for each in rounds[1:])
    say(f"\nunchanged is {ratio:.1f} times as fast (at least {FASTER}); {most:.0f} MB more (at most {MEGABYTES})")
    return 0 if ratio >= FASTER and most <= MEGABYTES and complete else 1


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
