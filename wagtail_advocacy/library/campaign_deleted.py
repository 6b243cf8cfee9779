"""What was not out when its campaign was deleted stays out of the hub: as drafts, and somebody is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from .models import Campaign, ShareableItem

CAMPAIGN_DELETED = "wagtail_advocacy.item_campaign_deleted"
"""Action in Wagtail's history; its data has the ``campaign`` and its ``state``, as ``why_not_running`` says it."""


def waiting_for(campaign: Campaign) -> QuerySet[ShareableItem]:
    """Return what is live and not in the hub, because ``campaign`` does not run."""
    items = ShareableItem.objects.filter(campaign=campaign.pk, live=True)
    return items.none() if campaign.is_running else items


def make_drafts(campaign: Campaign) -> None:
    """Keep what waits for ``campaign`` out of the hub: without it, all of that would be there at once."""
    waiting, data = waiting_for(campaign), {"campaign": campaign.title, "state": campaign.why_not_running}
    for item in waiting:
        # Wagtail's history keeps one entry per deed and request; here one request does the same to many items.
        log(instance=item, action=CAMPAIGN_DELETED, uuid=uuid4(), data=data)
    waiting.update(live=False, has_unpublished_changes=True)


def warn_before(request: HttpRequest, campaigns: Iterable[Any]) -> None:
    """Say on the page that asks again what deleting ``campaigns`` means for their items."""
    number = 0
    for campaign in campaigns:
        if isinstance(campaign, Campaign):
            campaign.waiting = waiting_for(campaign).count()
            number += campaign.waiting
    if number and request.method == "GET":
        sentence = ngettext(
            "%(count)s live item is outside the hub because its campaign does not run. It becomes a draft.",
            "%(count)s live items are outside the hub because their campaign does not run. They become drafts.",
            number,
        )
        messages.warning(request, sentence % {"count": number_format(number)})


def tell_after(request: HttpRequest, campaigns: Iterable[Any]) -> None:
    """Say what happened to the items of deleted ``campaigns``."""
    if number := sum(getattr(campaign, "waiting", 0) for campaign in campaigns):
        sentence = ngettext(
            "%(count)s item of it is a draft now. Publish it to offer it without a campaign.",
            "%(count)s items of it are drafts now. Publish those that you want to offer without a campaign.",
            number,
        )
        messages.warning(request, sentence % {"count": number_format(number)})


def find_left_behind(items: QuerySet[ShareableItem], now: datetime) -> QuerySet[Any]:
    """Became a draft before its campaign had run, and nobody has looked at it since; what was over may stay over."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(ShareableItem))
    told = entries.filter(action=CAMPAIGN_DELETED).values_list("object_id", "data")
    pks = [int(pk) for pk, data in told if data.get("state") != "over"]
    latest = entries.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by("-timestamp", "-pk")
    found = items.filter(pk__in=pks, live=False).annotate(
        attention_since=Subquery(latest.values("timestamp")[:1]), last_entry=Subquery(latest.values("action")[:1])
    )
    return found.filter(last_entry=CAMPAIGN_DELETED)


def say_left_behind(item: ShareableItem, publicity: Any) -> str:
    return _(
        "It became a draft when its campaign was deleted. Publish it, choose another campaign, or save it as it is."
    )
