"""What there is to choose from in somebody's hub: nothing that would lead nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone
from wagtail.models import Site

from ..library.managers import ShareableItemQuerySet
from ..library.models import Campaign, Caption, ItemTag
from ..models import Team

MOST_TAGS = 40
MOST_RECENT = 100
RECENT = timedelta(days=60)
"""Whoever stayed away longer is told of what is new since then."""

SECONDS = 60
"""How long an audience's choices are remembered; what is published or unpublished meanwhile ends it at once."""

STAMP = "wagtail_advocacy.hub.stamp"


@dataclass(frozen=True)
class Facets:
    """What the items that an audience may share have between them.

    ``recent`` pairs the primary keys of the newest items with the moment each was published, the newest first.
    """

    categories: frozenset[int]
    campaigns: frozenset[int]
    languages: Sequence[str]
    tags: Sequence[str]
    networks: frozenset[str]
    featured: frozenset[int]
    recent: Sequence[tuple[int, datetime]]


def facets_of(items: ShareableItemQuerySet, user: Any, site: Site | None, team: Team | None) -> Facets:
    """Return the facets of ``items``, which are all that ``user`` of ``team`` may share on ``site``.

    Finding them reads the whole library, so people of the same groups and team share what was found.
    """
    groups = sorted(user.groups.values_list("pk", flat=True))
    audience = hashlib.sha256(repr((groups, team and team.pk)).encode()).hexdigest()
    key = f"wagtail_advocacy.hub.{site and site.pk}.{cache.get(STAMP, 0)}.{audience}"
    found = cache.get(key)
    if found is None:
        found = _look(items)
        cache.set(key, found, SECONDS)
    return found


def forget_facets() -> None:
    """Let everybody's choices be looked up anew."""
    cache.set(STAMP, timezone.now().timestamp(), None)


def campaigns_of(facets: Facets) -> list[Campaign]:
    """Return the running campaigns of ``facets``, each in all its languages."""
    found = Campaign.objects.filter(pk__in=facets.campaigns, live=True).select_related("owner", "locale")
    return [campaign for campaign in found if campaign.is_running]


def _look(items: ShareableItemQuerySet) -> Facets:
    items = items.order_by()
    rows = set(items.values_list("category_id", "campaign_id", "locale__language_code").distinct())
    tags = ItemTag.objects.filter(content_object__in=items).values("tag__name").annotate(number=Count("pk"))
    used = tags.order_by("-number", "tag__name")[:MOST_TAGS]
    captions = Caption.objects.filter(item__in=items).exclude(network="").order_by().values_list("network", flat=True)
    since = timezone.now() - RECENT
    newest = items.filter(first_published_at__gt=since).order_by("-first_published_at", "-pk")
    return Facets(
        categories=frozenset(category for category, _campaign, _language in rows if category),
        campaigns=frozenset(campaign for _category, campaign, _language in rows if campaign),
        languages=sorted({language for _category, _campaign, language in rows}),
        tags=sorted((row["tag__name"] for row in used), key=str.casefold),
        networks=frozenset(captions.distinct()),
        featured=frozenset(items.filter(featured_until__gt=timezone.now()).values_list("pk", flat=True)),
        recent=list(newest.values_list("pk", "first_published_at")[:MOST_RECENT]),
    )
