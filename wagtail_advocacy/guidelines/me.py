"""The way to the guidelines, for people who have any."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..registries import MeLink
from .in_force import policies_of


def guidelines_link(request: HttpRequest) -> MeLink | None:
    """Return the link to what applies in this programme; where nothing does, nobody hears of guidelines."""
    if not policies_of(Site.find_for_request(request)):
        return None
    return MeLink("guidelines", _("Guidelines"), reverse("wagtail_advocacy:policies"))
