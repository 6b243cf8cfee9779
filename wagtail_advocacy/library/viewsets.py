"""The library in the admin: native snippet viewsets under the one menu group."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn, NumberColumn, UpdatedAtColumn
from wagtail.admin.utils import get_user_display_name, set_query_params
from wagtail.admin.views.generic import IndexView as ModelIndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
    UnpublishView,
)

from ..compat import decided_by, get_page_model
from ..exports import SafeExportMixin
from ..registries import figures
from .actions import item_from_page
from .choosers import ItemChooserViewSet
from .filters import ItemFilterSet
from .listings import fetch_states
from .models import Campaign, ContentCategory, ShareableItem
from .outside.pasting import PasteView, item_from_paste
from .policies import item_policy, programme_for, seen_by
from .progress import progress_of
from .search import matching
from .views.access import ItemFormMixin, PermittedItemMixin
from .views.conflicts import PublishedMeanwhileMixin
from .views.remarks import ItemWorkflowActionView, RemarksMixin, tell_at_source
from .views.sizes import said_if_too_big
from .views.styled import StyledMixin

MENU_HOOK = "register_advocacy_menu_item"
LIST_RESULTS = "wagtail_advocacy/library/list_results.html"


def requested_page(request: HttpRequest) -> Page | None:
    """Return the page that ``?page=`` names, if this person may edit it."""
    number = request.GET.get("page", "")
    if not (number.isdecimal() and len(number) < 19):
        return None
    page = get_page_model()._default_manager.filter(pk=number).first()
    return page.specific if page and page.permissions_for_user(request.user).can_edit() else None


def paste_button() -> HeaderButton:
    url = reverse(ShareableItem.snippet_viewset.get_url_name("paste"))
    return HeaderButton(_("Paste an address"), url=url, icon_name="link", priority=1010)


class ItemCreateView(StyledMixin, RemarksMixin, ItemFormMixin, CreateView):
    """Fills a new item from the page it was offered on; opening it stores nothing."""

    def get_initial_form_instance(self) -> ShareableItem:
        item = self._filled()
        item.owner, item.site = self.request.user, programme_for(self.request.user, item.site_id and item.site)
        return item

    def _filled(self) -> ShareableItem:
        page = requested_page(self.request) if self.request.method == "GET" else None
        if page:
            return item_from_page(page)
        item = super().get_initial_form_instance() or ShareableItem()
        return item_from_paste(self.request, item) if self.request.method == "GET" else item

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [paste_button()]


class ItemCopyView(StyledMixin, RemarksMixin, ItemFormMixin, CopyView):
    def get_initial_form_instance(self) -> ShareableItem:
        copy = self.get_object().copied()
        copy.owner = self.request.user
        return copy


class AtSourceMixin:
    """An item that another model offers is changed at its source, so these views lead there."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._to_source() if self.is_changed_at_source() else super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._to_source() if self.is_changed_at_source() else super().post(*args, **kwargs)

    def is_changed_at_source(self) -> bool:
        return self.object.is_from_source

    def _to_source(self) -> HttpResponseBase:
        source = self.object.source
        url = AdminURLFinder(self.request.user).get_edit_url(source) if source else None
        address = url or reverse(self.index_url_name)
        tell_at_source(self.request, self.object, address)
        return redirect(address)


class ItemEditView(StyledMixin, AtSourceMixin, PublishedMeanwhileMixin, RemarksMixin, ItemFormMixin, EditView):
    pass


class ItemUnpublishView(AtSourceMixin, UnpublishView):
    pass


class ItemDeleteView(AtSourceMixin, DeleteView):
    def is_changed_at_source(self) -> bool:
        # What is left of a source that is gone may be cleared away.
        return self.object.is_from_source and self.object.source is not None


class DraftIndexView(StyledMixin, SafeExportMixin, IndexView):
    """Fetches the states of the shown rows in a fixed number of queries."""

    def search_queryset(self, queryset: Any) -> Any:
        return matching(queryset, self.search_query) if self.is_searching else queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        self.fetch(list(context["object_list"]))
        return context

    def fetch(self, rows: list[Any]) -> None:
        fetch_states(rows)


class ItemIndexView(DraftIndexView):
    """Counts shares and clicks of the shown rows as well."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = super().header_buttons
        return [*buttons, paste_button()] if self.add_url else buttons

    def get_add_url(self) -> str | None:
        url, page = super().get_add_url(), self.request.GET.get("origin", "")
        # From the list of what was made from a page one makes another from it.
        return set_query_params(url, {"page": page}) if url and page.isdecimal() else url

    def get_edit_url(self, instance: Any) -> str | None:
        return super().get_edit_url(instance) if instance.pk in self.permitted["change"] else None

    def get_delete_url(self, instance: Any) -> str | None:
        return super().get_delete_url(instance) if instance.pk in self.permitted["delete"] else None

    def fetch(self, rows: list[Any]) -> None:
        super().fetch(rows)
        ids = [item.pk for item in rows]
        self.permitted = {
            action: set(
                item_policy.instances_user_has_permission_for(self.request.user, action)
                .filter(pk__in=ids)
                .values_list("pk", flat=True)
            )
            for action in ("change", "delete")
        }
        counted = figures([item.subject for item in rows])
        for item in rows:
            item.figures = counted[item.subject]


class CampaignCreateView(StyledMixin, CreateView):
    pass


class CampaignEditView(StyledMixin, EditView):
    pass


class CampaignIndexView(DraftIndexView):
    """Says how far the shown campaigns have come and whom to ask as well."""

    def fetch(self, rows: list[Any]) -> None:
        super().fetch(rows)
        progress = progress_of(rows)
        for campaign in rows:
            campaign.progress = progress[campaign.pk] or ""
            campaign.asked = get_user_display_name(campaign.owner) if campaign.owner else ""


class CategoryIndexView(StyledMixin, SafeExportMixin, ModelIndexView):
    pass


class FigureColumn(NumberColumn):
    """A figure of an item: ``shares`` or ``clicks``."""

    def get_value(self, instance: Any) -> Any:
        return getattr(instance.figures, self.name)


@decided_by(item_policy)
class ItemViewSet(SnippetViewSet):
    model = ShareableItem
    icon = "resubmit"
    menu_label = _("Library")
    menu_name = "advocacy-library"
    menu_order = 10
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    add_view_class = ItemCreateView
    copy_view_class = ItemCopyView
    edit_view_class = ItemEditView
    unpublish_view_class = ItemUnpublishView
    workflow_action_view_class = ItemWorkflowActionView
    delete_view_class = ItemDeleteView
    index_view_class = ItemIndexView
    index_results_template_name = LIST_RESULTS
    chooser_viewset_class = ItemChooserViewSet
    list_display = [
        "headline",
        Column("category", label=_("Category"), sort_key="category__name"),
        FigureColumn("shares", label=_("Started shares")),
        FigureColumn("clicks", label=_("People’s clicks")),
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
        BooleanColumn("is_offered", label=_("Offered now")),
    ]
    filterset_class = ItemFilterSet
    list_per_page = 30
    copy_view_enabled = True
    inspect_view_enabled = True
    inspect_view_fields = [
        "headline",
        "why",
        "description",
        "destination",
        "page",
        "address",
        "site_name",
        "adds_code",
        "image",
        "category",
        "campaign",
        "site",
        "owner",
    ]
    list_export = ["headline", "category", "first_published_at", "figures.shares", "figures.clicks"]
    export_headings = {"figures.shares": _("Started shares"), "figures.clicks": _("People’s clicks")}
    export_filename = "advocacy-library"

    @property
    def paste_view(self) -> Any:
        return self.construct_view(
            PasteView, permission_policy=self.permission_policy, add_url_name=self.get_url_name("add")
        )

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("paste/", self.paste_view, name="paste")]

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        permitted = type(view_class.__name__, (PermittedItemMixin, view_class), {})
        view = super().construct_view(permitted, **kwargs)
        return said_if_too_big(view) if issubclass(view_class, (CreateView, EditView)) else view

    def get_queryset(self, request: HttpRequest) -> Any:
        return seen_by(request.user).select_related("category", "latest_revision", "locale", "target")


class CampaignViewSet(SnippetViewSet):
    model = Campaign
    icon = "date"
    menu_label = _("Campaigns")
    menu_name = "advocacy-campaigns"
    menu_order = 20
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    list_display = [
        "title",
        Column(
            "goal",
            label=_("Goal"),
            classname="wa-admin-sentence",
            accessor=lambda campaign: Truncator(campaign.goal).chars(100),
        ),
        Column("progress", label=_("So far")),
        # Without the portrait, which Wagtail asks another server for.
        Column("asked", label=_("Whom to ask")),
        "starts_on",
        "ends_on",
        LiveStatusTagColumn(),
    ]
    list_filter = ["objective", "live"]
    add_view_class = CampaignCreateView
    edit_view_class = CampaignEditView
    index_view_class = CampaignIndexView
    index_results_template_name = LIST_RESULTS
    list_export = ["title", "goal", "progress", "asked", "objective", "starts_on", "ends_on"]
    export_headings = {"progress": _("So far"), "asked": _("Whom to ask")}
    export_filename = "advocacy-campaigns"

    def get_queryset(self, request: HttpRequest) -> Any:
        return Campaign.objects.select_related("owner", "latest_revision", "locale")


def part_of_mix(category: ContentCategory) -> str:
    return "" if category.target_share is None else _("%(part)s %%") % {"part": category.target_share}


class CategoryViewSet(ModelViewSet):
    model = ContentCategory
    icon = "tag"
    name = "advocacy_categories"
    url_prefix = "advocacy/categories"
    menu_label = _("Categories")
    menu_name = "advocacy-categories"
    menu_order = 30
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    form_fields = ["name", "slug", "colour", "icon", "promotional", "target_share"]
    list_display = [
        "name",
        Column("get_colour_display", label=_("Colour"), sort_key="colour"),
        BooleanColumn("promotional", label=_("Promotional"), sort_key="promotional"),
        Column("target_share", label=_("Part of the mix"), accessor=part_of_mix, sort_key="target_share"),
    ]
    sort_order_field = "sort_order"
    index_view_class = CategoryIndexView
    index_results_template_name = LIST_RESULTS
    list_export = ["name", "slug", "promotional", "target_share"]
    export_filename = "advocacy-categories"
    inspect_view_enabled = False
