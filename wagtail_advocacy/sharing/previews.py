"""What an editor sees beside an item: its card in the hub, the dialog, and its post in each network."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..library.destinations import LinkNotPublic, Publicity
from ..library.models import ShareableItem
from ..library.presentation import attachment_of
from ..links.addresses import host_address
from ..models import AdvocacySettings, SiteNetwork
from ..networks.registry import get_networks
from ..registries import ItemPreview, item_previews, preview_sources
from .actions import site_networks
from .suggestions import ideas_of, needs_own_words, suggested_words


def _card(request: Any, item: Any) -> dict[str, Any]:
    return {}


def _settings(item: ShareableItem) -> AdvocacySettings:
    return AdvocacySettings.for_site(item.site) if item.site_id else AdvocacySettings()


def _fitting(item: ShareableItem, network: str) -> list[Any]:
    """Return the draft's own captions, which may not be stored yet, the best for ``network`` first."""
    language = translation.get_language()
    captions = sorted(item.captions.all(), key=lambda each: (each.language != language, each.network == ""))
    return [each for each in captions if each.network in ("", network)]


def _words(item: ShareableItem, network: str) -> str:
    return suggested_words(item, next(iter(_fitting(item, network)), None), _settings(item))


def _dialog(request: Any, item: ShareableItem) -> dict[str, Any]:
    settings = _settings(item)
    networks = site_networks(settings) if item.site_id else {}
    network = next(iter(networks.values()), None)
    own_words = needs_own_words(item)
    fitting = _fitting(item, network.key if network else "")
    return {
        "networks": networks.values(),
        "network": network,
        "words": _words(item, network.key if network else ""),
        "own_words": own_words,
        "ideas": ideas_of(fitting, [translation.get_language()]) if own_words else [],
        "attachment": attachment_of(item),
        "settings": settings,
        "preview": True,
    }


def _post(network: Any, request: Any, item: ShareableItem) -> dict[str, Any]:
    publicity, refusal, url = Publicity(), "", host_address()
    try:
        url = publicity.url_of(item, item.target.key if item.target else "preview")
    except LinkNotPublic as error:
        refusal = str(error)
    alt = item.image_alt or getattr(item.image, "default_alt_text", "") or ""
    return {
        "network": network,
        "words": _words(item, network.key),
        "site": network.site_line(url, publicity.site_name_of(item, url)),
        "alt": alt,
        "refusal": refusal,
    }


def network_previews() -> dict[str, ItemPreview]:
    """Return a preview of the post for every network that shows cards and that some programme may show."""
    template = "wagtail_advocacy/sharing/network_preview.html"
    chosen = set(SiteNetwork.objects.values_list("network", flat=True))
    return {
        f"network-{key}": ItemPreview(format_lazy(_("Post on {}"), network.label), template, partial(_post, network))
        for key, network in get_networks().items()
        if network.card_parts and (network.by_default or key in chosen)
    }


item_previews[""] = ItemPreview(_("Card in the hub"), "wagtail_advocacy/library/item_preview.html", _card)
item_previews["dialog"] = ItemPreview(_("Share dialog"), "wagtail_advocacy/sharing/dialog_preview.html", _dialog)
preview_sources.append(network_previews)
