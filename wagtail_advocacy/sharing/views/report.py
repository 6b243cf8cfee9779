"""“Shares” in the admin: item, network, day and counts. No names: not on the screen, not in the export.

Who may look up a name finds a link to the view that asks for the reason.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import DateFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.permission_policies import ModelPermissionPolicy

from ...exports import SafeExportMixin
from ...library.views.styled import StyledMixin
from ...networks.registry import counted_networks
from ...registries import figures
from ..looks import may_look
from ..models import Share


class ShareFilterSet(WagtailFilterSet):
    started_at__date__gte = DateFilter(
        field_name="started_at", lookup_expr="date__gte", label=_("Started on or after"), widget=AdminDateInput
    )
    started_at__date__lte = DateFilter(
        field_name="started_at", lookup_expr="date__lte", label=_("Started on or before"), widget=AdminDateInput
    )

    class Meta:
        model = Share
        fields = ["network"]


class LookColumn(BaseColumn):
    cell_template_name = "wagtail_advocacy/sharing/look_cell.html"


class ShareReport(StyledMixin, SafeExportMixin, ReportView):
    page_title = _("Shares")
    header_icon = "resubmit"
    index_url_name = "wagtail_advocacy_admin:shares"
    index_results_url_name = "wagtail_advocacy_admin:shares_results"
    results_template_name = "wagtail_advocacy/sharing/report_results.html"
    model = Share
    permission_policy = ModelPermissionPolicy(Share)
    any_permission_required = ["view"]
    filterset_class = ShareFilterSet
    paginate_by = 50
    counts = [
        Column("headline", label=_("Item"), classname="title"),
        Column("network_label", label=_("Network")),
        Column("day", label=_("Started")),
        NumberColumn("clicks", label=_("People’s clicks")),
        NumberColumn("others", label=_("Not counted")),
    ]
    list_export = ["headline", "network_label", "day", "clicks", "others"]
    export_headings = {
        "headline": _("Item"),
        "network_label": _("Network"),
        "day": _("Day"),
        "clicks": _("People’s clicks"),
        "others": _("Not counted"),
    }

    export_filename = "advocacy-shares"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [*self.counts, LookColumn("look", label=_("Person"))] if may_look(self.request.user) else self.counts

    def get_queryset(self) -> Any:
        # The link alone: who shared, and in which words, is not even fetched.
        return (
            Share.objects.select_related("link")
            .only("headline", "network", "started_at", "link")
            .order_by("-started_at", "-pk")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[Share]:
        shares, labels = list(object_list), {key: str(each.label) for key, each in counted_networks().items()}
        counted = figures([share.link.subject for share in shares])
        for share in shares:
            share.network_label = labels.get(share.network, share.network)
            share.day = timezone.localdate(share.started_at)
            share.clicks = counted[share.link.subject].clicks
            share.others = sum(counted[share.link.subject].others.values())
        return shares
