"""How often the classes are right: robots of one package, browsers of two others and of our own, read as they are.

Nothing is copied from the packages. Of their rows only those are left out that their own columns tell to be no browser.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from zipfile import ZipFile

from tests.links.agents import PEOPLE
from wagtail_advocacy.links.agents import reduce_agent
from wagtail_advocacy.links.kinds import ClickKind, classify, classify_reduced
from wagtail_advocacy.tracking.classes import reclassify

ROBOTS = "crawler-user-agents"
BROWSERS = ("fake-useragent", "random-user-agent", "our own")
KINDS = (ClickKind.PERSON, ClickKind.PREVIEW, ClickKind.CRAWLER)

IN_AN_APP = re.compile(
    r"LinkedInApp|FBA[NV]|FB_IAB|MetaIAB|Instagram|Barcelona|Slack_SSB|Teams|GSA/|Google/google|Pinterest|Twitter"
    r"|MicroMessenger|KAKAOTALK|\bLine/|Snapchat|musical_ly|trill_|Viber|Yammer|Flipboard/|Weibo|Zalo|Outlook-iOS"
)
# Browsers without one of the engines that the package knows.
_OF_THEIR_OWN = {
    "blackberry-browser", "dillo", "elinks", "links", "lynx", "netsurf", "nokia-browser", "obigo",
    "openwave-mobile-browser", "opera", "opera-mini", "uc-browser", "w3m",
}  # fmt: skip
_APPS = {"facebook-app", "google-search-app", "pinterest-app", "twitter-app", "wechat"}
_ONE_IN = 20


@dataclass
class Count:
    """How agents of one source were classed in one way, and which of them wrongly."""

    kinds: Counter = field(default_factory=Counter)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    apps: int = 0
    apps_wrong: int = 0

    @property
    def total(self) -> int:
        return self.kinds.total()


def robots() -> list[str]:
    entries = json.loads((files("crawleruseragents") / "crawler-user-agents.json").read_text(encoding="utf-8"))
    return [agent for entry in entries for agent in entry["instances"]]


def fake_useragent() -> list[str]:
    lines = (files("fake_useragent") / "data/browsers.jsonl").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["useragent"] for line in lines))


def random_user_agent() -> Iterator[str]:
    """Yield what the package calls a browser: every one of five apps, and each twentieth of all."""
    with ZipFile(str(files("random_user_agent") / "data/user_agents.zip")) as archive:
        lines = archive.read("user_agents.jl").decode().splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        name = row["software_name"]
        if number % _ONE_IN and name not in _APPS:
            continue
        if row["software_type"].startswith("browser -> ") and (
            row["software_engine"] != "---" or name in _OF_THEIR_OWN
        ):
            yield row["user_agent"]


@cache
def agents() -> dict[str, list[str]]:
    return {
        ROBOTS: robots(),
        "fake-useragent": fake_useragent(),
        "random-user-agent": list(random_user_agent()),
        "our own": list(PEOPLE.values()),
    }


def _afterwards(agent: str) -> tuple[str, str]:
    return reclassify(*classify("GET", agent, {}), reduce_agent(agent))


WAYS: dict[str, Callable[[str], tuple[str, str]]] = {
    "in the request": lambda agent: classify("GET", agent, {}),
    "reduced": lambda agent: classify_reduced(reduce_agent(agent)),
    "afterwards": _afterwards,
}


@cache
def measure() -> dict[tuple[str, str], Count]:
    """Return the counts by source and way."""
    counts = {(source, way): Count() for source in agents() for way in WAYS}
    for (source, way), count in counts.items():
        for agent in agents()[source]:
            kind, reason = WAYS[way](agent)
            in_an_app = source != ROBOTS and bool(IN_AN_APP.search(agent))
            wrong = (kind == ClickKind.PERSON) == (source == ROBOTS)
            count.kinds[kind] += 1
            count.apps += in_an_app
            count.apps_wrong += in_an_app and wrong
            if wrong:
                count.wrong.append((agent, reason))
    return counts


def recall(way: str) -> float:
    """Return how many of the robots are told (0–1)."""
    count = measure()[ROBOTS, way]
    return 1 - len(count.wrong) / count.total


def false_positives(way: str, in_apps: bool) -> tuple[int, int]:
    """Return how many browsers, in apps or on their own, are taken for robots, and of how many."""
    counts = [measure()[source, way] for source in BROWSERS]
    wrong, total = sum(count.apps_wrong for count in counts), sum(count.apps for count in counts)
    if in_apps:
        return wrong, total
    return sum(len(count.wrong) for count in counts) - wrong, sum(count.total for count in counts) - total


def table() -> str:
    """Return the confusion table, as the documentation shows it."""
    packages = (ROBOTS, *BROWSERS[:2])
    lines = [f"{', '.join(f'{name} {version(name)}' for name in packages)}:", ""]
    lines += ["| agents of | decided | person | preview | crawler |", "|---|---|--:|--:|--:|"]
    for (source, way), count in measure().items():
        numbers = " | ".join(f"{count.kinds[kind]:,}" for kind in KINDS)
        lines.append(f"| {source} | {way} | {numbers} |")
    lines += ["", f"| | {' | '.join(WAYS)} |", f"|---|{'--:|' * len(WAYS)}"]
    lines.append(f"| robots told, of all | {' | '.join(f'{recall(way):.3f}' for way in WAYS)} |")
    for name, in_apps in (("browsers", False), ("browsers in apps", True)):
        rows = (false_positives(way, in_apps) for way in WAYS)
        cells = (f"{wrong:,} of {total:,} ({wrong / total:.2%})" for wrong, total in rows)
        lines.append(f"| {name} taken for robots | {' | '.join(cells)} |")
    return "\n".join(lines)
