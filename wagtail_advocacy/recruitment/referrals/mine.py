"""What came of the vacancies that somebody shared: their own alone, as far as the programme shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ...registries import MeLink, MyDataPart, figures
from ...sharing.models import Share
from ..countries import amount_in_words
from ..models import RecruitmentSettings, Referral, Vacancy
from .bonus import OPEN

Sees = RecruitmentSettings.ReferrerSees
MOST = 1000
"""Shares on the page, the newest."""

HOUR, MINUTE = 3600, 60
"""int, seconds."""


@dataclass
class MyVacancy:
    """One vacancy that somebody shared; ``vacancy`` is ``None`` once it was deleted."""

    title: str
    vacancy: Vacancy | None
    sees: str
    since: datetime
    shares: int = 0
    clicks: int = 0
    referrals: list[Referral] = field(default_factory=list)

    @property
    def applications(self) -> int:
        return len(self.referrals)

    @property
    def shows_states(self) -> bool:
        return self.sees in (Sees.STATES, Sees.BONUS)

    @property
    def shows_bonus(self) -> bool:
        return self.sees == Sees.BONUS


def shares_of_vacancies(user: Any) -> QuerySet[Share]:
    """Return what ``user`` shared of vacancies and did not take back, the newest first."""
    of_vacancies = ContentType.objects.get_for_model(Vacancy)
    mine = Share.objects.by(user).filter(item__source_type=of_vacancies, link__counts=True)
    return mine.order_by("-started_at", "-pk")


def my_vacancies(user: Any) -> list[MyVacancy]:
    """Return what ``user`` shared by vacancy, the newest first, in a few queries for any number."""
    shares = list(shares_of_vacancies(user).select_related("link", "item")[:MOST])
    counted = figures([share.link.subject for share in shares])
    sources = {share.pk: int(share.item.source_id or 0) if share.item else 0 for share in shares}
    vacancies = Vacancy.objects.in_bulk(set(sources.values()))
    settings = {each.site_id: each.referrer_sees for each in RecruitmentSettings.objects.all()}
    referrals: dict[int, list[Referral]] = defaultdict(list)
    for referral in Referral.objects.filter(share__in=[share.pk for share in shares]).order_by("applied_at", "pk"):
        referrals[referral.share_id or 0].append(referral)
    found: dict[int, MyVacancy] = {}
    for share in shares:
        sees = settings.get(share.site_id or 0, Sees.STATES)
        row = found.get(sources[share.pk])
        if row is None:
            vacancy = vacancies.get(sources[share.pk])
            row = found[sources[share.pk]] = MyVacancy(share.headline, vacancy, sees, share.started_at)
        row.since = min(row.since, share.started_at)
        row.shares += 1
        row.clicks += counted[share.link.subject].clicks
        row.referrals += referrals[share.pk]
    return list(found.values())


def referrals_link(request: HttpRequest) -> MeLink | None:
    """Return the way to “My referrals” for who has shared a vacancy.

    It is asked for on each of one's own pages, so that a yes is looked up once an hour, a no once a minute.
    """
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return None
    key = f"wagtail_advocacy.recruitment.referrals.{user.pk}"
    if (shared := cache.get(key)) is None:
        shared = shares_of_vacancies(user).exists()
        cache.set(key, shared, HOUR if shared else MINUTE)
    return MeLink("referrals", _("My referrals"), reverse("wagtail_advocacy:my_referrals")) if shared else None


def bonuses_part(request: HttpRequest) -> MyDataPart | None:
    """Return the section of “My data” that says which bonuses are lost by erasing; ``None``: none."""
    mine = Referral.objects.filter(share__in=Share.objects.by(request.user), bonus__in=OPEN)
    open_ones = list(mine.order_by("bonus_due_on", "pk"))
    if not open_ones:
        return None
    return MyDataPart("wagtail_advocacy/recruitment/open_bonuses.html", {"bonuses": with_amounts(open_ones)})


def with_amounts(referrals: Iterable[Any]) -> list[Referral]:
    """Add to each referral its bonus as people read it."""
    rows = list(referrals)
    for row in rows:
        known = row.bonus_amount is not None
        row.amount = f"{amount_in_words(row.bonus_amount)} {row.bonus_currency}".strip() if known else ""
    return rows
