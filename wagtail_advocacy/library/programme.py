"""What the programme of an item says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..models import AdvocacySettings
from ..networks import registry as networks
from ..networks.base import Network

if TYPE_CHECKING:
    from .models import ShareableItem


def settings_of(item: ShareableItem) -> AdvocacySettings:
    """Return the settings of the programme that shows ``item``, asked for once per item."""
    found = getattr(item, "_programme", None)
    if found is None or found.site_id != item.site_id:
        found = AdvocacySettings.objects.filter(site=item.site_id).first() or AdvocacySettings(site_id=item.site_id)
        item._programme = found  # type: ignore[attr-defined]
    return found


def networks_of(item: ShareableItem) -> list[Network]:
    """Return the networks of the programme that shows ``item``, in its order."""
    settings = settings_of(item)
    if not hasattr(settings, "_networks"):
        settings._networks = list(networks.networks_of(settings).values())  # type: ignore[attr-defined]
    return settings._networks  # type: ignore[attr-defined]


def with_programmes(items: Iterable[ShareableItem]) -> Iterator[ShareableItem]:
    """Yield ``items``, whose settings are asked for once per programme instead of once per item."""
    known: dict[int, AdvocacySettings] = {}
    for item in items:
        item._programme = known.get(item.site_id)  # type: ignore[attr-defined]
        known[item.site_id] = settings_of(item)
        yield item
