"""Whom a step waits for at this moment, as far as letters are concerned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import AbstractGroupApprovalTask, TaskState
from wagtail.users.models import UserProfile

from ..models import HiringManagerApprovalTask
from .deciders import Deciders, Decision, enters_admin, submitters_of


@dataclass(frozen=True)
class Asked:
    """Somebody whom a step waits for. ``told`` says that Wagtail has written to them when the step began."""

    state: TaskState
    obj: Any
    user: Any
    decision: Decision | None = None
    told: bool = False


class Askable:
    """Finds whom steps wait for; tasks and groups are looked up once. Make one for each batch."""

    def __init__(self) -> None:
        self._deciders = Deciders()
        self._tasks: dict[int, Any] = {}
        self._members: dict[int, list[Any]] = {}

    def of(self, state: TaskState, obj: Any) -> Iterable[Asked]:
        """Yield whom ``state``, which is about ``obj``, waits for; nobody for kinds of steps that only a site knows."""
        task = self._task(state)
        if isinstance(task, HiringManagerApprovalTask):
            decision = self._deciders.of(obj, submitters_of(state))
            people = [decision.asked] if decision.asked else self._in_place_of(task, decision)
            for user in people:
                yield Asked(state, obj, user, decision)
        elif isinstance(task, AbstractGroupApprovalTask):
            told = wagtail_writes(state, task)
            for user in self._of_groups(task):
                yield Asked(state, obj, user, told=told)

    def _task(self, state: TaskState) -> Any:
        if state.task_id not in self._tasks:
            self._tasks[state.task_id] = state.task.specific
        return self._tasks[state.task_id]

    def _of_groups(self, task: Any) -> list[Any]:
        if task.pk not in self._members:
            self._members[task.pk] = list(_who_may_enter().filter(groups__in=task.groups.all()).distinct())
        return self._members[task.pk]

    def _in_place_of(self, task: Any, decision: Decision) -> list[Any]:
        members = [each for each in self._of_groups(task) if str(each.pk) not in decision.authors]
        if members:
            return members
        # Nobody else can decide any more, and somebody has to hear of it.
        everybody = _who_may_enter().filter(is_superuser=True)
        return [each for each in everybody if str(each.pk) not in decision.authors]


def wagtail_writes(state: TaskState, task: Any) -> bool:
    """Whether Wagtail itself writes to the groups of a step that begins: with its own kind of state, and no other.

    See ``GroupApprovalTaskStateSubmissionEmailNotifier`` and how it is connected, in 7.4 and 8.0.
    """
    return isinstance(task, AbstractGroupApprovalTask) and type(state.specific) is TaskState


def address_field() -> str:
    """Return the name of the field with the mail address of users."""
    User = get_user_model()
    return User.get_email_field_name() if hasattr(User, "get_email_field_name") else "email"


def without_letters() -> QuerySet[Any]:
    """Return the keys of users who switched letters about submissions off, in their account in the admin."""
    return UserProfile.objects.filter(submitted_notifications=False).values("user")


def _who_may_enter() -> QuerySet[Any]:
    active = get_user_model()._base_manager.filter(enters_admin(), Q(is_active=True))
    return active.order_by("pk").distinct()
