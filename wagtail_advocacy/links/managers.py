from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone


class TargetQuerySet(QuerySet):
    def open(self, now: datetime | None = None) -> TargetQuerySet:
        """Return the targets that a link still reaches at ``now``: by the clock, not by the last cron run alone."""
        now = now or timezone.now()
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=now), is_open=True)
