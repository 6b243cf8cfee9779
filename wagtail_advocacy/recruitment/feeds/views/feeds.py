"""Feeds in the admin: what they are, what every fetch changed, trying one out, and importing now."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Locale
from wagtail.permission_policies import ModelPermissionPolicy

from ....exports import SafeExportMixin
from ....layouts import for_this_person
from ....library.policies import programme_for
from ....library.views.styled import StyledMixin
from ....library.viewsets import LIST_RESULTS, MENU_HOOK
from ...models import FeedRun, Vacancy, VacancyFeed
from ..forms import VacancyFeedForm
from ..importing import FeedBusy, import_feed, require_free
from ..tasks import import_now

RUNS = 20
ROWS = 500

PANELS = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("is_active")]),
    FieldPanel("address"),
    FieldPanel("mapping"),
    FieldRowPanel([FieldPanel("site"), FieldPanel("locale")]),
    FieldPanel("country"),
    MultiFieldPanel(
        [FieldPanel("publish"), FieldRowPanel([FieldPanel("recruiter"), FieldPanel("category")])],
        heading=gettext_lazy("What becomes of its vacancies"),
    ),
    FieldPanel("apply_parameter"),
]


class FeedIndexView(StyledMixin, SafeExportMixin, IndexView):
    def get_list_more_buttons(self, instance: VacancyFeed) -> list[Any]:
        button = Button(_("Fetches"), url=runs_url(instance), icon_name="history", priority=15)
        return [*super().get_list_more_buttons(instance), button]


class FeedCreateView(StyledMixin, CreateView):
    def get_initial_form_instance(self) -> VacancyFeed:
        feed = super().get_initial_form_instance() or VacancyFeed()
        feed.site = feed.site if feed.site_id else programme_for(self.request.user, None)
        feed.recruiter = self.request.user
        feed.locale = feed.locale if feed.locale_id else Locale.get_default()
        return feed


class FeedEditView(StyledMixin, EditView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_("Fetches"), url=runs_url(self.object), icon_name="history")]


def runs_url(feed: VacancyFeed) -> str:
    return reverse("advocacy_feeds:runs", args=[feed.pk])


def last_run(feed: VacancyFeed) -> str:
    if not feed.last_outcome:
        return _("Never fetched")
    return str(FeedRun.Outcome(feed.last_outcome).label)


class OfFeedMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    template_name = "wagtail_advocacy/recruitment/feed_runs.html"
    permission_policy = ModelPermissionPolicy(VacancyFeed)
    permission_required = "change"
    page_title = gettext_lazy("Fetches")
    header_icon = "download"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return for_this_person(super().dispatch(request, *args, **kwargs))

    @cached_property
    def feed(self) -> VacancyFeed:
        return get_object_or_404(VacancyFeed.objects.select_related("site", "locale"), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("advocacy_feeds:index"), "label": _("Vacancy feeds")}
        edit = {"url": reverse("advocacy_feeds:edit", args=[self.feed.pk]), "label": str(self.feed)}
        return [*super().get_breadcrumbs_items(), index, edit, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self) -> str:
        return str(self.feed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = list(self.feed.runs.all()[:RUNS])
        accepting = bool(runs) and runs[0].outcome == FeedRun.Outcome.SHRUNKEN
        context = {"feed": self.feed, "runs": runs, "may_accept": accepting, "is_stuck": self._is_stuck()}
        return super().get_context_data(**{**context, **kwargs})

    def _is_stuck(self) -> bool:
        """Whether its vacancies ought to go into a workflow, and nobody is there who submits them."""
        waits = self.feed.publish == VacancyFeed.Publish.REVIEW and self.feed.recruiter_id is None
        return waits and Vacancy.get_default_workflow() is not None


class RunsView(OfFeedMixin, TemplateView):
    """What the last fetches of a feed changed."""


class TryView(OfFeedMixin, TemplateView):
    """Reads the feed and says what an import would change; by POST, because it asks another server."""

    http_method_names = ["post"]
    page_title = gettext_lazy("What an import would change")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            tried = import_feed(self.feed, dry_run=True)
        except FeedBusy as busy:
            messages.error(request, str(busy))
            return redirect(runs_url(self.feed))
        context = {"tried": tried.run, "rows": tried.rows[:ROWS], "more": max(len(tried.rows) - ROWS, 0)}
        return self.render_to_response(self.get_context_data(**context))


class ImportView(OfFeedMixin, TemplateView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        began, accept = timezone.now(), "accept" in request.POST
        try:
            require_free(self.feed)
        except FeedBusy as busy:
            messages.error(request, str(busy))
            return redirect(runs_url(self.feed))
        import_now.enqueue(self.feed.pk, accept)
        run = self.feed.runs.filter(began_at__gte=began).first()
        if run is None:
            messages.success(request, _("The import has begun. Load this page again in a while."))
        elif run.outcome == FeedRun.Outcome.DONE:
            messages.success(request, _("The vacancies are up to date."))
        else:
            messages.error(request, run.message)
        return redirect(runs_url(self.feed))


class VacancyFeedViewSet(ModelViewSet):
    model = VacancyFeed
    icon = "download"
    name = "advocacy_feeds"
    url_prefix = "advocacy/feeds"
    menu_label = gettext_lazy("Vacancy feeds")
    menu_name = "advocacy-feeds"
    menu_order = 27
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    edit_handler = ObjectList(PANELS, base_form_class=VacancyFeedForm)
    index_view_class = FeedIndexView
    add_view_class = FeedCreateView
    edit_view_class = FeedEditView
    index_results_template_name = LIST_RESULTS
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "title",
        Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
        Column("last_run", label=gettext_lazy("Last fetch"), accessor=last_run),
        BooleanColumn("is_active", label=gettext_lazy("By itself"), sort_key="is_active"),
    ]
    list_export = ["title", "get_kind_display", "address", "is_active"]
    export_headings = {"get_kind_display": gettext_lazy("Kind")}
    export_filename = "advocacy-feeds"

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        last = FeedRun.objects.filter(feed=OuterRef("pk")).values("outcome")[:1]
        queryset = VacancyFeed.objects.annotate(last_outcome=Subquery(last))
        return super().get_index_view_kwargs(queryset=queryset, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        conv = self.pk_path_converter
        return [
            *super().get_urlpatterns(),
            path(f"runs/<{conv}:pk>/", RunsView.as_view(), name="runs"),
            path(f"try/<{conv}:pk>/", TryView.as_view(), name="try"),
            path(f"import/<{conv}:pk>/", ImportView.as_view(), name="import"),
        ]
