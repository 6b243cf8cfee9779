"""Exporting shares as evidence, and checking such a file; both only where the settings file says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from ...conf import advocacy_settings
from ...days import site_day
from ...layouts import for_this_person
from ..evidence.exporting import export_evidence
from ..evidence.forms import CheckForm, ExportForm, ScopeForm
from ..evidence.reading import EvidenceUnreadable
from ..evidence.verifying import verify
from ..looks import name_of
from ..models import EvidenceExport, Share

PER_PAGE = 20


class EvidencePolicy(ModelPermissionPolicy):
    """The permission is about many shares at once, so its name has no model in it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return user.has_perm(f"{self.app_label}.{action}")

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, each) for each in actions)


class EvidenceMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page of evidence: not there where the settings file does not switch it on."""

    permission_policy = EvidencePolicy(Share)
    permission_required = "export_evidence"
    header_icon = "lock"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not advocacy_settings.EVIDENCE:
            raise Http404
        return for_this_person(super().dispatch(request, *args, **kwargs))


@method_decorator(sensitive_post_parameters("reason"), name="dispatch")
class EvidenceView(EvidenceMixin, TemplateView):
    """Asks for days, says how many shares these are, asks why, and hands over the file; below, what was exported."""

    template_name = "wagtail_advocacy/sharing/evidence.html"
    page_title = _("Evidence")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        if "first" not in request.GET:
            return self.answer(ScopeForm(initial=_last_month(request)))
        return self.answer(ScopeForm(request.GET))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form, scope_form = ExportForm(request.POST), ScopeForm(request.POST)
        if not form.is_valid() or not form.scope.shares().exists():
            return self.answer(scope_form, form, status=422)
        scope = form.scope
        _export, file = export_evidence(request.user, scope, form.cleaned_data["reason"])
        name = f"evidence-{scope.site.hostname}-{scope.first}-{scope.last}.zip"
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")

    def answer(self, scope_form: ScopeForm, form: ExportForm | None = None, status: int = 200) -> HttpResponse:
        count = scope_form.scope.shares().count() if scope_form.is_bound and scope_form.is_valid() else None
        if count and form is None:
            form = ExportForm(initial={**scope_form.cleaned_data, "site": scope_form.cleaned_data["site"].pk})
        exports = EvidenceExport.objects.select_related("site", "by")
        page = Paginator(exports, PER_PAGE).get_page(self.request.GET.get("p"))
        for export in page:
            export.name = name_of(export.by) if export.by else ""
        context = self.get_context_data(scope_form=scope_form, form=form if count else None, count=count, exports=page)
        return self.render_to_response(context, status=status)


def _last_month(request: HttpRequest) -> dict[str, Any]:
    today = site_day()
    last = today.replace(day=1) - timedelta(days=1)
    return {"site": Site.find_for_request(request), "first": last.replace(day=1), "last": last}


class CheckEvidenceView(EvidenceMixin, TemplateView):
    """Takes a file and says whether it is genuine evidence; nothing of it is kept."""

    template_name = "wagtail_advocacy/sharing/check_evidence.html"
    page_title = _("Check evidence")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        evidence = {"url": reverse("wagtail_advocacy_admin:evidence"), "label": _("Evidence")}
        return [*super().get_breadcrumbs_items(), evidence, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": CheckForm(), **kwargs})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CheckForm(request.POST, request.FILES)
        verdict = None
        if form.is_valid():
            try:
                verdict = verify(form.cleaned_data["file"])
            except EvidenceUnreadable as refusal:
                form.add_error("file", str(refusal))
        status = 422 if form.errors else 200
        return self.render_to_response(self.get_context_data(form=form, verdict=verdict), status=status)
