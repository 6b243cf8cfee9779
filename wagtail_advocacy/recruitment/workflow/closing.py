"""Closing a vacancy and opening it again: pages that say what will happen, and buttons that lead there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from ..actions import VacancyNotOpen, close_vacancy, closed_by_itself, reopen_vacancy
from ..models import Vacancy
from .board import edit_address, title_of
from .people import may_change, vacancy_policy

BY_HAND = (Vacancy.ClosedReason.FILLED, Vacancy.ClosedReason.WITHDRAWN)
"""The other reasons come by themselves."""

SAY_HOW = gettext_lazy("Say how it ended")


def vacancy_buttons(user: Any, vacancy: Vacancy, next_url: str = "") -> list[Button]:
    """Return the buttons for lists and the header of the editor: what came of it, closing, opening again."""
    if not vacancy.pk:
        return []
    return [*_recording(user, vacancy), *_closing(user, vacancy, next_url)]


def _recording(user: Any, vacancy: Vacancy) -> list[Button]:
    if not (vacancy.first_published_at and user.has_perm("wagtail_advocacy_recruitment.change_referral")):
        return []
    label = _("Record an application or a hire")
    url = reverse("wagtail_advocacy_recruitment:record", query={"vacancy": vacancy.pk})
    return [Button(label, url=url, icon_name="check", priority=29, attrs={"aria-label": f"{label}: {vacancy.title}"})]


def _closing(user: Any, vacancy: Vacancy, next_url: str) -> list[Button]:
    if not may_change(user):
        return []
    deeds = [("close", _("Close it"), "lock")]
    if vacancy.closed_at:
        deeds = [("open_again", _("Open it again"), "lock-open")]
    if closed_by_itself(vacancy):
        deeds.insert(0, ("close", str(SAY_HOW), "lock"))
    query = {"next": next_url} if next_url else None
    return [
        Button(
            label,
            url=reverse(f"wagtail_advocacy_recruitment:{name}", args=[vacancy.pk], query=query),
            icon_name=icon,
            priority=30,
            attrs={"aria-label": f"{label}: {vacancy.title}"},
        )
        for name, label, icon in deeds
    ]


class ClosingForm(forms.Form):
    reason = forms.ChoiceField(
        label=pgettext_lazy("reason", "Why"),
        choices=[(each.value, each.label) for each in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why: whoever follows an old link reads it.")},
    )
    hired = forms.IntegerField(
        label=gettext_lazy("How many were hired in all"),
        help_text=gettext_lazy(
            "By whatever way they came. Empty: nobody says. Reports compare it with hires by shares."
        ),
        required=False,
        min_value=0,
        max_value=999,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Vacancy.ClosedReason.FILLED and cleaned.get("hired") == 0:
            self.add_error("hired", _("Filled, and nobody hired? Leave it empty, or choose “Withdrawn”."))
        return cleaned


class _VacancyDeedView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A page about one vacancy that does something only when its button is pressed."""

    permission_policy = vacancy_policy
    permission_required = "change"
    _show_breadcrumbs = True
    template_name = "wagtail_advocacy/recruitment/vacancy_deed.html"
    form_class = forms.Form

    @cached_property
    def vacancy(self) -> Vacancy:
        return get_object_or_404(Vacancy.objects.select_related("latest_revision"), pk=self.kwargs["pk"])

    @cached_property
    def back(self) -> str:
        return get_valid_next_url_from_request(self.request) or edit_address(self.vacancy)

    def get_page_subtitle(self) -> str:
        return title_of(self.vacancy)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": edit_address(self.vacancy), "label": title_of(self.vacancy)}
        return [*super().get_breadcrumbs_items(), here, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=title_of(self.vacancy),
            what_happens=self.what_happens(),
            button=self.button,
            back=self.back,
            next_url=self.back,
            **kwargs,
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            messages.success(self.request, self.do(form))
        except VacancyNotOpen as problem:
            messages.warning(self.request, str(problem))
        return redirect(self.back)

    def what_happens(self) -> str:
        raise NotImplementedError

    def do(self, form: forms.Form) -> str:
        raise NotImplementedError


class CloseView(_VacancyDeedView):
    page_title = gettext_lazy("Close this vacancy")
    header_icon = "lock"
    form_class = ClosingForm

    @property
    def button(self) -> Any:
        return SAY_HOW if self.vacancy.closed_at else _("Close it")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_change(request.user) and self.vacancy.closed_at and not closed_by_itself(self.vacancy):
            messages.warning(request, _("“%(vacancy)s” is closed already.") % {"vacancy": title_of(self.vacancy)})
            return redirect(self.back)
        return super().dispatch(request, *args, **kwargs)

    def what_happens(self) -> str:
        if self.vacancy.closed_at:
            return _(
                "It closed by itself. Say what came of it, so that reports count it; the day on which it closed stays, "
                "and whoever follows a link to it reads why."
            )
        return _(
            "It leaves the hub and the public list at once, whoever follows a link to it reads why and what else is "
            "open, and an approval that is under way ends; what it brought so far stays in the reports."
        )

    def do(self, form: forms.Form) -> str:
        close_vacancy(self.vacancy, form.cleaned_data["reason"], self.request.user, form.cleaned_data["hired"])
        if self.vacancy.closed_at:
            return _("“%(vacancy)s”: how it ended is stored.") % {"vacancy": title_of(self.vacancy)}
        return _("“%(vacancy)s” is closed.") % {"vacancy": title_of(self.vacancy)}


class OpenAgainView(_VacancyDeedView):
    page_title = gettext_lazy("Open this vacancy again")
    header_icon = "lock-open"
    button = gettext_lazy("Open it again")

    def what_happens(self) -> str:
        return _(
            "It becomes a draft: change what is out of date, such as the last day to apply, and publish or submit it "
            "anew. Until then nobody sees it."
        )

    def do(self, form: forms.Form) -> str:
        reopen_vacancy(self.vacancy, self.request.user)
        return _("“%(vacancy)s” is a draft again.") % {"vacancy": title_of(self.vacancy)}
