from django.utils.translation import gettext_lazy as _

from wagtail_advocacy.networks.base import Network


class QRCode(Network):
    """The link as a picture, for a poster, a slide or a phone held out to somebody (ISO/IEC 18004)."""

    key = "qr_code"
    label = _("QR code")
    source = "ISO/IEC 18004"
    prefills_text = False
    opens = False
    shows_qr = True
    card_parts = ()
