"""Which share a conversion is credited to: the last one within the days of ``ATTRIBUTION_DAYS``.

A conversion names links; each of them is a *touch*. The moment of a touch is that of the last person's click on its
link before the conversion. Clicks name nobody, so it need not have been the same person: it is the latest moment at
which the link can have led to this conversion. Of clicks that are kept as numbers per day (UTC) only the day is known,
and its end counts. A link without any click counts from the start of its share. Of kinds that take longer, such as a
hire after an application, more days count: see :func:`~wagtail_advocacy.tracking.conversions.kinds.register_kind`.

Decided when a conversion is stored, and again only when a further touch of it arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from ...conf import advocacy_settings
from ...library.models import ShareableItem
from ...links.kinds import ClickKind
from ...links.models import Click, ClickTotal
from ...sharing.models import Share
from ..models import Conversion, DailyTally, TalliedDay, Touch
from .kinds import within_of
from .moments import CLOCKS


def decide(conversions: Sequence[int]) -> dict[int, int | None]:
    """Tell the moments of new touches, and credit each of these conversions (primary keys, locked by the caller).

    Returns the programme that each belongs to: that of the share it is credited to, or of the first that it names.
    """
    touches = list(_with_clicks(Touch.objects.filter(conversion__in=conversions).order_by("pk")))
    shares = _shares({touch.link_id for touch in touches})
    before = {touch.pk: (touch.at, touch.is_credited) for touch in touches}
    by_conversion: dict[int, list[Touch]] = {}
    for touch in touches:
        touch.started_at, touch.site_id = shares.get(touch.link_id, (touch.link.created_at, None))  # type: ignore[attr-defined]
        touch.at = touch.at or _moment_of(touch)
        by_conversion.setdefault(touch.conversion_id, []).append(touch)
    sites: dict[int, int | None] = {}
    for pk, mine in by_conversion.items():
        chosen = last_within(mine, mine[0].conversion.at, within_of(mine[0].conversion.kind))
        for touch in mine:
            touch.is_credited = touch is chosen
        sites[pk] = (chosen or mine[0]).site_id  # type: ignore[attr-defined]
    _write([touch for touch in touches if before[touch.pk] != (touch.at, touch.is_credited)])
    moved = {touch.conversion_id for touch in touches if touch.conversion.site_id != sites[touch.conversion_id]}
    for site_id in {sites[pk] for pk in moved}:
        Conversion.objects.filter(pk__in=[pk for pk in moved if sites[pk] == site_id]).update(site=site_id)
    return sites


def _write(touches: Sequence[Touch]) -> None:
    # All of these rows are there. Written in this way a thousand cost a tenth of what bulk_update() takes.
    names = ("conversion_id", "link_id", "at", "is_credited")
    Touch.objects.bulk_create(
        [Touch(**{name: getattr(touch, name) for name in names}) for touch in touches],
        update_conflicts=True,
        update_fields=["at", "is_credited"],
        unique_fields=["conversion", "link"] if connection.features.supports_update_conflicts_with_target else None,
    )


def last_within(touches: Iterable[Touch], at: datetime, days: timedelta | None = None) -> Touch | None:
    """Return the touch that a conversion ``at`` this moment is credited to; ``None``: no share within the ``days``.

    By default these are the ``ATTRIBUTION_DAYS``.

    A share that was taken back counts in no figure, so nothing is credited to it.
    """
    if days is None:
        days = timedelta(days=advocacy_settings.ATTRIBUTION_DAYS)
    begin, end = at - days, at + CLOCKS
    within = [each for each in touches if each.link.counts and each.at and begin <= each.at <= end]
    return max(within, key=lambda each: (each.at, each.started_at, each.pk), default=None)  # type: ignore[attr-defined]


def _with_clicks(touches: QuerySet[Touch]) -> QuerySet[Touch]:
    clicks = Click.objects.filter(link=OuterRef("link"), kind=ClickKind.PERSON, at__lte=OuterRef("until"))
    # Of a day whose single clicks are there, these alone know what came before the conversion.
    gone = TalliedDay.objects.filter(day=OuterRef("day"), is_final=True)

    def last_day(days: QuerySet) -> Subquery:
        mine = days.filter(link=OuterRef("link"), kind=ClickKind.PERSON, clicks__gt=0, day__lte=OuterRef("on"))
        return Subquery(mine.order_by("-day").values("day")[:1])

    known = touches.select_related("link", "conversion").annotate(
        until=ExpressionWrapper(F("conversion__at") + CLOCKS, output_field=DateTimeField()),
        on=TruncDate("conversion__at", tzinfo=UTC),
    )
    return known.annotate(
        clicked_at=Subquery(clicks.order_by("-at").values("at")[:1]),
        tallied_on=last_day(DailyTally.objects.filter(Exists(gone))),
        totalled_on=last_day(ClickTotal.objects.all()),
    )


def _moment_of(touch: Touch) -> datetime:
    known = [touch.clicked_at] if touch.clicked_at else []  # type: ignore[attr-defined]
    for day in (touch.tallied_on, touch.totalled_on):  # type: ignore[attr-defined]
        # Totals leave hour by hour: of a day with clicks left these are the last.
        if day and not (known and known[0].astimezone(UTC).date() >= day):
            known.append(min(_end_of(day), touch.conversion.at))
    return max(known, default=touch.started_at)  # type: ignore[attr-defined]


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC)


def _shares(links: set[int]) -> dict[int, tuple[datetime, int | None]]:
    """Return when the share of each link was started, and of which programme it is."""
    found = Share.objects.filter(link__in=links).values_list("link_id", "started_at", "site_id")
    shares: dict[int, tuple[datetime, int | None]] = {
        link_id: (started_at, site_id) for link_id, started_at, site_id in found
    }
    if missing := links - shares.keys():
        # A link that was made without a share belongs to the programme of its item.
        rows = ShareableItem.objects.filter(target__links__in=missing)
        made = rows.values_list("target__links", "target__links__created_at", "site_id")
        shares |= {link_id: (created_at, site_id) for link_id, created_at, site_id in made if link_id in missing}
    return shares
