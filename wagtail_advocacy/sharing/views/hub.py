"""The hub: everything that somebody may share, in the order and within the bounds that they asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from ...layouts import render_page
from ...library.presentation import shareable_for
from ...library.progress import progress_of
from ...login import member_page
from ...models import AdvocacySettings
from ..actions import site_networks
from ..afterwards import question_for
from ..facets import campaigns_of, facets_of
from ..listing import PER_PAGE, card_page, in_order, tell_networks
from ..models import Dismissal
from ..narrowing import Choices, own_kinds, read_narrowing
from ..news import news_texts
from ..preferences import preferences_of
from ..sitting import browser_key
from .keeping import has_been_welcomed

__all__ = ["PER_PAGE", "hub", "hub_context"]


def hub_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the hub shows: a page of cards, what they can be narrowed by, and the running campaigns."""
    user, site = request.user, Site.find_for_request(request)
    settings = AdvocacySettings.for_site(site) if site else AdvocacySettings()
    networks, locale, items = site_networks(settings), Locale.get_active(), shareable_for(request)
    facets = facets_of(items, user, site, getattr(request, "_advocacy_team", None))
    choices = Choices(facets, networks, campaigns_of(facets), locale.pk, own_kinds(user))
    narrowing = read_narrowing(request.GET, choices, items)
    preferences = preferences_of(user)
    order = in_order(narrowing.apply(items, user, site), user, narrowing, locale, preferences, facets)
    page = card_page(order, request.GET, user)
    tell_networks(page.object_list, networks, site)
    plain = not narrowing.values
    return {
        "settings": settings,
        "items": page,
        "narrowing": narrowing,
        "recent": _recent(facets.recent, user, choices.own) if plain and page.number == 1 else [],
        "texts": news_texts,
        "campaigns": _with_progress(choices.campaigns) if plain and page.number == 1 else [],
        "preferences": preferences,
        "own": choices.own,
        # A list that grows, and whoever looks without seeing, is not asked.
        "question": question_for(user, preferences) if plain and page.number == 1 and request.method == "GET" else None,
        "welcome": plain and page.number == 1 and not has_been_welcomed(request),
        "here": request.get_full_path(),
        "browser_key": browser_key(user),
        "title": _("Share"),
    }


def _recent(recent: Sequence[tuple[int, datetime]], user: Any, own: set[str]) -> list[datetime]:
    """Return when the newest items were published, without those that this person has hidden."""
    if "hidden" not in own:
        return [moment for _pk, moment in recent]
    hidden = Dismissal.objects.filter(user_id=user.pk, item__in=[pk for pk, _moment in recent])
    out = set(hidden.values_list("item", flat=True))
    return [moment for pk, moment in recent if pk not in out]


def _with_progress(campaigns: list[Any]) -> list[Any]:
    progress = progress_of(campaigns)
    for campaign in campaigns:
        campaign.progress = progress[campaign.pk]
    return campaigns


@member_page
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show everything that this person may share."""
    return render_page(request, "wagtail_advocacy/sharing/hub.html", hub_context(request))
