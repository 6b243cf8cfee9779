"""Shares as they were started long ago, without walking through the dialog."""

import uuid
from datetime import UTC, datetime, timedelta

from tests.factories import ClickFactory, ItemFactory, LinkFactory, TargetFactory, default_site
from wagtail_advocacy.links.models import Link, Target
from wagtail_advocacy.sharing.models import Share

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""When most conversions of these tests happen."""

TWO = ["kkkkkkkkkk", "mmmmmmmmmm"]


def share(started_at, *, code=None, network="linkedin", headline="We won the prize", item=None, counts=True):
    """A share of a new item, whose link has `code` or a random one."""
    item = item or ItemFactory(headline=headline)
    if not item.target:
        # A commit has made it already, where a test has commits.
        known = Target.objects.filter(subject=item.subject).first()
        item.target = known or TargetFactory(subject=item.subject)
        item.save()
    link = LinkFactory(target=item.target, counts=counts, **({"code": code} if code else {}))
    Link.objects.filter(pk=link.pk).update(created_at=started_at)
    return Share.objects.create(
        item=item,
        link=link,
        site=default_site(),
        headline=item.headline,
        network=network,
        language="en",
        joined_month=started_at.date().replace(day=1),
        sharer_month=uuid.uuid4(),
        started_at=started_at,
    )


def before(**ago):
    """So long before noon."""
    return NOON - timedelta(**ago)


def click(made, at, **fields):
    return ClickFactory(link=made.link, at=at, **fields)
