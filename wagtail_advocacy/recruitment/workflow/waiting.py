"""Steps of workflows that wait for somebody, and what they are about."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.models import TaskState, WorkflowState

from .deciders import with_submitters


def open_states() -> models.QuerySet[TaskState]:
    """Return the steps that wait at this moment, with their task and workflow."""
    in_progress = {"status": TaskState.STATUS_IN_PROGRESS, "workflow_state__status": WorkflowState.STATUS_IN_PROGRESS}
    rows = TaskState.objects.filter(**in_progress).order_by("pk")
    related = rows.select_related("task__content_type", "workflow_state__content_type", "revision")
    return with_submitters(related.defer("revision__content"))


def objects_of(states: list[TaskState]) -> dict[int, Any]:
    """Return the object of each of ``states`` by its key, with the latest revision: a query for each kind of object."""
    kinds: dict[Any, dict[str, list[int]]] = {}
    for state in states:
        about = state.workflow_state
        kinds.setdefault(about.content_type, {}).setdefault(about.object_id, []).append(state.pk)
    found: dict[int, Any] = {}
    for kind, wanted in kinds.items():
        model = kind.model_class()
        rows = model._default_manager.filter(pk__in=wanted).select_related("latest_revision") if model else ()
        found |= {pk: obj for obj in rows for pk in wanted[str(obj.pk)]}
    return found


def object_of(workflow_state: WorkflowState) -> Any:
    """Return what a workflow is about; of a page its own type, which alone has a hiring manager."""
    obj = workflow_state.content_object
    return getattr(obj, "specific", obj)
