"""A policy is begun from a template: one page asks which, for whom, and in which language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Locale, Site

from ...models import AdvocacySettings
from ..actions import start_policy
from ..models import Policy
from ..starters import STARTERS, Filling

LONGEST_NAME = 60


def _choices() -> list[tuple[str, Any]]:
    return [
        (key, format_html("<span><strong>{}</strong><br>{}</span>", each.title, each.summary))
        for key, each in STARTERS.items()
    ]


class StartForm(forms.Form):
    starter = forms.ChoiceField(
        label=gettext_lazy("Template"),
        choices=_choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a template.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("As people say it: it stands in the text, in “I work at …” and in the hashtag."),
        error_messages={"required": gettext_lazy("Write the name that stands in the text.")},
    )
    language = forms.ModelChoiceField(
        label=gettext_lazy("Language"), queryset=Locale.objects.none(), to_field_name="language_code", empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locales = Locale.objects.all()
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False) and locales.count() > 1:
            self.fields["language"].queryset = locales
        else:
            del self.fields["language"]


class StartView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Makes a draft of the chosen template, and leads to its editor."""

    form_class = StartForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Start from a template")
    header_icon = "clipboard-list"
    permission_policy: Any = None
    permission_required = "add"
    index_url_name = ""
    edit_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": Policy._meta.verbose_name_plural},
            {"url": "", "label": self.page_title},
        ]

    def get_initial(self) -> dict[str, Any]:
        wanted = [self.request.GET.get("locale", ""), translation.get_language() or ""]
        known = {each.language_code: each for each in Locale.objects.all()}
        language = next((known[each] for each in wanted if each in known), Locale.get_default())
        return {"starter": next(iter(STARTERS)), "name": name_of(self.request), "language": language.language_code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            action_url=self.request.get_full_path(),
            submit_button_label=_("Start with it"),
            submit_button_active_label=_("Starting…"),
            **kwargs,
        )

    def form_valid(self, form: StartForm) -> HttpResponse:
        locale = form.cleaned_data.get("language") or Locale.get_default()
        user = self.request.user
        filling = Filling(
            name=form.cleaned_data["name"],
            disclosures=disclosures_for(self.request, locale.language_code),
            contact=get_user_display_name(user),
            email=getattr(user, user.get_email_field_name(), "") or "",
        )
        policy = start_policy(form.cleaned_data["starter"], filling, locale, user)
        messages.success(
            self.request,
            _(
                "This is a draft of yours, and nobody sees it yet. Read it through: take out what does not fit, put in "
                "your own examples and pictures, and look at the contact and the dates."
            ),
        )
        return redirect(self.edit_url_name, policy.pk)


def name_of(request: HttpRequest) -> str:
    """Return what the site is called; whoever starts a policy can put it right."""
    site = Site.find_for_request(request)
    return str(getattr(settings, "WAGTAIL_SITE_NAME", "") or (site.site_name if site else ""))[:LONGEST_NAME]


def disclosures_for(request: HttpRequest, language: str) -> list[str]:
    """Return what the programme says for “I work here”, that of ``language`` first."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    programme = AdvocacySettings.for_site(site)
    return [each for each in dict.fromkeys([programme.disclosure_in(language), *programme.all_disclosures()]) if each]
