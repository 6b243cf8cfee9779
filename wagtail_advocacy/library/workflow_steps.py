"""What steps of workflows have in common that decide by themselves, or are decided by people without permissions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import LogContext
from wagtail.models import Task, TaskState, WorkflowState


def pass_at_once(task: Task, workflow_state: WorkflowState, user: Any, comment: str) -> TaskState:
    """Approve ``task`` at once, in nobody's name, and return its state. Nobody is told that there is something to do.

    ``user`` is whoever brought the workflow here: the history names them for what follows.
    """
    task_state = task.get_task_state_class()(workflow_state=workflow_state)
    task_state.revision = workflow_state.content_object.get_latest_revision()
    task_state.task = task
    task_state.save()
    with LogContext():
        task_state.approve(update=False, comment=comment)
    if workflow_state.get_next_task() is None:
        _finish(task_state, workflow_state, user)
    return task_state


@transaction.atomic
def approve_as_workflow(task_state: TaskState, user: Any, comment: str = "") -> None:
    """Approve ``task_state`` for ``user``, who may have no permission on the object; the last step publishes it.

    Raises ``PermissionDenied`` if the step is over.
    """
    task_state.approve(user=user, update=False, comment=comment)
    workflow_state = task_state.workflow_state
    if workflow_state.get_next_task() is None:
        _finish(task_state, workflow_state, user)
    else:
        # It still remembers the step as it was before it was approved.
        workflow_state.current_task_state = task_state
        workflow_state.update(user=user)


def _finish(task_state: TaskState, workflow_state: WorkflowState, user: Any) -> None:
    """Publish. Wagtail would ask whether ``user`` may; the workflow does it, and its history names the person."""
    workflow_state.current_task_state = task_state
    with LogContext(user=user):
        workflow_state.finish()
