"""“My vacancies”: the page of whoever writes, recruits or hires, and its export."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...exports import SafeExportMixin
from ..models import Vacancy
from .board import all_rows, rows_of
from .needs import reasons_among
from .people import looks_after_vacancies, may_change, vacancy_policy

ON_A_PAGE = 30


class MyVacanciesView(SafeExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """All vacancies of this person, or with ``?show=all`` all there are; those that are closed with ``?closed=1``."""

    template_name = "wagtail_advocacy/recruitment/my_vacancies.html"
    page_title = gettext_lazy("My vacancies")
    header_icon = "user"
    _show_breadcrumbs = True
    export_filename = "my-vacancies"
    list_export = ["title", "state", "posted", "last_day", "days_open", "shares", "clicks", "presses", "applications"]
    export_headings = {
        "title": gettext_lazy("Vacancy"),
        "state": gettext_lazy("State"),
        "posted": gettext_lazy("Posted on"),
        "last_day": gettext_lazy("Last day to apply"),
        "days_open": gettext_lazy("Days open"),
        "shares": gettext_lazy("Shares"),
        "clicks": gettext_lazy("Clicks by people"),
        "presses": gettext_lazy("Apply pressed"),
        "applications": gettext_lazy("Applications"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not looks_after_vacancies(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.as_spreadsheet(all_rows(self.vacancies, request.user), request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def sees_all(self) -> bool:
        return may_change(self.request.user)

    @cached_property
    def shows_all(self) -> bool:
        return self.sees_all and self.request.GET.get("show") == "all"

    @cached_property
    def shows_closed(self) -> bool:
        return self.request.GET.get("closed") == "1"

    @cached_property
    def chosen(self) -> QuerySet[Vacancy]:
        everything = Vacancy.objects.select_related("latest_revision", "site")
        return everything if self.shows_all else everything.of_user(self.request.user)

    @cached_property
    def vacancies(self) -> QuerySet[Vacancy]:
        over = ~Q(closed_at=None)
        found = self.chosen.filter(over) if self.shows_closed else self.chosen.exclude(over)
        return found.order_by("-closed_at", "-latest_revision__created_at", "-pk")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = WagtailPaginator(self.vacancies, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            rows=rows_of(list(page.object_list), self.request.user),
            page=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            reasons=[] if self.shows_closed else reasons_among(self.chosen.filter(closed_at=None)),
            sees_all=self.sees_all,
            shows_all=self.shows_all,
            shows_closed=self.shows_closed,
            closed=None if self.shows_closed else self.chosen.exclude(closed_at=None).count(),
            add_url=self._add_url(),
            here=self.request.get_full_path(),
            **kwargs,
        )

    def _add_url(self) -> str:
        if not vacancy_policy.user_has_permission(self.request.user, "add"):
            return ""
        return reverse(Vacancy.snippet_viewset.get_url_name("add"))


class MyVacanciesMenuItem(MenuItem):
    """Only for people who look after a vacancy, or may."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_vacancies(request.user)
