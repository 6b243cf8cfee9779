"""What somebody does with a card besides sharing it: a plain form, which a small script sends without a new page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ...layouts import for_this_person
from ...library.presentation import shareable_for
from ...login import login_address
from .. import choices

WELCOMED = "wagtail_advocacy_welcomed"
"""Cookie: this browser has read what the hub is. It says nothing else and is set only by whoever closes the text."""

YEAR = 365 * 24 * 3600
"""Seconds."""

DEEDS: dict[str, tuple[str, Promise, Callable[..., Any]]] = {
    "save": ("unsave", gettext_lazy("Saved for later."), choices.save_item),
    "unsave": ("save", gettext_lazy("No longer saved."), choices.unsave_item),
    "dismiss": ("undismiss", gettext_lazy("Hidden from your hub. Nobody is told."), choices.dismiss),
    "undismiss": ("dismiss", gettext_lazy("It is in your hub again."), choices.undismiss),
}
"""Deed → what undoes it, what is said, and who does it."""


def has_been_welcomed(request: HttpRequest) -> bool:
    return WELCOMED in request.COOKIES


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponseBase:
    """Do what the pressed button is named after, with the item that is its value; ``back`` is where it stood.

    Answers a program that accepts JSON with JSON, and everybody else with the page they came from.
    """
    wants_json = request.accepts("application/json") and not request.accepts("text/html")
    back = _back(request)
    if request.method != "POST":
        # Somebody comes back from the login: what they pressed was not done, and here they can press it again.
        return redirect(back)
    if not request.user.is_authenticated:
        if wants_json:
            return _json(status=401, reason=_("You are not logged in any more. Load the page again."))
        return redirect_to_login(back, login_address())
    deed = next((name for name in DEEDS if name in request.POST), "")
    if deed:
        done, sentence = _do(request, deed)
        if wants_json:
            return _json(deed=deed, said=sentence) if done else _json(status=404, reason=sentence)
        # A site's own base template may show messages: the button finds its form wherever it stands.
        text = _with_undo(sentence, DEEDS[deed][0], request.POST[deed]) if done else sentence
        messages.add_message(request, messages.SUCCESS if done else messages.ERROR, text)
        return redirect(back)
    if "welcome" in request.POST:
        return _welcomed(request, _json(deed="welcome") if wants_json else redirect(back))
    if wants_json:
        return _json(status=400, reason=_("Say what is to be done with which item."))
    return redirect(back)


def _do(request: HttpRequest, deed: str) -> tuple[bool, str]:
    _undo, sentence, act = DEEDS[deed]
    value = request.POST[deed]
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
    if deed.startswith("un"):
        # What was once kept can be let go wherever it has gone since.
        act(request.user, number)
        return True, str(sentence)
    item = shareable_for(request).filter(pk=number).first() if number else None
    if item is None or not act(request.user, item):
        return False, _("This is no longer here for you. Choose something else.")
    return True, str(sentence)


def _with_undo(sentence: str, deed: str, item: str) -> SafeString:
    return format_html(
        '<span>{}</span> <button class="wa-button wa-button--text" form="wa-keep" name="{}" value="{}">{}</button>',
        sentence,
        deed,
        item,
        _("Undo"),
    )


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    # Only a path of this very site: no other host, and no scheme.
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe else reverse("wagtail_advocacy:hub")


def _welcomed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.set_cookie(WELCOMED, "1", max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _json(status: int = 200, **content: str) -> HttpResponse:
    return for_this_person(JsonResponse(content, status=status))
