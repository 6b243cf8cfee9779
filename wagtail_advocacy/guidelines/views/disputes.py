"""“Disputes” in the admin: what colleagues say is wrong with a rule. Who said it is stored nowhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from ...exports import SafeExportMixin
from ...library.views.styled import StyledMixin
from ...networks.registry import counted_networks
from ..models import Dispute, Policy
from .figures import SentenceColumn

SEEING = ["view", "change"]


def described(disputes: Any) -> list[Dispute]:
    """Add to each dispute what is shown of it; no query."""
    rows, labels = list(disputes), {key: str(each.label) for key, each in counted_networks().items()}
    for dispute in rows:
        dispute.network_label = labels.get(dispute.network, dispute.network)
        dispute.language_label = _language(dispute.language)
        dispute.policy_label = dispute.policy.title if dispute.policy else _("A policy that was deleted")
    return rows


def _language(code: str) -> str:
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


def rule_url(dispute: Dispute, user: Any) -> str | None:
    """Return the address of the rule in the editor of its policy, for who may edit it; ``None`` once that is gone."""
    if dispute.policy_id is None or not Policy.snippet_viewset.permission_policy.user_has_permission(user, "change"):
        return None
    editor = reverse(Policy.snippet_viewset.get_url_name("edit"), args=[dispute.policy_id])
    return f"{editor}#block-{dispute.rule}-section"


class DisputePanel(Panel):
    """The dispute as it was stored; nothing of it is edited."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_advocacy/guidelines/dispute_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            [dispute] = described([self.instance])
            return {
                **super().get_context_data(parent_context),
                "dispute": dispute,
                "rule_url": rule_url(dispute, self.request.user),
            }


class RuleColumn(TitleColumn):
    """The policy, with the way to the rule in its editor."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        return rule_url(instance, parent_context["request"].user)


class DisputeForm(WagtailAdminModelForm):
    class Meta:
        model = Dispute
        fields = ["state"]
        widgets = {"state": forms.RadioSelect}


class DisputeIndexView(StyledMixin, SafeExportMixin, IndexView):
    any_permission_required = SEEING

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        described(context["object_list"])
        return context


class DisputeEditView(StyledMixin, EditView):
    permission_required = "change"


class DisputeInspectView(InspectView):
    """The same for who may look and not decide."""

    any_permission_required = SEEING
    page_title = gettext_lazy("Dispute")

    def get_network_display_value(self) -> str:
        return self._described.network_label

    def get_language_display_value(self) -> str:
        return self._described.language_label

    def get_policy_display_value(self) -> str:
        return self._described.policy_label

    @cached_property
    def _described(self) -> Any:
        [dispute] = described([self.object])
        return dispute


class DisputeViewSet(ModelViewSet):
    """Disputes are made by colleagues and forgotten after two years: nobody adds or deletes one here."""

    model = Dispute
    icon = "comment"
    name = "advocacy_disputes"
    url_prefix = "advocacy/disputes"
    index_view_class = DisputeIndexView
    edit_view_class = DisputeEditView
    inspect_view_class = DisputeInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_results_template_name = "wagtail_advocacy/guidelines/disputes_results.html"
    edit_handler = ObjectList([DisputePanel(), FieldPanel("state")], base_form_class=DisputeForm)
    list_display = [
        "sentence",
        SentenceColumn("words", label=gettext_lazy("Marked words")),
        SentenceColumn("because", label=gettext_lazy("Reason")),
        Column("network_label", label=gettext_lazy("Network"), sort_key="network"),
        Column("language_label", label=gettext_lazy("Language"), sort_key="language"),
        Column("day", label=gettext_lazy("Day"), sort_key="day"),
        RuleColumn("policy_label", label=gettext_lazy("Policy")),
        Column("version", label=gettext_lazy("Version")),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
    ]
    list_filter = ["state", "policy"]
    list_per_page = 50
    search_fields = ["sentence", "words", "because"]
    search_backend_name = None
    inspect_view_fields = [
        "sentence",
        "words",
        "because",
        "network",
        "language",
        "day",
        "policy",
        "version",
        "state",
    ]
    list_export = [
        "sentence",
        "words",
        "because",
        "network_label",
        "language_label",
        "day",
        "policy_label",
        "version",
        "get_state_display",
    ]
    export_headings = {
        "words": gettext_lazy("Marked words"),
        "because": gettext_lazy("Reason"),
        "network_label": gettext_lazy("Network"),
        "language_label": gettext_lazy("Language"),
        "policy_label": gettext_lazy("Policy"),
        "get_state_display": gettext_lazy("State"),
    }
    export_filename = "advocacy-disputes"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {"history_url_name": None, "usage_url_name": None, "add_url_name": None, "delete_url_name": None}
        return super().get_common_view_kwargs(**absent, **kwargs)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(queryset=Dispute.objects.select_related("policy"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        conv = self.pk_path_converter
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"edit/<{conv}:pk>/", self.edit_view, name="edit"),
            path(f"inspect/<{conv}:pk>/", self.inspect_view, name="inspect"),
        ]
