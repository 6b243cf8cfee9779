"""What somebody asks the endpoint: JSON, looked through before anything is made of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from ...library.models import Campaign, ContentCategory
from ...networks.registry import UnknownNetwork, get_network
from ..engine import Context
from ..scopes import campaign_key, category_key
from ..sites import SiteUnknown, site_named
from .refusals import CheckRefused

MOST_BYTES = 2_000_000
"""A text of the greatest length fits, also where each of its characters is escaped."""

MOST_CHARACTERS = 100_000

NEEDED = ("text", "network", "language")
OPTIONAL = ("site", "category", "campaign", "suggestion", "link", "image_alt")

# NUL, which no database takes, and halves of pairs, which no encoding does.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Asked:
    """A text, the programme it is for, and what else a rule may know."""

    text: str
    site: int | None
    context: Context


def asked_in(request: HttpRequest) -> Asked:
    """Return what ``request`` asks. Raises CheckRefused, which says what is wrong with it."""
    data = _data_in(request)
    _look_through(data)
    site = _site(data, request)
    campaign = _campaign(data, site)
    return Asked(
        text=data["text"],
        site=site.pk if site else None,
        context=Context(
            network=_network(data["network"]),
            language=_language(data["language"]),
            category=category_key(_category(data)),
            campaign=campaign_key(campaign),
            suggestion=data.get("suggestion") or "",
            link=data.get("link") or "",
            image_alt=data.get("image_alt"),
            today=timezone.localdate(),
        ),
    )


def _data_in(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise CheckRefused(415, "content_type", _("Send JSON, and say so: “Content-Type: application/json”."))
    sentence = _("This is too large. Send at most %(most)s characters.") % {"most": _grouped(MOST_CHARACTERS)}
    too_large = CheckRefused(413, "too_large", sentence)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > 18 or int(length) > MOST_BYTES:
        raise too_large
    try:
        data = json.loads(request.body)
    except RequestDataTooBig:
        raise too_large from None
    except (ValueError, RecursionError, UnreadablePostError):
        raise CheckRefused(400, "not_json", _("This is not JSON.")) from None
    if not isinstance(data, dict):
        raise CheckRefused(400, "not_an_object", _("Send one object, with “text”, “network” and “language”."))
    return data


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _look_through(data: dict[str, Any]) -> None:
    known = [*NEEDED, *OPTIONAL]
    for key in data:
        if key not in known:
            near = get_close_matches(key[:40].lower(), known, n=1, cutoff=0.5)
            sentence = (
                _("“%(key)s” is not known. Did you mean “%(near)s”?")
                if near
                else _("“%(key)s” is not known. Known are %(known)s.")
            )
            values = {"key": key[:40], "near": near[0] if near else "", "known": ", ".join(known)}
            raise CheckRefused(400, "unknown_key", sentence % values)
    for key in NEEDED:
        if key not in data:
            raise CheckRefused(400, "missing_key", _("“%(key)s” is missing.") % {"key": key})
    for key, value in data.items():
        _look_at(key, value)


def _look_at(key: str, value: Any) -> None:
    if value is None and key in OPTIONAL:
        return
    if key == "site" and isinstance(value, int) and not isinstance(value, bool):
        return
    if not isinstance(value, str):
        if key == "site":
            sentence = _("“%(key)s” is a host name in quotation marks, or the number of a site.")
        elif key in OPTIONAL:
            sentence = _("“%(key)s” is a text in quotation marks, or null.")
        else:
            sentence = _("“%(key)s” is a text in quotation marks.")
        raise CheckRefused(400, "wrong_type", sentence % {"key": key})
    if len(value) > MOST_CHARACTERS:
        sentence = _("“%(key)s” has more than %(most)s characters. Send less of it.")
        raise CheckRefused(413, "too_large", sentence % {"key": key, "most": _grouped(MOST_CHARACTERS)})
    if _IMPOSSIBLE.search(value):
        sentence = _("“%(key)s” holds a character that is none: NUL, or half of a pair. Take it out.")
        raise CheckRefused(400, "impossible_character", sentence % {"key": key})


def _unknown(what: str, sentence: str, name: Any) -> CheckRefused:
    return CheckRefused(400, f"unknown_{what}", sentence % {"name": str(name)[:80]})


def _network(key: str) -> str:
    try:
        return get_network(key).key
    except UnknownNetwork as unknown:
        raise CheckRefused(400, "unknown_network", str(unknown)) from None


def _language(code: str) -> str:
    known = {each.lower(): each for each in (*dict(settings.LANGUAGES), *get_content_languages())}
    if code.lower() not in known:
        sentence = _("There is no language “%(name)s” here. Content is written in %(languages)s.")
        languages = get_text_list(list(get_content_languages()), _("or"))
        raise CheckRefused(400, "unknown_language", sentence % {"name": code[:20], "languages": languages})
    return known[code.lower()]


def _site(data: dict[str, Any], request: HttpRequest) -> Site | None:
    if (wanted := data.get("site")) is None:
        return Site.find_for_request(request)
    try:
        return site_named(wanted)
    except SiteUnknown as unknown:
        raise CheckRefused(400, "unknown_site", str(unknown)) from None


def _category(data: dict[str, Any]) -> ContentCategory | None:
    if (slug := data.get("category")) is None:
        return None
    found = ContentCategory.objects.filter(slug=slug).first() if len(slug) < 256 else None
    if found is None:
        raise _unknown("category", _("There is no category “%(name)s” here. Its short name is needed."), slug)
    return found


def _campaign(data: dict[str, Any], site: Site | None) -> Campaign | None:
    if (slug := data.get("campaign")) is None:
        return None
    found = Campaign.objects.filter(slug=slug, site=site).order_by("pk").first() if len(slug) < 256 else None
    if found is None:
        sentence = _("There is no campaign “%(name)s” in this programme. Its name in addresses is needed.")
        raise _unknown("campaign", sentence, slug)
    return found
