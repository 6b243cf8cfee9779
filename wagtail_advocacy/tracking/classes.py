"""Who clicked, decided afterwards: better rules for what is still raw, link checkers, and people who clicked twice.

Everything here works on plain data; the roll-up does the same in the database and is tested against :func:`settle`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache

from wagtail_advocacy.links.kinds import SITE, ClickKind, classify_reduced

FIRST_SECONDS = 15
"""int, seconds. A click without a referrer that comes sooner after its link was made is a link checker's.

A link is made when somebody presses the button of the share dialog. Opening the network, pasting, sending, delivering
and reading take people longer; a mail gateway looks at once. More would swallow colleagues in a chat.
"""

MANY_LINKS = 5
"""int, different links. From so many in one clock minute, without a referrer, one visitor is a link checker.

A gateway follows every link of a mail within seconds. Who reads a digest opens two or three. An office behind one
address with one browser is one visitor here: even if such a visitor followed one link a minute all day, five different
ones would fall into the same minute four times in a thousand.
"""

CHECKER_AGENTS = re.compile(r"\b(?:MSIE|ms-office|MSOffice|Microsoft (?:Office|Outlook))\b|(?<![\w-])Edge/")
"""Found in reduced agents of link checkers, searched with regard to capitals; without a referrer nobody else has them.

Internet Explorer before 11 and the first Edge are the clothes that gateways borrow; nobody has been able to install
them for years. Office asks for a link before it hands it to the browser, which then comes itself.
"""

_AFTERWARDS = (ClickKind.SCANNER, ClickKind.REPEAT)
# Apps are many, and the package takes some of their names for robots': it is not asked about phones and Electron.
_IN_AN_APP = re.compile(r"Android|iPhone|iPad|iPod|Mobile|Electron/|Teams/|Slack")


@dataclass(frozen=True)
class Seen:
    """What the rules look at in a click that is a person's so far. ``made`` is when its link was made.

    ``reason`` begins with :data:`~wagtail_advocacy.links.kinds.SITE` where a site's own rules said that it is one.
    """

    link: int
    made: datetime
    at: datetime
    visitor: str = ""
    referrer: str = ""
    agent: str = ""
    reason: str = ""

    @property
    def minute(self) -> datetime:
        """The clock minute of the click (UTC and local minutes are the same ones)."""
        return self.at.replace(second=0, microsecond=0)


def reclassify(kind: str, reason: str, reduced: str) -> tuple[str, str]:
    """Return class and reason of a raw click by the rules of today, from what is kept of it.

    What the method, a header or the site's own rules decided stays, for nothing of that is kept; so does what was
    decided of an agent without words. Link checkers and repeats are told by other clicks: they stay too, unless the
    agent is a robot's after all. The package ``crawler-user-agents`` is asked, where it is installed, about what the
    own rules take for a person's browser on a desk.
    """
    if kind in (ClickKind.HEAD, ClickKind.PREFETCH) or reason.startswith(SITE) or not reduced:
        return kind, reason
    better = _today(reduced)
    return (kind, reason) if better[0] == ClickKind.PERSON and kind in _AFTERWARDS else better


@lru_cache(maxsize=8192)
def _today(reduced: str) -> tuple[str, str]:
    kind, reason = classify_reduced(reduced)
    if kind != ClickKind.PERSON or _IN_AN_APP.search(reduced):
        return kind, reason
    for found_kind, names in _listed():
        if found := names.search(reduced):
            return found_kind, f"list: {found[0].strip(' /').lower()}"[:60]
    return kind, reason


@cache
def _listed() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of the package, which are made for whole agents, as whole words of reduced ones."""
    try:
        from crawleruseragents import CRAWLER_USER_AGENTS_DATA as ENTRIES
    except ImportError:
        return []
    patterns: dict[str, list[str]] = {ClickKind.PREVIEW: [], ClickKind.CRAWLER: []}
    for entry in ENTRIES:
        kind = ClickKind.PREVIEW if "social-preview" in entry.get("tags", ()) else ClickKind.CRAWLER
        patterns[kind].append(entry["pattern"])
    return [(kind, re.compile(f"(?<![A-Za-z])(?:{'|'.join(each)})(?![A-Za-z])")) for kind, each in patterns.items()]


def checker_agent(reduced: str) -> str:
    """Return the reason why a reduced agent is a link checker's if it comes without a referrer, or nothing."""
    found = CHECKER_AGENTS.search(reduced)
    return f"agent: {found[0].rstrip('/').lower()}" if found else ""


def is_scanner(click: Seen, links: int) -> str:
    """Return the reason why a click is a link checker's, or nothing.

    ``links`` is how many different links the visitor followed without a referrer in the minute of ``click``, this one
    included; it says nothing of visitors without a hash. A click with a referrer comes from a page that somebody looked
    at, and is never a link checker's; nor is whom the site's own rules call a person.
    """
    if click.referrer or click.reason.startswith(SITE):
        return ""
    if reason := checker_agent(click.agent):
        return reason
    # Two clocks: the link host's may be a little behind.
    if abs(click.at - click.made) < timedelta(seconds=FIRST_SECONDS):
        return "first seconds"
    return "many links" if click.visitor and links >= MANY_LINKS else ""


def settle(clicks: Iterable[Seen]) -> list[tuple[str, str]]:
    """Return class and reason of each of the ``clicks`` that are people's so far, in their order.

    Link checkers first; of what is left, all but the first of a visitor, link and minute are repeats. Clicks of one
    moment are in the order in which they are given (in the database: of their ids).
    """
    rows = list(clicks)
    links: dict[tuple[str, datetime], set[int]] = defaultdict(set)
    for row in rows:
        if row.visitor and not row.referrer:
            links[row.visitor, row.minute].add(row.link)
    settled: dict[int, tuple[str, str]] = {}
    people: set[tuple[str, int, datetime]] = set()
    for index, row in sorted(enumerate(rows), key=lambda pair: pair[1].at):
        key = row.visitor, row.link, row.minute
        if reason := is_scanner(row, len(links[row.visitor, row.minute]) if row.visitor else 0):
            settled[index] = ClickKind.SCANNER, reason
        elif row.visitor and key in people:
            settled[index] = ClickKind.REPEAT, "same minute"
        else:
            settled[index] = ClickKind.PERSON, ""
            people.add(key)
    return [settled[index] for index in range(len(rows))]
