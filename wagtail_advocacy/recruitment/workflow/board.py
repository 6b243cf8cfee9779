"""“My vacancies”: where each stands, what it brought so far, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import TaskState, WorkflowState

from ... import registries
from ...days import site_day
from ...library.listings import fetch_states
from ...library.models import ShareableItem
from ...library.models.items import subject_of
from ..actions import closed_by_itself
from ..models import ApplyPresses, Vacancy
from .people import may_change

APPLICATION = "application"
"""The kind of conversion that an application is, see ``tracking.conversions.kinds``."""

EVER = datetime(2000, 1, 1, tzinfo=UTC)
CHUNK = 200


@dataclass(frozen=True)
class Step:
    """What comes next for a vacancy: in words, and where, if this person may open it."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class BoardRow:
    vacancy: Vacancy
    title: str
    state: str
    step: Step
    may_close: bool
    shares: int = 0
    clicks: int = 0
    presses: int = 0
    applications: int | None = None

    @property
    def days_open(self) -> int | None:
        return self.vacancy.days_open

    @property
    def posted(self) -> date | None:
        return self.vacancy.date_posted

    @property
    def last_day(self) -> date | None:
        return self.vacancy.valid_through


def rows_of(vacancies: Sequence[Vacancy], user: Any) -> list[BoardRow]:
    """Return a row for each of ``vacancies`` as ``user`` may see it, in a fixed number of queries for any number."""
    fetch_states(vacancies)
    changes = may_change(user)
    opens = {each.pk for each in vacancies} if changes else _decided_by(user)
    figures = _figures(vacancies)
    return [
        BoardRow(
            vacancy=each,
            title=title_of(each),
            state=state_in_words(each),
            step=_next_step(each, each.pk in opens, changes),
            may_close=changes and (not each.closed_at or closed_by_itself(each)),
            **figures[each.pk],
        )
        for each in vacancies
    ]


def all_rows(vacancies: QuerySet[Vacancy], user: Any) -> Iterator[BoardRow]:
    """Yield a row for each of ``vacancies``, a few hundred at a time."""
    chunk: list[Vacancy] = []
    for vacancy in vacancies.iterator(CHUNK):
        chunk.append(vacancy)
        if len(chunk) == CHUNK:
            yield from rows_of(chunk, user)
            chunk = []
    yield from rows_of(chunk, user)


def title_of(vacancy: Vacancy) -> str:
    """Return the title as its latest draft has it."""
    return vacancy.latest_revision.object_str if vacancy.latest_revision else vacancy.title


def edit_address(vacancy: Vacancy) -> str:
    return reverse(Vacancy.snippet_viewset.get_url_name("edit"), args=[quote(vacancy.pk)])


def state_in_words(vacancy: Vacancy) -> str:
    """Return where ``vacancy`` stands; :func:`fetch_states` has been asked before."""
    if _is_over(vacancy):
        reason = vacancy.get_closed_reason_display() if vacancy.closed_at else Vacancy.ClosedReason.EXPIRED.label
        return _("Closed: %(reason)s") % {"reason": reason}
    state = vacancy.current_workflow_state
    step = state.current_task_state if state else None
    if step and state.status == WorkflowState.STATUS_IN_PROGRESS:
        day = date_format(site_day(step.started_at))
        words = _("Waits at “%(step)s” since %(day)s") % {"step": step.task, "day": day}
    elif step:
        words = _("Changes asked for at “%(step)s”") % {"step": step.task}
    elif vacancy.scheduled_revision:
        day = date_format(site_day(vacancy.scheduled_revision.approved_go_live_at))
        words = _("Goes live on %(day)s") % {"day": day}
    else:
        words = "" if vacancy.live else _("Draft")
    return " · ".join(filter(None, [_("Live") if vacancy.live else "", words]))


def _is_over(vacancy: Vacancy) -> bool:
    """Whether it is closed, or will be in a moment; what was opened again is a draft, whatever its last day is."""
    return bool(vacancy.closed_at or vacancy.expired or (vacancy.live and vacancy.is_closed))


def _next_step(vacancy: Vacancy, opens: bool, changes: bool) -> Step:
    url = edit_address(vacancy) if opens else ""
    if _is_over(vacancy):
        again = reverse("wagtail_advocacy_recruitment:open_again", args=[vacancy.pk])
        return Step(_("Open it again"), again if changes else "")
    state = vacancy.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        # Whoever may change vacancies only looks at it: at each step others decide.
        return Step(_("Decide") if opens and not changes else pgettext("vacancy", "Open it"), url)
    if state:
        return Step(_("Change it and submit it again"), url)
    if vacancy.live:
        return Step(pgettext("vacancy", "Open it"), url)
    return Step(_("Look at it") if vacancy.scheduled_revision else _("Complete and submit it"), url)


def _decided_by(user: Any) -> set[int]:
    """Return the vacancies that wait for ``user``; there they may open the editor without any permission."""
    kind = ContentType.objects.get_for_model(Vacancy, for_concrete_model=False)
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__content_type=kind)
    return {int(each) for each in states.values_list("workflow_state__object_id", flat=True)}


def _figures(vacancies: Sequence[Vacancy]) -> dict[int, dict[str, Any]]:
    subjects = subjects_of(each.pk for each in vacancies)
    counted = registries.figures(subjects)
    applied = registries.conversions(subjects, APPLICATION, dict.fromkeys(subjects, EVER))
    # As reports count: by the links of shares that count. Who came without one says nothing of sharing.
    by_links = ApplyPresses.objects.filter(vacancy__in=vacancies, link__counts=True)
    pressed = by_links.order_by().values_list("vacancy")
    presses = dict(pressed.annotate(number=Sum("presses")))
    found: dict[int, dict[str, Any]] = {
        each.pk: {"presses": presses.get(each.pk, 0), "applications": None if applied is None else 0}
        for each in vacancies
    }
    for subject, pk in subjects.items():
        row = found[pk]
        row["shares"] = row.get("shares", 0) + counted[subject].shares
        row["clicks"] = row.get("clicks", 0) + counted[subject].clicks
        if applied is not None:
            row["applications"] += applied.get(subject, 0)
    return found


def subjects_of(vacancies: Iterable[int]) -> dict[str, int]:
    """Return the subjects of the items that these vacancies offer, and of which vacancy each is."""
    items = items_from_vacancies().filter(source_id__in=[str(each) for each in vacancies])
    return {subject_of(pk): int(source) for pk, source in items.values_list("pk", "source_id")}


def items_from_vacancies() -> QuerySet[ShareableItem]:
    return ShareableItem.objects.filter(
        source_type=ContentType.objects.get_for_model(Vacancy, for_concrete_model=False)
    )
