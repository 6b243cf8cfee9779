from django.utils.translation import gettext_lazy as _

from wagtail_advocacy.networks.base import Network


class DeviceApp(Network):
    """Whatever app somebody picks in the share sheet of their phone: which one, no browser tells (Web Share, W3C)."""

    key = "device_app"
    label = _("An app on this device")
    source = "w3.org/TR/web-share"
    opens = False
    by_default = False
    card_parts = ()
