"""What a page says of itself, or does not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..found import Found
from .base import HINT, OnPage, Problem, Values, has_tags, host_of, when

TITLE_SHOWN = 100
"""int, characters; networks cut titles somewhere between 60 and 120."""

DESCRIPTION_SHOWN = 300
"""int, characters; no card shows more."""

MANY_HOPS = 2
NOTHING_TO_READ = 200
"""int, visible characters below which a page with scripts has nothing to read without them."""


class RobotsForbid(Problem):
    code = "robots"
    sentence = _("robots.txt of %(host)s keeps %(crawler)s out, so there is no card. Its owner can let it in.")

    def find(self, found: Found) -> Values | None:
        crawler = found.network.crawler
        if crawler is None or not found.is_forbidden:
            return None
        return {"host": host_of(found.answer.url), "crawler": crawler.token}


class NeedsScript(OnPage):
    code = "needs-script"
    sentence = _("Without JavaScript the page is empty, and networks run none: they find nothing to show.")

    def on_page(self, found: Found) -> Values | None:
        return when(_is_empty(found))


class NoTitle(OnPage):
    code = "no-title"
    sentence = _("The page has no title, so there is no card. Its owner can add og:title.")

    def on_page(self, found: Found) -> Values | None:
        return when(not found.card.title and not _is_empty(found))


class NoTags(OnPage):
    code = "no-tags"
    sentence = _(
        "The page has no tags for cards (Open Graph), so each network makes up a card of its own, or shows none. "
        "Its owner can add og:title, og:description and og:image."
    )

    def on_page(self, found: Found) -> Values | None:
        return when(found.card.title and not has_tags(found) and not _is_empty(found))


class OgUrlElsewhere(OnPage):
    code = "og-url-elsewhere"
    sentence = _(
        "The page says that it is really one of %(host)s (og:url), so the network makes the card of that one, or none."
    )

    def on_page(self, found: Found) -> Values | None:
        page, crawler = found.answer.page, found.network.crawler
        url = page.first("og:url") if page else ""
        return when(crawler and crawler.follows_og_url and _is_elsewhere(found.answer.url, url), host=host_of(url))


class Redirects(OnPage):
    code = "redirects"
    severity = HINT
    sentence = _(
        "It takes %(count)s redirects to arrive at %(host)s. Some networks give up earlier: use the address at the end."
    )

    def on_page(self, found: Found) -> Values | None:
        count = len(found.answer.hops)
        return when(count >= MANY_HOPS, count=count, host=host_of(found.answer.url))


class CanonicalElsewhere(OnPage):
    code = "canonical-elsewhere"
    severity = HINT
    sentence = _(
        "The page names one of %(host)s as its original (canonical). Some networks show that name on the card."
    )

    def on_page(self, found: Found) -> Values | None:
        canonical = found.answer.page.canonical if found.answer.page else ""
        return when(_is_elsewhere(found.answer.url, canonical), host=host_of(canonical))


class NoIndex(OnPage):
    code = "noindex"
    severity = HINT
    sentence = _("The page asks search engines to leave it out (noindex). Cards are made all the same; was it meant?")

    def on_page(self, found: Found) -> Values | None:
        return when(found.answer.page and found.answer.page.noindex)


class LongTitle(OnPage):
    code = "title-long"
    severity = HINT
    sentence = _("The title has %(count)s characters, and networks cut it. Its owner can give og:title a shorter one.")

    def on_page(self, found: Found) -> Values | None:
        return when(len(found.card.title) > TITLE_SHOWN, count=len(found.card.title))


class NoDescription(OnPage):
    code = "description-missing"
    severity = HINT
    sentence = _("The page has no summary (og:description), so the card shows none, or a piece of the text.")

    def on_page(self, found: Found) -> Values | None:
        shown = "description" in found.network.card_parts
        return when(shown and has_tags(found) and not found.card.description)


class LongDescription(OnPage):
    code = "description-long"
    severity = HINT
    sentence = _("The summary has %(count)s characters, and networks cut it.")

    def on_page(self, found: Found) -> Values | None:
        length = len(found.card.description)
        return when("description" in found.network.card_parts and length > DESCRIPTION_SHOWN, count=length)


def _is_empty(found: Found) -> bool:
    page = found.answer.page
    return bool(page and page.has_script and page.words < NOTHING_TO_READ and not has_tags(found))


def _is_elsewhere(one: str, other: str) -> bool:
    """Return whether two addresses lie on different websites; names below the same name are one website."""
    first, second = (host_of(address).removeprefix("www.") for address in (one, other))
    same = first == second or first.endswith(f".{second}") or second.endswith(f".{first}")
    return bool(first and second) and not same
