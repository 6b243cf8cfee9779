"""What a run asks of its database: a process with the link host's settings, and the pipe to it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from .processes import python

TARGETS = 200
NETWORKS = ("linkedin", "x", "facebook", "bluesky", "whatsapp", "email")


def fill(number: int) -> dict[str, Any]:
    """Make the tables and ``number`` links with realistic UTM; answer their codes, and the sink's statement."""
    from django.core.management import call_command
    from django.db import connection

    from wagtail_advocacy.links.models import Link, Target
    from wagtail_advocacy.links.sinks.database import statement

    call_command("migrate", verbosity=0)
    Target.objects.bulk_create(
        Target(
            subject=f"library.item/{each}",
            url=f"https://www.example.com/news/2026/what-we-learned-from-{each}-interviews/",
            fallback="https://www.example.com/news/",
            is_open=True,
            card={"title": f"What we learned from {each} interviews", "language": "en"},
        )
        for each in range(TARGETS)
    )
    targets = list(Target.objects.order_by("pk"))
    Link.objects.bulk_create(
        Link(
            target=targets[each % TARGETS],
            query=f"utm_source={NETWORKS[each % 6]}&utm_medium=social&utm_campaign=spring-hiring&utm_content=s{each}",
        )
        for each in range(number)
    )
    if connection.vendor != "mysql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    codes = list(Link.objects.order_by("pk").values_list("code", flat=True))
    return {"codes": codes, "statement": statement(connection.vendor)}


def count() -> int:
    from wagtail_advocacy.links.models import Click

    return Click.objects.count()


def marked(prefix: str) -> list[str]:
    """Answer the referrers that begin with ``prefix``, each as often as it was recorded."""
    from wagtail_advocacy.links.models import Click

    return list(Click.objects.filter(referrer__startswith=prefix).values_list("referrer", flat=True))


def waiting() -> int:
    """Answer how many clicks no drainer has stored yet."""
    from redis import Redis

    from wagtail_advocacy.conf import advocacy_settings
    from wagtail_advocacy.links.sinks.redis_stream import STREAM

    with Redis.from_url(advocacy_settings.CLICK_REDIS) as redis:
        return redis.xlen(STREAM)


def replay() -> int:
    from wagtail_advocacy.links import spool

    return spool.replay()


class Store:
    """Asks the functions above in one process, which starts Django once and ends with the ``with`` block."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env

    def __enter__(self) -> Store:
        self.process: Any = subprocess.Popen(  # noqa: S603
            python("-m", "benchmarks.redirect.store"), env=self.env, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        return self

    def __exit__(self, *error: object) -> None:
        self.process.communicate()

    def ask(self, what: str, *arguments: Any) -> Any:
        to, back = self.process.stdin, self.process.stdout
        to.write(json.dumps([what, *arguments]) + "\n")
        to.flush()
        if answer := back.readline():
            return json.loads(answer)
        raise SystemExit(f"The database could not be asked:\n{self.process.communicate()[1][-3000:]}")


def serve() -> None:
    import django

    django.setup()
    from django.db import connection

    known = {each.__name__: each for each in (fill, count, marked, waiting, replay)}
    for line in sys.stdin:
        asked, *arguments = json.loads(line)
        answer = known[asked](*arguments)
        # The database may be killed before the next question.
        connection.close()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
