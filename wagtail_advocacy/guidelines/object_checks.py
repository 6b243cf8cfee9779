"""Checking every text of an object: a shareable item, or whatever has ``get_guideline_texts()``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import AbstractPage, Site

from ..library.models import ShareableItem
from ..library.remarks import caption_findings, finding_in_words
from ..registries import CheckContext, check_caption
from .texts_of_models import GuidelineText

SEVERITIES = ("must", "should")

MOST = 10
"""Findings told in a comment."""

LONGEST = 300
"""Characters of a finding in a comment."""


class TextsUnknown(Exception):
    """A model that does not say which of its texts to check; the message says who has to do what."""


@dataclass(frozen=True)
class Found:
    """A finding in words, with the text that it is about."""

    severity: str
    sentence: str

    def stops_at(self, severity: str) -> bool:
        """Return whether it is as grave as ``severity`` or graver."""
        return self.severity in SEVERITIES[: SEVERITIES.index(severity) + 1]


def check_object(obj: Any) -> list[Found]:
    """Return what the site's checks say about the texts of ``obj`` as it stands in memory, the gravest first.

    Raises ``TextsUnknown``, and whatever the object's method or a check raises.
    """
    found = _in_captions(obj) if isinstance(obj, ShareableItem) else _in_texts(obj)
    return sorted(found, key=lambda each: SEVERITIES.index(each.severity) if each.severity in SEVERITIES else 2)


def comment_on(found: list[Found], stops_at: str) -> str:
    """Return ``found`` as a comment in the active language: how many stop at this severity, then a few one by one."""
    stops = sum(each.stops_at(stops_at) for each in found)
    if stops:
        sentence = ngettext(
            "The guidelines stop this for %(count)s point. Approve it as it is, or ask for changes.",
            "The guidelines stop this for %(count)s points. Approve it as it is, or ask for changes.",
            stops,
        )
        first = sentence % {"count": number_format(stops)}
    elif found:
        first = _("Checked against the guidelines: nothing stops this, but look at what could be better.")
    else:
        first = _("Checked against the guidelines: there is nothing to say.")
    lines = [f"{number}. {Truncator(each.sentence).chars(LONGEST)}" for number, each in enumerate(found[:MOST], 1)]
    if len(found) > MOST:
        more = len(found) - MOST
        lines.append(ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": number_format(more)})
    return "\n".join([first, *lines])


def _in_captions(item: ShareableItem) -> Iterator[Found]:
    for each in caption_findings(item):
        yield Found(each.finding.severity, each.sentence)


def _in_texts(obj: Any) -> Iterator[Found]:
    ask = getattr(obj, "get_guideline_texts", None)
    if ask is None:
        raise TextsUnknown(
            _(
                "Nothing could be checked, because no %(kind)s says which of its texts to check. Read it yourself, and "
                "ask your developer to give the model the method get_guideline_texts()."
            )
            % {"kind": obj._meta.verbose_name}
        )
    for text in ask():
        for finding in check_caption(text.text, _context(obj, text)).findings:
            marked = text.text[slice(*finding.span)] if finding.span else ""
            sentence = finding_in_words(finding, marked)
            if text.label:
                sentence = _("%(text)s: %(problem)s") % {"text": text.label, "problem": sentence}
            yield Found(finding.severity, sentence)


def _context(obj: Any, text: GuidelineText) -> CheckContext:
    locale = getattr(obj, "locale", None)
    return CheckContext(
        site=text.site or _site_of(obj),
        network=text.network,
        language=text.language or getattr(locale, "language_code", "") or translation.get_language() or "",
        item=text.item,
        campaign=text.campaign,
        category=text.category,
        image_alt=text.image_alt or "",
        has_picture=True if text.image_alt is not None else None,
        today=timezone.localdate(),
    )


def _site_of(obj: Any) -> Any:
    own = obj.get_site() if isinstance(obj, AbstractPage) else getattr(obj, "site", None)
    return own if isinstance(own, Site) else Site.objects.order_by("-is_default_site", "pk").first()
