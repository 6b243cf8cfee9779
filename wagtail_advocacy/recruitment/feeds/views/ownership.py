"""Asks before a field changes hands, and changes it by POST alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from ...models import Vacancy
from ..ownership import NotOfFeed, attach, detach, feed_field_notes


class FieldView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_advocacy/recruitment/feed_field.html"
    permission_policy = ModelPermissionPolicy(Vacancy)
    permission_required = "change"
    header_icon = "download"
    _show_breadcrumbs = True
    ours = True

    @cached_property
    def vacancy(self) -> Vacancy:
        return get_object_or_404(Vacancy.objects.select_related("feed"), pk=self.kwargs["pk"])

    @property
    def back(self) -> str:
        return reverse(Vacancy.snippet_viewset.get_url_name("edit"), args=[self.vacancy.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        editor = {"url": self.back, "label": str(self.vacancy)}
        return [*super().get_breadcrumbs_items(), editor, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        note = feed_field_notes(self.vacancy).get(self.kwargs["name"])
        if note is None:
            raise Http404
        return super().get_context_data(vacancy=self.vacancy, note=note, back=self.back, **kwargs)

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        try:
            (detach if self.ours else attach)(self.vacancy, name, request.user)
        except NotOfFeed as error:
            messages.error(request, str(error))
        else:
            label = feed_field_notes(Vacancy.objects.get(pk=pk))[name].label
            sentence = _("“%(field)s” is yours now.") if self.ours else _("“%(field)s” comes from the feed again.")
            messages.success(request, sentence % {"field": label})
        return redirect(self.back)


class OursView(FieldView):
    page_title = gettext_lazy("Make a field yours")


class BackView(FieldView):
    page_title = gettext_lazy("Give a field back to its feed")
    ours = False
