from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from .kinds import ClickKind


class TargetQuerySet(QuerySet):
    def open(self, now: datetime | None = None) -> TargetQuerySet:
        """Return the targets that a link still reaches at ``now``: by the clock, not by the last cron run alone."""
        now = now or timezone.now()
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=now), is_open=True)


class ClickQuerySet(QuerySet):
    def by_people(self) -> ClickQuerySet:
        return self.filter(kind=ClickKind.PERSON)

    def per_link(self) -> QuerySet:
        """Return ``{"link_id", "kind", "clicks"}``, one row per link and class."""
        return self.order_by().values("link_id", "kind").annotate(clicks=Count("pk"))
