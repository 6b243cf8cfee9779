from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from ..models import HiringManagerApprovalTask, Vacancy
from .absences import AbsenceViewSet
from .closing import vacancy_buttons
from .my_vacancies import MyVacanciesMenuItem
from .wiring import write_later


@hooks.register("register_admin_viewset")
def register_absences() -> AbsenceViewSet:
    return AbsenceViewSet()


@hooks.register("register_advocacy_menu_item")
def register_my_vacancies() -> MenuItem:
    url = reverse("wagtail_advocacy_recruitment:my_vacancies")
    return MyVacanciesMenuItem(_("My vacancies"), url, name="advocacy-my-vacancies", icon_name="user", order=26)


@hooks.register("register_snippet_listing_buttons")
def add_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Vacancy):
        yield from vacancy_buttons(user, snippet, next_url or "")


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def write_to_another_manager(request: HttpRequest, instance: Any) -> None:
    """Write to a hiring manager who was chosen a moment ago, while it waits for them."""
    if not isinstance(instance, Vacancy) or not request.accepts("text/html"):
        return
    state = Vacancy.objects.select_related("latest_revision").get(pk=instance.pk).current_workflow_task_state
    if state and isinstance(state.task.specific, HiringManagerApprovalTask):
        write_later(state.pk)
