"""What the dialog shows: one item, one network after the other, each with its own words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
from ..registries import CheckContext, Fix, check_caption
from .actions import site_networks
from .codes import offer_code, read_code
from .findings import NamedFinding, asking, named
from .habits import Habits, habits_of, usual_first
from .preferences import preferences_of
from .remarks import MOST, context_of, length_of, remarks_on
from .suggestions import (
    Idea,
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

DEEDS = ("switch", "another", "back", "tag", "disclose", "fix", "look", "after")
"""Buttons of the form that store nothing: they answer with the dialog as it looks then."""

STORING = ("settle", "dispute")
"""Buttons of the form that store something else than a share, and answer with the dialog as well."""


@dataclass(frozen=True)
class Sent:
    """What came with a request: out of a form, from before a login, or nothing but an address.

    ``words`` is ``None`` where nobody has written any; ``shown`` marks the suggestion that the form was shown with,
    ``before`` are the words that another suggestion, or a fix, has taken the place of. ``deed`` is one of ``DEEDS`` or
    ``STORING``, or "". ``asked`` are marks of what the form has asked about already, ``reasons`` is what was written
    against findings, by their keys.
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
    asked: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def _languages(self) -> list[str]:
        return list(dict.fromkeys([*self.preferences.known_languages, translation.get_language()]))

    @cached_property
    def _ranked(self) -> list[tuple[int, Caption]]:
        return ranked_captions(self.item, self._languages)

    @cached_property
    def _captions(self) -> list[Caption]:
        return for_network(self._ranked, self.network.key)

    @cached_property
    def _origin(self) -> tuple[Caption | None, str]:
        """The caption that the words begin with, and the quote, if they begin with that instead."""
        sent = self.sent
        current = next((each for _rank, each in self._ranked if each.pk == sent.caption), None)
        if sent.deed == "another":
            return next_caption(self._captions, current), ""
        # Words that somebody wrote still stem from the caption they began with.
        keeps = sent.are_own or (sent.words is not None and not self.moves)
        if sent.quote:
            return (current if keeps else None), sent.quote
        return (current if keeps and current else next(iter(self._captions), None)), ""

    @cached_property
    def _token(self) -> str:
        return offer_code(self.user, self.item.pk, self.network.key)

    @cached_property
    def _link(self) -> str:
        offered = read_code(self._token)
        return link_address(offered.code) if offered else ""

    @cached_property
    def language(self) -> str:
        """The language of the words, as far as anybody knows."""
        caption, _quote = self._origin
        return caption.language if caption else translation.get_language()

    def _check_context(self, words: str) -> CheckContext:
        caption, quote = self._origin
        started_with = quote or (caption.text if caption else "")
        return context_of(self.user, self.item, self.network.key, words, self.language, started_with, self._link)

    @cached_property
    def pointed_at(self) -> NamedFinding | None:
        """The finding that a button named, if it is still said about the words that came along."""
        words = clean(self.sent.words or "").strip()
        found = named(check_caption(words, self._check_context(words)).findings, words)
        return next((each for each in found if each.key == self.sent.value), None)

    @property
    def fix(self) -> Fix | None:
        """What the last press puts right."""
        return self.pointed_at.fix if self.sent.deed == "fix" and self.pointed_at else None

    def context(self) -> dict[str, Any]:
        """Return what ``sharing/dialog.html`` needs, but for what belongs to the request."""
        caption, quote = self._origin
        suggestion = suggested_words(self.item, caption, self.settings, quote)
        disclosure = self.settings.disclosure_in(language_of(self.item, caption, quote))
        words, before = self._words(suggestion, disclosure)
        # Spans of findings belong to the words as they stand in the form.
        words = clean(words).strip()
        own_words = needs_own_words(self.item)
        join_text = "" if self.habits.advocate else consent_text(self.settings)
        join_digest = consent_digest(join_text)
        names_seen = getattr(self.item, "names_are_seen", False)
        checks = self._check_context(words)
        findings = named(check_caption(words, checks).findings, words)
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
            "has_other": not own_words and len({each.text for each in self._captions} | {quote} - {""}) > 1,
            "own_words": own_words,
            "ideas": self._ideas(quote) if own_words else [],
            "quote": self.sent.quote_token if quote else "",
            "attachment": attachment_of(self.item),
            "token": self._token,
            "device_token": offer_code(self.user, self.item.pk, DEVICE_APP.key) if self.network.opens else "",
            "link": self._link,
            "public_link": self.item.target.url if self.item.target else "",
            "strangers_see": self._site_line(),
            "alt": self.item.image_alt or getattr(self.item.image, "default_alt_text", "") or "",
            "longest": LONGEST,
            "length": length_of(self.network, words, self._link),
            "measures": json.dumps(self.network.measures()),
            "chips": chips_of(words, self.item, self.settings),
            "disclosed": disclosed_in(words, self.settings),
            "remarks": remarks_on(
                words, self.settings, self.network, disclosure, checks.same_words, findings, self.sent.reasons
            ),
            "remarks_left": max(0, len(findings) - MOST),
            "asked": " ".join(sorted(self.sent.asked)),
            "asks": not asking(each.finding for each in findings) <= self.sent.asked,
            "seen_briefly": seen_briefly(names_seen),
            "who_sees": who_sees(self.settings, names_seen),
            "join_text": join_text,
            "join_digest": join_digest,
            # A tick belongs to the sentence that it was set beside.
            "joins": self.sent.joins == join_digest,
            "shared_before": self.network.key in self.habits.done,
            "browser_key": browser_key(self.user),
        }

    def _ideas(self, quote: str) -> list[Idea]:
        return ideas_of(self._captions, self._languages, quote, self.item.locale.language_code)

    def _site_line(self) -> str:
        target = self.item.target
        return self.network.site_line(target.url, target.card.get("site_name", "")) if target else ""

    def _words(self, suggestion: str, disclosure: str) -> tuple[str, str]:
        """Return the words in the form, and those that can be brought back."""
        sent, before = self.sent, self.sent.before
        if sent.words is None:
            return suggestion, ""
        if sent.deed == "another":
            return suggestion, sent.words if sent.are_own else before
        if sent.deed == "back":
            return before, ""
        if self.fix:
            return self.fix.apply(sent.words), sent.words if sent.are_own or not before else before
        if sent.deed == "tag":
            return with_tag_turned(sent.words, sent.value), before
        if sent.deed == "disclose":
            return f"{disclosure} {sent.words}".strip(), before
        if self.moves and not sent.are_own:
            return suggestion, before
        return sent.words, before
