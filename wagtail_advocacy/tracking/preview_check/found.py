"""What one network makes of a look: the answer that its crawler got, the card, and the picture on it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ...networks.base import Network
from .looking import Answer, Look, picture_of, whole_address
from .pictures import Picture
from .walls import is_consent, is_login


@dataclass(frozen=True)
class Card:
    """What stands on a card. ``image`` is the picture's address as the page writes it."""

    title: str = ""
    description: str = ""
    site_name: str = ""
    image: str = ""
    image_alt: str = ""


@dataclass(frozen=True)
class Found:
    """What ``network`` finds. ``card`` and ``picture`` are those of the page, whatever the network does with them."""

    network: Network
    look: Look
    answer: Answer
    card: Card
    picture: Picture | None

    @property
    def is_forbidden(self) -> bool:
        crawler = self.network.crawler
        return bool(crawler and crawler.token in self.look.forbidden)

    @property
    def is_login(self) -> bool:
        page = self.answer.page
        return bool(page and is_login(self.look.url, self.answer.url, page))

    @property
    def is_consent(self) -> bool:
        return bool(self.answer.page and is_consent(self.look.url, self.answer.url))

    @property
    def has_page(self) -> bool:
        """Whether the network reads the page that is meant, and not something before it."""
        return bool(self.answer.page) and not (self.is_login or self.is_consent)

    @property
    def shows_card(self) -> bool:
        return self.has_page and not self.is_forbidden and bool(self.card.title)

    @property
    def shows_picture(self) -> bool:
        """Whether the picture gets onto this network's card."""
        picture, rules = self.picture, self.network.picture
        return bool(
            picture
            and not picture.reason
            and self.shows_card
            and (rules.resolves or is_whole(self.card.image))
            and rules.reads(picture.format)
            and not rules.is_too_heavy(picture.bytes)
        )


def found_by(network: Network, look: Look) -> Found:
    """Return what ``network`` finds at the address that was looked at."""
    answer = look.answer_for(network.crawler)
    card = card_of(answer, network)
    address = whole_address(answer.url, card.image)
    return Found(network, look, answer, card, look.pictures.get(address) if address else None)


def card_of(answer: Answer, network: Network) -> Card:
    """Return the card that ``network`` makes of what it got; an empty one where it got nothing."""
    page, crawler = answer.page, network.crawler
    if page is None:
        return Card()
    prefixes = ("twitter", "og") if crawler and crawler.twitter_first else ("og", "twitter")
    return Card(
        title=page.first(*(f"{each}:title" for each in prefixes)) or page.title,
        description=page.first(*(f"{each}:description" for each in prefixes), "description"),
        site_name=page.first("og:site_name"),
        image=picture_of(page, crawler),
        image_alt=page.first(*(f"{each}:image:alt" for each in prefixes)),
    )


def is_whole(address: str) -> bool:
    """Return whether an address says its protocol and host itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
