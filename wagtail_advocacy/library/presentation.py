"""What a reader may see of the library, for blocks, tags and hub alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from ..actions import team_of
from .files import can_be_read
from .managers import ShareableItemQuerySet
from .models import Campaign, ContentCategory, ShareableItem
from .quotes import quoted, sign_quote

ANY: Any = object()
"""Of whichever category or campaign; ``None`` is one that was chosen and is gone, and has no items."""

MOST_ITEMS = 24
"""Cards in one list on a page; the hub has pages for more."""


@dataclass(frozen=True)
class Attachment:
    """A file that people download and add to their post; ``size`` in bytes."""

    title: str
    kind: str
    size: int
    url: str


def shareable_by(user: Any, site: Site | None, team: Any) -> ShareableItemQuerySet:
    """Return what ``user`` of ``team`` may share on ``site`` now; nothing for strangers."""
    if not site or not user or not user.is_authenticated:
        return ShareableItem.objects.none()
    return ShareableItem.objects.for_site(site).shareable().visible_to(user, team)


def shareable_for(request: HttpRequest) -> ShareableItemQuerySet:
    """Return what the reader of ``request`` may share on this site now; nothing for strangers."""
    user = getattr(request, "user", None)
    known = user if user and user.is_authenticated else None
    return shareable_by(known, Site.find_for_request(request), _team(request) if known else None)


def items_for(
    request: HttpRequest | None,
    category: ContentCategory | str | None = ANY,
    campaign: Campaign | str | None = ANY,
    tag: str = "",
    limit: int = 6,
) -> list[ShareableItem]:
    """Return what the reader may share of a category, a campaign and a tag, in one query for any number of items.

    Category and campaign by object or short name; ``None`` or ``""`` instead of one means that it is gone, and finds
    nothing. Their own language comes first, then the newest; at most ``limit`` items, and never more than 24.
    """
    if request is None or not category or not campaign:
        return []
    items = shareable_for(request)
    if category is not ANY:
        items = items.filter(category__slug=category) if isinstance(category, str) else items.filter(category=category)
    if campaign is not ANY:
        items = items.filter(campaign__slug=campaign) if isinstance(campaign, str) else items.in_campaign(campaign)
    if tag:
        items = items.tagged(str(tag))
    return list(items.language_order(Locale.get_active()).with_card()[: max(0, min(int(limit or 0), MOST_ITEMS))])


def campaign_for(request: HttpRequest | None, campaign: Campaign | str | None) -> Campaign | None:
    """Return ``campaign``, by object or short name, if it runs on the reader's site and the reader is logged in."""
    user, site = getattr(request, "user", None), Site.find_for_request(request) if request else None
    if not campaign or not site or not user or not user.is_authenticated:
        return None
    which = {"slug": campaign} if isinstance(campaign, str) else {"pk": campaign.pk}
    found = Campaign.objects.filter(**which, site=site).select_related("owner").first()
    return found if found and found.is_running else None


def item_for_page(request: HttpRequest, page: Any) -> ShareableItem | None:
    """Return the newest item made from ``page`` that the reader may share, in their language where there is one."""
    return shareable_for(request).from_page(page).language_order(Locale.get_active()).with_card().first()


def item_for(request: HttpRequest | None, item: Any) -> ShareableItem | None:
    """Return ``item`` with its card if the reader may share it now."""
    return shareable_for(request).filter(pk=item.pk).with_card().first() if item and request else None


def share_url(item: ShareableItem, quote: str = "") -> str:
    """Return the address of the dialog for ``item``, or nothing on a site without the sharing room.

    With ``quote``, words that somebody said, the dialog opens with them.
    """
    try:
        address = reverse("wagtail_advocacy:share", args=[item.pk])
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'quote': sign_quote(item.pk, quote)})}" if quote else address


def share_context(item: ShareableItem | None, request: HttpRequest | None, quote: str = "") -> dict[str, Any]:
    """Return the context of the share button; without an item, or where sharing is absent, the button is nothing."""
    url = share_url(item, quote) if item else ""
    return {"item": item if url else None, "share_url": url, **assets_context(request, bool(url))}


def assets_context(request: HttpRequest | None, shown: bool) -> dict[str, Any]:
    """Return the context of anything of ours on a page of the site.

    ``assets`` is true once per request: the first that is shown brings style sheet and script along.
    """
    first = shown and not getattr(request, "_advocacy_assets", False)
    if first and request:
        request._advocacy_assets = True  # type: ignore[attr-defined]
    return {"request": request, "assets": first}


def quote_context(request: HttpRequest | None, item: Any, text: str, person: str) -> dict[str, Any]:
    """Return the context of a quote: who said what, and a button that opens the dialog with it."""
    found = item_for(request, item)
    return {**share_context(found, request, quoted(text, person)), "text": text, "person": person}


def ending_of(item: ShareableItem) -> str:
    """Return until when ``item`` may be shared: today, tomorrow, a day of the week to come, or a date; else nothing."""
    target = item.target if item.target_id else None
    ends = [moment for moment in (item.expire_at, target.closes_at if target else None) if moment]
    if not ends:
        return ""
    last = timezone.localtime(min(ends))
    days = (last.date() - timezone.localdate()).days
    if days <= 0:
        return _("ends today")
    if days == 1:
        return _("ends tomorrow")
    if days < 7:
        return _("ends %(weekday)s") % {"weekday": date_format(last, "l")}
    return _("until %(day)s") % {"day": date_format(last, "DATE_FORMAT")}


def attachment_of(item: ShareableItem) -> Attachment | None:
    """Return what there is to download with ``item``, at an address that asks for its own permission."""
    document: Any = item.attachment
    if not document:
        return None
    try:
        url, size = document.url, document.get_file_size()
    except (NoReverseMatch, OSError):
        return None
    # A site that serves no documents, or a file that is gone: the item is shared without it.
    if size is None or not can_be_read(document):
        return None
    return Attachment(document.title, document.file_extension.upper(), size, url)


def _team(request: HttpRequest) -> Any:
    # Several buttons stand on one page; the resolver is asked once.
    if not hasattr(request, "_advocacy_team"):
        request._advocacy_team = team_of(request.user)  # type: ignore[attr-defined, arg-type]
    return request._advocacy_team  # type: ignore[attr-defined]
