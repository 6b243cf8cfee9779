"""Who asks, and how often they may."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...conf import advocacy_settings
from ...rates import seconds_to_wait
from .refusals import CheckRefused
from .tokens import name_of

ASKS_FOR_TOKEN = {"WWW-Authenticate": "Bearer"}


def caller_of(request: HttpRequest) -> str:
    """Return a key for the tool or person who asks. A token counts before a session, and a wrong one counts as well.

    Raises CheckRefused: 401 for nobody, 403 for a page that does not prove that it is one of ours.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        if name := name_of(token.strip()):
            return f"token {name}"
        sentence = _("Nobody here knows this token. Ask whoever looks after the site for another one.")
        raise CheckRefused(401, "token", sentence, ASKS_FOR_TOKEN)
    if not request.user.is_authenticated:
        sentence = _("Log in first, or send a token: “Authorization: Bearer …”.")
        raise CheckRefused(401, "login", sentence, ASKS_FOR_TOKEN)
    if not _is_from_page_of_ours(request):
        raise CheckRefused(403, "csrf", _("The token of the page is missing or too old. Load the page again."))
    return f"user {request.user.pk}"


class _PageToken(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _is_from_page_of_ours(request: HttpRequest) -> bool:
    check = _PageToken(lambda request: None)  # type: ignore[arg-type, return-value]
    check.process_request(request)
    return check.process_view(request, None, (), {}) is None  # type: ignore[arg-type]


def count_request(caller: str) -> None:
    """Count one request of ``caller``, in the cache alone; raises CheckRefused beyond ``CHECK_RATE`` a minute."""
    most = advocacy_settings.CHECK_RATE
    if wait := seconds_to_wait("check", caller, most):
        sentence = ngettext(
            "That was more than %(most)s text in a minute. Ask again in %(wait)s seconds.",
            "These were more than %(most)s texts in a minute. Ask again in %(wait)s seconds.",
            most,
        )
        values = {"most": number_format(most, force_grouping=True), "wait": wait}
        raise CheckRefused(429, "rate", sentence % values, {"Retry-After": str(wait)})
