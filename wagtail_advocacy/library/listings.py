"""What lists of drafts show, in a fixed number of queries for any number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, WorkflowState


def fetch_states(rows: Sequence[Any]) -> None:
    """Tell every row of one model what its status asks for: its scheduled revision and its running workflows."""
    if not rows:
        return
    of_rows = {
        "base_content_type": ContentType.objects.get_for_model(rows[0]),
        "object_id__in": [str(row.pk) for row in rows],
    }
    scheduled = Revision.objects.filter(**of_rows, approved_go_live_at__isnull=False)
    revisions = {each.object_id: each for each in scheduled.order_by("-created_at", "-pk")}
    workflows: dict[str, list[WorkflowState]] = {}
    for state in WorkflowState.objects.active().filter(**of_rows).select_related("current_task_state__task"):
        workflows.setdefault(state.object_id, []).append(state)
    for row in rows:
        # The names under which Wagtail itself keeps the answers.
        row.scheduled_revision = revisions.get(str(row.pk))
        row._current_workflow_states = workflows.get(str(row.pk), [])
