"""From a pasted address to a filled form. The picture is stored at once, the item not before it was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.images import get_image_model
from wagtail.models import Locale

from ...compat import get_page_model
from ...fetch import AddressNotPublic, FetchFailed, split_address
from ..actions import item_from_page
from ..destinations import LinkNotPublic, Publicity
from ..models import ShareableItem
from . import ADDRESS_LENGTH, OutsidePage, read_page
from .pictures import PictureRefused, keep_picture

PER_HOUR = 30
SESSION_KEY = "wagtail_advocacy_pasted"
KEPT = 5


@dataclass
class Pasted:
    """What a new item starts with, and a sentence for everything that could not be had."""

    values: dict[str, Any]
    sentences: list[str] = field(default_factory=list)


def paste(address: str, user: Any) -> Pasted:
    """Return what is known about ``address``: one of our own public pages, or what a page outside says about itself.

    Raises ``LinkNotPublic`` and ``AddressNotPublic`` for what no item may lead to.
    """
    publicity = Publicity()
    publicity.address_url(address)
    if page := publicity.page_at(address):
        try:
            publicity.page_url(page)
        except LinkNotPublic:
            # The title is nobody's business who may not see the page.
            raise LinkNotPublic(
                _("This page needs a login, so people outside would see “Sign in”. Choose a public page.")
            ) from None
        return Pasted({"page": page.pk, "locale": page.locale.language_code})
    pasted = Pasted({"address": address})
    try:
        found = read_page(address)
    except FetchFailed as error:
        pasted.sentences = [_("%s Only the address is filled in.") % error]
    else:
        _take_over(found, pasted, user)
    return pasted


def _take_over(found: OutsidePage, pasted: Pasted, user: Any) -> None:
    pasted.values |= {
        "headline": found.title,
        "description": found.description,
        "site_name": found.site_name,
        "locale": _locale_for(found.language),
    }
    if not found.title:
        pasted.sentences.append(_("The page has no title: write a headline."))
    if not found.description:
        pasted.sentences.append(_("The page has no summary: write one."))
    if not found.image:
        pasted.sentences.append(_("The page names no picture: choose one."))
        return
    try:
        pasted.values["image"] = keep_picture(found.image, found.title, user).pk
        pasted.values["image_alt"] = found.image_alt
    except (AddressNotPublic, FetchFailed, PictureRefused) as error:
        pasted.sentences.append(_("The page’s picture cannot be taken over: %s") % error)


def _look_through(pasted: Pasted) -> str:
    # Wagtail saves a draft by itself, a moment after the first change.
    if "image" in pasted.values:
        return _(
            "Look through what was filled in. The picture is in Images already; the item is stored when you change or "
            "save something."
        )
    return _("Look through what was filled in. The item is stored when you change or save something.")


def _locale_for(language: str) -> str:
    known = {each.lower(): each for each in Locale.objects.values_list("language_code", flat=True)}
    return known.get(language) or known.get(language.partition("-")[0], "")


def item_from_paste(request: HttpRequest, item: ShareableItem) -> ShareableItem:
    """Return ``item`` filled with what this person pasted, if ``?pasted=`` names it; else as it is."""
    values = request.session.get(SESSION_KEY, {}).get(request.GET.get("pasted", ""))
    if not values:
        return item
    if page := get_page_model()._default_manager.filter(pk=values.get("page")).first():
        return item_from_page(page)
    item.destination, item.address = item.Destination.ADDRESS, values["address"]
    item.headline, item.description = values.get("headline", ""), values.get("description", "")
    item.site_name = values.get("site_name", "")
    item.image = get_image_model().objects.filter(pk=values.get("image")).first()
    item.image_alt = values.get("image_alt") or getattr(item.image, "default_alt_text", "") or ""
    return item


class PasteForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=ADDRESS_LENGTH,
        error_messages={"required": gettext_lazy("Paste the address of a page.")},
        widget=forms.URLInput(attrs={"placeholder": "https://", "autofocus": True}),
        help_text=gettext_lazy(
            "A page that everybody can open. Headline, summary, picture and the name of the website are read from it; "
            "you can change all of them. Use the picture only if you may."
        ),
    )

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        # What people copy from a flyer has no scheme.
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+([/?#:].*)?", address):
            address = f"https://{address}"
        try:
            split_address(address)
        except AddressNotPublic as error:
            raise forms.ValidationError(str(error)) from None
        return address


class PasteView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks for an address, reads it, and leads to the filled form of a new item."""

    form_class = PasteForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Paste an address")
    header_icon = "link"
    permission_policy: Any = None
    permission_required = "add"
    add_url_name = ""
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": ShareableItem._meta.verbose_name_plural},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            action_url=self.request.path,
            submit_button_label=_("Read the page"),
            submit_button_active_label=_("Reading…"),
            **kwargs,
        )

    def form_valid(self, form: PasteForm) -> HttpResponse:
        if self._is_too_often():
            form.add_error(
                "address", _("You pasted many addresses within one hour. Wait a little, or add the item by hand.")
            )
            return self.form_invalid(form)
        try:
            pasted = paste(form.cleaned_data["address"], self.request.user)
        except (LinkNotPublic, AddressNotPublic) as problem:
            form.add_error("address", str(problem))
            return self.form_invalid(form)
        for sentence in pasted.sentences:
            messages.warning(self.request, sentence)
        messages.info(self.request, _look_through(pasted))
        return redirect(self._form_with(pasted.values))

    def _is_too_often(self) -> bool:
        key = f"wagtail_advocacy.paste.{self.request.user.pk}"
        cache.add(key, 0, timeout=3600)
        try:
            return cache.incr(key) > PER_HOUR
        except ValueError:  # It ran out in between.
            return False

    def _form_with(self, values: dict[str, Any]) -> str:
        token = get_random_string(12)
        kept = list(self.request.session.get(SESSION_KEY, {}).items())
        self.request.session[SESSION_KEY] = dict([*kept, (token, values)][-KEPT:])
        query = {"pasted": token}
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False) and values.get("locale"):
            query["locale"] = values["locale"]
        return reverse(self.add_url_name, query=query)
