"""A whole feed, read before anything is written: page by page into a spool on the disk, an index in memory."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _

from ...downloads import SECONDS, download
from ...fetch import FetchFailed
from ...hosts import AddressNotPublic
from ..models import FeedRun
from .cleaning import LENGTHS, LONGEST_TITLE, LONGEST_URL, Progress, clean_job, is_over
from .jobs import FeedJob
from .kinds import FEED_KINDS, FeedKind, Page
from .streams import FeedBroken

ALL_SECONDS = 15 * 60.0
"""float, for all pages together."""

TRY_SECONDS = 30.0
"""float, the same where somebody waits for it in a browser."""

MOST_PAGES = 1_000
MOST_JOBS = 100_000


class FeedTrouble(Exception):
    """A fetch that must change nothing: ``outcome`` of a ``FeedRun``, a sentence, seconds to stay away."""

    def __init__(self, outcome: str, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.outcome, self.wait = outcome, wait


TITLE = 160
"""int, characters of a title that is only told about."""


@dataclass(slots=True)
class Unnumbered:
    """What is remembered of a job without a number: enough to tell which one, and why."""

    title: str
    refused: str


@dataclass(slots=True)
class Entry:
    """What is remembered of a job while the rest lies in the spool; of a refused one nothing was cut before."""

    digest: str
    title: str
    requisition_id: str
    apply_url: str
    at: int
    problems: tuple[str, ...] = ()
    refused: str = ""
    over: bool = False


@dataclass
class Fetched:
    """All jobs of a complete fetch, by their number in the feed; ``unnumbered`` are those that have none."""

    spool: IO[bytes]
    entries: dict[str, Entry] = field(default_factory=dict)
    unnumbered: list[Unnumbered] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.entries) + len(self.unnumbered)

    def job(self, source_id: str) -> FeedJob:
        """Read one job back from the spool."""
        self.spool.seek(self.entries[source_id].at)
        return FeedJob.load(self.spool.readline())

    def add(self, job: FeedJob) -> None:
        """Keep ``job``; a second row with its number is the same job at a further place."""
        if not job.source_id:
            self.unnumbered.append(Unnumbered(job.title[:TITLE], job.refused))
            return
        if job.source_id in self.entries:
            job = _merged(self.job(job.source_id), job)
        self.spool.seek(0, 2)
        at = self.spool.tell()
        self.spool.write(job.dump().encode() + b"\n")
        self.entries[job.source_id] = Entry(
            job.fingerprint(),
            job.title[:LONGEST_TITLE],
            str(job.fields.get("requisition_id", ""))[: LENGTHS["requisition_id"]],
            str(job.fields.get("apply_url", ""))[:LONGEST_URL],
            at,
            tuple(job.problems),
            job.refused,
            is_over(job),
        )


def _merged(first: FeedJob, again: FeedJob) -> FeedJob:
    if again.title and first.title and again.title.casefold() != first.title.casefold():
        other = again.title[:TITLE]
        sentence = _("Its number stands for “%(other)s” as well, which was left out.") % {"other": other}
        first.problems = list(dict.fromkeys([*first.problems, sentence]))
        return first
    if first.refused and not again.refused:
        return again
    places = [*first.fields.get("locations", []), *again.fields.get("locations", [])]
    first.fields["locations"] = [each for number, each in enumerate(places) if each not in places[:number]]
    return first


@contextmanager
def fetch_feed(feed: Any, progress: Progress | None = None, seconds: float | None = None) -> Iterator[Fetched]:
    """Yield all jobs of ``feed``. Raises :class:`FeedTrouble` for whatever is less than a complete fetch.

    ``seconds``: for all of it, if not :data:`ALL_SECONDS`.
    """
    kind = FEED_KINDS.get(feed.kind)
    if kind is None:
        raise FeedTrouble(FeedRun.Outcome.FAILED, _("No kind of feed is called “%(kind)s” here.") % {"kind": feed.kind})
    with tempfile.TemporaryFile() as spool:
        found = Fetched(spool)
        try:
            _read_all(feed, kind, found, progress, ALL_SECONDS if seconds is None else seconds)
        except AddressNotPublic as error:
            raise FeedTrouble(FeedRun.Outcome.FAILED, str(error)) from None
        except FetchFailed as error:
            begun = bool(len(found)) or error.reason == "broken"
            outcome = FeedRun.Outcome.PARTIAL if begun else FeedRun.Outcome.FAILED
            raise FeedTrouble(outcome, str(error), error.wait) from None
        except FeedBroken as error:
            outcome = FeedRun.Outcome.PARTIAL if len(found) else FeedRun.Outcome.FAILED
            raise FeedTrouble(outcome, str(error)) from None
        if not len(found):
            raise FeedTrouble(FeedRun.Outcome.EMPTY, _("The feed answers, but there is not one vacancy in it."))
        yield found


def _too_long() -> FeedTrouble:
    return FeedTrouble(FeedRun.Outcome.PARTIAL, _("The feed has too many pages, or takes too long."))


def _read_all(feed: Any, kind: FeedKind, found: Fetched, progress: Progress | None, seconds: float) -> None:
    address, number, before, seen = kind.first(feed), 0, 0, set()
    ends_at = time.monotonic() + seconds
    while address:
        left = min(SECONDS, ends_at - time.monotonic())
        if number == MOST_PAGES or left <= 0:
            raise _too_long()
        with download(address, accept=kind.accept, seconds=left) as there:
            page = Page(address, there.url, there.file, number, 0, before)
            digest = hashlib.sha256()
            for job in kind.read(page, feed):
                digest.update(f"{job.source_id} {job.fields.get('locations')} ".encode("utf-8", "replace"))
                found.add(clean_job(job, feed.country))
                page.jobs += 1
                if time.monotonic() > ends_at:
                    raise _too_long()
                if len(found) > MOST_JOBS:
                    raise FeedTrouble(FeedRun.Outcome.PARTIAL, _("The feed has more vacancies than can be right."))
                if progress and not page.jobs % 100:
                    progress("fetch", before + page.jobs, 0)
            if page.jobs and digest.digest() in seen:
                raise FeedTrouble(FeedRun.Outcome.PARTIAL, _("The feed answers with the same page again and again."))
            seen.add(digest.digest())
            address, announced = kind.following(page, feed), kind.announced(page, feed)
        before, number = before + page.jobs, number + 1
    if announced is not None and announced > before:
        values = {"announced": announced, "found": before}
        sentence = _("The feed says that it has %(announced)s vacancies, but only %(found)s came.") % values
        raise FeedTrouble(FeedRun.Outcome.PARTIAL, sentence)
    if progress:
        progress("fetch", before, before)
