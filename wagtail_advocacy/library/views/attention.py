"""“Needs attention”: per reason the items, why, since when, and one way out each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.actions.unpublish import UnpublishAction
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ... import registries
from ...models import AdvocacySettings, MaintenanceJob
from ...registries import AttentionAction, AttentionRule
from ..attention import found_by, permitted_items
from ..destinations import Publicity
from ..models import ShareableItem
from ..policies import item_policy

FEW, MANY = 10, 30


@dataclass(frozen=True)
class Row:
    item: ShareableItem
    why: str
    since: datetime | None
    action: AttentionAction


@dataclass(frozen=True)
class Section:
    """One reason and some of its rows."""

    key: str
    label: str
    rows: list[Row]
    page: Page

    @property
    def count(self) -> int:
        return self.page.paginator.count


@dataclass(frozen=True)
class FailedJob:
    label: str
    job: MaintenanceJob


def may_see_jobs(user: Any) -> bool:
    return AdvocacySettings.get_permission_policy().user_has_permission(user, "change")


def may_edit_items(user: Any) -> bool:
    return item_policy.user_has_any_permission(user, {"change"})


def failed_jobs(user: Any) -> list[FailedJob]:
    """Return the maintenance that failed last time, for who may change the settings."""
    if not may_see_jobs(user):
        return []
    failed = MaintenanceJob.objects.filter(failed_at__isnull=False).order_by("failed_at", "pk")
    return [
        FailedJob(str(registries.maintenance[job.name].label or job.name), job)
        for job in failed
        if job.name in registries.maintenance
    ]


def section_of(key: str, rule: AttentionRule, user: Any, number: Any = 1, size: int = FEW) -> Section:
    """Return one page of what ``rule`` finds among the items of ``user``, in a fixed number of queries."""
    found = found_by(rule, permitted_items(user))
    page = Paginator(
        found.select_related("page", "site", "campaign", "target", "locale", "source_type"), size
    ).get_page(number)
    items, publicity = list(page.object_list), Publicity()
    actions = {item.pk: rule.action(item) for item in items}
    permitted: dict[str, set[int]] = {"change": {item.pk for item in items}}
    for permission in {action.permission for action in actions.values()} - {"change"}:
        theirs = item_policy.instances_user_has_any_permission_for(user, {permission})
        permitted[permission] = set(theirs.filter(pk__in=actions).order_by().values_list("pk", flat=True))
    rows = [
        Row(
            item,
            rule.say(item, publicity),
            item.attention_since,
            actions[item.pk] if item.pk in permitted[actions[item.pk].permission] else _open(item),
        )
        for item in items
    ]
    return Section(key, str(rule.label), rows, page)


def _open(item: ShareableItem) -> AttentionAction:
    return AttentionAction(_("Open"), reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[item.pk]))


class AttentionView(WagtailAdminTemplateMixin, TemplateView):
    """All reasons with their first rows, or with ``?reason=`` one of them page by page."""

    template_name = "wagtail_advocacy/library/attention.html"
    page_title = gettext_lazy("Needs attention")
    header_icon = "warning"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (may_edit_items(request.user) or may_see_jobs(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, reason = self.request.user, self.request.GET.get("reason", "")
        rules = registries.attention if may_edit_items(user) else {}
        if reason in rules:
            number = self.request.GET.get("p", 1)
            sections, jobs = [section_of(reason, rules[reason], user, number, MANY)], []
        else:
            reason = ""
            sections, jobs = [section_of(key, rule, user) for key, rule in rules.items()], failed_jobs(user)
        return super().get_context_data(
            reason=reason,
            sections=[section for section in sections if section.count],
            jobs=jobs,
            next_url=self.request.get_full_path(),
            **kwargs,
        )


class TakeOutView(WagtailAdminTemplateMixin, TemplateView):
    """Takes an item out of the hub, after a page that says what that means."""

    template_name = "wagtail_advocacy/library/take_out.html"
    page_title = gettext_lazy("Take it out")
    header_icon = "download"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not item_policy.user_has_permission_for_instance(request.user, "publish", self.item):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def item(self) -> ShareableItem:
        return get_object_or_404(ShareableItem, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.item)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": reverse("wagtail_advocacy_library:attention"), "label": _("Needs attention")}
        return [*super().get_breadcrumbs_items(), here, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item, back=reverse("wagtail_advocacy_library:attention"), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        values = {"item": self.item}
        if self.item.is_from_source:
            messages.warning(request, _("“%(item)s” is edited where it comes from.") % values)
        elif self.item.live:
            UnpublishAction(self.item, user=request.user).execute(skip_permission_checks=True)
            messages.success(request, _("“%(item)s” is out of the hub. What was shared goes on counting.") % values)
        return redirect("wagtail_advocacy_library:attention")
