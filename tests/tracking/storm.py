"""Everything at once, killed at random moments: afterwards tallies and raw clicks are exactly what was sent.

``ADVOCACY_DB=postgres python -m tests.tracking.storm --minutes 10`` by hand; the tests run it for seconds. Writers keep
storing clicks, some in transactions that take a while, some for days that are over; strangers put more into Redis, if
there is one, and two drainers take them out again; two roll-ups, the retention and the repairs run beside them. What
was sent is known here alone, outside of the database.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from datetime import timedelta
from multiprocessing.connection import wait
from pathlib import Path
from random import Random
from uuid import uuid4

import django

from tests import own_redis

LINKS = 8
LATE = 4
"""int, seconds, instead of an hour: how late a click may be committed."""

IDLE = 5
"""int, milliseconds, instead of a minute: clicks that a drainer took go to the other one while it is at work."""

ROLES = {"writer": 3, "roll-up": 2, "retention": 1, "repairs": 1}
WITH_REDIS = {"stranger": 2, "drainer": 2}


class Storm:
    """The processes, what they sent, what they did and what went wrong."""

    def __init__(self, seed, redis):
        self.redis = redis
        self.chance = Random(seed)
        self.context = multiprocessing.get_context("fork")
        self.running = {}
        self.sent, self.stored = {}, set()
        self.told = Counter()
        self.wrong = []

    def start(self, role):
        from tests.tracking import storm_workers

        ours, theirs = self.context.Pipe()
        chance = Random(self.chance.random())
        target, arguments = {
            "writer": (storm_workers.write, (theirs, chance, uuid4().hex)),
            "stranger": (storm_workers.knock, (theirs, chance, uuid4().hex)),
            "screen": (storm_workers.look, (theirs,)),
        }.get(role, (storm_workers.work, (theirs, chance, role)))
        process = self.context.Process(target=target, args=arguments, daemon=True)
        process.start()
        theirs.close()
        self.running[ours] = process, role
        return ours

    def kill(self, pipe):
        """Ends a process wherever it is; what it said before counts."""
        process, _role = self.running.pop(pipe)
        process.kill()
        process.join()
        with suppress(EOFError, OSError):
            while pipe.poll():
                self.hear(pipe.recv())
        pipe.close()

    def hear(self, message):
        what, key, content = message
        if what == "sent":
            self.sent[key] = content
        elif what == "stored":
            self.stored.add(key)
        else:
            self.told[f"{what}: {key}"] += 1

    def listen(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            for pipe in wait([pipe for pipe, (_process, role) in self.running.items() if role != "screen"], left):
                try:
                    self.hear(pipe.recv())
                except EOFError:
                    self.wrong.append(f"a {self.running[pipe][1]} died by itself")
                    self.kill(pipe)

    def by_link(self, keys):
        found = Counter()
        for key in keys:
            for (link, _day, _family), number in self.sent[key].items():
                found[link] += number
        return found

    def look(self, screen):
        """All that was stored before a roll-up is shown after it, and nothing that was never sent."""
        self.listen(0.01)
        least = self.by_link(self.stored)
        screen.send(True)
        while not screen.poll():
            self.listen(0.05)
        shown = screen.recv()
        self.listen(0.01)
        most = self.by_link(self.sent)
        self.told["refused: screen" if shown is None else "looks at a screen"] += 1
        for link, number in (shown or {}).items():
            if not least[link] <= number <= most[link]:
                self.wrong.append(f"link {link} was shown with {number}, not with {least[link]} to {most[link]}")

    def rage(self, seconds):
        screen = self.start("screen")
        for role, number in (ROLES | (WITH_REDIS if self.redis else {})).items():
            for _ in range(number):
                self.start(role)
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.wrong:
            self.listen(self.chance.random() * 0.6)
            victim = self.chance.choice([pipe for pipe in self.running if pipe is not screen])
            role = self.running[victim][1]
            self.kill(victim)
            self.told[f"killed: {role}"] += 1
            self.start(role)
            if self.chance.random() < 0.4:
                self.look(screen)
        for pipe in list(self.running):
            self.kill(pipe)

    def judge(self):
        """After one last roll-up: tallies and raw clicks are what was sent, by link, day and class."""
        from django.db.models import Sum

        from tests.tracking.storm_workers import family
        from wagtail_advocacy.links.kinds import ClickKind
        from wagtail_advocacy.links.models import Click, Receipt
        from wagtail_advocacy.tracking.counts import programme_by_day
        from wagtail_advocacy.tracking.models import DailyTally, TalliedDay
        from wagtail_advocacy.tracking.rollup import actions

        drained = self.drain() if self.redis else set()
        actions.roll_up()
        # Receipts of what was drained are forgotten, but for those of a drainer that was killed before it came to that.
        written = set(Receipt.objects.exclude(key__startswith="redis:").values_list("key", flat=True))
        truth = Counter()
        for key in written | drained:
            truth.update(self.sent[key])
        if lost := self.stored - written:
            self.wrong.append(f"{len(lost)} stored batches are gone")
        tallies = Counter()
        for tally in DailyTally.objects.filter(clicks__gt=0):
            tallies[tally.link_id, tally.day, family(tally.kind)] += tally.clicks
        self.differ("tallies", tallies, truth)
        final = set(TalliedDay.objects.filter(is_final=True).values_list("day", flat=True))
        raw, visitors = Counter(), defaultdict(set)
        for click in Click.objects.all():
            key = click.link_id, click.at.date(), click.kind
            raw[key] += 1
            visitors[key] |= {click.visitor} - {""}
        if final & {day for _link, day, _kind in raw}:
            self.wrong.append("a day that is over has raw clicks")
        kept = DailyTally.objects.filter(clicks__gt=0).exclude(day__in=final)
        told = {(each.link_id, each.day, each.kind): (each.clicks, each.visitors) for each in kept}
        self.differ("days with raw clicks", told, {key: (raw[key], len(visitors[key])) for key in raw})
        people = DailyTally.objects.filter(kind=ClickKind.PERSON, clicks__gt=0).order_by().values_list("day")
        programme = {day: clicks for day, (clicks, _visitors) in programme_by_day(self.site).items()}
        self.differ("the programme", programme, dict(people.annotate(Sum("clicks"))))
        self.wrong += [str(each) for each in actions.rebuild(check=True)]
        self.told["clicks by Redis"] = len(drained)
        self.told["clicks"], self.told["clicks still raw"] = sum(truth.values()), sum(raw.values())
        self.told["days that are over"] = len(final)

    def drain(self):
        """Takes out what is left in the stream; answers the keys of all that was ever in it."""
        from redis import Redis

        from tests.tracking.storm_workers import KNOCKED
        from wagtail_advocacy.links.sinks import get_sink, redis_stream

        redis_stream.IDLE = 0
        redis = Redis.from_url(self.redis, decode_responses=True)
        for _try in range(10_000):
            if not redis.xlen(redis_stream.STREAM):
                break
            get_sink().drain(1_000)
        else:
            self.wrong.append("the stream never ends")
        return redis.smembers(KNOCKED)

    def differ(self, what, found, expected):
        for key in found.keys() | expected.keys():
            if found.get(key, 0) != expected.get(key, 0):
                self.wrong.append(f"{what}: {key} is {found.get(key, 0)}, not {expected.get(key, 0)}")

    def set_up(self):
        from django.conf import settings
        from wagtail.models import Site

        from tests.tracking.storm_workers import NOW
        from wagtail_advocacy.links.models import Link, Target
        from wagtail_advocacy.links.sinks import RedisSink, redis_stream
        from wagtail_advocacy.sharing.models import Share
        from wagtail_advocacy.tracking.rollup import marks

        marks.LATE = timedelta(seconds=LATE)
        if self.redis:
            redis_stream.IDLE = IDLE
            settings.WAGTAIL_ADVOCACY = settings.WAGTAIL_ADVOCACY | {"CLICK_SINK": RedisSink, "CLICK_REDIS": self.redis}
        self.site = Site.objects.get(is_default_site=True).pk
        target = Target.objects.create(subject="storm/1", url="https://www.example.com/", is_open=True)
        for _ in range(LINKS):
            link = Link.objects.create(target=target)
            Share.objects.create(link=link, site_id=self.site, joined_month=NOW.date(), sharer_month=uuid4())
        # Some clicks come in the first seconds of every link.
        Link.objects.update(created_at=NOW - timedelta(seconds=100))


def run(seconds, seed):
    """Raises the storm on the database of the settings; returns whether all was well."""
    from django.db import connection

    with ExitStack() as after:
        redis = None
        if own_redis.is_here():
            folder = after.enter_context(tempfile.TemporaryDirectory())
            redis = after.enter_context(own_redis.running(Path(folder)))
        storm = Storm(seed, redis)
        storm.set_up()
        connection.close()
        storm.rage(seconds)
        storm.judge()
    for what, number in sorted(storm.told.items()):
        sys.stdout.write(f"{what:<40}{number:>10,}\n")
    for sentence in storm.wrong[:20]:
        sys.stdout.write(f"WRONG: {sentence}\n")
    sys.stdout.write(f"{'All is well' if not storm.wrong else 'Not well'} (seed {seed}).\n")
    return not storm.wrong


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=None)
    options.add_argument(
        "--database", type=json.loads, help="Django's settings of a database that is migrated, as JSON"
    )
    chosen = options.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.projects.full.settings"
    from django.conf import settings

    database = settings.DATABASES["default"]
    if chosen.database:
        database.update(chosen.database)
    elif "sqlite3" in database["ENGINE"]:
        database["TEST"] = {"NAME": str(Path(tempfile.mkdtemp()) / "storm.sqlite3")}
    else:
        database["TEST"]["NAME"] += "_storm"
    if "sqlite3" in database["ENGINE"]:
        database["OPTIONS"] = {"timeout": 30}
    django.setup()
    from django.db import connection

    seed = Random().randrange(10**6) if chosen.seed is None else chosen.seed
    if chosen.database:
        return 0 if run(chosen.minutes * 60, seed) else 1
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return 0 if run(chosen.minutes * 60, seed) else 1
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    raise SystemExit(main())
