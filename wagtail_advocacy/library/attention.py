"""What in the library needs somebody: rules, each with its reason in words and its one way out.

Sites and rooms add rules of their own to ``registries.attention``.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import registries
from ..links.models import Link
from ..models import AdvocacySettings
from ..registries import AttentionAction, AttentionRule
from .campaign_deleted import find_left_behind, say_left_behind
from .destinations import LinkNotPublic, Publicity
from .models import Caption, ShareableItem
from .policies import item_policy

__all__ = ["found_by", "permitted_items", "register_rules"]

SOON = timedelta(days=7)


def permitted_items(user: Any) -> QuerySet[ShareableItem]:
    """Return the items that ``user`` may edit."""
    return item_policy.instances_user_has_any_permission_for(user, {"change"})


def found_by(rule: AttentionRule, items: QuerySet[ShareableItem], now: datetime | None = None) -> QuerySet[Any]:
    """Return those of ``items`` that ``rule`` finds, with ``attention_since``; who waits longest comes first."""
    found = rule.find(items.order_by(), now or timezone.now())
    return found.order_by(F("attention_since").asc(nulls_first=True), "pk")


def _in_time(now: datetime) -> Q:
    begun = Q(go_live_at=None) | Q(go_live_at__lte=now)
    return begun & (Q(expire_at=None) | Q(expire_at__gt=now)) & Q(live=True, withdrawn_at=None)


def _live_since() -> Coalesce:
    # An item that was changed was looked at: it gets its time again.
    return Coalesce("last_published_at", "first_published_at")


def _edit(item: ShareableItem, label: Any, place: str = "") -> AttentionAction:
    if item.is_from_source:
        return AttentionAction(_("Open where it comes from"), _source_address(item))
    url = reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[item.pk])
    return AttentionAction(label, f"{url}{place}")


def _source_address(item: ShareableItem) -> str:
    # The editor of an item from a source leads there.
    return reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[item.pk])


def find_closed(items: QuerySet[ShareableItem], now: datetime) -> QuerySet[Any]:
    """Live by the clock, but its target is not open; an item whose campaign is over or ahead waits rightly."""
    today = timezone.localdate(now)
    of_campaign = (
        Q(campaign__live=False)
        | Q(campaign__starts_on__gt=today)
        | Q(campaign__ends_on__lt=today)
        | Q(campaign__expire_at__lte=now)
    )
    closed = Q(target=None) | Q(target__is_open=False) | Q(target__closes_at__lte=now)
    found = items.filter(_in_time(now), closed).exclude(Q(campaign__isnull=False) & of_campaign)
    return found.annotate(attention_since=F("target__updated_at"))


def say_closed(item: ShareableItem, publicity: Publicity) -> str:
    try:
        publicity.url_of(item, "x")
    except LinkNotPublic as problem:
        return str(problem)
    return _("Links to it land on the fallback, because where it led to is not open any more.")


def find_stale(items: QuerySet[ShareableItem], now: datetime) -> QuerySet[Any]:
    """Offered longer than the programme's days without a started share; decided in the database, for any number."""
    days = dict(AdvocacySettings.objects.values_list("site_id", "stale_days"))
    otherwise = AdvocacySettings._meta.get_field("stale_days").default
    sites: dict[int, list[int]] = defaultdict(list)
    for site, limit in days.items():
        sites[limit].append(site)
    parts = [_unshared(now - timedelta(days=limit)) & Q(site__in=those) for limit, those in sites.items()]
    parts.append(_unshared(now - timedelta(days=otherwise)) & ~Q(site__in=days))
    way_out = Q(target__closes_at=None) | Q(target__closes_at__gt=now)
    offered = items.filter(_in_time(now), way_out, target__is_open=True)
    return offered.annotate(attention_since=_live_since()).filter(reduce(or_, parts))


def _unshared(since: datetime) -> Q:
    # A share is a link that was made and not taken back; links are never deleted, so this is true with tallies as well.
    shares = Link.objects.filter(target=OuterRef("target"), counts=True, created_at__gte=since)
    return Q(~Exists(shares), attention_since__lte=since)


def say_stale(item: ShareableItem, publicity: Publicity) -> str:
    return _("Nobody has started to share it for %(time)s.") % {"time": timesince(item.attention_since)}


def find_wordless(items: QuerySet[ShareableItem], now: datetime) -> QuerySet[Any]:
    """Without a suggestion, also in its translations; what a source offers brings its own, or nobody could add any."""
    captions, own = Caption.objects.filter(item=OuterRef("pk")), ShareableItem.OwnWords.REQUIRED
    same = {"translation_key": OuterRef("translation_key"), "site": OuterRef("site")}
    translations = ShareableItem.objects.shareable(now).filter(**same, captions__isnull=False)
    found = items.filter(_in_time(now), ~Exists(captions), ~Exists(translations), source_id=None)
    found = found.exclude(own_words=own)
    return found.annotate(attention_since=_live_since())


def say_wordless(item: ShareableItem, publicity: Publicity) -> str:
    return _("Colleagues start from nothing but the headline.")


def find_expiring(items: QuerySet[ShareableItem], now: datetime) -> QuerySet[Any]:
    """Soon gone, by itself, with its campaign or with its page; what a source offers ends with it, and rightly."""
    # The target knows the first of all these ends. An item that was made a moment ago may have none yet.
    found = items.filter(_in_time(now), source_id=None).annotate(closes_at=Coalesce("target__closes_at", "expire_at"))
    return found.filter(closes_at__gt=now, closes_at__lte=now + SOON).annotate(attention_since=_live_since())


def _ends_with(item: Any) -> str:
    """Return what ends first: the item itself, its ``page``, or else its ``campaign``."""
    if item.expire_at and item.expire_at <= item.closes_at:
        return "item"
    with_page = item.destination == item.Destination.PAGE and item.page and item.page.expire_at
    return "page" if with_page and with_page <= item.closes_at else "campaign"


def say_expiring(item: Any, publicity: Publicity) -> str:
    values = {"day": date_format(timezone.localtime(item.closes_at), "DATETIME_FORMAT")}
    what = _ends_with(item)
    if what == "campaign" and item.campaign:
        return _("It leaves the hub on %(day)s, with its campaign “%(campaign)s”.") % {
            **values,
            "campaign": item.campaign.title,
        }
    if what == "page":
        return _("It leaves the hub on %(day)s, with the page “%(page)s”.") % {**values, "page": item.page.title}
    return _("It leaves the hub on %(day)s.") % values


def _take_out(item: ShareableItem) -> AttentionAction:
    if item.is_from_source:
        return _edit(item, "")
    url = reverse("wagtail_advocacy_library:take_out", args=[item.pk])
    return AttentionAction(_("Take it out"), url, permission="publish")


def _stay(item: ShareableItem) -> AttentionAction:
    """Return what lets ``item`` stay; renewing alone does not help it past the end of its campaign or page."""
    if (what := _ends_with(item)) == "campaign":
        return _edit(item, _("Choose another campaign"), "#id_campaign-label")
    if what == "page":
        return _edit(item, _("Choose another destination"), "#id_destination-label")
    url = reverse("wagtail_advocacy_library:renew", args=[item.pk])
    return AttentionAction(_("Renew for 30 days"), url, post={"when": "days"}, permission="publish")


def register_rules() -> None:
    """Put the rules of the library into the registry."""
    registries.attention |= {
        "closed": AttentionRule(
            label=gettext_lazy("Nobody can open them"),
            find=find_closed,
            say=say_closed,
            action=lambda item: _edit(item, _("Choose another destination"), "#id_destination-label"),
        ),
        "expiring": AttentionRule(
            label=gettext_lazy("Expiring within a week"), find=find_expiring, say=say_expiring, action=_stay
        ),
        "wordless": AttentionRule(
            label=gettext_lazy("Without a caption"),
            find=find_wordless,
            say=say_wordless,
            action=lambda item: _edit(item, _("Add a caption"), "#id_captions-ADD"),
        ),
        "left-behind": AttentionRule(
            label=gettext_lazy("Left behind by a deleted campaign"),
            find=find_left_behind,
            say=say_left_behind,
            action=lambda item: _edit(item, _("Open it")),
        ),
        "stale": AttentionRule(
            label=gettext_lazy("Nobody shares them"), find=find_stale, say=say_stale, action=_take_out
        ),
    }
