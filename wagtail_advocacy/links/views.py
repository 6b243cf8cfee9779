"""The public link host: one answer to the whole world, without sessions, people or pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedRedirect
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from wagtail_advocacy.conf import advocacy_settings, card_storage

from .addresses import host_address, host_path, with_query
from .codes import clean_code
from .kinds import ClickKind, classify
from .models import HostText, Target
from .sinks import Destination, Visit, get_sink
from .visitors import reduce_agent, visitor_hash

_STYLES = Path(__file__).parent / "static/wagtail_advocacy/links.css"
_CONTENT_POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\\]", re.IGNORECASE)
_HOST_NAME = re.compile(r"(?=.*[a-z])[a-z0-9._-]{1,190}")

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Answer GET and HEAD, for anybody, and say so in the headers: no cache, no index, no referrer, no scripts."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Content-Security-Policy", _CONTENT_POLICY)
        return response

    return login_not_required(require_safe(answer))


# The click is safe before the answer leaves, also where a site wraps its requests in transactions.
@public
@transaction.non_atomic_requests
def follow(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send a person on, show a preview crawler the card, and keep the click."""
    cleaned = clean_code(code)
    if not cleaned:
        return _not_found(request)
    visit = _visit(request)
    destination = get_sink().follow(cleaned, visit)
    if not destination:
        return _not_found(request)
    if visit.kind == ClickKind.PREVIEW and destination.is_open and destination.card:
        # A person in a robot's clothes is one tap away; the main website's address would cost another query.
        onward = _web_address(destination.url, destination.query)
        return _card(request, destination.card, host_address("follow", cleaned), onward=onward, home="")
    return _send_to(request, destination)


def _visit(request: HttpRequest) -> Visit:
    agent = request.headers.get("User-Agent", "")
    now = timezone.now()
    kind, reason = classify(request.method or "GET", agent, request.headers)
    return Visit(
        at=now,
        kind=kind,
        reason=reason[:60],
        referrer=_referrer_host(request.headers.get("Referer", "")),
        visitor=visitor_hash(request, agent, now),
        agent=reduce_agent(agent),
    )


def _referrer_host(referrer: str) -> str:
    try:
        host = urlsplit(referrer[:2000]).hostname or ""
    except ValueError:
        return ""
    return host if _HOST_NAME.fullmatch(host) else ""


def _send_to(request: HttpRequest, destination: Destination) -> HttpResponseBase:
    return (
        (_redirect(destination.url, destination.query) if destination.is_open else None)
        or _redirect(destination.fallback)
        or _redirect(_text(request).home)
        or _not_found(request)
    )


def _redirect(address: str, query: str = "") -> HttpResponse | None:
    try:
        return HttpResponseRedirect(whole) if (whole := _web_address(address, query)) else None
    except DisallowedRedirect:
        return None


def _web_address(address: str, query: str = "") -> str:
    # Addresses are written by the library, but this is the last place to refuse what is no web address.
    try:
        return with_query(address, query) if _WEB_ADDRESS.match(address) and urlsplit(address).hostname else ""
    except ValueError:
        return ""


@public
def card_page(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show the public page of a subject that has no other page in the open."""
    target = Target.objects.open().filter(key=clean_code(key) or "").first()
    if not target or not target.card:
        return _not_found(request)
    return _card(request, target.card, host_address("card", target.key))


def _card(request: HttpRequest, card: dict[str, Any], address: str, **context: Any) -> HttpResponse:
    picture = request.build_absolute_uri(host_address("picture", card["image"])) if card.get("image") else ""
    address = request.build_absolute_uri(address)
    with override(card.get("language") or get_language_from_request(request)):
        return _page(request, "card", card=card, picture=picture, address=address, **context)


@public
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a card's picture; its name is the hash of its content, so it may be kept for good."""
    storage = card_storage()
    try:
        response = FileResponse(storage.open(name), content_type="image/jpeg")
    except FileNotFoundError:
        return _not_found(request)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@public
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead those who try the bare address to the main website."""
    return _redirect(_text(request).home) or privacy(request)


@public
def privacy(request: HttpRequest) -> HttpResponseBase:
    """Say what is kept when somebody follows a link, from the settings in force."""
    text = _text(request)
    facts = {"clicks_days": advocacy_settings.RAW_CLICKS_DAYS, **text.privacy}
    with override(text.language or get_language_from_request(request)):
        return _page(request, "privacy", facts=facts)


@public
def robots(request: HttpRequest) -> HttpResponseBase:
    """Let preview crawlers in: a path that is forbidden here gives a post without a card."""
    return HttpResponse("User-agent: *\nDisallow:\n", content_type="text/plain; charset=utf-8")


@cache
def _styles() -> bytes:
    return _STYLES.read_bytes()


@public
def stylesheet(request: HttpRequest) -> HttpResponseBase:
    """Serve the few styles of these pages: the link host has no static files of its own."""
    response = HttpResponse(_styles(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _text(request: HttpRequest) -> HostText:
    """Return what this host says of itself, in the visitor's language where there is one."""
    host = urlsplit(advocacy_settings.LINK_HOST or "").netloc or request.get_host()
    texts = {text.language: text for text in HostText.objects.filter(host=host).order_by("pk")}
    language = get_language_from_request(request)
    return texts.get(language) or texts.get(language.split("-")[0]) or next(iter(texts.values()), HostText())


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Answer what no path of the link host matches."""
    return _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponse:
    with override(get_language_from_request(request)):
        return _page(request, "not_found", status=404)


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    if "home" not in context:
        context["home"] = _web_address(_text(request).home)
    context |= {"styles": host_path("stylesheet"), "privacy": host_path("privacy")}
    return render(request, f"wagtail_advocacy/links/{name}.html", context, status=status)
