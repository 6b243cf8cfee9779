"""Who came: decided once, from the request alone, in favour of honesty.

Preview crawlers are those that networks and chat programs send to draw a card. In-app browsers
(LinkedIn, Facebook, Instagram, Slack) are people and carry none of these names as a robot does. What neither calls
itself a browser nor is a known robot is a program, and so is what gives an address to complain to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClickKind(models.TextChoices):
    PERSON = "person", pgettext_lazy("kind of visitor", "Person")
    PREVIEW = "preview", pgettext_lazy("kind of visitor", "Preview")
    CRAWLER = "crawler", _("Crawler")
    HEAD = "head", _("HEAD request")
    PREFETCH = "prefetch", _("Prefetch")


_PREVIEW = re.compile(
    r"linkedinbot|facebookexternalhit|facebot|meta-externalagent|meta-externalfetcher|twitterbot|cardyb|whatsapp/"
    r"|telegrambot|slackbot|slack-imgproxy|discordbot|(?:link|url|uri)-?preview|microsoftpreview|bingpreview"
    r"|pinterestbot|pinterest/0|redditbot|vkshare|line-poker|kakaotalk-scrap|xing-contenttabreceiver|iframely|embedly"
    r"|mastodon/|http\.rb/|google-pagerenderer|misskey|pleroma|akkoma|notionembedder|mattermost-bot",
)
_CRAWLER = re.compile(
    r"bot\b|bots?/|bot-|spider|crawl|slurp|scrape|preview|monitor|uptime|validator|checker|scanner|headless|phantomjs"
    r"|lighthouse|python-|python/|curl/|wget/|libwww|httpclient|http_request|okhttp|go-http|java/|ruby|perl|php/"
    r"|axios|node-fetch|aiohttp|httpx|scrapy|feedfetcher|feedparser|applebot|ia_archiver|archive\.org"
    r"|google-safety|googleother|mediapartners|apis-google|inspectiontool|imageproxy|yandex(?!search|browser)|https?://",
)
_PEOPLE = re.compile(r"cubot|libwww-fm")
_BROWSER = re.compile(r"mozilla/|opera/|lynx/|links|w3m/|ucweb/|ucbrowser|blackberry|nokia|samsung-")


@lru_cache(maxsize=4096)
def _kind_of_agent(agent: str) -> tuple[str, str]:
    agent = agent.lower()
    if not agent.strip():
        return ClickKind.CRAWLER, "no agent"
    if found := _PREVIEW.search(agent):
        return ClickKind.PREVIEW, f"agent: {found[0].rstrip('/')}"
    if found := _CRAWLER.search(_PEOPLE.sub("", agent)):
        return ClickKind.CRAWLER, f"agent: {found[0].rstrip(':/')}"
    if not _BROWSER.search(agent):
        return ClickKind.CRAWLER, "no browser"
    return ClickKind.PERSON, ""


def classify(method: str, agent: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Return the class of a request and the reason for it.

    ``headers`` maps header names to values, looked up without case as ``request.headers`` does it.
    A robot's HEAD is a robot's; a browser's HEAD is a checker that borrows a browser's name, never a person.
    """
    kind, reason = _kind_of_agent(agent[:1024])
    if kind != ClickKind.PERSON:
        return kind, reason
    if method == "HEAD":
        return ClickKind.HEAD, "method"
    for header in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"):
        if "prefetch" in headers.get(header, "").lower() or "preview" in headers.get(header, "").lower():
            return ClickKind.PREFETCH, f"header: {header.lower()}"
    return kind, reason
