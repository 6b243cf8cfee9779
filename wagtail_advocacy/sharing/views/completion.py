"""Headlines that begin with what somebody types into the hub's search."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from ...layouts import for_this_person
from ...library.presentation import shareable_for
from ...library.search import matching
from ...networks.texts import clean
from ..narrowing import LONGEST_WORDS, searched

MOST = 8
SHORTEST = 2
"""Characters from which on it is worth asking."""

LOOKED_AT = 80
"""Items that the search engine may name, of which this reader may share eight."""

SECONDS = 30
"""How long a browser may go by the same answer; who deletes a letter and types it again asks once."""


@login_not_required
@require_safe
def completion(request: HttpRequest) -> HttpResponse:
    """Answer with at most eight headlines, only of what this reader may share, as ``{"headlines": [...]}``."""
    if not request.user.is_authenticated:
        return for_this_person(JsonResponse({"reason": _("Log in first.")}, status=401))
    words = clean(request.GET.get("q", "")).strip()
    if not SHORTEST <= len(words) <= LONGEST_WORDS:
        reason = _("Ask with 2 to 100 characters, as in ?q=water.")
        return for_this_person(JsonResponse({"reason": reason}, status=400))
    items, site = shareable_for(request).order_by(), Site.find_for_request(request)
    found = matching(items, words, searched(site), LOOKED_AT, beginnings_only=True, operator="and")
    headlines = found.language_order(Locale.get_active()).values_list("headline", flat=True)[: 2 * MOST]
    response = JsonResponse({"headlines": list(dict.fromkeys(headlines))[:MOST]})
    response.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return for_this_person(response)
