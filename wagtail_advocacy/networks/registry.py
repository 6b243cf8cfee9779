from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from wagtail import hooks

from wagtail_advocacy.networks.base import Network
from wagtail_advocacy.networks.bluesky import Bluesky
from wagtail_advocacy.networks.copy_link import CopyLink
from wagtail_advocacy.networks.device_app import DeviceApp
from wagtail_advocacy.networks.email import Email
from wagtail_advocacy.networks.facebook import Facebook
from wagtail_advocacy.networks.instagram import Instagram
from wagtail_advocacy.networks.linkedin import LinkedIn
from wagtail_advocacy.networks.mastodon import Mastodon
from wagtail_advocacy.networks.qr_code import QRCode
from wagtail_advocacy.networks.reddit import Reddit
from wagtail_advocacy.networks.slack import Slack
from wagtail_advocacy.networks.teams import Teams
from wagtail_advocacy.networks.telegram import Telegram
from wagtail_advocacy.networks.threads import Threads
from wagtail_advocacy.networks.tiktok import TikTok
from wagtail_advocacy.networks.viva_engage import VivaEngage
from wagtail_advocacy.networks.whatsapp import WhatsApp
from wagtail_advocacy.networks.x import X
from wagtail_advocacy.networks.xing import Xing

if TYPE_CHECKING:
    from wagtail_advocacy.models import AdvocacySettings

HOOK = "register_advocacy_network"
BUILT_IN: tuple[Network, ...] = (
    LinkedIn(),
    X(),
    Facebook(),
    Bluesky(),
    Threads(),
    Mastodon(),
    WhatsApp(),
    Telegram(),
    Reddit(),
    Instagram(),
    TikTok(),
    Xing(),
    Teams(),
    VivaEngage(),
    Slack(),
    Email(),
    CopyLink(),
    QRCode(),
)

DEVICE_APP = DeviceApp()
"""Counted under a key of its own, because the app is not known; no programme chooses it, and no button is called so."""


class UnknownNetwork(LookupError):
    """No network has this key. The message is a sentence for the person who asked for it."""


def get_networks() -> dict[str, Network]:
    """All networks by key: the built-in ones in their default order, then those of the Wagtail hook
    ``register_advocacy_network`` (a function without arguments that returns a ``Network``). A later network with a
    key already taken replaces the earlier one in its place.

    Raises ImproperlyConfigured when a hook returns something else, or a network without a key.
    """
    networks = {network.key: network for network in BUILT_IN}
    for register in hooks.get_hooks(HOOK):
        network = register()
        if not isinstance(network, Network) or not getattr(network, "key", ""):
            raise ImproperlyConfigured(
                f"The hook {HOOK} must return an instance of wagtail_advocacy.networks.base.Network with a key; "
                f"{register!r} returned {network!r}."
            )
        networks[network.key] = network
    return networks


def counted_networks() -> dict[str, Network]:
    """Everything by key that a share may be counted under: those of ``get_networks()``, and ``DEVICE_APP``."""
    return {DEVICE_APP.key: DEVICE_APP, **get_networks()}


def get_network(key: str) -> Network:
    """The network with this key. Raises UnknownNetwork."""
    try:
        return get_networks()[key]
    except KeyError:
        raise UnknownNetwork(_("There is no network “%(key)s” here. Choose another one.") % {"key": key[:40]}) from None


def networks_of(settings: AdvocacySettings) -> dict[str, Network]:
    """The networks of a programme by key, in its order and in the way it chose; those that it does not show, and keys
    that no network answers to any more, are left out.
    """
    known = get_networks()
    return {key: known[key].option(option) for key, option in settings.chosen_networks() if key in known}
