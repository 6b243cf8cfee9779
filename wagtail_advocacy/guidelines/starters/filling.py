"""What a starter is filled with, and the short forms in which its blocks are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..engine import MUST, SHOULD, TIP

Block = tuple[str, dict[str, Any]]

QUIET_DAYS = 30


@dataclass(frozen=True)
class Filling:
    """Whose policy it becomes: ``name`` is the organisation, ``disclosures`` are the programme's “I work here”."""

    name: str
    disclosures: Sequence[str] = ()
    contact: str = ""
    email: str = ""

    @property
    def team(self) -> str:
        """The hashtag of the people who work here, without ``#``."""
        parts = re.findall(r"[^\W_]+", self.name)
        return "Team" + "".join(each[:1].upper() + each[1:] for each in parts)

    @property
    def says(self) -> list[str]:
        """The sentences that say “I work here”; the first is offered as a fix."""
        own = list(self.disclosures) or [_("I work at %(name)s.") % {"name": self.name}]
        return [*own, f"#{self.team}"]

    @property
    def misspelt(self) -> str:
        """The name with other capitals, if it has any."""
        return next((each for each in (self.name.lower(), self.name.upper()) if each != self.name), "")

    def fill(self, sentence: str) -> str:
        """Put in ``%(name)s``, ``%(team)s``, ``%(says)s`` and ``%(misspelt)s``."""
        return sentence % {"name": self.name, "team": self.team, "says": self.says[0], "misspelt": self.misspelt}

    def paragraphs(self, *sentences: str) -> str:
        """Return rich text, one paragraph for each."""
        return self._each("<p>{}</p>", sentences)

    def points(self, *sentences: str) -> str:
        """Return rich text, a list of them."""
        return mark_safe(f"<ul>{self._each('<li>{}</li>', sentences)}</ul>")  # noqa: S308 - each is escaped

    def _each(self, html: str, sentences: Sequence[str]) -> str:
        return format_html_join("", html, ((self.fill(each),) for each in sentences))

    def rule(self, kind: str, severity: str, sentence: str, **values: Any) -> Block:
        """Return a rule; what it says may name the organisation."""
        said = {name: self.fill(each) for name, each in values.items() if name in SAID}
        return kind, {**values, **said, "sentence": self.fill(sentence), "severity": severity}

    def must(self, kind: str, sentence: str, **values: Any) -> Block:
        return self.rule(kind, MUST, sentence, **values)

    def should(self, kind: str, sentence: str, **values: Any) -> Block:
        return self.rule(kind, SHOULD, sentence, **values)

    def tip(self, kind: str, sentence: str, **values: Any) -> Block:
        return self.rule(kind, TIP, sentence, **values)

    def pair(self, do: str, dont: str = "") -> dict[str, str]:
        return {"do": self.fill(do), "dont": self.fill(dont)}

    def heading(self, title: str, *sentences: str) -> Block:
        return "text", {"title": title, "text": self.paragraphs(*sentences)}

    def contact_block(self, text: str) -> Block:
        return "contact", {"name": self.contact, "email": self.email, "text": self.fill(text)}


SAID = ("reason", "suggestion", "passes", "fails")


def disclosure_rule(filling: Filling) -> Block:
    """“I work here”, which no policy does without."""
    return filling.must(
        "disclosure",
        _("Say in your first words that you work at %(name)s."),
        reason=_("Readers have a right to know who is talking; in many places the law says so."),
        suggestion="%(says)s",
        sentences="\n".join(filling.says),
        passes=_("%(says)s Today we rebuilt our thousandth pump."),
        fails=_("This is the quietest pump that you can buy."),
    )


def personal_data_rule(filling: Filling) -> Block:
    return filling.must(
        "personal_data",
        _("Leave out addresses, phone numbers and account numbers of people."),
        reason=_("What is public once stays public, and it belongs to them."),
        suggestion=_("Offer to put people in touch."),
        passes=_("Ask me here, I will put you in touch with Tom."),
        fails=_("Ask Tom, tom.baker@example.com, he knows."),
    )


def quiet_rule(filling: Filling, severity: str) -> Block:
    return filling.rule(
        "quiet_period",
        severity,
        _("In the weeks before our results, say nothing about figures or the outlook."),
        reason=_("A hint from inside can move a share price, and be taken for insider information."),
        suggestion=_("Wait for the day on which we publish, and share that."),
        words=_("record quarter\nforecast*\nprofit warning\nshare price\nsales target"),
        periods=[quiet_period(timezone.localdate())],
        passes=_("Our results come out on Thursday. I will share them then."),
        fails=_("Between you and me: it will be a record quarter."),
    )


def quiet_period(today: date) -> dict[str, date]:
    """Return the first weeks of the next quarter: an example that shows what a period looks like."""
    month = today.month - (today.month - 1) % 3 + 3
    first = date(today.year + month // 13, (month - 1) % 12 + 1, 1)
    return {"first": first, "last": first + timedelta(days=QUIET_DAYS - 1)}


def protected_speech() -> Block:
    sentence = _(
        "Nothing in here keeps anybody from speaking about pay, hours, working conditions or organising, with "
        "colleagues or in public. The checks look only at posts that the company has prepared for sharing."
    )
    return "protected_speech", {"text": sentence}
