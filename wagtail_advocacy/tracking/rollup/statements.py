"""What the roll-up says in SQL, because the ORM would fetch clicks for it; on PostgreSQL, MariaDB and SQLite.

Nothing here knows of transactions: who calls holds the lock of the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from ...links.kinds import SITE, ClickKind
from ...links.models import Agent, Click, ClickTotal
from ..classes import MANY_LINKS
from ..models import DailyTally
from ..utc import midnight


@dataclass(frozen=True)
class Part:
    """The clicks of a UTC day from ``begin`` on, up to the primary key ``through``."""

    day: date
    through: int
    begin: datetime
    end: datetime

    @classmethod
    def whole(cls, day: date, through: int) -> Part:
        return cls(day, through, midnight(day), midnight(day + timedelta(days=1)))

    def since(self, moment: datetime) -> Part:
        """Return what of it lies in the clock minute of ``moment`` and later."""
        minute = moment.astimezone(UTC).replace(second=0, microsecond=0)
        return Part(self.day, self.through, max(self.begin, minute), self.end)

    def clicks(self) -> Any:
        return Click.objects.filter(at__gte=self.begin, at__lt=self.end, pk__lte=self.through)


@dataclass(frozen=True)
class Difference:
    """A tally that is not what its raw clicks say: what it says, and what they say."""

    day: date
    link: int
    kind: str
    clicks: int
    visitors: int
    right_clicks: int
    right_visitors: int

    def __str__(self) -> str:
        told, right = (self.clicks, self.visitors), (self.right_clicks, self.right_visitors)
        said, is_right = (f"{clicks:,} clicks, {visitors:,} visitors" for clicks, visitors in (told, right))
        return f"{self.day}, link {self.link}, {self.kind}: {said}; raw: {is_right}"


_COUNTED = """
    SELECT link_id, kind, SUM(number) AS clicks, COUNT(visitor) AS visitors FROM (
        SELECT link_id, kind, NULLIF(visitor, '') AS visitor, COUNT(*) AS number
        FROM {click} WHERE at >= %(begin)s AND at < %(end)s AND id <= %(through)s{links}
        GROUP BY link_id, kind, NULLIF(visitor, '')
    ) counted GROUP BY link_id, kind"""

_DIFFERENCES = """
    SELECT link_id, kind, SUM(told), SUM(told_visitors), SUM(counted), SUM(counted_visitors) FROM (
        SELECT link_id, kind, clicks AS told, visitors AS told_visitors, 0 AS counted, 0 AS counted_visitors
        FROM {tally} WHERE day = %(day)s
        UNION ALL SELECT link_id, kind, 0, 0, clicks, visitors FROM ({counted}) raw
    ) compared GROUP BY link_id, kind
    HAVING SUM(told) <> SUM(counted) OR SUM(told_visitors) <> SUM(counted_visitors) ORDER BY link_id, kind"""

# Most visitors come once; who does not is looked at more closely.
_AGAIN = """
    CREATE TEMPORARY TABLE advocacy_again AS
    SELECT id, link_id, visitor, {minute} AS minute, at, CASE WHEN referrer = '' THEN 1 ELSE 0 END AS is_bare
    FROM {click} c WHERE at >= %(begin)s AND at < %(end)s AND id <= %(through)s AND kind IN ({people}, '{scanner}')
    AND visitor IN (
        SELECT visitor FROM {click} WHERE at >= %(begin)s AND at < %(end)s AND id <= %(through)s
        AND kind IN ({people}, '{scanner}') AND visitor <> '' GROUP BY visitor HAVING COUNT(*) > 1
    )"""

_MANY_LINKS = """
    SELECT a.id, c.kind, c.reason
    FROM advocacy_again a JOIN {click} c ON c.id = a.id AND c.kind IN ({people}) AND c.reason NOT LIKE '{site}%%' JOIN (
        SELECT visitor, minute FROM advocacy_again WHERE is_bare = 1
        GROUP BY visitor, minute HAVING COUNT(DISTINCT link_id) >= {many}
    ) busy ON busy.visitor = a.visitor AND busy.minute = a.minute WHERE a.is_bare = 1"""

_REPEATS = """
    SELECT id, kind, reason FROM (
        SELECT a.id, c.kind, c.reason,
            ROW_NUMBER() OVER (PARTITION BY a.link_id, a.visitor, a.minute ORDER BY a.at, a.id) AS place
        FROM advocacy_again a JOIN {click} c ON c.id = a.id AND c.kind IN ({people})
    ) placed WHERE (place = 1) <> (kind = '{person}')"""

_BEFORE = """
    CREATE TEMPORARY TABLE advocacy_before AS SELECT id, kind
    FROM {click} WHERE at >= %(begin)s AND at < %(end)s AND id <= %(through)s"""

_CHANGES = """
    SELECT b.kind, c.kind, COUNT(*) FROM advocacy_before b JOIN {click} c ON c.id = b.id
    WHERE c.kind <> b.kind GROUP BY b.kind, c.kind"""

_UPSERT = """
    INSERT INTO {tally} (link_id, day, kind, clicks, visitors)
    SELECT link_id, %(day)s, kind, clicks, visitors FROM ({counted}) new {conflict}"""

_UPDATE = "UPDATE {click} SET reason = {reason}, kind = {new_kind} WHERE id IN (SELECT id FROM ({which}) n)"

# There a list of keys would be looked up once for every click.
_UPDATE_MARIADB = "UPDATE {click} c JOIN ({which}) n ON n.id = c.id SET c.reason = {reason}, c.kind = {new_kind}"

_MINUTE = {
    "postgresql": "date_trunc('minute', c.at)",
    "mysql": "DATE_FORMAT(c.at, '%%H:%%i')",
    "sqlite": "substr(c.at, 1, 16)",
}

_DROP = {
    "postgresql": "TABLE IF EXISTS pg_temp.",
    "mysql": "TEMPORARY TABLE IF EXISTS ",
    "sqlite": "TABLE IF EXISTS temp.",
}


def take_memory() -> None:
    """Let PostgreSQL sort and hash in memory until the transaction ends; by default it has 4 MB for that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'")


def recount(part: Part, links: Sequence[int] | None = None) -> None:
    """Write the tallies of the day as its raw clicks have them; those of some ``links`` alone, if they are named."""
    _upsert(_COUNTED, part, links=_among(links))


def add(part: Part) -> None:
    """Add the clicks of the part to the tallies of its day."""
    _upsert(_COUNTED, part, added=True)


def add_totals(day: date, last: int) -> None:
    """Add what the link room kept of the day, up to the primary key ``last``, to its tallies."""
    counted = "SELECT link_id, kind, clicks, 0 AS visitors FROM {total} WHERE day = %(day)s AND id <= %(through)s"
    _upsert(counted, Part.whole(day, last), added=True)


def delete(part: Part) -> int:
    """Delete the clicks of the part and return how many there were."""
    return _run(_text("DELETE FROM {click} WHERE at >= %(begin)s AND at < %(end)s AND id <= %(through)s"), part)


def delete_agents(ids: Sequence[int]) -> None:
    """Delete reduced agents. Raises ``IntegrityError``, perhaps as late as the commit, if a click has one of them."""
    with connection.cursor() as cursor:
        cursor.execute(_text("DELETE FROM {agent} WHERE id IN ({ids})", ids=_list(ids)))


@contextmanager
def changes(part: Part) -> Iterator[Counter[tuple[str, str]]]:
    """Count by old and new class the clicks of the part that change inside the block; the counter is filled at its end.

    Must be called in a transaction.
    """
    changed: Counter[tuple[str, str]] = Counter()
    with _temporary("advocacy_before", _text(_BEFORE), part):
        yield changed
        with connection.cursor() as cursor:
            cursor.execute(_text(_CHANGES))
            changed.update({(old, new): number for old, new, number in cursor.fetchall()})


def differences(part: Part) -> Iterator[Difference]:
    """Yield the tallies of the day that are not what its raw clicks say."""
    with connection.cursor() as cursor:
        cursor.execute(_text(_DIFFERENCES, counted=_text(_COUNTED, links="")), _values(part))
        while rows := cursor.fetchmany(1_000):
            for link, kind, *numbers in rows:
                yield Difference(part.day, link, kind, *map(int, numbers))


def mark_again(part: Part) -> None:
    """Make link checkers of people who followed many links in one minute, and repeats of all but their first clicks.

    Of a visitor, link and minute the first click that is no link checker's is a person's.
    """
    person, repeat, scanner = ClickKind.PERSON, ClickKind.REPEAT, ClickKind.SCANNER
    with _temporary("advocacy_again", _text(_AGAIN, minute=_MINUTE[connection.vendor]), part):
        _update(_MANY_LINKS, part, kind=f"'{scanner}'", reason="'many links'")
        _update(
            _REPEATS,
            part,
            kind=f"CASE {{was}}kind WHEN '{person}' THEN '{repeat}' ELSE '{person}' END",
            # What the site's own rules said stays.
            reason="CASE {was}reason WHEN '' THEN 'same minute' WHEN 'same minute' THEN '' ELSE {was}reason END",
        )


def _upsert(counted: str, part: Part, added: bool = False, links: str = "") -> None:
    if connection.vendor == "mysql":
        new, begin = "VALUES({name})", "ON DUPLICATE KEY UPDATE"
    else:
        # Without a condition SQLite would take ON for the beginning of a join's.
        new, begin = "excluded.{name}", "WHERE clicks > 0 ON CONFLICT (link_id, day, kind) DO UPDATE SET"
    value = f"{{tally}}.{{name}} + {new}" if added else new
    sets = ", ".join(f"{name} = {value.replace('{name}', name)}" for name in ("clicks", "visitors"))
    _run(_text(_UPSERT, counted=counted, links=links, conflict=f"{begin} {sets}"), part)


def _update(which: str, part: Part, kind: str, reason: str) -> int:
    update, was = (_UPDATE_MARIADB, "n.") if connection.vendor == "mysql" else (_UPDATE, "")
    sql = _text(update, which=which, new_kind=kind, reason=reason)
    return _run(sql.replace("{was}", was), part)


@contextmanager
def _temporary(table: str, create: str, part: Part) -> Iterator[None]:
    drop = f"DROP {_DROP[connection.vendor]}{table}"
    # MariaDB keeps it when a transaction is rolled back.
    _run(drop, part)
    _run(create, part)
    yield
    _run(drop, part)


def _among(links: Sequence[int] | None) -> str:
    if links is None:
        return ""
    # With the classes named, the database finds a link's clicks of the day in the index, and reads no other.
    kinds = ", ".join(f"'{kind}'" for kind in ClickKind.values)
    return f" AND link_id IN ({_list(links)}) AND kind IN ({kinds})"


def _list(ids: Sequence[int]) -> str:
    return ", ".join(str(int(each)) for each in ids)


def _text(sql: str, **parts: str) -> str:
    quote = connection.ops.quote_name
    names = {
        "click": quote(Click._meta.db_table),
        "tally": quote(DailyTally._meta.db_table),
        "agent": quote(Agent._meta.db_table),
        "total": quote(ClickTotal._meta.db_table),
        "people": f"'{ClickKind.PERSON}', '{ClickKind.REPEAT}'",
        "site": SITE,
        "person": ClickKind.PERSON.value,
        "scanner": ClickKind.SCANNER.value,
        "many": str(MANY_LINKS),
    }
    for name, value in {**parts, **names}.items():
        sql = sql.replace(f"{{{name}}}", value)
    return sql


def _run(sql: str, part: Part) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(part))
        return cursor.rowcount


def _values(part: Part) -> dict[str, Any]:
    ops = connection.ops
    return {
        "day": ops.adapt_datefield_value(part.day),
        "begin": ops.adapt_datetimefield_value(part.begin),
        "end": ops.adapt_datetimefield_value(part.end),
        "through": part.through,
    }
