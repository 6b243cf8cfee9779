"""What the processes of the storm do until they are killed."""

import itertools
import time
import uuid
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.db import Error, connection, transaction

from wagtail_advocacy.conf import advocacy_settings
from wagtail_advocacy.links.models import Click, Link, Receipt
from wagtail_advocacy.links.recording import pack
from wagtail_advocacy.links.sinks import SinkUnavailable, get_sink
from wagtail_advocacy.links.sinks.redis_stream import STREAM
from wagtail_advocacy.links.visits import Visit
from wagtail_advocacy.tracking.counts import count
from wagtail_advocacy.tracking.rollup import actions
from wagtail_advocacy.tracking.rollup.days import Overtaken

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
DAYS, VISITORS = 12, 6
LONGEST = 1.0
"""float, seconds: how long a writer keeps a transaction open."""

KNOCKED = "storm:knocked"
"""The set of keys beside the stream: what is in one is, or was, in the other."""

PEOPLE = ("person", "repeat", "scanner")


def family(kind):
    """The roll-up makes repeats and link checkers of people, and nothing else here."""
    return "people" if kind in PEOPLE else kind


def a_click(chance, links):
    """Most are of today, and half of all in a few minutes, so that visitors come again within one."""
    days = 0 if chance.random() < 0.6 else chance.randrange(DAYS)
    seconds = chance.randrange(300 if chance.random() < 0.5 else 50_000)
    return Click(
        link_id=chance.choice(links),
        at=NOW - timedelta(days=days, seconds=seconds),
        kind=chance.choice(("person", "person", "person", "preview", "crawler", "head", "prefetch")),
        visitor=f"{chance.randrange(VISITORS)}" if chance.random() < 0.8 else "",
        referrer=chance.choice(("", "www.linkedin.com")),
    )


def batches(pipe, chance, name, sizes):
    """Yields batches of clicks without end, each with its key; tells what is in one before it is used."""
    links = list(Link.objects.order_by("pk").values_list("pk", flat=True))
    for number in itertools.count():
        key = f"{name}.{number}"
        clicks = [a_click(chance, links) for _ in range(chance.choice(sizes))]
        pipe.send(("sent", key, Counter((each.link_id, each.at.date(), family(each.kind)) for each in clicks)))
        yield key, clicks


def write(pipe, chance, name):
    """Stores batches of clicks, each with a receipt, and tells what is stored."""
    for key, clicks in batches(pipe, chance, name, (1, 1, 3, 10, 40)):
        with suppress(Error):
            with transaction.atomic():
                Click.objects.bulk_create(clicks)
                if chance.random() < 0.2:
                    time.sleep(chance.random() * LONGEST)
                Receipt.objects.create(key=key, batch=uuid.uuid4())
            pipe.send(("stored", key, None))


def knock(pipe, chance, name):
    """Puts clicks into the stream, and in the same transaction of Redis the key of each beside it."""
    from redis import Redis

    redis = Redis.from_url(advocacy_settings.CLICK_REDIS)
    for key, (click,) in batches(pipe, chance, name, (1,)):
        visit = Visit(click.at, click.kind, click.reason, click.referrer, click.visitor)
        with redis.pipeline() as both:
            both.xadd(STREAM, {"click": pack(click.link_id, visit)})
            both.sadd(KNOCKED, key)
            both.execute()
        time.sleep(chance.random() * 0.02)


def work(pipe, chance, role):
    """Does one of the jobs again and again; a database that says no is asked again."""
    jobs = {
        "roll-up": [actions.roll_up],
        "retention": [lambda: actions.purge_clicks(chance.randint(4, 8), NOW)],
        "repairs": [lambda: list(actions.rebuild()), actions.reclassify],
        "drainer": [lambda: get_sink().drain(chance.choice((1, 10, 100)))],
    }
    while True:
        try:
            chance.choice(jobs[role])()
            pipe.send(("done", role, None))
        except (Error, Overtaken, SinkUnavailable) as error:
            pipe.send(("refused", f"{role}, {type(error).__name__}", None))
            connection.close()
        time.sleep(chance.random() * 0.2)


def look(pipe):
    """Whenever asked, rolls up and tells what a screen would show of each link then."""
    subjects = {link.subject: link.pk for link in Link.objects.all()}
    while pipe.recv():
        try:
            actions.roll_up()
            figures = count(subjects)
        except Error:
            connection.close()
            pipe.send(None)
            continue
        pipe.send({pk: figures[name].clicks + sum(figures[name].others.values()) for name, pk in subjects.items()})
