"""What is open about the suggested words of an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from ...links.addresses import link_address
from ...links.codes import ALPHABET, LENGTH
from ...networks.base import Network, Post
from ...networks.texts import words_hash
from ..programme import networks_of, settings_of
from ..words import offered_words

if TYPE_CHECKING:
    from ..models import Caption, ShareableItem

Severity = Literal["must", "should"]


@dataclass(frozen=True)
class CaptionRemark:
    """``number`` counts the captions from 0, as their forms do; ``None``: the remark is about all of them, or about
    another ``field`` of the item.
    """

    key: str
    message: str
    label: str
    number: int | None = None
    severity: Severity = "should"
    field: str = ""


def caption_remarks(item: ShareableItem) -> Iterator[CaptionRemark]:
    """Yield what is open, in the order of the captions."""
    captions: list[Caption] = list(item.captions.all())
    yield from _missing(item, captions)
    for number, caption in enumerate(captions):
        if sentence := _too_long(item, caption):
            yield CaptionRemark("caption-long", sentence, _("Shorten it"), number)
    for number, caption in enumerate(captions):
        earlier = [other for other in captions[:number] if _may_meet(other, caption)]
        if (same := words_hash(caption.text)) and same in {words_hash(other.text) for other in earlier}:
            sentence = _("“%(words)s” is there twice: colleagues would say the same. Write it anew, or delete it.")
            yield CaptionRemark(
                "caption-twice", sentence % {"words": first_words(caption.text)}, _("Write it anew"), number
            )


def _missing(item: ShareableItem, captions: list[Caption]) -> Iterator[CaptionRemark]:
    # Where everybody writes their own words, captions only inspire.
    if item.own_words == item.OwnWords.REQUIRED:
        return
    languages = get_content_languages()
    there = {caption.language for caption in captions}
    if not languages.keys() <= there:
        there |= _of_translations(item)
    if not there:
        sentence = _("It has no caption, so colleagues start from nothing but the headline. Suggest some words.")
        yield CaptionRemark("caption-none", sentence, _("Add a caption"))
        return
    if missing := [str(name) for code, name in languages.items() if code not in there]:
        sentence = _("There is no caption in %(languages)s. Suggest some words for colleagues who write it.")
        listed = get_text_list(missing, _("or"))
        yield CaptionRemark("caption-language", sentence % {"languages": listed}, _("Add a caption"))


def _of_translations(item: ShareableItem) -> set[str]:
    """Return the languages of the captions that the dialog takes from translations of ``item``."""
    items = type(item)._default_manager.filter(translation_key=item.translation_key, site=item.site_id)
    # What is out has what is out beside it; drafts wait for each other.
    translations = (items.shareable() if item.live else items).exclude(pk=item.pk)
    return set(translations.exclude(captions=None).values_list("captions__language", flat=True))


def _too_long(item: ShareableItem, caption: Caption) -> str:
    """Return what the first network that does not take the finished post would say; it holds more than the caption."""
    text = str(offered_words(caption.text.strip(), caption.language, (), settings_of(item)))
    post = Post(text, link_address(ALPHABET[0] * LENGTH), headline=item.headline, hashtags=item.hashtag_list())
    for network in networks_for(item, caption):
        # Where there is no limit, a share is never stopped; what it says then is for the person who shares.
        if network.limit is not None and (problems := network.problems(post)):
            sentence = _("“%(words)s”: %(problem)s The link, hashtags and the words that say “I work here” count too.")
            return sentence % {"words": first_words(caption.text), "problem": " ".join(problems)}
    return ""


def networks_for(item: ShareableItem, caption: Caption) -> list[Network]:
    """Return the networks of the programme on which ``caption`` may be offered."""
    return [each for each in networks_of(item) if caption.network in ("", each.key)]


def _may_meet(one: Caption, other: Caption) -> bool:
    return one.network == other.network or not (one.network and other.network)


def first_words(text: str) -> str:
    """Return what ``text`` is recognised by, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
