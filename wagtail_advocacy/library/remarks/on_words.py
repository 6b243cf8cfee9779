"""What the site's checks say about suggested words, as the dialog would offer them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ... import registries
from ...links.addresses import link_address
from ...links.codes import ALPHABET, LENGTH
from ...networks.base import Network
from ...networks.texts import LONGEST, clean
from ...registries import CheckContext, Finding, check_caption
from ..programme import settings_of
from ..words import OfferedWords, offered_words
from .on_captions import CaptionRemark, Severity, first_words, networks_for

if TYPE_CHECKING:
    from ..models import Caption, ShareableItem

logger = logging.getLogger(__name__)

MOST = 5
"""Remarks on one caption; who mends these sees the next ones."""

SECONDS = 5
"""After them no further caption is begun: whoever saves waits for it, and the dialog asks the checks itself."""


@dataclass(frozen=True)
class CaptionFinding:
    """What a check says about a caption.

    ``networks`` are the labels of the networks on which it says so; none: on all that the caption is for. ``marked``
    are the words that it is about. ``finding`` counts the code points of ``text``, which is the caption as networks
    get it. With ``in_hashtags`` it is about a hashtag of item or campaign that the dialog adds, and has no span.
    """

    caption: Caption
    networks: tuple[str, ...]
    finding: Finding
    text: str
    marked: str = ""
    in_hashtags: bool = False

    def __str__(self) -> str:
        return finding_in_words(self.finding, self.marked)

    @property
    def sentence(self) -> str:
        """What is said, and about which caption on which networks, in the active language."""
        if self.in_hashtags:
            return str(self)
        values = {"words": first_words(self.text), "problem": str(self)}
        if not self.networks:
            return _("“%(words)s”: %(problem)s") % values
        listed = get_text_list(list(self.networks), pgettext("on these networks", "and"))
        return _("“%(words)s”, on %(networks)s: %(problem)s") % {**values, "networks": listed}


def caption_findings(item: ShareableItem, captions: Iterable[Caption] | None = None) -> Iterator[CaptionFinding]:
    """Yield what checks say about the captions of ``item`` as it stands in memory, of each the gravest first.

    Asks the database a fixed number of queries, none if there is no check. Raises whatever a check raises.
    """
    if registries.caption_checks:
        for caption in item.captions.all() if captions is None else captions:
            yield from _findings(item, caption)


def checked_remarks(item: ShareableItem, captions: Iterable[Caption] | None = None) -> Iterator[CaptionRemark]:
    """Yield the same as remarks, a few of each caption.

    A check that fails or takes too long is one remark, and stops nobody.
    """
    if not registries.caption_checks:
        return
    failed, told, begun = False, set(), monotonic()
    for number, caption in enumerate(item.captions.all() if captions is None else captions):
        if number and monotonic() - begun > SECONDS:
            yield _in_time(number)
            break
        try:
            found = list(caption_findings(item, [caption]))
        except Exception:  # Whatever a site's check raises, a draft must be saved; the dialog asks the check itself.
            if not failed:
                logger.exception("A check of captions failed.")
            failed = True
            continue
        own = [each for each in found if not each.in_hashtags]
        for each in own[:MOST]:
            yield CaptionRemark("caption-check", each.sentence, _("Change the words"), number, _severity(each.finding))
        if len(own) > MOST:
            sentence = _more(caption, len(own) - MOST)
            yield CaptionRemark("caption-check-more", sentence, _("Change the words"), number)
        for each in found:
            # Every caption is offered with the same hashtags.
            if each.in_hashtags and str(each) not in told:
                told.add(str(each))
                yield _on_hashtags(item, each)
    if failed:
        sentence = _(
            "Not every caption could be checked against your guidelines, because a check failed. Colleagues may be "
            "stopped when they share. Tell whoever looks after this site."
        )
        yield CaptionRemark("caption-unchecked", sentence, _("See the captions"))


def finding_in_words(finding: Finding, marked: str = "") -> str:
    """Return what ``finding`` says, about which words, and what would be better, in the active language."""
    parts = [str(finding.message)]
    if marked.strip():
        parts.append(_("Marked: “%(words)s”.") % {"words": first_words(marked)})
    if finding.suggestion:
        parts.append(_("Better: %(better)s") % {"better": finding.suggestion})
    return " ".join(parts)


def _in_time(number: int) -> CaptionRemark:
    sentence = ngettext(
        "Only the first caption could be checked against your guidelines in time. Shorten it and save again.",
        "Only the first %(count)s captions could be checked against your guidelines in time. Shorten them, or keep "
        "fewer, and save again.",
        number,
    )
    return CaptionRemark("caption-late", sentence % {"count": number_format(number)}, _("See the captions"))


def _more(caption: Caption, number: int) -> str:
    sentence = ngettext(
        "“%(words)s” has %(count)s more point like these.", "“%(words)s” has %(count)s more points like these.", number
    )
    return sentence % {"words": first_words(caption.text), "count": number_format(number)}


def _on_hashtags(item: ShareableItem, found: CaptionFinding) -> CaptionRemark:
    own = found.marked.strip("#").casefold() in item.hashtags.casefold()
    field, label = ("hashtags", _("Correct the hashtags")) if own else ("campaign", _("Choose another campaign"))
    return CaptionRemark("hashtag-check", str(found), label, severity=_severity(found.finding), field=field)


def _severity(finding: Finding) -> Severity:
    return "must" if finding.severity == "must" else "should"


def _findings(item: ShareableItem, caption: Caption) -> list[CaptionFinding]:
    """Return what checks say on any network; what they say on several is one finding."""
    text, networks = clean(caption.text[:LONGEST]).strip(), networks_for(item, caption)
    offered = offered_words(text, caption.language, item.hashtag_list(), settings_of(item))
    found: dict[tuple, CaptionFinding] = {}
    for network in networks:
        for each in _on(item, caption, offered, network):
            finding = each.finding
            key = (finding.severity, str(finding.message), finding.span, str(finding.suggestion), each.marked)
            known = found.get(key, each)
            # Two checks may say the same on one network.
            found[key] = replace(known, networks=tuple(dict.fromkeys([*known.networks, str(network.label)])))
    everywhere = len(networks)
    told = [replace(each, networks=()) if len(each.networks) >= everywhere else each for each in found.values()]
    return sorted(told, key=lambda each: each.finding.severity != "must")


def _on(item: ShareableItem, caption: Caption, offered: OfferedWords, network: Network) -> Iterator[CaptionFinding]:
    context = CheckContext(
        site=item.site,
        network=network.key,
        language=caption.language,
        item=item,
        campaign=item.campaign,
        category=item.category,
        link=link_address(ALPHABET[0] * LENGTH),
        image_alt=item.image_alt,
        today=timezone.localdate(),
    )
    findings = dict.fromkeys(_hashable(each) for each in check_caption(str(offered), context).findings)
    blamed = _of_the_disclosure(offered, context) if any(each.span is None for each in findings) else set()
    start, end = len(offered.before), len(offered.before) + len(offered.text)
    for finding in findings:
        if finding.span is None:
            if (finding.severity, finding.message) not in blamed:
                yield CaptionFinding(caption, (), _shifted(finding, offered), offered.text)
        elif finding.span[0] >= end and finding.span[1] > end:
            marked = str(offered)[slice(*finding.span)]
            yield CaptionFinding(caption, (), replace(finding, span=None, fix=None), offered.text, marked, True)
        elif finding.span[0] >= start or finding.span[1] > start:
            shifted = _shifted(finding, offered)
            marked = offered.text[slice(*(shifted.span or (0, 0)))]
            yield CaptionFinding(caption, (), shifted, offered.text, marked)


def _hashable(finding: Finding) -> Finding:
    span = finding.span
    return replace(finding, span=(int(span[0]), int(span[1])) if span else None)


def _of_the_disclosure(offered: OfferedWords, context: CheckContext) -> set[tuple[str, str]]:
    """Return what is said of the whole text for the words before the caption alone, not for the caption itself."""
    if not offered.before:
        return set()

    def said(text: str) -> set[tuple[str, str]]:
        found = check_caption(text, context).findings
        return {(each.severity, each.message) for each in found if each.span is None}

    return said(offered.before.strip()) - said(f"{offered.text}{offered.after}")


def _shifted(finding: Finding, offered: OfferedWords) -> Finding:
    """Return ``finding`` as one of the caption alone; a fix that reaches beyond it is left out."""
    start, most, fix = len(offered.before), len(offered.text), finding.fix
    span = finding.span
    if span:
        first, last = (min(max(place - start, 0), most) for place in span)
        span = (first, max(first, last))
    if fix:
        fits = start <= fix.start <= fix.end <= start + most
        fix = replace(fix, start=fix.start - start, end=fix.end - start) if fits else None
    return replace(finding, span=span, fix=fix)
