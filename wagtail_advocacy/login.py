"""Sending people to the site's own login, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

DEFAULT_LOGIN = "/accounts/login/"

View = Callable[..., HttpResponseBase]


def login_address() -> str:
    """Return where people log in: the site's front end login, else ``LOGIN_URL``, else Wagtail's."""
    if front_end := getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None):
        return resolve_url(front_end)
    try:
        address = resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        return reverse("wagtailcore_login")
    # What somebody chose may be served beside Django; Django's own default counts only where it is served.
    return address if address != DEFAULT_LOGIN or _is_served(address) else reverse("wagtailcore_login")


def _is_served(path: str) -> bool:
    try:
        # Wagtail answers for every path that nobody else wants; that is no login.
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False


def member_page(view: View) -> View:
    """Ask for a login by our own rule, whatever middleware the site has; after it people come back to this page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), login_address())

    return login_not_required(answer)


def pressed_on(page: str) -> Callable[[View], View]:
    """Let a button's deed be done by POST alone; a GET leads to the view named ``page``, which has the button.

    So comes back from the login who had lost their session in front of it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            messages.warning(request, _("Nothing has changed yet. Press the button once more."))
            return redirect(page)

        return require_http_methods(["GET", "HEAD", "POST"])(answer)

    return decorate
