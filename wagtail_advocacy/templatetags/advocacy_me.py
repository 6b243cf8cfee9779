"""``{% load advocacy_me %}``: pages for this person that rooms add."""

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
