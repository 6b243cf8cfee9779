"""Keeps the intranet's own views on the intranet."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Site


def on_intranet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send whoever asks for ``view`` under the website's host to the same address on the intranet."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        site = Site.find_for_request(request)
        if site is None or site.is_default_site:
            return view(request, *args, **kwargs)
        return redirect(settings.WAGTAILADMIN_BASE_URL + request.get_full_path())

    return wrapped
