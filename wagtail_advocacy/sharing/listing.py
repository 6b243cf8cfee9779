"""The list of the hub: which items stand on a page of it, and what its reader sees beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale, Site

from ..library.managers import ShareableItemQuerySet
from ..library.models import Caption, ShareableItem
from ..networks.base import Network
from .facets import Facets
from .models import Dismissal, Preferences, Saved, Share
from .narrowing import Narrowing

PER_PAGE = 24
MOST_PAGES = 10
"""Pages that one answer may hold, for who comes back to a list that had grown."""


@dataclass(frozen=True)
class CardPage:
    """One page of the hub or several on end, and whether there are others. How many, nobody needs to count."""

    number: int
    last: int
    object_list: Sequence[ShareableItem]
    has_next: bool

    def __iter__(self) -> Iterator[ShareableItem]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def next_page_number(self) -> int:
        return self.last + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1


class FeaturedFirst:
    """The primary keys of ``items``: those of ``featured`` that still are, then the newest; cut like a queryset.

    One list of thousands by date comes from an index; sorted by whether each is featured it would be read as a whole.
    """

    def __init__(self, items: ShareableItemQuerySet, featured: frozenset[int]) -> None:
        newest = items.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
        self.head = list(newest.filter(pk__in=featured, featured_until__gt=timezone.now()))
        self.rest = newest.exclude(pk__in=self.head)

    def __getitem__(self, part: slice) -> list[int]:
        start, stop = (max(each - len(self.head), 0) for each in (part.start, part.stop))
        return [*self.head[part], *self.rest[start:stop]]


def in_order(
    items: ShareableItemQuerySet,
    user: Any,
    narrowing: Narrowing,
    locale: Locale,
    preferences: Preferences,
    facets: Facets,
) -> Any:
    """Return the primary keys of ``items`` in the order of the list: what one kept oneself by when, else the hub's."""
    kept: dict[str, tuple[Any, str]] = {"saved": (Saved, "-saved_at"), "hidden": (Dismissal, "-dismissed_at")}
    if narrowing.mine in kept:
        model, newest = kept[narrowing.mine]
        rows = model.objects.filter(Exists(items.order_by().filter(pk=OuterRef("item"))), user_id=user.pk)
        return rows.order_by(newest, "-pk").values_list("item", flat=True)
    topics = list(preferences.topics.values_list("pk", flat=True)) if preferences.pk else []
    if len(facets.languages) < 2 and not topics:
        return FeaturedFirst(items, facets.featured)
    return items.hub_order(_locales(preferences, locale), topics).values_list("pk", flat=True)


def _locales(preferences: Preferences, active: Locale) -> list[int]:
    codes = preferences.known_languages
    if not codes:
        return [active.pk]
    known = dict(Locale.objects.filter(language_code__in=codes).values_list("language_code", "pk"))
    return list(dict.fromkeys([*(known[code] for code in codes if code in known), active.pk]))


def card_page(order: Any, asked: QueryDict, user: Any) -> CardPage:
    """Return the page ``p`` that was asked for, or the pages from there up to ``to``; the first if there is no such.

    ``gone`` says how many items of the pages before it have left the list since they were shown.
    """
    last = max(_number(asked.get("to")) or _number(asked.get("p")), _number(asked.get("p")), 1)
    number = max(_number(asked.get("p")) or 1, last - MOST_PAGES + 1)
    first = max((number - 1) * PER_PAGE - _number(asked.get("gone")), 0)
    length = (last - number + 1) * PER_PAGE
    # Bare numbers first: sorting whole cards, most of which are not shown, is what takes time.
    ids = list(order[first : first + length + 1])
    if first and not ids:
        return card_page(order, QueryDict(), user)
    shown = _cards(ids[:length], user)
    # A list that has grown shorter meanwhile ends where it ends.
    reached = number + max(len(ids[:length]) - 1, 0) // PER_PAGE
    return CardPage(number, reached, shown, has_next=len(ids) > length)


def _cards(ids: list[int], user: Any) -> list[ShareableItem]:
    mine = {"user_id": user.pk, "item": OuterRef("pk")}
    cards = (
        ShareableItem.objects.with_card()
        # What strangers see stands on no card, and is long.
        .defer("target__card", "target__fallback")
        .annotate(
            shared=Exists(Share.objects.by(user).filter(item=OuterRef("pk"))),
            saved=Exists(Saved.objects.filter(**mine)),
            hidden=Exists(Dismissal.objects.filter(**mine)),
        )
        .in_bulk(ids)
    )
    return [cards[pk] for pk in ids if pk in cards]


def tell_networks(cards: Sequence[ShareableItem], networks: dict[str, Network], site: Site | None) -> None:
    """Tell each card for which networks words are prepared: ``words_for`` (labels), or ``has_words``: for any network.

    Captions of an item's translations count, as they do in the dialog.
    """
    keys = {card.translation_key for card in cards}
    live = {"item__translation_key__in": keys, "item__live": True, "item__site": site}
    found: dict[Any, set[str]] = defaultdict(set)
    rows = Caption.objects.filter(**live).order_by().values_list("item__translation_key", "network").distinct()
    for key, network in rows:
        found[key].add(network)
    for card in cards:
        prepared = found[card.translation_key]
        card.has_words = "" in prepared
        card.words_for = (
            [] if card.has_words else [str(each.label) for key, each in networks.items() if key in prepared]
        )


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else 0
