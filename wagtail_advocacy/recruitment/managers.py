"""Which vacancies there are: for strangers, and for those who look after them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..days import site_day

if TYPE_CHECKING:
    pass


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open(self, now: datetime | None = None) -> VacancyQuerySet:
        """Return what people may apply for at this moment: by the clock, not by ``live`` alone."""
        now = now or timezone.now()
        begun = Q(go_live_at=None) | Q(go_live_at__lte=now)
        not_over = Q(expire_at=None) | Q(expire_at__gt=now)
        in_time = Q(valid_through=None) | Q(valid_through__gte=site_day(now))
        return self.filter(begun, not_over, in_time, live=True, closed_at=None)

    def of_user(self, user: Any) -> VacancyQuerySet:
        """Return the vacancies that ``user`` recruits for, hires for or wrote."""
        return self.filter(Q(recruiter=user) | Q(hiring_manager=user) | Q(owner=user))
