"""Looking at an address as the crawlers of the networks do, within a time and a number of requests.

First as ourselves. If that brings an answer, as every crawler as well, for servers answer them differently: they refuse
some, and show others a page of their own. ``robots.txt`` is asked once per host, and a crawler that obeys it is not
played where it is forbidden. We say what we are besides, so that nobody takes us for a network.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from ...fetch import AddressNotPublic, Fetched, FetchFailed, NameUnknown
from ...fetch import fetch as fetch_outside
from ...networks.base import Crawler
from . import pages, pictures
from .pages import Page
from .pictures import Picture
from .robots import Robots

SECONDS = 20.0
"""float, for everything that one look takes."""

REQUESTS = 14
"""int, of one look; redirects count."""

PICTURES = 3
ROBOTS_BYTES = 500 * 1024
OURSELVES = "(wagtail-advocacy preview check)"
NO_ANSWER = frozenset({"slow", "silent", "unknown"})
TRY_AGAIN = frozenset({408, 425, 429})

Fetch = Callable[..., Fetched]


@dataclass(frozen=True)
class Answer:
    """What somebody got who asked for an address: a ``page``, or a ``reason`` why there is none.

    Reasons are those of ``FetchFailed``, ``inside`` or ``unknown`` (the name). ``hops`` led to ``url``.
    """

    url: str
    reason: str = ""
    status: int = 200
    detail: str = ""
    hops: tuple[str, ...] = ()
    page: Page | None = None

    @property
    def is_trouble(self) -> bool:
        """Whether it may be different in an hour: nobody answered, or the server says that it cannot now."""
        busy = self.reason == "status" and (self.status >= 500 or self.status in TRY_AGAIN)
        return self.reason in NO_ANSWER or busy


@dataclass
class Look:
    """What is at ``url``: for us (``plain``), for each crawler by its token, and the pictures by their addresses.

    ``forbidden`` are tokens of crawlers that ``robots.txt`` keeps out. ``small`` is a small JPEG of the first picture.
    """

    url: str
    plain: Answer
    answers: dict[str, Answer] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()
    pictures: dict[str, Picture] = field(default_factory=dict)
    small: bytes = b""

    def answer_for(self, crawler: Crawler | None) -> Answer:
        return self.answers.get(crawler.token, self.plain) if crawler else self.plain


RobotsByHost = dict[str, Robots]


def look(
    url: str, crawlers: Iterable[Crawler] = (), *, robots: RobotsByHost | None = None, fetch: Fetch = fetch_outside
) -> Look:
    """Return what ``crawlers`` find at ``url``.

    ``robots`` remembers what hosts allow from one look to the next. Raises nothing that an address can cause.
    """
    errand = _Errand(fetch, {} if robots is None else robots)
    plain = errand.visit(url)
    found = Look(url, plain)
    families = {each.token: each for each in crawlers}
    if plain.page or (plain.reason == "status" and not plain.is_trouble):
        found.forbidden = frozenset(
            token
            for token, crawler in families.items()
            if crawler.obeys_robots
            and not all(errand.may(token, address) for address in dict.fromkeys([url, plain.url]))
        )
        for token, crawler in families.items():
            if token not in found.forbidden and errand.has_time:
                answer = errand.visit(url, f"{crawler.agent} {OURSELVES}")
                # Who does not answer the fourth of ten is tired of us.
                if not answer.is_trouble:
                    found.answers[token] = answer
    _look_at_pictures(found, families.values(), errand)
    return found


def picture_of(page: Page, crawler: Crawler | None) -> str:
    """Return the address of the picture that ``crawler`` takes from ``page``, as it is written there."""
    open_graph = ("og:image:secure_url", "og:image", "og:image:url")
    twitter = ("twitter:image", "twitter:image:src")
    return page.first(*(twitter + open_graph if crawler and crawler.twitter_first else open_graph + twitter))


def whole_address(base: str, address: str) -> str:
    """Return ``address``, as found on the page at ``base``, with its host; nothing where it is none."""
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return ""


def _look_at_pictures(found: Look, crawlers: Iterable[Crawler], errand: _Errand) -> None:
    wanted: dict[str, None] = {}
    for crawler in (None, *crawlers):
        answer = found.answer_for(crawler)
        if answer.page and (url := whole_address(answer.url, picture_of(answer.page, crawler))):
            wanted[url] = None
    for url in list(wanted)[:PICTURES]:
        found.pictures[url], small = errand.picture(url)
        found.small = found.small or small


class _Errand:
    """One look's requests: their time, their number, and what hosts allow."""

    def __init__(self, fetch: Fetch, robots: RobotsByHost) -> None:
        self._fetch, self._robots = fetch, robots
        self._ends_at, self._requests = time.monotonic() + SECONDS, 0

    @property
    def has_time(self) -> bool:
        return self._requests < REQUESTS and self._left > 0

    @property
    def _left(self) -> float:
        return self._ends_at - time.monotonic()

    def _ask(self, url: str, **options: Any) -> Fetched:
        try:
            found = self._fetch(url, seconds=self._left, **options)
        except (FetchFailed, AddressNotPublic) as error:
            self._requests += max(1, len(error.hops))
            raise
        self._requests += 1 + len(found.hops)
        return found

    def visit(self, url: str, agent: str = "") -> Answer:
        try:
            found = self._ask(url, agent=agent)
        except FetchFailed as error:
            arrived = error.hops[-1] if error.hops else url
            return Answer(arrived, error.reason or "silent", error.status, error.content_type, error.hops[:-1])
        except AddressNotPublic as error:
            reason = "unknown" if isinstance(error, NameUnknown) else "inside"
            return Answer(error.hops[-1] if error.hops else url, reason, 0, "", error.hops)
        return Answer(found.url, hops=found.hops, page=pages.read(found))

    def may(self, token: str, url: str) -> bool:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = self._read_robots(root)
        return self._robots[root].allow(token, url)

    def _read_robots(self, root: str) -> Robots:
        if not self.has_time:
            return Robots()
        try:
            accept = ("text/plain", "text/html", "application/octet-stream")
            found = self._ask(f"{root}/robots.txt", accept=accept, limit=ROBOTS_BYTES)
        except (FetchFailed, AddressNotPublic):
            # Crawlers read on where there is none; what they do about errors is theirs to know.
            return Robots()
        return Robots(found.content.decode("utf-8", "replace"))

    def picture(self, url: str) -> tuple[Picture, bytes]:
        if not self.has_time:
            return Picture(url, reason="skipped"), b""
        try:
            found = self._ask(url, accept=pictures.TYPES, limit=pictures.BYTES)
        except FetchFailed as error:
            picture = Picture(url, reason=error.reason or "silent", status=error.status, detail=error.content_type)
            return picture, b""
        except AddressNotPublic as error:
            return Picture(url, reason="unknown" if isinstance(error, NameUnknown) else "inside"), b""
        return pictures.read(url, found)
