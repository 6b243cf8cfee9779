"""The versions of a policy in the admin: what each said, what it changed, how many agreed. Nothing is edited here."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.forms import Media
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...library.views.styled import StyledMixin
from ..access import FiguresMixin
from ..acknowledged import smallest_group
from ..differences import changes
from ..models import PolicyVersion
from .figures import PolicyReport, SentenceColumn, address, policy_trail

SHORT = 12
"""Characters of a hash that are enough to tell versions apart."""


class HashColumn(BaseColumn):
    cell_template_name = "wagtail_advocacy/guidelines/hash_cell.html"


class ChangesColumn(BaseColumn):
    cell_template_name = "wagtail_advocacy/guidelines/changes_cell.html"


class VersionReport(PolicyReport):
    page_title = gettext_lazy("Versions")
    header_icon = "history"
    url_name = "versions"
    results_template_name = "wagtail_advocacy/guidelines/versions_results.html"
    paginate_by = 50
    columns = [
        TitleColumn("label", label=gettext_lazy("Version"), get_url=lambda version: address("version", version.pk)),
        Column("day", label=gettext_lazy("Published")),
        SentenceColumn("what_changed", label=gettext_lazy("What changed")),
        Column("asks", label=gettext_lazy("Asks people to agree")),
        Column("agreed", label=gettext_lazy("Agreed")),
        ChangesColumn("changes", label=gettext_lazy("Compare")),
        HashColumn("hash", label=gettext_lazy("Fingerprint")),
    ]
    list_export = ["number", "day", "what_changed", "asks", "agreed", "language", "hash"]
    export_headings = {
        "number": gettext_lazy("Version"),
        "day": gettext_lazy("Published"),
        "what_changed": gettext_lazy("What changed"),
        "asks": gettext_lazy("Asks people to agree"),
        "agreed": gettext_lazy("Agreed"),
        "language": gettext_lazy("Language"),
        "hash": gettext_lazy("Fingerprint"),
    }
    export_filename = "advocacy-policy-versions"

    def get_queryset(self) -> Any:
        rows = PolicyVersion.objects.filter(policy=self.policy).defer("html", "content")
        return rows.annotate(acknowledged=Count("acknowledgements")).order_by("-number")

    def decorate_paginated_queryset(self, object_list: Any) -> list[PolicyVersion]:
        least = smallest_group(self.policy.site_id)
        return [described(each, least) for each in object_list]


def described(version: Any, least: int) -> Any:
    """Add to a row what is shown of it; its people are counted, and too few of them are not told."""
    version.label = _("Version %(number)s") % {"number": version.number}
    version.day = timezone.localdate(version.published_at)
    version.agreed = version.acknowledged if version.acknowledged >= least else _("fewer than %s") % least
    version.asks = _("No: it says the same in better words")
    if version.is_material:
        days = {"first": date_format(version.asks_from), "last": date_format(version.stops_from)}
        version.asks = _("Yes: asked from %(first)s, needed from %(last)s") % days
    version.short_hash = version.hash[:SHORT]
    return version


class VersionView(FiguresMixin, StyledMixin, WagtailAdminTemplateMixin, TemplateView):
    """One version as people read it, and what it changed."""

    template_name = "wagtail_advocacy/guidelines/version.html"
    page_title = gettext_lazy("Version")
    header_icon = "history"

    @cached_property
    def version(self) -> Any:
        rows = PolicyVersion.objects.select_related("policy").defer("policy__body")
        return get_object_or_404(rows.annotate(acknowledged=Count("acknowledgements")), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.page_title} {self.version.number}"

    def get_page_subtitle(self) -> str:
        return self.version.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trail, policy = [], self.version.policy
        if policy:
            versions = {"url": address("versions", policy.pk), "label": _("Versions")}
            trail = [*policy_trail(self.request.user, policy), versions]
        return [*self.breadcrumbs_items, *trail, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        earlier = PolicyVersion.objects.earlier(version) if version.policy_id else None
        return super().get_context_data(
            media=Media(),
            version=described(version, smallest_group(version.policy.site_id if version.policy else None)),
            earlier=earlier,
            changes=changes(earlier.paragraphs, version.paragraphs) if earlier else [],
            **kwargs,
        )
