"""Buttons of a referral's page: each posts, does one deed and comes back with a sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ....sharing.models import Share
from ...models import Referral
from ..actions import ConversionRefused, close_referral, record_by_hand
from ..bonus import APPROVE, PAY, change_bonus
from ..steps import ReferralRefused
from .listing import CHANGE

Deed = Callable[[HttpRequest, Referral], str]


def _button(*permissions: str) -> Callable[[Deed], Callable[..., HttpResponseBase]]:
    """Make a view of a deed that answers with a sentence; any of ``permissions`` is needed."""

    def decorate(deed: Deed) -> Callable[..., HttpResponseBase]:
        @require_POST
        @sensitive_post_parameters("why")
        def view(request: HttpRequest, pk: int) -> HttpResponseBase:
            if not any(map(request.user.has_perm, permissions)):
                raise PermissionDenied
            referral = get_object_or_404(Referral, pk=pk)
            try:
                messages.success(request, deed(request, referral))
            except (ReferralRefused, ConversionRefused) as refused:
                messages.error(request, str(refused))
            return redirect("advocacy_referrals:inspect", pk)

        return view

    return decorate


@_button(CHANGE)
def move(request: HttpRequest, referral: Referral) -> str:
    """Record an interview, an offer, a hire, or that somebody stayed."""
    share = Share.objects.select_related("item", "link").filter(pk=referral.share_id).first()
    if share is None:
        raise ReferralRefused(_("Its share is gone, so nothing can be credited to it any more."))
    moved = record_by_hand(request.user, request.POST.get("kind", ""), share=share, referral=referral)
    return _("Recorded. The application is at “%(state)s” now.") % {"state": moved.get_state_display()}


@_button(CHANGE)
def close(request: HttpRequest, referral: Referral) -> str:
    close_referral(referral, request.user, request.POST.get("why", ""))
    return _("The application is closed.")


@_button(APPROVE, PAY)
def bonus(request: HttpRequest, referral: Referral) -> str:
    moved = change_bonus(referral, request.POST.get("to", ""), request.user, request.POST.get("why", ""))
    return _("The bonus is at “%(state)s” now.") % {"state": moved.get_bonus_display()}
