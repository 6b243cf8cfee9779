"""Campaigns that ran in these months: goal against result."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....library.models import Campaign
from ....library.progress import Progress, progress_of
from ...formulas import Unit
from ..facts import Report
from ..parts import Column, Part, Section, Table


def build(report: Report) -> Part:
    keys: dict[int | None, Any] = dict(Campaign.objects.filter(site=report.site).values_list("pk", "translation_key"))
    shares = Counter(keys.get(row.campaign) for row in report.now.rows)
    campaigns = _campaigns(report)
    progress = progress_of(campaigns)
    rows = [(each.title, _runs(each), *_result(progress[each.pk]), shares[each.translation_key]) for each in campaigns]
    table = Table(
        "campaigns",
        _("Goal and result of each campaign"),
        [
            Column("campaign", _("Campaign")),
            Column("runs", _("Runs"), is_words=True),
            Column("result", _("Since its first day"), is_words=True),
            Column("part", _("Of its goal"), Unit.PART, has_bar=True),
            Column("started", _("Shares in these months"), Unit.SHARES),
        ],
        rows,
        notes=[
            _("Results count everything since the first day of a campaign, whichever months you look at."),
        ],
        empty=_("No campaign ran in these months."),
    )
    return Part(tables=[table])


def _campaigns(report: Report) -> list[Campaign]:
    """Return those that were published and ran, the newest first; of translations the first."""
    first, last = report.months.first, report.months.last_day
    ran = Campaign.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=last), Q(ends_on=None) | Q(ends_on__gte=first), site=report.site
    ).exclude(first_published_at=None)
    found: dict[Any, Campaign] = {}
    for each in ran.order_by("-starts_on", "title", "pk"):
        found.setdefault(each.translation_key, each)
    return list(found.values())


def _runs(campaign: Campaign) -> str:
    first, last = (date_format(day, "DATE_FORMAT") if day else "" for day in (campaign.starts_on, campaign.ends_on))
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else _("always")


def _result(progress: Progress | None) -> tuple[str, float | None]:
    if progress is None:
        return _("It says no goal in numbers."), None
    return str(progress), progress.number / progress.goal if progress.goal else None


SECTION = Section(gettext_lazy("Campaigns"), build, tables=["campaigns"])
