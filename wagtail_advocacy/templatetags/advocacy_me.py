"""``{% load advocacy_me %}``: pages that rooms add, for this person and on cards of the hub."""

from __future__ import annotations

from typing import Any

from django import template

from .. import registries

register = template.Library()


@register.simple_tag(takes_context=True)
def me_links(context: dict[str, Any]) -> list[registries.MeLink]:
    """Return what rooms put beside “My data” for this reader; nothing without a request."""
    request = context.get("request")
    return [link for ask in registries.me_links if (link := ask(request))] if request else []


@register.simple_tag
def card_links(item: Any) -> list[registries.MeLink]:
    """Return what rooms add to the card of ``item`` in the hub."""
    return [link for ask in registries.card_links if (link := ask(item))]
