"""“Referrals” in the admin: applications that came by shares, and their bonuses. No names, not in exports either."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from ....exports import SafeExportMixin
from ....library.views.styled import StyledMixin
from ....library.viewsets import MENU_HOOK
from ....networks.registry import counted_networks
from ....sharing.looks import may_look, name_of
from ....tracking.conversions.kinds import kind_label
from ...countries import amount_in_words
from ...models import Referral, Vacancy
from ..actions import next_kinds
from ..bonus import APPROVE, PAY, possible_changes
from ..kinds import State
from ..steps import Part, reason_in_words

SEEING = ["view", "change"]
CHANGE = "wagtail_advocacy_recruitment.change_referral"

DEEDS = {
    (Referral.Bonus.ELIGIBLE, Referral.Bonus.APPROVED): gettext_lazy("Approve the bonus"),
    (Referral.Bonus.APPROVED, Referral.Bonus.ELIGIBLE): gettext_lazy("Take the approval back"),
    (Referral.Bonus.APPROVED, Referral.Bonus.PAID): gettext_lazy("Record that it was paid"),
}
FORFEIT = gettext_lazy("Let the bonus go")


def network_choices() -> list[tuple[str, str]]:
    return [(key, str(each.label)) for key, each in counted_networks().items()]


def with_referrals(request: HttpRequest | None) -> QuerySet[Vacancy]:
    """Return the vacancies that have a referral, for a filter."""
    return Vacancy.objects.filter(pk__in=Referral.objects.exclude(vacancy=None).values("vacancy")).order_by("title")


class ReferralFilterSet(WagtailFilterSet):
    state = ChoiceFilter(label=gettext_lazy("State"), choices=Referral.State.choices)
    bonus = ChoiceFilter(label=gettext_lazy("Bonus"), choices=Referral.Bonus.choices)
    vacancy = ModelChoiceFilter(label=gettext_lazy("Vacancy"), queryset=with_referrals)
    network = ChoiceFilter(label=gettext_lazy("Network"), choices=network_choices)

    class Meta:
        model = Referral
        fields = ["state", "bonus", "vacancy", "network"]


def amount_of(referral: Referral) -> str:
    if referral.bonus_amount is None:
        return ""
    return f"{amount_in_words(referral.bonus_amount)} {referral.bonus_currency}".strip()


def network_label(referral: Referral) -> str:
    found = counted_networks().get(referral.network)
    return str(found.label) if found else referral.network


class NetworkColumn(Column):
    def get_value(self, instance: Referral) -> str:
        return network_label(instance)


class AmountColumn(Column):
    def get_value(self, instance: Referral) -> str:
        return amount_of(instance)


class ReferralIndexView(StyledMixin, SafeExportMixin, IndexView):
    any_permission_required = SEEING
    default_ordering = "-moved_at"

    @cached_property
    def header_buttons(self) -> list[Any]:
        user, buttons = self.request.user, []
        if user.has_perm(CHANGE):
            url = reverse("wagtail_advocacy_recruitment:record")
            buttons.append(HeaderButton(_("Record by hand"), url=url, icon_name="plus"))
        if user.has_perm(APPROVE) or user.has_perm(PAY):
            url = reverse("wagtail_advocacy_recruitment:bonuses")
            buttons.append(HeaderButton(_("Bonuses"), url=url, icon_name="tick"))
        return buttons

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().order_queryset(queryset).order_by(self.ordering or "-moved_at", "-pk")


class ReferralInspectView(InspectView):
    any_permission_required = SEEING
    page_title = gettext_lazy("Referral")
    template_name = "wagtail_advocacy/recruitment/referral.html"

    def get_object(self, queryset: QuerySet | None = None) -> Referral:
        referral = super().get_object(queryset)
        referral.amount = amount_of(referral)
        return referral

    def get_network_display_value(self) -> str:
        return network_label(self.object)

    def get_reference_display_value(self) -> str:
        return self.object.reference or pgettext("reference of an application", "Not kept")

    def get_hired_at_display_value(self) -> str:
        hired = self.object.hired_at
        return date_format(timezone.localtime(hired), "SHORT_DATE_FORMAT") if hired else _("Not yet")

    def get_applied_at_display_value(self) -> str:
        return date_format(timezone.localtime(self.object.applied_at), "SHORT_DATE_FORMAT")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        referral, user = self.object, self.request.user
        may_change = user.has_perm(CHANGE)
        look = reverse("wagtail_advocacy_admin:look", args=[referral.share_id]) if referral.share_id else ""
        return super().get_context_data(
            steps=steps_of(referral),
            kinds=[(kind, kind_label(kind)) for kind in next_kinds(referral)] if may_change else [],
            may_close=may_change and referral.state != State.CLOSED,
            bonus_deeds=bonus_deeds(referral, user),
            look=look if look and may_look(user) else "",
            **kwargs,
        )


def bonus_deeds(referral: Referral, user: Any) -> list[tuple[str, str, bool]]:
    """Return what ``user`` may do with the bonus: the new state, the label of the button, whether it leads on."""
    found = []
    for to in possible_changes(referral, user):
        step = (Referral.Bonus(referral.bonus), Referral.Bonus(to))
        found.append((to, str(DEEDS.get(step, FORFEIT)), to in (Referral.Bonus.APPROVED, Referral.Bonus.PAID)))
    return found


def steps_of(referral: Referral) -> list[dict[str, Any]]:
    """Return every change of ``referral`` as a table shows it, in one query."""
    labels = {Part.STATE: dict(Referral.State.choices), Part.BONUS: dict(Referral.Bonus.choices)}
    return [
        {
            "at": step.at,
            "part": step.get_part_display(),
            "before": labels[Part(step.part)].get(step.before, ""),
            "after": labels[Part(step.part)].get(step.after, step.after),
            "by": name_of(step.by) if step.by else "",
            "by_system": step.by is None,
            "why": reason_in_words(step.why),
            "source": step.conversion.get_source_display() if step.conversion else "",
        }
        for step in referral.steps.select_related("by", "conversion")
    ]


class ReferralViewSet(ModelViewSet):
    """Referrals are made by what is reported: nobody writes one here, or deletes one."""

    model = Referral
    icon = "group"
    name = "advocacy_referrals"
    url_prefix = "advocacy/referrals"
    menu_label = gettext_lazy("Referrals")
    menu_name = "advocacy-referrals"
    menu_order = 27
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    index_view_class = ReferralIndexView
    inspect_view_class = ReferralInspectView
    inspect_view_enabled = True
    inspect_template_name = ReferralInspectView.template_name
    index_results_template_name = "wagtail_advocacy/recruitment/referrals_results.html"
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
    filterset_class = ReferralFilterSet
    list_per_page = 50
    list_display = [
        TitleColumn("title", label=gettext_lazy("Vacancy"), url_name="advocacy_referrals:inspect", sort_key="title"),
        NetworkColumn("network", label=gettext_lazy("Network")),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        DateColumn("applied_at", label=gettext_lazy("Applied"), sort_key="applied_at"),
        DateColumn("moved_at", label=gettext_lazy("Last moved"), sort_key="moved_at"),
        Column("get_bonus_display", label=gettext_lazy("Bonus"), sort_key="bonus"),
        AmountColumn("amount", label=pgettext_lazy("of money", "Amount"), sort_key="bonus_amount"),
    ]
    inspect_view_fields = ["title", "network", "state", "applied_at", "hired_at", "reference"]
    list_export = [
        "title",
        "network",
        "get_state_display",
        "applied_at",
        "moved_at",
        "hired_at",
        "get_bonus_display",
        "bonus_amount",
        "bonus_currency",
        "bonus_due_on",
        "reference",
    ]
    export_headings = {
        "title": gettext_lazy("Vacancy"),
        "network": gettext_lazy("Network"),
        "get_state_display": gettext_lazy("State"),
        "get_bonus_display": gettext_lazy("Bonus"),
    }
    export_filename = "advocacy-referrals"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {"history_url_name": None, "usage_url_name": None, "add_url_name": None, "edit_url_name": None}
        return super().get_common_view_kwargs(**absent, delete_url_name=None, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        conv = self.pk_path_converter
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/<{conv}:pk>/", self.inspect_view, name="inspect"),
        ]
