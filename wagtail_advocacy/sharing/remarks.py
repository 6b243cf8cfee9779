"""What the dialog says under the words, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import registries
from ..registries import CheckContext, Finding, Fix
from .findings import Excerpt, NamedFinding, excerpt_of
from .managers import MOST_SAME
from .models import Share
from .words import disclosed_in

if TYPE_CHECKING:
    from ..library.models import ShareableItem
    from ..models import AdvocacySettings

SHOWN_FROM = 500
"""Characters left; with more of them nobody needs a number."""

MOST = 12
"""Findings; more would be read by nobody, and the rest comes when these are gone."""

LABELS = {
    "must": gettext_lazy("Before you share:"),
    "should": gettext_lazy("Worth a look:"),
    "tip": gettext_lazy("Tip:"),
}


@dataclass(frozen=True)
class Remark:
    """A sentence under the words, with ``label`` before it. ``deed`` is the button of the form that does what it asks.

    What a check says has a ``key``, and perhaps ``reason``, ``excerpt`` and ``span`` of the marked words, and ``fix``.
    ``because`` is what somebody wrote to say that it is wrong.
    """

    severity: str
    message: str
    suggestion: str = ""
    deed: str = ""
    label: Any = ""
    reason: str = ""
    key: str = ""
    excerpt: Excerpt | None = None
    span: tuple[int, int] | None = None
    fix: Fix | None = None
    can_be_disputed: bool = False
    because: str = ""

    @property
    def stops(self) -> bool:
        return self.severity == "must"

    @property
    def fix_inserts(self) -> bool:
        return self.fix is not None and self.fix.start == self.fix.end

    @property
    def fix_words(self) -> str:
        return (self.fix.words.strip() or self.fix.words) if self.fix else ""

    @property
    def better(self) -> str:
        """What the button of its fix does not say already."""
        return "" if self.fix and self.fix.words == self.suggestion else self.suggestion


@dataclass(frozen=True)
class Length:
    """How much room a network leaves: ``left`` in its own units, negative if it is too much; ``None``: no limit."""

    left: int | None

    @property
    def is_shown(self) -> bool:
        return self.left is not None and self.left <= SHOWN_FROM

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left < 0

    def __str__(self) -> str:
        if self.left is None:
            return ""
        number = number_format(abs(self.left), force_grouping=True)
        return (_("{number} too many") if self.is_over else _("{number} left")).format(number=number)


def length_of(network: Any, words: str, link: str) -> Length:
    """Return the room that ``network`` leaves beside ``words`` and, where it counts it, ``link``."""
    return Length(None if network.limit is None else network.limit - network.length(words, link))


def context_of(
    user: Any,
    item: ShareableItem,
    network: str,
    words: str,
    language: str,
    suggestion: str,
    link: str,
    counts: bool = False,
) -> CheckContext:
    """Return what checks may know of ``words``; how many colleagues say the same is one query."""
    return CheckContext(
        site=item.site,
        network=network,
        language=language,
        item=item,
        campaign=item.campaign,
        category=item.category,
        suggestion=suggestion,
        link=link,
        image_alt=item.image_alt,
        same_words=Share.objects.count_same_words(network, words, user),
        today=timezone.localdate(),
        counts=counts,
    )


def remarks_on(
    words: str,
    settings: AdvocacySettings,
    network: Any,
    disclosure: str,
    same_words: int,
    findings: Sequence[NamedFinding],
    reasons: Mapping[str, str],
) -> list[Remark]:
    """Return what is to be said about ``words``, what stops a share first, at most ``MOST`` of ``findings``.

    ``disclosure`` is what they should say; ``reasons`` is what somebody wrote against findings, by their keys.
    """
    found = [
        *_disclosure(words, settings, disclosure),
        *(_from(each, words, reasons) for each in findings[:MOST]),
        *_sameness(same_words, network),
    ]
    return sorted(found, key=lambda remark: not remark.stops)


def _disclosure(words: str, settings: AdvocacySettings, said: str) -> Iterable[Remark]:
    if not said or not words or disclosed_in(words, settings):
        return
    message = _("Say near the start that you work here: “%(words)s”") % {"words": said}
    severity = "must" if settings.disclosure_required else "should"
    yield Remark(severity, message, deed="disclose", label=LABELS["must"] if settings.disclosure_required else "")


def _from(named: NamedFinding, words: str, reasons: Mapping[str, str]) -> Remark:
    finding: Finding = named.finding
    return Remark(
        finding.severity,
        finding.message,
        finding.suggestion,
        label=LABELS.get(finding.severity, ""),
        reason=finding.reason,
        key=named.key,
        excerpt=excerpt_of(words, named.span) if named.span else None,
        span=named.span,
        fix=named.fix,
        can_be_disputed=bool(finding.source and registries.disputes),
        because=reasons.get(named.key, ""),
    )


def _sameness(number: int, network: Any) -> Iterable[Remark]:
    if not number:
        return
    if number >= MOST_SAME:
        sentence = _("%(number)d shares or more say just this on %(network)s. Change it, so that it is yours.")
    else:
        sentence = ngettext(
            "%(number)d share of a colleague says just this on %(network)s. Change it, so that it is yours.",
            "%(number)d shares of colleagues say just this on %(network)s. Change it, so that it is yours.",
            number,
        )
    yield Remark("hint", sentence % {"number": number, "network": network.label})
