"""Tags for a site's own pages: hand the code of a share on, and say what came of it."""

from __future__ import annotations

import logging
from typing import Any

from django import template
from django.conf import settings

from ..conversions.from_pages import codes_of, record_from
from ..conversions.refusals import ConversionRefused

register = template.Library()
logger = logging.getLogger("wagtail_advocacy.tracking")


@register.simple_tag(takes_context=True)
def advocacy_code(context: template.Context) -> str:
    """Return the code that came with this request, for a hidden field or a link; nothing if none did.

    Several are separated by commas, and may stand in an address as they are. No cookie is set.
    """
    request = context.get("request")
    return ",".join(codes_of(request)) if request else ""


@register.simple_tag(takes_context=True, name="record_conversion")
def record_conversion_tag(context: template.Context, kind: str, reference: Any, **more: Any) -> str:
    """Record what led to this page; print nothing.

    ``reference``, such as the number of an order, makes it once however often the page is loaded. ``value`` and
    ``currency`` may follow. What is wrong with them is raised while ``DEBUG`` is on, else logged.
    """
    request = context.get("request")
    try:
        if request:
            # An order that has no number yet is not the order “None”.
            record_from(request, kind, reference="" if reference is None else str(reference), **more)
    except ConversionRefused as refused:
        if settings.DEBUG:
            raise
        logger.warning("A conversion that a page reports is refused: %s", refused.code)
    return ""
