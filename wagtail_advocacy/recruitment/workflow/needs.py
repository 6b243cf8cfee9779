"""What among vacancies needs somebody: reasons that name a step or a role, and never a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import WorkflowState

from ...days import site_day
from ...library.attention import find_stale
from ..models import HiringManagerApprovalTask, Vacancy, VacancyCaption
from .board import items_from_vacancies, title_of
from .days import working_days_since
from .letters import OTHERWISE, days_until_reminder

FEW = 10
"""int, vacancies that are shown of each reason."""

SOON = timedelta(days=7)
MOST = 1000
"""int, vacancies that are looked at for one reason."""


@dataclass(frozen=True)
class Need:
    vacancy: Vacancy
    title: str
    why: str


@dataclass(frozen=True)
class Reason:
    """Why these vacancies need somebody; ``more`` is how many are not shown."""

    key: str
    label: str
    needs: list[Need]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.needs)


def reasons_among(vacancies: QuerySet[Vacancy]) -> list[Reason]:
    """Return why some of ``vacancies`` need somebody, in a fixed number of queries for any number of them."""
    found = [
        ("waiting", _("Waiting too long"), _waiting(vacancies)),
        ("ending", _("Last days to apply"), _ending(vacancies)),
        ("stale", _("Nobody shares it"), _stale(vacancies)),
        ("wordless", _("No captions"), _wordless(vacancies)),
    ]
    return [Reason(key, label, needs[:FEW], len(needs)) for key, label, needs in found if needs]


def _waiting(vacancies: QuerySet[Vacancy]) -> list[Need]:
    kind = ContentType.objects.get_for_model(Vacancy, for_concrete_model=False)
    states = WorkflowState.objects.active().filter(content_type=kind).exclude(current_task_state=None)
    rows = states.select_related("current_task_state__task__content_type").order_by("current_task_state__started_at")
    waiting = {int(each.object_id): each for each in rows[:MOST]}
    mine = vacancies.filter(pk__in=waiting).in_bulk()
    days, roles, needs = days_until_reminder(), _Roles(), []
    for pk, state in waiting.items():
        if pk not in mine:
            continue
        step = state.current_task_state
        asked_back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
        number = working_days_since(step.finished_at if asked_back and step.finished_at else step.started_at)
        if number <= days.get(mine[pk].site_id, OTHERWISE):
            continue
        role = _("whoever wrote it") if asked_back else roles.of(step.task)
        why = ngettext(
            "At “%(step)s”, for %(number)s working day. It is up to: %(role)s.",
            "At “%(step)s”, for %(number)s working days. It is up to: %(role)s.",
            number,
        )
        needs.append(Need(mine[pk], title_of(mine[pk]), why % {"step": step.task, "number": number, "role": role}))
    return needs


class _Roles:
    """What people who decide at a step are called; each task is looked up once."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, task: Any) -> str:
        if task.pk not in self._known:
            self._known[task.pk] = self._say(task.specific)
        return self._known[task.pk]

    @staticmethod
    def _say(task: Any) -> str:
        if isinstance(task, HiringManagerApprovalTask):
            return _("the hiring manager, or who decides in their place")
        groups = [each.name for each in task.groups.order_by("name")] if hasattr(task, "groups") else []
        return get_text_list(groups, _("or")) if groups else _("whoever that step asks")


def _open(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    return vacancies.filter(pk__in=Vacancy.objects.open().order_by().values("pk"))


def _ending(vacancies: QuerySet[Vacancy]) -> list[Need]:
    soon = _open(vacancies).filter(valid_through__lte=site_day() + SOON).order_by("valid_through", "pk")[:MOST]
    sentence = _("The last day to apply is %(day)s.")
    return [
        Need(each, title_of(each), sentence % {"day": date_format(each.valid_through)})
        for each in soon
        if each.valid_through
    ]


def _stale(vacancies: QuerySet[Vacancy]) -> list[Need]:
    items = find_stale(items_from_vacancies(), timezone.now()).order_by("attention_since", "pk")
    since = {int(source): moment for source, moment in items.values_list("source_id", "attention_since")[:MOST]}
    mine = _open(vacancies).filter(pk__in=since).in_bulk()
    sentence = _("Nobody has started to share it for %(time)s.")
    return [
        Need(mine[pk], title_of(mine[pk]), sentence % {"time": timesince(moment)})
        for pk, moment in since.items()
        if pk in mine
    ]


def _wordless(vacancies: QuerySet[Vacancy]) -> list[Need]:
    captions = VacancyCaption.objects.filter(vacancy=OuterRef("pk"))
    sentence = _("Colleagues start from nothing but the title. Give them two or three ways to say it.")
    return [
        Need(each, title_of(each), sentence)
        for each in _open(vacancies).filter(~Exists(captions)).order_by("-date_posted", "-pk")[:MOST]
    ]
