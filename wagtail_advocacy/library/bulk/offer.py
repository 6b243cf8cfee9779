"""Offer many pages at once, from the page explorer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from ...compat import get_page_model
from ..destinations import LinkNotPublic, Publicity
from ..offering import edit_url, list_url, may_offer, newest_item, offer_pages, offered_times
from ..policies import item_policy


class OfferForm(forms.Form):
    again = forms.BooleanField(
        required=False,
        label=_("Make another one for pages that are offered already"),
        help_text=_("Otherwise they are skipped."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OfferPages(PageBulkAction):
    """One draft for each page, filled as its own button would."""

    models = [get_page_model()]
    display_name = _("Offer for sharing")
    action_type = "advocacy_offer"
    aria_label = _("Offer the selected pages for sharing")
    action_priority = 60
    template_name = "wagtail_advocacy/library/offer_pages.html"
    form_class = OfferForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not item_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> list[Any]:
        # Filled from their own types: fetched type by type, not one by one.
        return get_list_or_404(model.objects.specific(), pk__in=object_ids)

    def check_perm(self, page: Any) -> bool:
        return may_offer(self.request.user, page)

    def get_initial(self) -> dict[str, Any]:
        return {"seen": newest_item()}

    def annotate_items(self, items: list[Any]) -> list[Any]:
        self.times = offered_times(items)
        return items

    def object_context(self, page: Any) -> dict[str, Any]:
        return {"item": page, "times": self.times.get(page.pk, 0), "is_public": self._is_public(page)}

    def _is_public(self, page: Any) -> bool:
        if not hasattr(self, "publicity"):
            self.publicity = Publicity()
        try:
            return bool(self.publicity.page_url(page))
        except LinkNotPublic:
            return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not any(each["times"] for each in context["items"]):
            context["form"].fields["again"].widget = forms.HiddenInput()
        return context

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "view": self}

    @classmethod
    def execute_action(cls, pages: list[Any], user: Any = None, view: Any = None, **kwargs: Any) -> tuple[int, int]:
        view.made = offer_pages(pages, user, **view.cleaned_form.cleaned_data)
        return len(view.made), 0

    def get_success_message(self, made: int, _children: int) -> None:
        # The message brings a link along, so it is not left to the base class.
        skipped = len(self.actionable_objects) - made
        sentences = []
        if skipped:
            sentences.append(
                ngettext(
                    "%(count)s page was skipped: it is offered already.",
                    "%(count)s pages were skipped: they are offered already.",
                    skipped,
                )
                % {"count": number_format(skipped)}
            )
        if not made:
            messages.warning(self.request, " ".join(sentences))
            return
        sentences.insert(
            0, ngettext("%(count)s draft made.", "%(count)s drafts made.", made) % {"count": number_format(made)}
        )
        label = ngettext("Open it", "Open them", made)
        messages.success(self.request, " ".join(sentences), buttons=[messages.button(self._drafts_url(), label)])

    def _drafts_url(self) -> str:
        if len(self.made) == 1:
            return edit_url(self.made[0])
        return list_url(mine="true", live="false", ordering="-_updated_at")
