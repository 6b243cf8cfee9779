"""What is still open about an item, in words: the editor, its messages and its refusals say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...fetch import AddressNotPublic, require_public
from ...registries import item_remarks
from ..destinations import LinkNotPublic, Publicity
from ..files import can_be_read
from .on_captions import CaptionRemark, Severity, caption_remarks
from .on_pictures import picture_remarks
from .on_words import CaptionFinding, caption_findings, checked_remarks, finding_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from ..models import Caption, ShareableItem

__all__ = [
    "CaptionFinding",
    "Remark",
    "blocking_remarks",
    "caption_findings",
    "destination_remarks",
    "finding_in_words",
    "remarks_at_source",
    "remarks_on",
    "word_remarks",
]


@dataclass(frozen=True)
class Remark:
    """One open point: ``message`` says what and what to do; ``must`` keeps an item from going out, ``should`` never.

    ``field`` is the form's field. ``label`` and ``url`` are the one way on: a fragment of the editor, or an address.
    ``caption_number`` counts the captions from 0, for a remark on one of them.
    """

    key: str
    field: str
    message: str
    severity: Severity
    label: str
    url: str
    caption_number: int | None = None

    def seen_from(self, editor: str) -> Remark:
        """Return the remark for readers elsewhere than in the editor, which is at the address ``editor``."""
        return replace(self, url=f"{editor}{self.url}") if self.url.startswith("#") else self


def remarks_on(item: ShareableItem, publicity: Publicity | None = None) -> list[Remark]:
    """Return what is open about ``item`` as it stands in memory; what blocks comes first.

    Asks the database a fixed number of queries, and the name server once if the item leads to an address that is
    not live yet and no proxy is set. An item that is edited at its source has its remarks there, so it has none.
    """
    if item.is_from_source:
        return []
    words, publicity = word_remarks(item), publicity or Publicity()
    return [
        *destination_remarks(item, publicity),
        *(remark for remark in words if remark.severity == "must"),
        *(remark for remarks in item_remarks for remark in remarks(item, publicity)),
        *(remark for rule in SHOULD for remark in rule(item)),
        *(remark for remark in words if remark.severity == "should"),
    ]


def remarks_at_source(item: ShareableItem, source: str) -> list[Remark]:
    """Return what checks say about captions that another model offers; ``source`` is where they are changed.

    Nothing of it stops the offer: what is offered goes out as long as its source says so.
    """
    return [replace(remark, severity="should", url=source) for remark in word_remarks(item)]


def blocking_remarks(item: ShareableItem, publicity: Publicity | None = None) -> list[Remark]:
    """Return why ``item`` may not be published, scheduled or submitted."""
    return [*destination_remarks(item, publicity), *(each for each in word_remarks(item) if each.severity == "must")]


def word_remarks(item: ShareableItem, captions: Iterable[Caption] | None = None) -> list[Remark]:
    """Return what checks say about the captions of ``item``, or about these ``captions`` instead."""
    return [_on_caption(found) for found in checked_remarks(item, captions)]


def destination_remarks(item: ShareableItem, publicity: Publicity | None = None) -> list[Remark]:
    """Return why strangers could not open what ``item`` leads to."""
    kinds = item.Destination
    if item.destination == kinds.CARD:
        return []
    try:
        (publicity or Publicity()).url_of(item)
        if item.destination == kinds.ADDRESS and not _is_live_with_its_address(item):
            require_public(item.address)
    except (LinkNotPublic, AddressNotPublic) as problem:
        message = str(problem)
    except TimeoutError:
        message = _("Whether people outside can open this address could not be found out in time. Try again.")
    else:
        return []
    field = "page" if item.destination == kinds.PAGE else "address"
    return [Remark("destination", field, message, "must", _("Choose another destination"), place_of(field))]


def _is_live_with_its_address(item: ShareableItem) -> bool:
    # The item may be a draft; what strangers reach today stands in the row alone.
    live = type(item)._default_manager.filter(pk=item.pk, live=True)
    return live.filter(destination=item.Destination.ADDRESS, address=item.address).exists()


def place_of(field: str) -> str:
    """Return the fragment that leads to ``field`` in the editor."""
    # Every panel gives the label of its field this id; the widget itself may be hidden.
    return f"#id_{field}-label"


def renewal_address(item: ShareableItem) -> str:
    """Return the address of the admin page on which ``item`` is renewed."""
    return reverse("wagtail_advocacy_library:renew", args=[item.pk])


def _should(key: str, field: str, message: str, label: str, url: str = "") -> Remark:
    return Remark(key, field, message, "should", label, url or place_of(field))


def _life(item: ShareableItem) -> Iterator[Remark]:
    if item.pk and item.expired and not item.live:
        yield _should(
            "expired",
            "expire_at",
            _("It expired and has left the hub. Renew it to offer it again."),
            _("Renew it"),
            renewal_address(item),
        )


def _campaign(item: ShareableItem) -> Iterator[Remark]:
    campaign, now = item.campaign, timezone.now()
    if campaign is None:
        return
    ends = min((end for end in (campaign.closes_at, campaign.expire_at) if end), default=None)
    values = {"campaign": campaign.title}
    another = _("Choose another campaign")
    if (ends and ends <= now) or campaign.expired:
        sentence = _("The campaign “%(campaign)s” is over, so colleagues do not see this. Choose another one, or none.")
        yield _should("campaign-over", "campaign", sentence % values, another)
    elif not campaign.live:
        sentence = _("The campaign “%(campaign)s” is not published, so colleagues do not see this yet.")
        yield _should("campaign-draft", "campaign", sentence % values, another)
    elif campaign.opens_at and campaign.opens_at > now:
        sentence = _("The campaign “%(campaign)s” begins on %(day)s: until then this waits outside the hub.")
        yield _should("campaign-ahead", "campaign", sentence % {**values, "day": _day(campaign.opens_at)}, another)
    elif ends and item.expire_at and item.expire_at > ends:
        sentence = _(
            "It leaves the hub on %(day)s with its campaign “%(campaign)s”, before it expires itself. "
            "Choose another campaign if it should stay."
        )
        yield _should("campaign-first", "campaign", sentence % {**values, "day": _day(ends)}, another)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def _hashtags(item: ShareableItem) -> Iterator[Remark]:
    words = [word.lstrip("#") for word in item.hashtags.split() if word.strip("#")]
    if wrong := next((word for word in words if not _is_hashtag(word)), None):
        sentence = _(
            "“#%(word)s” breaks off on most networks. Use letters and digits only, with spaces between hashtags."
        )
        yield _should("hashtags", "hashtags", sentence % {"word": wrong}, _("Correct the hashtags"))


def _is_hashtag(word: str) -> bool:
    # Networks end a hashtag at the first sign that is no letter, digit or underscore, and link none of digits alone.
    return all(sign.isalnum() or sign == "_" for sign in word) and not word.isdigit()


def _captions(item: ShareableItem) -> Iterator[Remark]:
    for found in caption_remarks(item):
        yield _on_caption(found)


def _on_caption(found: CaptionRemark) -> Remark:
    if found.number is not None:
        field = f"captions-{found.number}-text"
        place = f"#id_{field}"
    else:
        field = found.field or "captions"
        place = place_of(field) if found.field else "#id_captions-ADD"
    return Remark(found.key, field, found.message, found.severity, found.label, place, found.number)


def _picture(item: ShareableItem) -> Iterator[Remark]:
    for key, field, message, label in picture_remarks(item):
        yield _should(key, field, message, label)


def _attachment(item: ShareableItem) -> Iterator[Remark]:
    document: Any = item.attachment
    if document and not can_be_read(document):
        sentence = _(
            "The file of “%(document)s” is gone, so colleagues are not offered it. Upload it again, or choose another."
        )
        yield _should("attachment-gone", "attachment", sentence % {"document": document.title}, _("Choose a file"))


SHOULD: tuple[Callable[[ShareableItem], Iterator[Remark]], ...] = (
    _life,
    _picture,
    _attachment,
    _captions,
    _campaign,
    _hashtags,
)
