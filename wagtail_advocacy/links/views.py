"""The public link host: one answer to the whole world, without sessions, people or pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedRedirect
from django.db import Error, connection, transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from wagtail_advocacy.conf import advocacy_settings, card_storage

from .addresses import CODE_PARAMETER, host_address, host_path, with_query
from .codes import clean_code
from .following import LinksUnavailable, follow_link, is_pausing, pause
from .guessing import WINDOW, count_wrong, too_many
from .kinds import ClickKind, read_request
from .models import HostText, Target
from .sinks.database import twice
from .visitors import client_address, daily_salt, known_salt, visitor_hash
from .visits import Visit

_STYLES = Path(__file__).parent / "static/wagtail_advocacy/links.css"
_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_HEADERS_OF_PAGES = {
    **_HEADERS,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\\]", re.IGNORECASE)
# What browsers ask a host for by themselves is no guess at a code.
_ASKED_BY_BROWSERS = re.compile(r"favicon\.|apple-touch-icon|\.well-known/")
# A name that has letters, never an address, which would be somebody's; nor what stands before an @.
_REFERRER = re.compile(
    r"[a-z][a-z0-9+.-]{1,20}://(?:[^/?#@\\]*@)?(?P<host>[a-z0-9._-]{1,190})(?::\d*)?(?:[/?#\\]|$)", re.IGNORECASE
)
_HAS_LETTERS = re.compile("[a-z]")

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Answer GET and HEAD, for anybody, and say so in the headers: no cache, no index, no scripts, little referrer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 302:
            # A redirect brings all that it needs, and shows nothing.
            for name, value in _HEADERS_OF_PAGES.items():
                response.headers.setdefault(name, value)
        return response

    return login_not_required(require_safe(answer))


# The click is safe before the answer leaves, also where a site wraps its requests in transactions.
@public
@transaction.non_atomic_requests
def follow(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send a person on, show a preview crawler the card, and keep the click."""
    address = client_address(request)
    if too_many(address):
        return _try_later(request, "too_many", status=429, seconds=WINDOW)
    cleaned = clean_code(code)
    visit = _visit(request, address) if cleaned else None
    try:
        destination = follow_link(cleaned, visit) if cleaned and visit else None
    except LinksUnavailable:
        return _try_later(request, "unavailable", status=503, seconds=30)
    if not (cleaned and visit and destination):
        if not _ASKED_BY_BROWSERS.match(code):
            count_wrong(address)
        return _not_found(request)
    open_now = destination.leads_on(visit.at)
    code = cleaned if destination.adds_code else ""
    if visit.kind == ClickKind.PREVIEW and open_now and destination.card:
        # A person in a robot's clothes is one tap away; the main website's address would cost another query.
        onward = _onward(destination.url, destination.query, code)
        return _card(request, destination.card, host_address("follow", cleaned), onward=onward, home="")
    return (
        (_redirect(destination.url, destination.query, code) if open_now else None)
        or _redirect(destination.fallback)
        or _redirect(_text(request).home)
        or _not_found(request)
    )


def _visit(request: HttpRequest, address: str) -> Visit:
    now = timezone.now()
    kind, reason, agent = read_request(request)
    return Visit(
        at=now,
        kind=kind,
        reason=reason[:60],
        referrer=_referrer_host(request.META.get("HTTP_REFERER", "")),
        visitor=visitor_hash(request, address, request.META.get("HTTP_USER_AGENT", ""), now, _salt),
        agent=agent,
    )


def _salt(now: datetime) -> bytes | None:
    # Who comes while the database does not answer is counted, if not told apart; and does not wait for it.
    if is_pausing():
        return known_salt(now)
    try:
        return twice(lambda: daily_salt(now))
    except Error as error:
        if connection.in_atomic_block:
            raise
        pause(error)
        return None


def _referrer_host(referrer: str) -> str:
    found = _REFERRER.match(referrer)
    host = found["host"].lower() if found else ""
    return host if _HAS_LETTERS.search(host) else ""


class _Redirect(HttpResponseRedirect):
    """A redirect to an address that was checked once for all who follow it."""

    def __init__(self, address: str) -> None:
        HttpResponse.__init__(self, headers={"Location": address, **_HEADERS})


def _redirect(address: str, query: str = "", code: str = "") -> HttpResponse | None:
    whole = _onward(address, query, code)
    return _Redirect(whole) if whole else None


@lru_cache(maxsize=4096)
def _onward(address: str, query: str = "", code: str = "") -> str:
    # Addresses are written by the library, but this is the last place to refuse what is no web address. What Django
    # makes of one for a redirect is made once for all who follow it.
    try:
        if not (_WEB_ADDRESS.match(address) and urlsplit(address).hostname):
            return ""
        whole = with_query(with_query(address, query), f"{CODE_PARAMETER}={code}" if code else "")
        return HttpResponseRedirect(whole).url
    except (DisallowedRedirect, ValueError):
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
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
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
    facts["conversions"] = facts.get("conversions") or apps.is_installed("wagtail_advocacy.tracking")
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
    try:
        texts = {text.language: text for text in HostText.objects.filter(host=host).order_by("pk")}
    except Error:
        if connection.in_atomic_block:
            raise
        texts = {}
    language = get_language_from_request(request)
    return texts.get(language) or texts.get(language.split("-")[0]) or next(iter(texts.values()), HostText())


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Answer what no path of the link host matches."""
    return _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponse:
    with override(get_language_from_request(request)):
        return _page(request, "not_found", status=404)


def _try_later(request: HttpRequest, name: str, status: int, seconds: int) -> HttpResponse:
    with override(get_language_from_request(request)):
        response = _page(request, name, status=status, home="")
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    if "home" not in context:
        context["home"] = _onward(_text(request).home)
    context |= {"styles": host_path("stylesheet"), "privacy": host_path("privacy")}
    return render(request, f"wagtail_advocacy/links/{name}.html", context, status=status)
