"""Who came, decided from the request alone and in favour of honesty; the tracking room looks again at what it says.

Only the reduced agent is looked at, so that the same rules can decide again when nothing else is left. Preview crawlers
are those that networks and chat programs send to draw a card. In-app browsers (LinkedIn, Facebook, Instagram, Slack)
are people and carry none of these names as a robot does. What neither calls itself a browser nor is a known robot is a
program, and so is what gives an address to complain to.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from django.core.signals import setting_changed
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_advocacy.conf import advocacy_settings

from .agents import LONGEST_READ, reduce_agent

logger = logging.getLogger(__name__)

ClassRules = Callable[[str, str, Mapping[str, str]], tuple[str, str] | None]
"""What ``CLASS_RULES`` names: ``(method, agent, headers)`` to class and reason, or to ``None`` for no opinion."""


SITE = "site: "
"""What the reasons of a site's own rules begin with: those stay, but for a person's repeats."""


class ClickKind(models.TextChoices):
    PERSON = "person", pgettext_lazy("kind of visitor", "Person")
    PREVIEW = "preview", pgettext_lazy("kind of visitor", "Preview")
    CRAWLER = "crawler", _("Crawler")
    HEAD = "head", _("HEAD request")
    PREFETCH = "prefetch", _("Prefetch")
    #: Never of one request alone. Decided afterwards, by the tracking room: the same visitor again within a minute;
    #: a mail gateway's link checker.
    REPEAT = "repeat", _("Repeat")
    SCANNER = "scanner", _("Link checker")


_PURPOSES = {name: name.lower() for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")}
_PURPOSES_IN_META = {f"HTTP_{name.upper().replace('-', '_')}": name for name in _PURPOSES.values()}
_AHEAD = re.compile("prefetch|prerender|preview", re.IGNORECASE)

# Words of browsers that no rule is about: without them there is little left to search.
_ORDINARY = frozenset(
    {"windows", "nt", "win", "wow", "macintosh", "intel", "mac", "os", "cpu", "linux", "android", "iphone", "ipad"}
    | {"mobile", "mobile/", "build/", "wv", "rv", "applewebkit/", "khtml", "like", "gecko", "gecko/", "version/"}
    | {"chrome/", "safari/", "firefox/", "crios/", "edg/", "sm"}
)
# The following look at the reduced agent in small letters, where every word stands once and one space apart.
_PREVIEW = re.compile(
    r"linkedinbot|facebookexternalhit|facebot|meta-external|twitterbot|cardyb|^whatsapp/|telegrambot|slackbot"
    r"|slack-imgproxy|discordbot|(?:link|url|uri)[ -]?preview|microsoftpreview|bingpreview|pinterestbot|^pinterest/"
    r"|redditbot|vkshare|line-poker|kakaotalk-scrap|xing-contenttabreceiver|iframely|embedly|^mastodon/|http\.rb/"
    r"|google-pagerenderer|misskey|pleroma|akkoma|notionembedder|mattermost-bot",
)
_ROBOT = re.compile(
    r"(?<!cu)bots?(?![a-z])|robot|spider|crawl|slurp|scrap(?:e|ing|y)|scan(?:ner|ning)?(?![a-z])|preview|monitor"
    r"|uptime|validator|checker|linkcheck|audit|survey|inspect|synthetic|headless|phantomjs|selenium|playwright"
    r"|lighthouse|ptst/|pingdom|gtmetrix|catchpoint|dejaclick|dmbrowser|favicon|capture|harvest|archiver"
    r"|archive\.org|imageproxy|resolver|optimizer|securityheaders|mediapartners|googleother|google-[a-z]{3}"
    r"|-google(?![a-z])|agent(?![a-z])|-user(?![a-z])"
    r"|python[-/]|curl/|wget/|libwww(?!-fm)|httpclient|http[-_]?request|okhttp|go-http|^java/|^ruby|ruby/"
    r"|(?<![a-z])perl|^php|(?<!fire)php/|urllib|axios|node-fetch|aiohttp|httpx|feedfetcher|feedparser"
    r"|(?<![a-z])(?<!from )http/|(?<![a-z])mailto/|(?<![a-z])(?<!via )host/(?! toolbar)",
)
_BESIDE_A_BROWSER = re.compile("(?:gecko|safari/) (compatible)(?! msie)")
_BROWSER = re.compile(
    r"webkit|gecko|khtml/|msie|trident/|presto/|opera|netfront|konqueror|chrome/|browser/|(?<![a-z])e?links(?![a-z])"
    r"|lynx|w-m/|netsurf/|dillo/|obigo|ucweb/|blackberry|nokia|samsung-|sonyericsson|nintendo|playstation|fban/|fbav/",
)


@lru_cache(maxsize=4096)
def classify_reduced(reduced: str) -> tuple[str, str]:
    """Return the class of a reduced agent, and the reason for it: the very rules that decide in the request."""
    words = reduced.lower()
    if not words:
        return ClickKind.CRAWLER, "no agent"
    telling = " ".join(word for word in words.split() if word not in _ORDINARY)
    if found := _PREVIEW.search(telling):
        return ClickKind.PREVIEW, f"agent: {found[0].rstrip('/')}"
    if found := _ROBOT.search(telling) or _BESIDE_A_BROWSER.search(words):
        return ClickKind.CRAWLER, f"agent: {found[found.lastindex or 0].rstrip('/')}"
    if not _BROWSER.search(words):
        return ClickKind.CRAWLER, "no browser"
    return ClickKind.PERSON, ""


@lru_cache(maxsize=8192)
def _read(agent: str) -> tuple[str, str, str]:
    reduced = reduce_agent(agent)
    return *classify_reduced(reduced), reduced


def read_agent(agent: str) -> tuple[str, str, str]:
    """Return class, reason and reduced form of a user agent; one seen lately by this process costs next to nothing."""
    return _read(agent[:LONGEST_READ])


def classify(method: str, agent: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Return the class of a request and the reason for it.

    ``headers`` maps header names to values, looked up without case as ``request.headers`` does it. A robot's HEAD is a
    robot's; a browser's HEAD is a checker that borrows a browser's name, never a person. Rules of the site's own
    (``CLASS_RULES``) are asked first.
    """
    if (rules := _class_rules()) and (decided := _by_the_site(rules, method, agent, headers)):
        return decided
    return _decide(method, read_agent(agent), headers, _PURPOSES)[:2]


def read_request(request: HttpRequest) -> tuple[str, str, str]:
    """Return class, reason and reduced agent of a request.

    The same as :func:`classify`, but without ``request.headers``: to make it takes longer than all the rest.
    """
    method, read = request.method or "GET", read_agent(request.META.get("HTTP_USER_AGENT", ""))
    if _class_rules():
        return *classify(method, request.META.get("HTTP_USER_AGENT", ""), request.headers), read[2]
    return _decide(method, read, request.META, _PURPOSES_IN_META)


def _decide(
    method: str, read: tuple[str, str, str], headers: Mapping[str, str], purposes: Mapping[str, str]
) -> tuple[str, str, str]:
    if read[0] != ClickKind.PERSON:
        return read
    if method == "HEAD":
        return ClickKind.HEAD, "method", read[2]
    for key, name in purposes.items():
        value = headers.get(key)
        if value and _AHEAD.search(value):
            return ClickKind.PREFETCH, f"header: {name}", read[2]
    return read


# Reading a setting takes longer than all the rest.
@cache
def _class_rules() -> ClassRules | None:
    return advocacy_settings.load("CLASS_RULES")


@receiver(setting_changed)
def _forget_class_rules(**kwargs: Any) -> None:
    _class_rules.cache_clear()


def _by_the_site(rules: ClassRules, method: str, agent: str, headers: Mapping[str, str]) -> tuple[str, str] | None:
    try:
        decided = rules(method, agent, headers)
        if decided is None:
            return None
        kind, reason = decided
        if kind in (ClickKind.REPEAT, ClickKind.SCANNER):
            raise ValueError(kind)
        return ClickKind(kind), f"{SITE}{reason}"[:60]
    except Exception as error:
        # The stranger still arrives. What the rules were given, and may repeat, is in no log.
        logger.error("CLASS_RULES failed with %s; the usual rules decide.", type(error).__name__)
        return None
