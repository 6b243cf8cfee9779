"""What whoever submits a vacancy should know about its way: said at once, and not when it has waited for a week."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from ..models import HiringManagerApprovalTask, Vacancy
from .deciders import Deciders, submitters_of


def remarks_on(vacancy: Vacancy, submitted_by: Any = None) -> list[str]:
    """Return sentences about ``vacancy`` as it is about to be submitted by ``submitted_by``, a user; none: all is well.

    For the editor, at a fixed number of queries. Without a step for hiring managers in its workflow there are none.
    """
    workflow = vacancy.get_workflow()
    steps = HiringManagerApprovalTask.objects.filter(workflow_tasks__workflow=workflow, active=True)
    if workflow is None or not (step := steps.first()):
        return []
    state = vacancy.current_workflow_state
    in_progress = state and state.status == WorkflowState.STATUS_IN_PROGRESS
    if in_progress and state.task_states.filter(task=step, status=TaskState.STATUS_APPROVED).exists():
        # That is decided.
        return []
    asks = submitters_of(state.current_task_state) if in_progress else None
    decision = Deciders().of(vacancy, asks or [getattr(submitted_by, "pk", None)])
    if not decision.by_groups:
        return []
    names = ", ".join(step.groups.order_by("name").values_list("name", flat=True))
    if not names:
        return [f"{decision.why} " + _("Nobody else is named for that step: only administrators can approve it.")]
    return [f"{decision.why} " + _("%(groups)s will decide instead.") % {"groups": names}]
