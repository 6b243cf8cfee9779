"""Vacancies in the admin: a native snippet viewset under the one menu group."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, NumberColumn, UpdatedAtColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, SnippetViewSet

from ..library.policies import programme_for
from ..library.views.styled import StyledMixin
from ..library.viewsets import LIST_RESULTS, MENU_HOOK, DraftIndexView
from .feeds.editor import FeedPanel
from .forms import VacancyForm
from .models import Vacancy
from .panels import PANELS
from .remarks import remarks_on
from .workflow.in_the_editor import ClosingMixin, StepPreviewView


class VacancyRemarksMixin:
    """Says after a save what is worth a look. Autosave, which is answered in JSON, says nothing."""

    def save_action(self) -> HttpResponseBase:
        response = super().save_action()  # type: ignore[misc]
        # Whoever decides a step submits nothing.
        if not self.expects_json_response and self.action != "workflow-action":  # type: ignore[attr-defined]
            self._tell()
        return response

    def _tell(self) -> None:
        vacancy = Vacancy.objects.get(pk=self.object.pk).get_latest_revision_as_object()  # type: ignore[attr-defined]
        if remarks := list(remarks_on(vacancy, self.request.user)):  # type: ignore[attr-defined]
            points = format_html_join("", "<li>{}</li>", ((each,) for each in remarks))
            intro = _("Worth a look in “%(vacancy)s”:") % {"vacancy": vacancy}
            messages.warning(self.request, format_html("{}<ul>{}</ul>", intro, points))  # type: ignore[attr-defined]


class VacancyFilterSet(WagtailFilterSet):
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        choices=[
            ("open", pgettext_lazy("vacancy", "Open")),
            ("draft", gettext_lazy("Draft")),
            ("closed", gettext_lazy("Closed")),
        ],
    )

    class Meta:
        model = Vacancy
        fields = ["state", "workplace", "employment_type", "feed"]

    def by_state(self, vacancies: Any, name: str, value: str) -> Any:
        if value == "open":
            return vacancies.open()
        return vacancies.filter(live=False, closed_at=None) if value == "draft" else vacancies.exclude(closed_at=None)


class VacancyIndexView(DraftIndexView):
    def fetch(self, rows: list[Any]) -> None:
        super().fetch(rows)
        for vacancy in rows:
            vacancy.recruits = get_user_display_name(vacancy.recruiter) if vacancy.recruiter else ""


class VacancyCreateView(StyledMixin, VacancyRemarksMixin, CreateView):
    def get_initial_form_instance(self) -> Vacancy:
        vacancy = super().get_initial_form_instance() or Vacancy()
        vacancy.owner, vacancy.site = self.request.user, programme_for(self.request.user)
        vacancy.recruiter = vacancy.recruiter or self.request.user
        return vacancy


class VacancyCopyView(StyledMixin, VacancyRemarksMixin, CopyView):
    def get_initial_form_instance(self) -> Vacancy:
        copy = self.get_object().copied()
        copy.owner = self.request.user
        return copy


DECIDED = {
    "approve": gettext_lazy("You approved “%(vacancy)s”."),
    "reject": gettext_lazy("You asked for changes in “%(vacancy)s”."),
}


class VacancyEditView(ClosingMixin, StyledMixin, VacancyRemarksMixin, EditView):
    """Says what somebody decided, and leads hiring managers, who see no list of vacancies, back home."""

    def get_success_message(self, instance: Any = None) -> str | None:
        decided = DECIDED.get(self.workflow_action) if self.action == "workflow-action" else None
        return decided % {"vacancy": self.object} if decided else super().get_success_message(instance)

    def get_success_url(self) -> str:
        sees_the_list = self.user_has_any_permission(["add", "change", "delete", "view"])
        return super().get_success_url() if sees_the_list else reverse("wagtailadmin_home")

    def get_success_buttons(self) -> list[Any]:
        # Who has decided may not open it any more.
        return [] if self.action == "workflow-action" else super().get_success_buttons()


def days_open(vacancy: Vacancy) -> Any:
    return "–" if vacancy.days_open is None else vacancy.days_open


class VacancyViewSet(SnippetViewSet):
    model = Vacancy
    icon = "user"
    menu_label = gettext_lazy("Vacancies")
    menu_name = "advocacy-vacancies"
    menu_order = 25
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    edit_handler = ObjectList([FeedPanel(), *PANELS], base_form_class=VacancyForm)
    add_view_class = VacancyCreateView
    copy_view_class = VacancyCopyView
    edit_view_class = VacancyEditView
    preview_on_edit_view_class = StepPreviewView
    index_view_class = VacancyIndexView
    index_results_template_name = LIST_RESULTS
    filterset_class = VacancyFilterSet
    copy_view_enabled = True
    list_per_page = 30
    list_display = [
        "title",
        Column("team", label=gettext_lazy("Team"), sort_key="team"),
        # Without the portrait, which Wagtail asks another server for.
        Column("recruits", label=gettext_lazy("Recruiter")),
        NumberColumn("days_open", label=gettext_lazy("Days open"), accessor=days_open),
        Column("get_closed_reason_display", label=gettext_lazy("Closed"), sort_key="closed_at"),
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_export = [
        "title",
        "team",
        "where",
        "requisition_id",
        "date_posted",
        "valid_through",
        "days_open",
        "closed_at",
        "get_closed_reason_display",
    ]
    export_headings = {
        "where": gettext_lazy("Locations"),
        "days_open": gettext_lazy("Days open"),
        "get_closed_reason_display": gettext_lazy("Closed"),
    }
    export_filename = "advocacy-vacancies"

    def get_queryset(self, request: HttpRequest) -> Any:
        vacancies = Vacancy.objects.select_related("latest_revision", "locale", "recruiter", "hiring_manager", "feed")
        return vacancies.prefetch_related("locations")
