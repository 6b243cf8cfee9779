"""Rendering our pages inside the site's own base template."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .conf import advocacy_settings


def layout_context() -> dict[str, Any]:
    """Return what every page of ours needs: the template that its layout extends."""
    return {"advocacy_base_template": advocacy_settings.BASE_TEMPLATE}


def render_page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of ours; its answer is for this person alone and does not tell networks where it came from."""
    return for_this_person(render(request, template, {**layout_context(), **context}, status=status))


def for_this_person(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of shared caches, and its address out of the referrer."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
