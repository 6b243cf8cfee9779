"""What the dialog says under the words, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..registries import CheckContext, CheckResult, Finding, check_caption
from .managers import MOST_SAME
from .models import Share
from .words import disclosed_in

if TYPE_CHECKING:
    from ..library.models import ShareableItem
    from ..models import AdvocacySettings

SHOWN_FROM = 500
"""Characters left; with more of them nobody needs a number."""


@dataclass(frozen=True)
class Remark:
    """A sentence under the words. ``deed`` is the button of the form that does what it asks, or ""."""

    severity: str
    message: str
    suggestion: str = ""
    deed: str = ""

    @property
    def stops(self) -> bool:
        return self.severity == "must"


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


def check_words(
    user: Any, item: ShareableItem, network: str, words: str, language: str, suggestion: str, link: str
) -> CheckResult:
    """Ask every check of the site about ``words``, and how many colleagues say the same; the latter is one query."""
    return check_caption(words, _context(user, item, network, words, language, suggestion, link))


def remarks_on(
    user: Any,
    item: ShareableItem,
    settings: AdvocacySettings,
    network: Any,
    words: str,
    language: str,
    suggestion: str,
    link: str,
    disclosure: str,
) -> list[Remark]:
    """Return what is to be said about ``words``, what stops a share first; ``disclosure`` is what they should say."""
    context = _context(user, item, network.key, words, language, suggestion, link)
    found = [
        *_disclosure(words, settings, disclosure),
        *_from(check_caption(words, context).findings),
        *_sameness(context.same_words, network),
    ]
    return sorted(found, key=lambda remark: not remark.stops)


def _context(
    user: Any, item: ShareableItem, network: str, words: str, language: str, suggestion: str, link: str
) -> CheckContext:
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
    )


def _disclosure(words: str, settings: AdvocacySettings, said: str) -> Iterable[Remark]:
    if not said or not words or disclosed_in(words, settings):
        return
    message = _("Say near the start that you work here: “%(words)s”") % {"words": said}
    yield Remark("must" if settings.disclosure_required else "should", message, deed="disclose")


def _from(findings: Iterable[Finding]) -> Iterable[Remark]:
    return (Remark(each.severity, each.message, each.suggestion) for each in findings)


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
