"""“Refer someone”: one personal link per person and vacancy, made by a press and used again afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ...library.models import ShareableItem
from ...models import AdvocacySettings
from ...registries import MeLink
from ...sharing.actions import ShareRequest, site_networks, start_share
from ...sharing.exceptions import NetworkOff
from ...sharing.models import Share
from ..models import Vacancy

PERSONAL = ("copy_link", "qr_code")
"""Networks that open nothing and leave the link in the person's hands, in the order in which they are taken."""


class NoPersonalLinks(NetworkOff):
    sentence = _("Your programme shows neither “Copy link” nor “QR code”, so there are no personal links. Ask it to.")


def refer_link(item: ShareableItem) -> MeLink | None:
    """Return the way to the personal link on the card of a vacancy."""
    if not item.source_id or item.source_type_id != ContentType.objects.get_for_model(Vacancy).pk:
        return None
    return MeLink("refer", gettext("Refer someone"), reverse("wagtail_advocacy:refer", args=[item.source_id]))


def network_for(item: ShareableItem) -> str:
    """Return under which network a personal link is counted; ``""``: the programme shows none that fits."""
    shown = site_networks(AdvocacySettings.for_site(item.site))
    return next((key for key in PERSONAL if key in shown), "")


def personal_share(user: Any, item: ShareableItem) -> Share | None:
    """Return the share that holds the personal link of ``user`` for ``item``, if there is one."""
    mine = Share.objects.by(user).filter(item=item, network__in=PERSONAL, link__counts=True)
    return mine.select_related("link", "item__locale", "site").order_by("started_at", "pk").first()


def make_personal(user: Any, wish: ShareRequest) -> Share:
    """Start the share that holds the personal link, or return the one there is.

    Raises a ``ShareRefused``; then nothing is stored.
    """
    with transaction.atomic():
        # Two presses at one moment, in two tabs, wait for each other here.
        list(get_user_model()._base_manager.select_for_update().filter(pk=user.pk).values_list("pk"))
        return personal_share(user, wish.item) or start_share(user, wish)
