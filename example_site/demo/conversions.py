"""What came of six months of shares: applications, leads, sign-ups, sales and hires, the same at every loading."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.sharing.models import Share
from wagtail_advocacy.tracking.actions import record_conversion
from wagtail_advocacy.tracking.models import Conversion

KINDS = {
    "jobs": ["application"] * 6 + ["hire"],
    "know-how": ["lead", "lead", "sign-up"],
    "products": ["lead", "lead", "sale"],
    "environment": ["sign-up", "lead"],
    "people": ["application", "sign-up"],
}
"""What people do who came by an item of a category."""

SOURCES = {"application": "webhook", "hire": "csv", "lead": "tag", "sign-up": "tag", "sale": "csv"}
ONE_IN = 9
"""Of how many shares that somebody clicked on one led to more."""


def load_conversions() -> None:
    """Report what came of some shares, as website, shop and recruiting would have; once."""
    if Conversion.objects.exists():
        return
    chance, now = Random("larkwater conversions"), timezone.now()
    shares = Share.objects.filter(item__category__slug__in=KINDS).select_related("item__category", "link")
    shares = list(shares.order_by("started_at", "pk"))
    for number, share in enumerate(shares):
        kind = chance.choice(KINDS[share.item.category.slug])
        if chance.random() * ONE_IN > 1:
            continue
        first = share.link.clicks.filter(kind=ClickKind.PERSON).order_by("at").first()
        # Most decide within days; a few come back too late for anybody to say that the share was why.
        later = timedelta(days=43) if chance.random() < 0.08 else timedelta(hours=chance.expovariate(1 / 40))
        at = (first.at if first else share.started_at + timedelta(hours=3)) + later
        earlier = [one for one in shares[:number] if one.item_id == share.item_id and one.link_id != share.link_id]
        also = [chance.choice(earlier).link.code] if earlier and chance.random() < 0.2 else []
        value = {"value": chance.randrange(400, 9000) * 10, "currency": "EUR"} if kind == "sale" else {}
        if at < now:
            record_conversion(
                kind=kind,
                codes=[*also, share.link.code],
                at=at,
                reference=f"{kind.upper()}-{1000 + number}",
                source=SOURCES[kind],
                **value,
            )
