"""“Conversions” in the admin: what came of shares, by item and network. No names: on no screen and in no export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_filters import ChoiceFilter, DateFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic import DeleteView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton

from ...exports import SafeExportMixin
from ...library.views.styled import StyledMixin
from ...library.viewsets import MENU_HOOK
from ...networks.registry import counted_networks
from ...sharing.models import Share
from ..conversions.kinds import kind_choices, within_of
from ..models import Conversion, Touch
from .importing import ConversionImportView, ExampleView

BATCH = 500
SEEING = ["view", "add", "delete"]


def described(conversions: Iterable[Conversion]) -> list[Conversion]:
    """Add to each conversion what is shown of it, in two queries.

    Who shared is not even fetched. Codes are not shown either: who has one finds the post it stands in, and a name.
    """
    rows = list(conversions)
    links: dict[int, list[Touch]] = {row.pk: [] for row in rows}
    for touch in Touch.objects.filter(conversion__in=rows).select_related("link").order_by("at", "pk"):
        links[touch.conversion_id].append(touch)
    ids = {touch.link_id for touches in links.values() for touch in touches}
    found = Share.objects.filter(link__in=ids).only("headline", "network", "started_at", "link_id")
    shares, labels = {share.link_id: share for share in found}, {k: str(n.label) for k, n in counted_networks().items()}
    for row in rows:
        row.shown_touches = [_shown(touch, shares.get(touch.link_id), labels) for touch in links[row.pk]]
        credited = next((each for each in row.shown_touches if each.is_credited), None)
        row.amount, row.moment = _amount(row), _moment(row.at)
        row.number_of_shares = len(row.shown_touches)
        row.headline = credited.headline if credited else _("Not credited: no share within the days before")
        row.network_label = credited.network_label if credited else ""
    return rows


def _shown(touch: Touch, share: Share | None, labels: dict[str, str]) -> Touch:
    touch.headline = share.headline if share else _("A link without a share")
    touch.network_label = labels.get(share.network, share.network) if share else ""
    touch.started_on = timezone.localdate(share.started_at if share else touch.link.created_at)
    return touch


def _amount(conversion: Conversion) -> str:
    if conversion.value is None:
        return ""
    return f"{number_format(conversion.value, decimal_pos=2, force_grouping=True)} {conversion.currency}".strip()


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _midnight(day: date, days: int = 0) -> datetime:
    # Made here: MariaDB knows days of time zones only where somebody has loaded its tables of them. The first and the
    # last days of all have no midnight in UTC, and no conversions.
    day = min(max(day, date(1900, 1, 1)), date(9000, 1, 1)) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.min))


class ConversionFilterSet(WagtailFilterSet):
    at__date__gte = DateFilter(method="since", label=gettext_lazy("On or after"), widget=AdminDateInput)
    at__date__lte = DateFilter(method="until", label=gettext_lazy("On or before"), widget=AdminDateInput)
    kind = ChoiceFilter(label=gettext_lazy("Kind"), choices=kind_choices)
    credited = ChoiceFilter(
        label=gettext_lazy("Credited"),
        choices=[("yes", gettext_lazy("To a share")), ("no", gettext_lazy("To no share"))],
        method="by_credit",
    )

    class Meta:
        model = Conversion
        fields = ["kind", "source", "credited"]

    def since(self, conversions: QuerySet, name: str, value: date) -> QuerySet:
        return conversions.filter(at__gte=_midnight(value))

    def until(self, conversions: QuerySet, name: str, value: date) -> QuerySet:
        return conversions.filter(at__lt=_midnight(value, days=1))

    def by_credit(self, conversions: QuerySet, name: str, value: str) -> QuerySet:
        credited = Exists(Touch.objects.filter(conversion=OuterRef("pk"), is_credited=True))
        return conversions.filter(credited if value == "yes" else ~credited)


class Exported:
    """Every row for a spreadsheet, a batch in memory at a time."""

    def __init__(self, conversions: QuerySet) -> None:
        self.conversions, self.model = conversions, conversions.model

    def __iter__(self) -> Iterator[Conversion]:
        rows = self.conversions.iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            yield from described(batch)


class ConversionIndexView(StyledMixin, SafeExportMixin, IndexView):
    any_permission_required = SEEING
    default_ordering = "-at"

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self.user_has_permission("add"):
            return []
        return [HeaderButton(_("Import"), url=reverse("advocacy_conversions:import"), icon_name="upload")]

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().order_queryset(queryset).order_by(self.ordering or "-at", "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            described(context["object_list"])
        return context

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> HttpResponseBase:
        return super().as_spreadsheet(Exported(queryset), spreadsheet_format)


class ConversionInspectView(InspectView):
    any_permission_required = SEEING
    page_title = gettext_lazy("Conversion")
    template_name = "wagtail_advocacy/tracking/conversion.html"

    def get_object(self, queryset: QuerySet | None = None) -> Conversion:
        return described([super().get_object(queryset)])[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(attribution_days=within_of(self.object.kind).days, **kwargs)

    def get_at_display_value(self) -> str:
        return _moment(self.object.at)

    def get_received_at_display_value(self) -> str:
        return _moment(self.object.received_at)

    def get_value_display_value(self) -> str:
        return self.object.amount or pgettext("value of a conversion", "None")

    def get_reference_display_value(self) -> str:
        return self.object.reference or pgettext("reference of a conversion", "None")


class ConversionDeleteView(DeleteView):
    @property
    def confirmation_message(self) -> str:
        return _(
            "It is counted nowhere any more, and its shares lose the credit. If the same file or message comes again, "
            "it is stored again."
        )


class ConversionViewSet(ModelViewSet):
    """Conversions come by webhook, file or page: nobody writes one here, or changes one."""

    model = Conversion
    icon = "tick-inverse"
    name = "advocacy_conversions"
    url_prefix = "advocacy/conversions"
    menu_label = gettext_lazy("Conversions")
    menu_name = "advocacy-conversions"
    menu_order = 42
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    index_view_class = ConversionIndexView
    inspect_view_class = ConversionInspectView
    delete_view_class = ConversionDeleteView
    inspect_view_enabled = True
    inspect_template_name = ConversionInspectView.template_name
    copy_view_enabled = False
    add_to_reference_index = False
    index_results_template_name = "wagtail_advocacy/tracking/conversions_results.html"
    form_fields: list[str] = []
    filterset_class = ConversionFilterSet
    list_per_page = 50
    list_display = [
        "kind",
        Column("moment", label=gettext_lazy("When"), sort_key="at"),
        Column("amount", label=gettext_lazy("Value"), sort_key="value"),
        Column("headline", label=gettext_lazy("Credited to"), classname="wa-admin-sentence"),
        Column("network_label", label=gettext_lazy("Network")),
        NumberColumn("number_of_shares", label=gettext_lazy("Shares")),
        Column("get_source_display", label=gettext_lazy("Came by"), sort_key="source"),
    ]
    inspect_view_fields = ["kind", "at", "value", "reference", "source", "received_at"]
    list_export = [
        "at",
        "get_kind_display",
        "value",
        "currency",
        "headline",
        "network_label",
        "number_of_shares",
        "reference",
        "get_source_display",
    ]
    export_headings = {
        "at": gettext_lazy("When"),
        "get_kind_display": gettext_lazy("Kind"),
        "headline": gettext_lazy("Credited to"),
        "network_label": gettext_lazy("Network"),
        "number_of_shares": gettext_lazy("Shares"),
        "get_source_display": gettext_lazy("Came by"),
    }
    export_filename = "advocacy-conversions"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {"history_url_name": None, "usage_url_name": None, "add_url_name": None, "edit_url_name": None}
        return super().get_common_view_kwargs(**absent, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        conv = self.pk_path_converter
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/<{conv}:pk>/", self.inspect_view, name="inspect"),
            path(f"delete/<{conv}:pk>/", self.delete_view, name="delete"),
            path("import/", ConversionImportView.as_view(), name="import"),
            path("import/example.csv", ExampleView.as_view(), name="example"),
        ]
