"""What previews of blocks are filled with: the newest item of this editor, or one that we made up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale

from .models import Campaign, ContentCategory, ShareableItem
from .presentation import Attachment, attachment_of, shareable_for
from .progress import Progress


def for_request(request: Any) -> dict[str, Any]:
    """Return everything that any block of ours shows."""
    real = shareable_for(request).with_card().order_by("-first_published_at", "-pk").first() if request else None
    item = real or _item()
    campaign = item.campaign or _campaign()
    return {
        "item": item,
        "items": [item],
        "share_url": "",
        "assets": False,
        "category": item.category or _category(),
        "campaign": campaign,
        "progress": Progress(124, 400, Campaign.Metric.CLICKS),
        "attachment": attachment_of(item) or Attachment(_("How we work"), "PDF", 734_003, ""),
        "title": _("Worth telling others about"),
        "text": _("We found eleven leaks in nine days, by listening."),
        "person": _("Somebody of yours, what they do"),
    }


def _item() -> ShareableItem:
    return ShareableItem(
        pk=0,
        locale=Locale.get_active(),
        headline=_("The headline of an item"),
        why=_("Why colleagues share it, in one line."),
        category=_category(),
    )


def _category() -> ContentCategory:
    return ContentCategory(name=_("Know-how"), colour=ContentCategory.Colour.TEAL, icon=ContentCategory.Icon.KNOWLEDGE)


def _campaign() -> Campaign:
    return Campaign(
        locale=Locale.get_active(), title=_("A campaign"), goal=_("What we want to reach together, in one sentence.")
    )
