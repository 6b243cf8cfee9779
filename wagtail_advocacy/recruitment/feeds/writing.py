"""Jobs into vacancies: new ones, changed ones, and what each change was, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update

from ..actions import reopen_vacancy
from ..models import Vacancy, VacancyFeed, VacancyLocation
from ..models.vacancies import BONUS_FIELDS, SALARY_FIELDS
from .jobs import FeedJob
from .kinds import fields_of

IMPORTED = "wagtail_advocacy.import_vacancy"
"""Name in the log."""

PLACE = ("place", "region", "postal_code", "country")


def apply_fields(vacancy: Vacancy, job: FeedJob, theirs: set[str]) -> list[str]:
    """Write into ``vacancy``, unsaved, what the feed says of the fields ``theirs``; return which fields changed."""
    changed = []
    for name, value in job.fields.items():
        if name in theirs and name not in vacancy.detached and _APPLY.get(name, _plain)(vacancy, name, value):
            changed.append(name)
    return changed


def _plain(vacancy: Vacancy, name: str, value: Any) -> bool:
    if getattr(vacancy, name) == value:
        return False
    setattr(vacancy, name, value)
    return True


def _day(vacancy: Vacancy, name: str, value: str | None) -> bool:
    return _plain(vacancy, name, date.fromisoformat(value) if value else None)


def _salary(vacancy: Vacancy, name: str, value: dict[str, str] | None) -> bool:
    given = value or dict.fromkeys(SALARY_FIELDS, "")
    unit = given["salary_unit"] or Vacancy._meta.get_field("salary_unit").default
    wanted: tuple[Any, ...] = (
        *(Decimal(given[each]) if given[each] else None for each in ("salary_min", "salary_max")),
        given["salary_currency"],
        unit,
    )
    if not vacancy.has_salary and value is None:
        return False
    # All four, also after the first that differs.
    changed = [_plain(vacancy, each, amount) for each, amount in zip(SALARY_FIELDS, wanted, strict=True)]
    return any(changed)


def _locations(vacancy: Vacancy, name: str, value: list[dict[str, str]]) -> bool:
    wanted = [{each: place.get(each, "") for each in PLACE} for place in value]
    there = [] if vacancy.pk is None and not wanted else vacancy.locations.all()
    if [{each: getattr(row, each) for each in PLACE} for row in there] == wanted:
        return False
    vacancy.locations.set([VacancyLocation(**each) for each in wanted])
    return True


_APPLY: dict[str, Callable[[Vacancy, str, Any], bool]] = {
    "date_posted": _day,
    "valid_through": _day,
    "salary": _salary,
    "locations": _locations,
}


def field_label(name: str) -> str:
    """Return what people call a field of :data:`FEED_FIELDS`."""
    field: Any = None if name in ("salary", "locations") else Vacancy._meta.get_field(name)
    return str(field.verbose_name) if field else {"salary": _("salary"), "locations": _("locations")}[name]


@dataclass
class Writer:
    """Stores the jobs of one import of ``feed``; ``now`` is when that began."""

    feed: VacancyFeed
    now: datetime
    remarks: list[str] = field(default_factory=list)
    """Sentences about the vacancy that was changed last."""

    @cached_property
    def theirs(self) -> set[str]:
        return set(fields_of(self.feed))

    @cached_property
    def workflow(self) -> Any:
        return Vacancy.get_default_workflow()

    def add(self, job: FeedJob) -> Vacancy:
        """Store a job that was not here before: as a draft, or published where the feed says so."""
        vacancy = Vacancy(
            site=self.feed.site,
            locale=self.feed.locale,
            feed=self.feed,
            category=self.feed.category,
            recruiter=self.feed.recruiter,
        )
        apply_fields(vacancy, job, self.theirs)
        self._mark(vacancy, job)
        with disable_reference_index_auto_update():
            # The save with its revision follows at once, and is the one that counts.
            vacancy.save()
        self._out(vacancy, [], new=True)
        return vacancy

    def reopen(self, pk: int, job: FeedJob) -> Vacancy:
        """Take a vacancy that was gone from the feed, and is in it again, as if it were new."""
        reopened = reopen_vacancy(Vacancy(pk=pk))
        # What was last written here, with all that is ours, and with what the feed says today.
        vacancy = reopened.get_latest_revision_as_object()
        changed = apply_fields(vacancy, job, self.theirs)
        self._mark(vacancy, job)
        self._store(vacancy)
        self._out(vacancy, changed, new=True, written_on=_is_written_on(reopened))
        return vacancy

    def change(self, pk: int, job: FeedJob) -> bool:
        """Take over what changed in a job; return whether that was anything. Raises :class:`VacancyLocked`."""
        self.remarks.clear()
        vacancy = Vacancy.objects.select_related("latest_revision").get(pk=pk)
        if vacancy.locked:
            raise VacancyLocked(_("It is locked here: its changes wait until somebody opens the lock."))
        draft = None
        if vacancy.has_unpublished_changes and vacancy.latest_revision_id != vacancy.live_revision_id:
            draft = vacancy.get_latest_revision_as_object()
        if draft is None or not vacancy.live:
            # Nothing is out, or nothing but what is out: one text to change.
            vacancy = draft or vacancy
            changed = apply_fields(vacancy, job, self.theirs)
            self._remember(vacancy, job)
            if changed:
                self._store(vacancy)
                self._out(vacancy, changed)
            return bool(changed)
        return self._change_both(vacancy, draft, job)

    def _change_both(self, vacancy: Vacancy, draft: Vacancy, job: FeedJob) -> bool:
        """Change what is out and the draft that somebody works on; their words stay unpublished."""
        state = vacancy.current_workflow_state
        changed_draft = apply_fields(draft, job, self.theirs)
        changed = apply_fields(vacancy, job, self.theirs)
        self._remember(vacancy, job)
        if changed and self.feed.publish == VacancyFeed.Publish.AUTO:
            if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                sentence = _(
                    "Somebody had asked for changes of its draft. What the feed says was published, which ends that "
                    "workflow: submit the draft again."
                )
                self.remarks.append(sentence)
            self._out(vacancy, changed)
            changed_draft = changed_draft or changed
        if changed_draft:
            draft = Vacancy.objects.get(pk=vacancy.pk).with_content_json(draft.serializable_data())
            revision = draft.save_revision(clean=False)
            if changed_draft != changed or self.feed.publish != VacancyFeed.Publish.AUTO:
                self._log(vacancy, revision, changed_draft)
            if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
                # Publishing has ended it, or else it would publish words that not all have seen.
                _submit(draft, state.workflow, state.requested_by)
        return bool(changed or changed_draft)

    def _store(self, vacancy: Vacancy) -> None:
        if vacancy.live:
            return
        # Lists read the row; nobody outside does as long as it is a draft. Referrals are paid by it all the same.
        drafted = {name: getattr(vacancy, name) for name in BONUS_FIELDS}
        kept = Vacancy.objects.filter(pk=vacancy.pk).values(*BONUS_FIELDS).get()
        _set(vacancy, kept if vacancy.first_published_at else drafted)
        vacancy.save()
        _set(vacancy, drafted)

    def _mark(self, vacancy: Vacancy, job: FeedJob) -> None:
        vacancy.feed = self.feed
        vacancy.source_id, vacancy.source_url, vacancy.source_hash = job.source_id, job.url, job.fingerprint()
        vacancy.seen_at, vacancy.missed = self.now, 0

    def _remember(self, vacancy: Vacancy, job: FeedJob) -> None:
        self._mark(vacancy, job)
        names = ("source_id", "source_url", "source_hash", "seen_at", "missed")
        Vacancy.objects.filter(pk=vacancy.pk).update(**{name: getattr(vacancy, name) for name in names})

    def _out(self, vacancy: Vacancy, changed: list[str], new: bool = False, written_on: bool = False) -> None:
        """Store a revision, and publish it or ask for a review of it, as the feed says."""
        revision = vacancy.save_revision(clean=False)
        # Who took it back does not want it out again because a word of it changed, nor do those who decide on it.
        taken_back = not (new or vacancy.live or vacancy.first_published_at is None)
        state = None if new or vacancy.live else vacancy.current_workflow_state
        stays = bool(taken_back or written_on or state) and self.feed.publish == VacancyFeed.Publish.AUTO
        self._log(vacancy, revision, changed, new, stays)
        if stays:
            if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
                _submit(vacancy, state.workflow, state.requested_by)
            return
        if not vacancy.locations.all() or not (vacancy.apply_url or vacancy.apply_email):
            return
        if self.feed.publish == VacancyFeed.Publish.AUTO:
            revision.publish(log_action=False)
        elif self.workflow and self.feed.recruiter:
            _submit(vacancy, self.workflow, self.feed.recruiter)

    def _log(self, vacancy: Vacancy, revision: Any, changed: list[str], new: bool = False, stays: bool = False) -> None:
        data = {"feed": self.feed.title, "fields": changed, "new": new, "stays_draft": stays}
        log(instance=vacancy, action=IMPORTED, data=data, revision=revision, content_changed=True)


def _set(vacancy: Vacancy, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(vacancy, name, value)


def _is_written_on(vacancy: Vacancy) -> bool:
    """Whether there are words in what was out once that nobody published."""
    latest, published = vacancy.latest_revision, vacancy.last_published_at
    return bool(vacancy.first_published_at and latest and (published is None or latest.created_at > published))


def _submit(vacancy: Vacancy, workflow: Any, user: Any) -> None:
    if state := vacancy.current_workflow_state:
        # Whoever agreed already agreed to other words.
        state.cancel(user=user)
    workflow.start(vacancy, user)


class VacancyLocked(Exception):
    """An editor has locked a vacancy; the message says what becomes of the feed's changes."""
