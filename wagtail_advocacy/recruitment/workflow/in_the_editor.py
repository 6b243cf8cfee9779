"""What the editor of vacancies needs for people who may open it at a step, and for closing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.models import TaskState
from wagtail.snippets.views.snippets import PreviewOnEditView

from .closing import vacancy_buttons


class StepPreviewView(PreviewOnEditView):
    """Shows the preview to whoever may open the editor at a step; Wagtail asks for the permission to change."""

    def user_has_permission(self, permission: str) -> bool:
        return super().user_has_permission(permission) or self._decides(self.object)

    def user_has_permission_for_instance(self, permission: str, instance: Any) -> bool:
        return super().user_has_permission_for_instance(permission, instance) or self._decides(instance)

    def _decides(self, vacancy: Any) -> bool:
        task = vacancy.current_workflow_task
        return bool(task and task.user_can_access_editor(vacancy, self.request.user))


class ClosingMixin:
    """Offers to close the vacancy, or to open it again, beside “Copy” and “Delete”; and says why an approval failed."""

    def workflow_action_action(self) -> HttpResponse | None:
        state = self.object.current_workflow_task_state  # type: ignore[attr-defined]
        response: HttpResponse | None = super().workflow_action_action()  # type: ignore[misc]
        state.refresh_from_db()
        if state.status != TaskState.STATUS_CANCELLED:
            return response
        messages.warning(self.request, state.comment)  # type: ignore[attr-defined]
        return redirect(self.get_success_url())  # type: ignore[attr-defined]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *vacancy_buttons(self.request.user, self.object)]  # type: ignore[misc,attr-defined]
