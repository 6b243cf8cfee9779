from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Manager, Q, QuerySet, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from wagtail.models import Locale, Page, Site

    from ..models import Team
    from .models import Campaign


class ShareableItemQuerySet(QuerySet["ShareableItem"]):
    def for_site(self, site: Site) -> ShareableItemQuerySet:
        return self.filter(site=site)

    def shareable(self, now: datetime | None = None) -> ShareableItemQuerySet:
        """Return what may be shared at ``now``: live by the clock, not withdrawn, with an open way out."""
        now = now or timezone.now()
        clock = (Q(go_live_at=None) | Q(go_live_at__lte=now)) & (Q(expire_at=None) | Q(expire_at__gt=now))
        way_out = Q(target__closes_at=None) | Q(target__closes_at__gt=now)
        return self.filter(clock, way_out, live=True, withdrawn_at=None, target__is_open=True)

    def visible_to(self, user: Any, team: Team | None) -> ShareableItemQuerySet:
        """Return what ``user`` of ``team`` belongs to the audience of; an item without audience is for all."""
        # Lists, not `Exists`: a database makes each of them once, instead of looking for every item of the library.
        groups, teams = self.model.groups.through.objects, self.model.teams.through.objects
        for_all = ~Q(pk__in=groups.values("shareableitem")) & ~Q(pk__in=teams.values("shareableitem"))
        mine = Q(pk__in=groups.filter(group__in=user.groups.all()).values("shareableitem"))
        if team:
            mine |= Q(pk__in=teams.filter(team=team).values("shareableitem"))
        return self.filter(for_all | mine)

    def from_page(self, page: Page) -> ShareableItemQuerySet:
        return self.filter(origin_id=page.pk)

    def in_campaign(self, campaign: Campaign) -> ShareableItemQuerySet:
        """Return the items of ``campaign`` and of its translations."""
        return self.filter(campaign__translation_key=campaign.translation_key)

    def tagged(self, name: str) -> ShareableItemQuerySet:
        """Return the items with the tag ``name``, in upper or lower case."""
        through = self.model.tags.through.objects
        return self.filter(pk__in=through.filter(tag__name__iexact=name).values("content_object"))

    def hub_order(
        self, locales: Sequence[int], topics: Sequence[int] = (), now: datetime | None = None
    ) -> ShareableItemQuerySet:
        """Order by featured, the reader's languages (``locales``, the dearest first), their ``topics``, then newest.

        Both are primary keys. The order is total, so that pages do not shuffle.
        """
        order: list[Any] = [_first(When(featured_until__gt=now or timezone.now(), then=Value(0)))]
        order.append(_first(*(When(locale_id=pk, then=Value(place)) for place, pk in enumerate(locales))))
        if topics:
            order.append(_first(When(category_id__in=topics, then=Value(0))))
        return self.order_by(*order, "-first_published_at", "-pk")

    def language_order(self, locale: Locale) -> ShareableItemQuerySet:
        """Order by the reader's language, then newest."""
        return self.order_by(_first(When(locale_id=locale.pk, then=Value(0))), "-first_published_at", "-pk")

    def with_card(self) -> ShareableItemQuerySet:
        """Fetch what a card shows along with the items."""
        return self.select_related("category", "image", "locale", "target").prefetch_related("image__renditions")


def _first(*cases: When) -> Case:
    return Case(*cases, default=Value(len(cases)), output_field=IntegerField())


ShareableItemManager = Manager.from_queryset(ShareableItemQuerySet)
