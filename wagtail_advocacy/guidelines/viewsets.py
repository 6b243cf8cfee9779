"""Policies in the admin: native snippet viewsets under the one menu group."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.utils import set_query_params
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView, SnippetViewSet

from ..exports import SafeExportMixin
from ..library.views.styled import StyledMixin
from ..library.viewsets import MENU_HOOK
from .forms import PolicyForm
from .models import Policy
from .panels import PANELS, remarks_on
from .views.figures import listing_buttons
from .views.starting import StartView


class PolicyRemarksMixin:
    """Says after a save what is open. Autosave, which is answered in JSON, leaves it to the panel."""

    def save_action(self) -> HttpResponseBase:
        response = super().save_action()  # type: ignore[misc]
        if not self.expects_json_response:  # type: ignore[attr-defined]
            self.tell()
        return response

    def tell(self) -> None:
        stored = Policy.objects.get(pk=self.object.pk)  # type: ignore[attr-defined]
        newest = stored.versions.order_by("-number").first()
        if (
            newest
            and stored.live
            and not stored.has_unpublished_changes
            and newest.published_at < stored.last_published_at
        ):
            sentence = _("Neither text nor rules have changed, so version %(number)d goes on as it is: also its days.")
            messages.warning(self.request, sentence % {"number": newest.number})  # type: ignore[attr-defined]
        policy = stored.get_latest_revision_as_object()
        if remarks := list(remarks_on(policy)):
            points = format_html_join("", "<li>{}</li>", ((each.message,) for each in remarks))
            intro = _("Worth a look in “%(policy)s”:") % {"policy": policy}
            messages.warning(self.request, format_html("{}<ul>{}</ul>", intro, points))  # type: ignore[attr-defined]


class PolicyIndexView(StyledMixin, SafeExportMixin, IndexView):
    """Offers to start from a template, to whoever may add."""

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *listing_buttons(self.request.user, instance)]

    @cached_property
    def start_url(self) -> str | None:
        if not self.add_url:
            return None
        url = reverse(Policy.snippet_viewset.get_url_name("start"))
        return set_query_params(url, {"locale": self.locale.language_code}) if self.locale else url

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = super().header_buttons
        if not self.start_url:
            return buttons
        start = HeaderButton(_("Start from a template"), url=self.start_url, icon_name="copy", priority=1010)
        return [*buttons, start]


class PolicyCreateView(StyledMixin, PolicyRemarksMixin, CreateView):
    pass


class PolicyCopyView(StyledMixin, PolicyRemarksMixin, CopyView):
    def get_initial_form_instance(self) -> Policy:
        return self.get_object().copied()


class PolicyEditView(StyledMixin, PolicyRemarksMixin, EditView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *listing_buttons(self.request.user, self.object)]


class PolicyViewSet(SnippetViewSet):
    model = Policy
    icon = "clipboard-list"
    menu_label = gettext_lazy("Policies")
    menu_name = "advocacy-policies"
    menu_order = 35
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    edit_handler = ObjectList(PANELS, base_form_class=PolicyForm)
    add_view_class = PolicyCreateView
    copy_view_class = PolicyCopyView
    edit_view_class = PolicyEditView
    index_view_class = PolicyIndexView
    index_results_template_name = "wagtail_advocacy/guidelines/policy_results.html"
    copy_view_enabled = True
    list_display = [
        "title",
        Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
        Column("version_number", label=gettext_lazy("Version")),
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter = ["kind", "live"]
    list_export = ["title", "get_kind_display", "version_number", "last_published_at"]
    export_headings = {"get_kind_display": gettext_lazy("Kind"), "version_number": gettext_lazy("Version")}
    export_filename = "advocacy-policies"

    @property
    def start_view(self) -> Any:
        return self.construct_view(
            StartView, permission_policy=self.permission_policy, edit_url_name=self.get_url_name("edit")
        )

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("start/", self.start_view, name="start")]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Policy.objects.select_related("latest_revision", "locale").annotate(
            version_number=Max("versions__number")
        )
