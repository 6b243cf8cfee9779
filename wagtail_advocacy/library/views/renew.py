"""Offering an expired or expiring item again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..bulk.forms import RenewForm
from ..changes import NotRenewable, renew, renewed_at, why_untouchable
from ..destinations import LinkNotPublic
from ..models import ShareableItem
from ..policies import item_policy
from .remarks import tell_remarks


class RenewView(WagtailAdminTemplateMixin, FormView):
    """Asks until when, and says what stands against it."""

    template_name = "wagtail_advocacy/library/renew.html"
    page_title = gettext_lazy("Renew")
    header_icon = "rotate"
    form_class = RenewForm
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not item_policy.user_has_permission_for_instance(request.user, "publish", self.item):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def item(self) -> ShareableItem:
        return get_object_or_404(ShareableItem.objects.select_related("campaign", "site", "page"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.item)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        library = {
            "url": reverse(ShareableItem.snippet_viewset.get_url_name("list")),
            "label": ShareableItem._meta.verbose_name_plural,
        }
        return [*super().get_breadcrumbs_items(), library, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editor = reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[self.item.pk])
        next_url = get_valid_next_url_from_request(self.request)
        elsewhere = renewed_at(self.item, self.request.user) if self.item.is_from_source else ""
        return super().get_context_data(
            item=self.item, back=next_url or editor, next_url=next_url, elsewhere=elsewhere, **kwargs
        )

    def form_valid(self, form: RenewForm) -> HttpResponse:
        reason = "" if self.item.is_from_source else why_untouchable(self.item, self.request.user)
        try:
            if reason:
                raise NotRenewable(reason)
            row = renew(self.item, form.until(), self.request.user)
        except (NotRenewable, LinkNotPublic) as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        except ValidationError as problem:
            form.add_error("date" if form.cleaned_data["when"] == "date" else "when", " ".join(problem.messages))
            return self.form_invalid(form)
        messages.success(self.request, _("“%(item)s” is offered again.") % {"item": row})
        tell_remarks(self.request, row)
        next_url = get_valid_next_url_from_request(self.request)
        return redirect(next_url or reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[row.pk]))
