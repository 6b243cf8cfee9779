"""Which words are offered first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import translation

from ..library.models import Caption, ShareableItem
from ..library.words import offered_words
from .models import Share
from .words import words_hash

if TYPE_CHECKING:
    from ..models import AdvocacySettings

MOST_IDEAS = 5
"""Captions shown to people who write their own words; more would be read instead of written."""


def captions_of(item: ShareableItem) -> QuerySet[Caption]:
    """Return the captions of ``item`` and of its translations that are live themselves: a draft's words wait for it."""
    translations = ShareableItem.objects.filter(translation_key=item.translation_key, site=item.site_id).shareable()
    return Caption.objects.filter(Q(item=item) | Q(item__in=translations))


def ranked_captions(item: ShareableItem, languages: Sequence[str]) -> list[tuple[int, Caption]]:
    """Return the captions of ``item`` and of its live translations for all networks with their ranks, in one query.

    First those in the first of ``languages`` or its kin (de, de-at), then the next; then the item's own language, then
    others. Among equals the least used comes first.
    """
    used = Share.objects.filter(caption=OuterRef("pk")).order_by().values("caption").annotate(number=Count("pk"))
    uses = Coalesce(Subquery(used.values("number")), 0)
    wanted = [*languages, item.locale.language_code]
    captions = captions_of(item).annotate(uses=uses).order_by("uses", "pk")
    return sorted(((_rank(each.language, wanted), each) for each in captions), key=lambda pair: pair[0])


def for_network(ranked: Iterable[tuple[int, Caption]], network: str) -> list[Caption]:
    """Return those of ``ranked`` captions that fit ``network``: of each rank first those written for it."""
    fitting = [(rank, each.network == "", each) for rank, each in ranked if each.network in (network, "")]
    return [each for _rank, _any, each in sorted(fitting, key=lambda entry: entry[:2])]


def _rank(language: str, wanted: Sequence[str]) -> int:
    for place, each in enumerate(wanted):
        if language == each:
            return 2 * place
        if language.split("-")[0] == each.split("-")[0]:
            return 2 * place + 1
    return 2 * len(wanted)


def suggested_caption(item: ShareableItem, network: str, language: str) -> Caption | None:
    """Return the least used caption for ``network``, in ``language`` or its kin (de, de-at) if there is one.

    Captions for that very network come before those for any.

    Captions of all live translations of the item count; an item without a caption in that language offers its own.
    """
    return next(iter(for_network(ranked_captions(item, [language]), network)), None)


def next_caption(captions: Sequence[Caption], current: Caption | None) -> Caption | None:
    """Return the one of ``captions`` that comes after ``current``; after the last the first."""
    if not captions:
        return None
    places = [each.pk for each in captions]
    at = places.index(current.pk) if current and current.pk in places else -1
    return captions[(at + 1) % len(captions)]


def language_of(item: ShareableItem, caption: Caption | None, quote: str = "") -> str:
    """Return the language of the words to start from; who writes their own writes the one they read."""
    if caption and not quote and not needs_own_words(item):
        return caption.language
    # An item that is previewed before it is saved has no language of its own yet.
    if needs_own_words(item) or not item.locale_id:
        return str(translation.get_language())
    return item.locale.language_code


def suggested_words(item: ShareableItem, caption: Caption | None, settings: AdvocacySettings, quote: str = "") -> str:
    """Return the words to start from: who I am, in their language, what there is to say, the hashtags.

    What there is to say is the ``quote`` somebody chose on a page, else the caption, else the headline; nothing for an
    item that everybody shares in their own words.
    """
    text = quote or (caption.text.strip() if caption else item.headline)
    if needs_own_words(item):
        text = ""
    return str(offered_words(text, language_of(item, caption, quote), item.hashtag_list(), settings))


def needs_own_words(item: ShareableItem) -> bool:
    """Return whether everybody who shares ``item`` writes their own words."""
    return item.own_words == item.OwnWords.REQUIRED


@dataclass(frozen=True)
class Idea:
    """Prepared words, and the code of the language they are in."""

    text: str
    language: str


def ideas_of(captions: Iterable[Caption], languages: Sequence[str], quote: str = "", spoken: str = "") -> list[Idea]:
    """Return prepared words as ideas for people who write their own: a few, those that fit best first.

    Those in other than the reader's ``languages`` are shown only to who would see none. ``quote`` is in the language
    ``spoken``.
    """
    found = [Idea(each.text, each.language) for each in captions]
    ideas = [each for each in found if _rank(each.language, languages) < 2 * len(languages)] or found
    ideas = ([Idea(quote, spoken)] if quote else []) + ideas[:MOST_IDEAS]
    return list({each.text: each for each in reversed(ideas)}.values())[::-1]


def are_prepared(words: str, item: ShareableItem, settings: AdvocacySettings, quote: str = "") -> bool:
    """Return whether ``words`` are, but for case, punctuation and hashtags, words that somebody prepared for ``item``.

    The captions of all its translations count, the headline, and the ``quote`` that the dialog was opened with, each
    also with the disclosure before or behind it.
    """
    captions = Caption.objects.filter(item__translation_key=item.translation_key).values_list("text", flat=True)
    texts = [item.headline, quote, *captions]
    prepared = {words_hash(text) for text in texts}
    for said in settings.all_disclosures():
        prepared |= {words_hash(each) for text in texts for each in (f"{said} {text}", f"{text} {said}")}
    return words_hash(words) in prepared - {""}


def are_missing(words: str, settings: AdvocacySettings) -> bool:
    """Return whether ``words`` say nothing of their own: no word, or just that I work here."""
    return words_hash(words) in {"", *map(words_hash, settings.all_disclosures())}
