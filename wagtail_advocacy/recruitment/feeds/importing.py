"""One import of a feed: read all of it, see what it would change, and only then write."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...library.actions import asked_once
from ..actions import VacancyNotOpen, close_vacancy
from ..models import FeedRun, Vacancy, VacancyFeed
from ..offers import offer_later
from . import fetching
from .cleaning import Progress
from .fetching import FeedTrouble, Fetched, fetch_feed
from .planning import Plan, plan_import
from .telling import tell_recruiter
from .writing import VacancyLocked, Writer

logger = logging.getLogger(__name__)

LOCK = timedelta(hours=2)
BATCH = 50
"""int, vacancies per transaction: a crash loses these few, and the next run brings them."""

CHUNK = 500


class FeedBusy(Exception):
    """An import of this feed is under way, or its system asked to be left alone; the message says which."""


@dataclass
class Result:
    """What came of an import, or would: the ``FeedRun`` (unsaved for a dry run) and the rows of the dry run's table."""

    run: FeedRun
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return self.run.outcome == FeedRun.Outcome.DONE


def import_feed(
    feed: VacancyFeed,
    dry_run: bool = False,
    progress: Progress | None = None,
    accept: bool = False,
    seconds: float | None = None,
) -> Result:
    """Bring the vacancies of ``feed`` up to date and return what that changed.

    A fetch that is empty, partial, failed or shrunken changes nothing and is told to the recruiter, once per trouble.
    ``dry_run`` only says what would change. ``accept``: somebody looked, the feed is right to be so small. Fetching
    takes ``seconds`` at most, if not a quarter of an hour, or half a minute for a dry run, for which somebody waits.
    Raises :class:`FeedBusy`, also for a dry run, where another import is under way, or its system asked to be left
    alone.
    """
    if dry_run:
        # It asks the same server.
        require_free(feed)
        return _import(feed, True, progress, accept, fetching.TRY_SECONDS if seconds is None else seconds)
    with _locked(feed):
        return _import(feed, False, progress, accept, seconds)


@contextmanager
def _locked(feed: VacancyFeed) -> Iterator[None]:
    now = timezone.now()
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    leisure = Q(not_before=None) | Q(not_before__lte=now)
    until = now + LOCK
    # One conditional update is a lock on every database.
    if not VacancyFeed.objects.filter(free, leisure, pk=feed.pk).update(locked_until=until, not_before=None):
        require_free(feed)
        raise FeedBusy(_busy(feed))
    try:
        yield
    finally:
        # Whoever outlives their lock may have a successor by now, whose it is.
        VacancyFeed.objects.filter(pk=feed.pk, locked_until=until).update(locked_until=None)


def require_free(feed: VacancyFeed) -> None:
    """Raise :class:`FeedBusy` if an import is under way, or the system of the feed asked to be left alone."""
    now = timezone.now()
    stored = VacancyFeed.objects.filter(pk=feed.pk).only("locked_until", "not_before").first()
    if stored and stored.not_before and stored.not_before > now:
        raise FeedBusy(f"{_('Nothing was changed.')} {_until(stored.not_before)}")
    if stored and stored.locked_until and stored.locked_until >= now:
        raise FeedBusy(_busy(feed))


def _busy(feed: VacancyFeed) -> str:
    return _("“%(feed)s” is being imported already. Wait until that is over.") % {"feed": feed}


def _until(moment: datetime) -> str:
    when = date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    return _("Its system asks to be left alone until %(when)s.") % {"when": when}


def _import(feed: VacancyFeed, dry_run: bool, progress: Progress | None, accept: bool, seconds: float | None) -> Result:
    began = timezone.now()
    run = FeedRun(feed=feed, outcome=FeedRun.Outcome.DONE, began_at=began)
    result, said = Result(run), ""
    try:
        with fetch_feed(feed, progress, seconds) as fetched:
            plan = plan_import(feed, fetched, accept)
            if dry_run:
                result.rows = _rows(plan, fetched)
            else:
                _write(feed, began, plan, fetched, progress)
            _count(run, plan)
    except FeedTrouble as trouble:
        run.outcome, run.message = trouble.outcome, (said := str(trouble))
        if trouble.wait:
            until = timezone.now() + timedelta(seconds=trouble.wait)
            run.message += f" {_until(until)}"
            if not dry_run:
                VacancyFeed.objects.filter(pk=feed.pk).update(not_before=until)
    except Exception as error:  # Whatever a feed provokes that nobody thought of, or a kind of the site's own raises.
        _log(feed.pk, "could not be read", error)
        said = _("It could not be read. The log of the server says why.")
        run.outcome, run.message = FeedRun.Outcome.FAILED, said
    run.ended_at = timezone.now()
    if not dry_run:
        run.save()
        tell_recruiter(run, said)
    return result


def _count(run: FeedRun, plan: Plan) -> None:
    run.found, run.unchanged, run.refused = plan.found, plan.unchanged, plan.refused
    run.new, run.changed = len(plan.new) + len(plan.again), len(plan.changed)
    run.missing, run.gone = len(plan.missing), len(plan.gone)
    run.problems = plan.problems


def _rows(plan: Plan, fetched: Fetched) -> list[tuple[str, str, str, str]]:
    """Return ``(what, number, title, note)`` of all that would change."""
    entries = fetched.entries
    rows = [(_("new"), key, entries[key].title, "") for key in plan.new]
    rows += [(_("opens again"), key, entries[key].title, "") for key in plan.again]
    rows += [(_("changed"), key, entries[key].title, "") for key in plan.changed]
    rows += [(_("missing, once"), "", title, "") for title in plan.missing.values()]
    rows += [(_("gone, will be closed"), "", title, "") for title in plan.gone.values()]
    rows += [(_("to look at"), each["source_id"], each["title"], each["message"]) for each in plan.problems]
    return rows


def _write(feed: VacancyFeed, began: datetime, plan: Plan, fetched: Fetched, progress: Progress | None) -> None:
    writer = Writer(feed, began)
    with transaction.atomic():
        for chunk in _chunks(plan.let_go):
            Vacancy.objects.filter(pk__in=chunk).update(source_id=None)
        _renumber(plan.renumbered)
        for chunk in _chunks(plan.seen):
            Vacancy.objects.filter(pk__in=chunk).update(seen_at=began, missed=0)
        for chunk in _chunks(plan.missing):
            Vacancy.objects.filter(pk__in=chunk).update(missed=F("missed") + 1)
    work = [("add", key, 0) for key in plan.new]
    work += [("reopen", key, pk) for key, pk in plan.again.items()]
    work += [("change", key, pk) for key, pk in plan.changed.items()]
    done = 0
    for batch in _chunks(work, BATCH):
        with transaction.atomic(), asked_once():
            for deed, key, pk in batch:
                _store(writer, plan, fetched, deed, key, pk)
        # Each is stored several times on its way out, and asked what it offers once.
        offer_later(feed=feed, source_id__in=[key for _deed, key, _pk in batch])
        done += len(batch)
        if progress:
            progress("write", done, len(work))
    for pk, title in list(plan.gone.items()):
        try:
            close_vacancy(Vacancy(pk=pk), Vacancy.ClosedReason.GONE)
        except VacancyNotOpen:
            continue
        except Exception as error:  # As above: the others go on.
            _log(feed.pk, "has a vacancy that was not closed", error)
            del plan.gone[pk]
            plan.tell("", title, _("It could not be closed. The log of the server says why."))


def _renumber(renumbered: dict[int, str]) -> None:
    # Two vacancies may swap their numbers; for a moment neither has one.
    for chunk in _chunks(list(renumbered)):
        Vacancy.objects.filter(pk__in=chunk).update(source_id=None)
    for pk, source_id in renumbered.items():
        Vacancy.objects.filter(pk=pk).update(source_id=source_id)


def _store(writer: Writer, plan: Plan, fetched: Fetched, deed: str, key: str, pk: int) -> None:
    """Do one deed; whatever is wrong with one vacancy, the others go on."""
    job = fetched.job(key)
    try:
        with transaction.atomic():
            if deed == "add":
                writer.add(job)
            elif deed == "reopen":
                writer.reopen(pk, job)
            elif not writer.change(pk, job):
                del plan.changed[key]
                plan.unchanged += 1
        for sentence in writer.remarks:
            plan.tell(key, job.title, sentence)
    except VacancyLocked as locked:
        del plan.changed[key]
        plan.unchanged += 1
        plan.tell(key, job.title, str(locked))
    except Exception as error:  # Also what a receiver of the site's own raises.
        _log(writer.feed.pk, "has a vacancy that was not stored", error)
        _drop(plan, deed, key)
        plan.refused += 1
        plan.tell(key, job.title, _("It could not be stored. The log of the server says why."))


def _log(feed: int, what: str, error: Exception) -> None:
    """Say where it happened, but neither the message nor values: both may quote people."""
    places = [f"{Path(each.filename).name}:{each.lineno}" for each in extract_tb(error.__traceback__)]
    logger.error("advocacy: feed %s %s: %s, %s", feed, what, type(error).__name__, " > ".join(places[-6:]))


def _drop(plan: Plan, deed: str, key: str) -> None:
    if deed == "add":
        plan.new.remove(key)
    else:
        (plan.again if deed == "reopen" else plan.changed).pop(key, None)


def _chunks(rows: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    everything = list(rows)
    for start in range(0, len(everything), size):
        yield everything[start : start + size]


def import_active() -> int:
    """Import every active feed; return how many vacancies that touched. One failing feed stops no other."""
    touched, failed = 0, None
    for feed in VacancyFeed.objects.filter(is_active=True).select_related("site", "locale", "category", "recruiter"):
        try:
            run = import_feed(feed).run
        except FeedBusy:
            continue
        except Exception as error:  # Such as a database that is gone.
            _log(feed.pk, "was not imported", error)
            failed = error
            continue
        touched += run.new + run.changed + run.gone
    if failed is not None:
        raise failed
    return touched


KEPT = timedelta(days=365)


def forget_old_runs() -> int:
    """Delete what fetches of more than a year ago changed; return how many. The last complete one of a feed stays."""
    old = FeedRun.objects.filter(began_at__lt=timezone.now() - KEPT)
    kept = []
    for feed in old.order_by().values_list("feed", flat=True).distinct():
        last = FeedRun.objects.filter(feed=feed, outcome=FeedRun.Outcome.DONE).values_list("pk", flat=True).first()
        kept += [last] if last else []
    return old.exclude(pk__in=kept).delete()[0]
