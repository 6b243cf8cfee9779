from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

if TYPE_CHECKING:
    pass


class AdvocateQuerySet(QuerySet["Advocate"]):
    def enrolled(self, at: datetime | None = None) -> AdvocateQuerySet:
        """Return those who joined and did not leave, now or at a moment."""
        if at is None:
            return self.filter(left_at=None)
        return self.filter(joined_at__lte=at).exclude(left_at__lte=at)
