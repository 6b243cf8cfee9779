"""``{% load advocacy %}``: share buttons, cards and lists for any template."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ..blocks import campaign_context
from ..presentation import (
    ANY,
    assets_context,
    attachment_of,
    ending_of,
    item_for,
    item_for_page,
    items_for,
    quote_context,
    share_context,
    share_url,
)

register = template.Library()

ELEMENTS = "wagtail_advocacy/elements"
BUTTON = f"{ELEMENTS}/share_button.html"


@register.inclusion_tag(BUTTON, takes_context=True)
def share_page(context: dict[str, Any], page: Any = None, text: str = "") -> dict[str, Any]:
    """Show a button that shares ``page`` (default: the page of the template); nothing if it has no item."""
    request, page = context.get("request"), page or context.get("page")
    item = item_for_page(request, page) if request and getattr(page, "pk", None) else None
    return {**share_context(item, request), "text": text}


@register.inclusion_tag(BUTTON, takes_context=True)
def share_item(context: dict[str, Any], item: Any, text: str = "") -> dict[str, Any]:
    """Show a button that shares ``item``; nothing if this reader may not share it now."""
    request = context.get("request")
    return {**share_context(item_for(request, item), request), "text": text}


@register.inclusion_tag("wagtail_advocacy/library/item_block.html", takes_context=True)
def advocacy_item(context: dict[str, Any], item: Any) -> dict[str, Any]:
    """Show ``item`` as a card; nothing if this reader may not share it now."""
    request = context.get("request")
    return share_context(item_for(request, item), request)


@register.inclusion_tag(f"{ELEMENTS}/items.html", takes_context=True)
def advocacy_items(
    context: dict[str, Any], category: Any = ANY, campaign: Any = ANY, tag: str = "", limit: int = 6, title: str = ""
) -> dict[str, Any]:
    """Show the newest items of a category, a campaign (objects or short names) and a tag; nothing if there are none.

    A category or campaign that is named and empty, because what a page had chosen was deleted, has no items.
    """
    request = context.get("request")
    items = items_for(request, category, campaign, tag, limit)
    return {**assets_context(request, bool(items)), "items": items, "title": title}


@register.inclusion_tag(f"{ELEMENTS}/quote.html", takes_context=True)
def advocacy_quote(context: dict[str, Any], item: Any, text: str, person: str = "") -> dict[str, Any]:
    """Show what ``person`` said, with a button that opens the dialog of ``item`` with these words."""
    return quote_context(context.get("request"), item, text, person)


@register.inclusion_tag(f"{ELEMENTS}/picture.html", takes_context=True)
def advocacy_picture(context: dict[str, Any], item: Any) -> dict[str, Any]:
    """Show the picture or file of ``item``, to download and to share."""
    request = context.get("request")
    found = item_for(request, item)
    return {**share_context(found, request), "attachment": attachment_of(found) if found else None}


@register.inclusion_tag(f"{ELEMENTS}/campaign_teaser.html", takes_context=True)
def advocacy_campaign(context: dict[str, Any], campaign: Any, limit: int = 3) -> dict[str, Any]:
    """Show a running campaign (object or short name) and its newest items; nothing for strangers."""
    return campaign_context(context.get("request"), campaign, limit)


@register.inclusion_tag(f"{ELEMENTS}/category_teaser.html", takes_context=True)
def advocacy_category(context: dict[str, Any], category: Any, text: str = "", limit: int = 3) -> dict[str, Any]:
    """Show a category with a sentence and its newest items; nothing if this reader may share none."""
    request = context.get("request")
    items = items_for(request, category=category, limit=limit) if category else []
    shown = items[0].category if items else None
    return {**assets_context(request, bool(items)), "category": shown, "text": text, "items": items}


@register.simple_tag
def advocacy_icon(name: str) -> SafeString:
    """Draw an icon of Wagtail into the page; nothing for a name that Wagtail does not know."""
    return _icon(name or "")


@register.simple_tag
@lru_cache(maxsize=50)
def element_icon(name: str) -> SafeString:
    """Draw an icon of ``elements/icon.html``, made once in each process: it stands on every card."""
    return render_to_string("wagtail_advocacy/elements/icon.html", {"name": name})


@lru_cache(maxsize=200)
def _icon(name: str) -> SafeString:
    if not re.fullmatch(r"[a-z0-9-]+", name):
        return mark_safe("")
    try:
        drawn: str = str(render_to_string(f"wagtailadmin/icons/{name}.svg"))
    except template.TemplateDoesNotExist:
        return mark_safe("")
    # One icon stands on a page many times, where Wagtail's own has an id.
    drawn = re.sub(r"<!--.*?-->|\s(?:id|class|width|height)=\"[^\"]*\"", "", drawn, flags=re.S).strip()
    attributes = 'class="wa-glyph" width="16" height="16" aria-hidden="true" focusable="false"'
    return mark_safe(drawn.replace("<svg", f"<svg {attributes}", 1))  # noqa: S308 - a template of an installed app


@register.filter
def ending(item: Any) -> str:
    """Return until when an item may be shared, in a word or two; nothing if it has no end."""
    return ending_of(item)


@register.filter
def share_address(item: Any) -> str:
    """Return the address of the dialog for an item that is known to be shareable."""
    return share_url(item)
