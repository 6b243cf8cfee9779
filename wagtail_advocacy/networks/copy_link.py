from django.utils.translation import gettext_lazy as _

from wagtail_advocacy.networks.base import Network


class CopyLink(Network):
    """For every place that is not listed: nothing is opened, the person copies the words and the link."""

    key = "copy_link"
    label = _("Copy link")
    prefills_text = False
    opens = False
    card_parts = ()
