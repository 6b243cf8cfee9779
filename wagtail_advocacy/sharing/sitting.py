"""What the dialog shows: one item, one network after the other, each with its own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.crypto import salted_hmac

from ..consent import consent_digest, consent_text
from ..library.presentation import attachment_of
from ..links.addresses import link_address
from ..models import AdvocacySettings
from ..networks.registry import DEVICE_APP
from ..networks.texts import clean
from .actions import site_networks
from .codes import offer_code, read_code
from .habits import Habits, habits_of, usual_first
from .preferences import preferences_of
from .remarks import length_of, remarks_on
from .suggestions import (
    for_network,
    ideas_of,
    language_of,
    needs_own_words,
    next_caption,
    ranked_captions,
    suggested_words,
)
from .tags import chips_of, with_tag_turned
from .visibility import seen_briefly, who_sees
from .words import LONGEST, disclosed_in

if TYPE_CHECKING:
    from ..library.models import Caption, ShareableItem

DEEDS = ("switch", "another", "back", "tag", "disclose", "look", "after")
"""Buttons of the form that store nothing: they answer with the dialog as it looks then."""


@dataclass(frozen=True)
class Sent:
    """What came with a request: out of a form, from before a login, or nothing but an address.

    ``words`` is ``None`` where nobody has written any; ``shown`` marks the suggestion that the form was shown with,
    ``before`` are the words that another suggestion has taken the place of. ``deed`` is one of ``DEEDS``, or "".
    """

    network: str = ""
    words: str | None = None
    caption: int = 0
    quote: str = ""
    quote_token: str = ""
    shown: str = ""
    before: str = ""
    deed: str = ""
    value: str = ""
    joins: str | None = None

    @property
    def are_own(self) -> bool:
        """Whether somebody wrote these words, or changed what they were offered."""
        return self.words is not None and mark_of(self.words) != self.shown


def mark_of(words: str) -> str:
    """Return a mark that tells in the next form whether somebody has touched these words."""
    return salted_hmac("wagtail_advocacy.sharing.shown", clean(words).strip(), algorithm="sha256").hexdigest()[:16]


def browser_key(user: Any) -> str:
    """Return the name under which the browser of ``user`` keeps their drafts; it tells nobody who they are."""
    return salted_hmac("wagtail_advocacy.sharing.draft", str(user.pk), algorithm="sha256").hexdigest()[:16]


class Sitting:
    """The dialog of ``item`` for ``user``, after the deed in ``sent``."""

    def __init__(self, user: Any, item: ShareableItem, sent: Sent) -> None:
        self.user, self.item, self.sent = user, item, sent
        self.settings = AdvocacySettings.for_site(item.site)
        self.preferences = preferences_of(user)
        self.habits: Habits = habits_of(user, item)
        self.networks = usual_first(site_networks(self.settings), self.preferences, self.habits.used)

    @cached_property
    def network(self) -> Any:
        asked = self.sent.value if self.sent.deed == "switch" else self.sent.network
        if self.sent.deed == "after" and asked in self.habits.done:
            # What is done is done: the button below names what comes next.
            asked = next((each.key for each in self.remaining if each.opens), asked)
        return self.networks.get(asked) or next(iter(self.networks.values()))

    @property
    def remaining(self) -> list[Any]:
        return [each for key, each in self.networks.items() if key not in self.habits.done]

    @property
    def moves(self) -> bool:
        """Whether the form stood at another network before."""
        return self.sent.deed == "switch" or (self.sent.deed == "after" and self.network.key != self.sent.network)

    def context(self) -> dict[str, Any]:
        """Return what ``sharing/dialog.html`` needs, but for what belongs to the request."""
        languages = list(dict.fromkeys([*self.preferences.known_languages, translation.get_language()]))
        ranked = ranked_captions(self.item, languages)
        captions = for_network(ranked, self.network.key)
        caption, quote = self._origin([each for _rank, each in ranked], captions)
        suggestion = suggested_words(self.item, caption, self.settings, quote)
        disclosure = self.settings.disclosure_in(language_of(self.item, caption, quote))
        words, before = self._words(suggestion, disclosure)
        token = offer_code(self.user, self.item.pk, self.network.key)
        offered = read_code(token)
        link = link_address(offered.code) if offered else ""
        own_words = needs_own_words(self.item)
        join_text = "" if self.habits.advocate else consent_text(self.settings)
        join_digest = consent_digest(join_text)
        started_with = quote or (caption.text if caption else "")
        language = caption.language if caption else translation.get_language()
        cleaned = clean(words).strip()
        names_seen = getattr(self.item, "names_are_seen", False)
        return {
            "item": self.item,
            "settings": self.settings,
            "networks": list(self.networks.values()),
            "network": self.network,
            "done": self.habits.done,
            "remaining": self.remaining,
            "caption": caption,
            "words": words,
            "are_own": mark_of(words) != mark_of(suggestion),
            "before": before,
            "shown": mark_of(suggestion),
            "has_other": not own_words and len({each.text for each in captions} | {quote} - {""}) > 1,
            "own_words": own_words,
            "ideas": ideas_of(captions, languages, quote, self.item.locale.language_code) if own_words else [],
            "quote": self.sent.quote_token if quote else "",
            "attachment": attachment_of(self.item),
            "token": token,
            "device_token": offer_code(self.user, self.item.pk, DEVICE_APP.key) if self.network.opens else "",
            "link": link,
            "public_link": self.item.target.url if self.item.target else "",
            "strangers_see": self._site_line(),
            "alt": self.item.image_alt or getattr(self.item.image, "default_alt_text", "") or "",
            "longest": LONGEST,
            "length": length_of(self.network, cleaned, link),
            "measures": json.dumps(self.network.measures()),
            "chips": chips_of(words, self.item, self.settings),
            "disclosed": disclosed_in(words, self.settings),
            "remarks": remarks_on(
                self.user, self.item, self.settings, self.network, cleaned, language, started_with, link, disclosure
            ),
            "seen_briefly": seen_briefly(names_seen),
            "who_sees": who_sees(self.settings, names_seen),
            "join_text": join_text,
            "join_digest": join_digest,
            # A tick belongs to the sentence that it was set beside.
            "joins": self.sent.joins == join_digest,
            "shared_before": self.network.key in self.habits.done,
            "browser_key": browser_key(self.user),
        }

    def _site_line(self) -> str:
        target = self.item.target
        return self.network.site_line(target.url, target.card.get("site_name", "")) if target else ""

    def _origin(self, all_captions: list[Caption], captions: list[Caption]) -> tuple[Caption | None, str]:
        """Return the caption that the words begin with, and the quote, if they begin with that instead."""
        sent = self.sent
        current = next((each for each in all_captions if each.pk == sent.caption), None)
        if sent.deed == "another":
            return next_caption(captions, current), ""
        # Words that somebody wrote still stem from the caption they began with.
        keeps = sent.are_own or (sent.words is not None and not self.moves)
        if sent.quote:
            return (current if keeps else None), sent.quote
        return (current if keeps and current else next(iter(captions), None)), ""

    def _words(self, suggestion: str, disclosure: str) -> tuple[str, str]:
        """Return the words in the form, and those that can be brought back."""
        sent, before = self.sent, self.sent.before
        if sent.words is None:
            return suggestion, ""
        if sent.deed == "another":
            return suggestion, sent.words if sent.are_own else before
        if sent.deed == "back":
            return before, ""
        if sent.deed == "tag":
            return with_tag_turned(sent.words, sent.value), before
        if sent.deed == "disclose":
            return f"{disclosure} {sent.words}".strip(), before
        if self.moves and not sent.are_own:
            return suggestion, before
        return sent.words, before
