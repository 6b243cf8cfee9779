"""Forms with more fields than the server takes at once: a sentence instead of a bare error page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponseBase]


def said_if_too_big(view: View) -> View:
    """Return ``view``, which answers a form that Django refuses to read with what happened and what to do.

    Django reads the form to check its token, before any view is asked, and answers with 400 and no reason. So the
    token of these views is checked here, after the form was read.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if request.method == "POST":
                request.POST  # noqa: B018
        except (TooManyFieldsSent, RequestDataTooBig):
            return _refusal(request)
        return protected(request, *args, **kwargs)

    return answer


def _refusal(request: HttpRequest) -> HttpResponseBase:
    sentence = too_big()
    if "application/json" in request.headers.get("accept", ""):
        answer = {"success": False, "error_code": "validation_error", "error_message": sentence}
        return JsonResponse(answer, status=400)
    context = {"page_title": _("Not saved"), "header_icon": "warning", "sentence": sentence}
    return render(request, "wagtail_advocacy/library/too_big.html", context, status=400)


def too_big() -> str:
    """Return what somebody reads whose form has too many fields."""
    return _(
        "This item has too many captions for one form, so nothing was saved: the server takes %(limit)s fields at "
        "once. Ask whoever looks after it to raise DATA_UPLOAD_MAX_NUMBER_FIELDS to 10,000, and save again."
    ) % {"limit": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}
