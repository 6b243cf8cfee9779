"""What the way of a vacancy through its workflow enters into registries and signals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.signals import task_submitted

from ...compat import register_permission_policy
from ...registries import Job, maintenance
from ..models import HiringManagerApprovalTask, Vacancy
from .absences import absence_policy, forget_old_absences
from .asked import wagtail_writes
from .letters import send_reminders
from .tasks import write_first_letters


def register() -> None:
    """Enter what this part of the room does into the registries."""
    register_permission_policy(absence_policy)
    maintenance["recruitment.reminders"] = Job(
        send_reminders, every=timedelta(days=1), label=_("Reminders about vacancies that wait for somebody")
    )
    maintenance["recruitment.absences"] = Job(
        forget_old_absences, every=timedelta(days=1), label=_("Deleting absences that are long over")
    )
    task_submitted.connect(step_began, dispatch_uid="advocacy_vacancy_step")


def step_began(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Write to whom a step waits for, unless Wagtail does; after the commit, so that no mail server holds it up."""
    task = instance.task.specific
    about_vacancy = issubclass(instance.workflow_state.content_type.model_class() or object, Vacancy)
    if not (about_vacancy or isinstance(task, HiringManagerApprovalTask)) or wagtail_writes(instance, task):
        return
    write_later(instance.pk)


def write_later(state_id: int) -> None:
    transaction.on_commit(lambda: write_first_letters.enqueue(state_id), robust=True)
