"""The card of each network, kept as JSON and shown again in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from ...networks.base import Crawler, Network
from .found import found_by
from .looking import Look
from .problems import HINT, PROBLEMS, in_words, is_wrong


@dataclass(frozen=True)
class Told:
    """A problem in words. ``networks`` are their names; nobody in particular if it concerns all that were asked."""

    code: str
    sentence: str
    severity: str
    networks: tuple[str, ...] = ()
    is_accepted: bool = False

    @property
    def is_wrong(self) -> bool:
        return self.severity != HINT


@dataclass(frozen=True)
class ShownCard:
    """The card of the network ``label``; ``item`` and ``network`` speak for it as elements/network_card.html asks."""

    label: Any
    crawler: Crawler | None
    item: Any
    network: Any
    site: str = ""
    alt: str = ""
    has_card: bool = False
    has_picture: bool = False
    problems: list[Told] = field(default_factory=list)


def page_as_json(look: Look, networks: Iterable[Network]) -> dict[str, Any]:
    """Return what is kept of a look: where it arrived, and the card of each network, equal ones once."""
    cards: list[dict[str, Any]] = []
    by_network: dict[str, int] = {}
    for found in (found_by(network, look) for network in networks):
        card = {
            "title": found.card.title,
            "description": found.card.description,
            "site_name": found.card.site_name,
            "alt": found.card.image_alt,
            "url": found.answer.url,
            # The card of a login is what people would see, so it is shown as well.
            "card": bool(found.answer.page and found.card.title) and not found.is_forbidden,
            "picture": found.shows_picture and bool(look.small) and found.picture == next(iter(look.pictures.values())),
        }
        if card not in cards:
            cards.append(card)
        by_network[found.network.key] = cards.index(card)
    return {"url": look.plain.url, "cards": cards, "networks": by_network}


def told(problems: Iterable[Mapping[str, Any]], asked: Mapping[str, Network], accepted: Iterable[str]) -> list[Told]:
    """Return stored ``problems`` in words; ``asked`` are the networks that the look was made for, by key."""
    accepted = set(accepted)
    return [
        Told(
            problem["code"],
            sentence,
            PROBLEMS[problem["code"]].severity,
            () if set(asked) <= set(problem["networks"]) else _labels(problem["networks"], asked),
            problem["code"] in accepted and is_wrong(problem),
        )
        for problem in problems
        if (sentence := in_words(problem))
    ]


def _labels(keys: Iterable[str], known: Mapping[str, Network]) -> tuple[str, ...]:
    return tuple(str(known[key].label) for key in keys if key in known)


def cards_of(page: Mapping[str, Any], asked: Mapping[str, Network], problems: list[Told]) -> list[ShownCard]:
    """Return a card for each of the networks that the look was made for, with the problems that are only theirs."""
    shown = []
    for key, network in asked.items():
        card = page["cards"][page["networks"][key]]
        shown.append(
            ShownCard(
                label=network.label,
                crawler=network.crawler,
                item=SimpleNamespace(headline=card["title"], description=card["description"], image=None),
                network=SimpleNamespace(card_parts=network.card_parts or Network.card_parts),
                site=network.site_line(card["url"], card["site_name"]),
                alt=card["alt"],
                has_card=card["card"],
                has_picture=card["picture"],
                problems=[each for each in problems if str(network.label) in each.networks],
            )
        )
    return shown
