"""What a hundred thousand shares cost the dialog: its queries, and the one that looks for colleagues' equal words.

``python benchmarks/dialog.py``; see ``README.md`` beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import uuid
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

QUERIES, SAME_WORDS, MORE = 12, 20.0, 10.0
"""Most queries of the dialog; most milliseconds of the sameness query, and that all shares may add in the database."""

COMMON, RARE = "We did something worth telling.", "Nobody else says it like this."


def add_shares(number: int) -> None:
    """Add shares of fifty colleagues, spread over items, captions and two networks; every tenth in equal words."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from wagtail_advocacy.library.models import Caption
    from wagtail_advocacy.links.models import Link
    from wagtail_advocacy.models import Advocate
    from wagtail_advocacy.sharing.models import Share
    from wagtail_advocacy.sharing.words import words_hash

    users = [get_user_model().objects.create_user(f"colleague{each}") for each in range(50)]
    people = [Advocate.objects.create(user=each, consent_version="1", consent_text="I join.") for each in users]
    captions = list(Caption.objects.select_related("item__target"))
    month, now, common = uuid.uuid4(), timezone.now(), words_hash(COMMON)
    for start in range(0, number, 5000):
        chosen = [captions[each % len(captions)] for each in range(start, min(start + 5000, number))]
        links = Link.objects.bulk_create([Link(target=each.item.target) for each in chosen], batch_size=500)
        Share.objects.bulk_create(
            [
                Share(
                    advocate=people[place % len(people)],
                    item=caption.item,
                    caption=caption,
                    link=link,
                    site_id=caption.item.site_id,
                    network=("linkedin", "x")[place % 2],
                    headline=caption.item.headline,
                    words=COMMON if place % 10 == 0 else f"Words {start + place}.",
                    words_hash=common if place % 10 == 0 else words_hash(f"Words {start + place}."),
                    sharer_month=month,
                    joined_month=now.date().replace(day=1),
                    started_at=now,
                )
                for place, (caption, link) in enumerate(zip(chosen, links, strict=True))
            ],
            batch_size=500,
        )


def milliseconds(work: Any, rounds: int) -> float:
    """The median time that the database takes for ``work``."""
    from django.db import connection

    spent = 0.0

    def clock(execute: Any, sql: Any, parameters: Any, many: Any, context: Any) -> Any:
        nonlocal spent
        begun = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            spent += (time.perf_counter() - begun) * 1000

    work()
    took = []
    for _ in range(rounds):
        spent = 0.0
        with connection.execute_wrapper(clock):
            work()
        took.append(spent)
    return median(took)


def measure(shares: int, rounds: int) -> int:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wagtail_advocacy.sharing.models import Share

    reader, client = get_user_model().objects.get(username="reader"), Client()
    client.force_login(reader)
    # One that has captions, and is for everybody in this small library.
    addresses = (f"/advocacy/share/{pk}/" for pk in range(1, 99))
    address = next(each for each in addresses if client.get(each).status_code == 200)
    before = milliseconds(lambda: client.get(address), rounds)
    add_shares(shares)
    if connection.vendor != "mysql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    after = milliseconds(lambda: client.get(address), rounds)
    with CaptureQueriesContext(connection) as dialog:
        client.get(address)
    same = {
        words: milliseconds(lambda words=words: Share.objects.count_same_words("linkedin", words, reader), rounds)
        for words in (COMMON, RARE)
    }
    with CaptureQueriesContext(connection) as sameness:
        found = Share.objects.count_same_words("linkedin", COMMON, reader)
    plan = explain(sameness.captured_queries[0]["sql"])
    print(f"{connection.vendor}, {Share.objects.count():,} shares")
    print(f"dialog: {len(dialog)} queries; {before:.1f} ms in the database before, {after:.1f} ms with all shares")
    print(f"equal words: {len(sameness)} query, {found} found; {same[COMMON]:.2f} ms common, {same[RARE]:.2f} ms rare")
    print(f"plan: {plan}")
    good = (
        len(dialog) <= QUERIES
        and len(sameness) == 1
        and "advocacy_share_words" in plan
        and max(same.values()) <= SAME_WORDS
        and after <= before + MORE
    )
    return 0 if good else 1


def explain(sql: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute({"sqlite": "EXPLAIN QUERY PLAN "}.get(connection.vendor, "EXPLAIN ") + sql)
        return " / ".join(" ".join(str(part) for part in row) for row in cursor.fetchall())


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shares", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=20)
    chosen = options.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "ADVOCACY_BENCHMARK_ITEMS": "dialog"}
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from benchmarks.library import fill

    setup_test_environment(debug=False)
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        fill(100)
        return measure(chosen.shares, chosen.rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
