"""Card pictures: drawn once at publish, kept where the link host can read them."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from ..conf import card_storage
from ..links.models import Target

if TYPE_CHECKING:
    from .models import ShareableItem

logger = logging.getLogger(__name__)

PICTURE_FACTS = frozenset({"image", "width", "height", "bytes", "picture_of"})

# One size suits every network that draws large cards (1.91 : 1, below 1 MB).
WIDTH, HEIGHT = 1200, 630
FILTER = f"fill-{WIDTH}x{HEIGHT}|format-jpeg|jpegquality-80"


def picture_key(item: ShareableItem) -> str | None:
    """Return what the picture of ``item`` is made from; a new one is drawn when this changes."""
    image: Any = item.image
    return f"{image.pk}:{image.file_hash}:{image.get_focal_point()}" if image else None


def draw(item: ShareableItem) -> bool:
    """Write the card picture of ``item`` and name it in its target; return whether anything changed."""
    target, key = item.target, picture_key(item)
    if target is None or target.card.get("picture_of") == key:
        return False
    picture = _picture(item) if key else {}
    card = {name: value for name, value in target.card.items() if name not in PICTURE_FACTS}
    # Drawing takes its time. Who wrote other words meanwhile has the picture drawn again, for them.
    unchanged = Target.objects.filter(pk=target.pk, updated_at=target.updated_at)
    return bool(unchanged.update(card={**card, **picture, "picture_of": key}))


def sweep(now: datetime | None = None) -> int:
    """Delete pictures older than a day that no open target shows; return how many.

    A picture that left the intranet, or belongs to something that is over, does not stay in the open.
    """
    storage, yesterday = card_storage(), (now or timezone.now()) - timedelta(days=1)
    shown = set(Target.objects.open().values_list("card__image", flat=True))
    try:
        names = [name for name in storage.listdir("")[1] if name.endswith(".jpg") and name not in shown]
    except FileNotFoundError:
        return 0
    old = [name for name in names if storage.get_modified_time(name) < yesterday]
    # A target that opens again has its picture drawn again.
    gone = Target.objects.filter(card__image__in=old)
    for target in gone:
        facts = {name: value for name, value in target.card.items() if name not in PICTURE_FACTS}
        Target.objects.filter(pk=target.pk).update(card=facts)
    for name in old:
        storage.delete(name)
    return len(old)


def _picture(item: ShareableItem) -> dict[str, Any]:
    image: Any = item.image
    try:
        rendition = image.get_rendition(FILTER)
        with rendition.file.storage.open(rendition.file.name) as file:
            content = file.read()
    except Exception as error:
        # Image libraries raise whatever they like on strange files. A card without its picture beats no card; the
        # picture is tried again when the image changes.
        logger.warning("card picture of item %s: %s", item.pk, type(error).__name__)
        return {}
    name = f"{hashlib.blake2b(content, digest_size=16).hexdigest()}.jpg"
    storage = card_storage()
    if not storage.exists(name):
        storage.save(name, ContentFile(content))
    return {"image": name, "width": rendition.width, "height": rendition.height, "bytes": len(content)}
