"""Recording by hand that somebody applied, was interviewed or was hired by a share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ....library.models import ShareableItem
from ....sharing.models import Share
from ...models import Vacancy
from ..actions import ConversionRefused, record_by_hand
from ..forms import RecordForm
from ..steps import ReferralRefused
from .listing import CHANGE


def shared_vacancies() -> Any:
    """Return the vacancies that somebody shared, those that are open first."""
    items = ShareableItem.objects.filter(source_id=OuterRef("text"), pk__in=Share.objects.values("item"))
    of_vacancies = items.filter(source_type__app_label="wagtail_advocacy_recruitment", source_type__model="vacancy")
    vacancies = Vacancy.objects.annotate(text=Cast("pk", CharField())).filter(Exists(of_vacancies))
    return vacancies.order_by("closed_at", "title", "pk")


class RecordView(WagtailAdminTemplateMixin, FormView):
    """First which vacancy, then what happened; ``?vacancy=`` leads straight to the second."""

    form_class = RecordForm
    template_name = "wagtail_advocacy/recruitment/record.html"
    page_title = gettext_lazy("Record by hand")
    header_icon = "group"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def vacancy(self) -> Vacancy | None:
        wanted = self.request.GET.get("vacancy", "")
        return Vacancy.objects.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 19 else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = {"url": reverse("advocacy_referrals:index"), "label": _("Referrals")}
        return [*super().get_breadcrumbs_items(), listed, {"url": "", "label": self.page_title}]

    def get_form(self, form_class: Any = None) -> RecordForm | None:
        return RecordForm(**self.get_form_kwargs(), vacancy=self.vacancy) if self.vacancy else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vacancies = [] if self.vacancy else list(shared_vacancies()[:1000])
        return super().get_context_data(vacancy=self.vacancy, vacancies=vacancies, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.vacancy is None:
            return redirect("wagtail_advocacy_recruitment:record")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RecordForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            referral = record_by_hand(
                self.request.user,
                given["kind"],
                share=given["found"],
                reference=given["reference"],
                key=given["key"],
            )
        except (ReferralRefused, ConversionRefused) as refused:
            form.add_error("reference" if getattr(refused, "field", "") == "reference" else None, str(refused))
            return self.form_invalid(form)
        state = {"state": referral.get_state_display()}
        messages.success(self.request, _("Recorded. The application is at “%(state)s” now.") % state)
        return redirect("advocacy_referrals:inspect", referral.pk)

    def form_invalid(self, form: RecordForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
