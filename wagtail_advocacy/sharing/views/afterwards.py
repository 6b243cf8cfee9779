"""What people say of a share afterwards: posted or not, and taking it back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...links.codes import clean_code
from ...login import member_page
from ..afterwards import answer, take_back
from ..exceptions import AddressRefused, ShareRefused, TakenBack, TooLateToTakeBack
from ..models import Share
from . import drafts
from .started import no_such_share, show_share


@member_page
@sensitive_post_parameters("url")
@require_http_methods(["GET", "HEAD", "POST"])
def posted(request: HttpRequest, code: str) -> HttpResponseBase:
    """Keep whether a share was posted, and where; ``next``, a path of this site, is where the person goes on."""
    share = _mine(request, code)
    if share is None:
        return no_such_share(request)
    if request.method != "POST":
        return _to_share(share)
    said, address = request.POST.get("answer", ""), request.POST.get("url", "").strip()
    if said == "no":
        answer(share, posted=False)
        messages.success(request, _("Fine. We will not ask again."))
        return _on(request, share)
    if said not in ("yes", "link", "keep"):
        return show_share(request, share, refusal=ShareRefused(_("Choose one of the answers.")))
    if said == "link" and not address:
        return show_share(request, share, refusal=AddressRefused(_("Paste the address of your post first.")), typed="")
    # Only where the address stood in the field can an empty one mean that it shall go.
    given = address if address or said == "keep" else None
    try:
        answer(share, posted=True, address=given)
    except AddressRefused as refusal:
        return show_share(request, share, refusal=refusal, typed=address)
    messages.success(request, _noted(address, was_removed=bool(given == "" and share.posted_url)))
    return _on(request, share)


def _noted(address: str, was_removed: bool) -> str:
    if was_removed:
        return _("Noted. The address of your post is removed.")
    return _("Noted, with its address.") if address else _("Noted.")


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take a share back; the dialog opens again with its words."""
    share = _mine(request, code)
    if request.method != "POST":
        return _to_share(share) if share else no_such_share(request)
    try:
        gone = take_back(request.user, clean_code(code) or "")
    except TooLateToTakeBack as refusal:
        return show_share(request, share, refusal=refusal) if share else no_such_share(request)
    except TakenBack as refusal:
        # Perhaps by a second tap at the same moment.
        return no_such_share(request, str(refusal))
    messages.success(request, _("Taken back. It is in no list and no figure; its link still works."))
    if gone.item_id is None:
        return redirect("wagtail_advocacy:hub")
    if gone.words:
        drafts.remember(request, str(request.user.pk), gone.item_id, gone.network, gone.words)
    address = reverse("wagtail_advocacy:share", args=[gone.item_id])
    return redirect(f"{address}?{urlencode({'network': gone.network})}")


def _mine(request: HttpRequest, code: str) -> Share | None:
    mine = Share.objects.by(request.user).select_related("link", "item__locale", "site", "advocate")
    return mine.filter(link__code=clean_code(code) or "").first()


def _to_share(share: Share) -> HttpResponse:
    return redirect(reverse("wagtail_advocacy:started", args=[share.link.code]))


def _on(request: HttpRequest, share: Share) -> HttpResponse:
    where = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure())
    return redirect(where) if where and allowed else _to_share(share)
