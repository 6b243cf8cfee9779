from __future__ import annotations

from io import BytesIO

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...layouts import for_this_person
from ...links.addresses import link_address
from ...links.codes import clean_code
from ...login import member_page
from ..models import Share

MODULE = 24
"""Pixels of the smallest square of a PNG: about a thousand across, enough for a slide or a page."""

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@member_page
@require_safe
def qr_code(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The link of somebody's own share as a QR code; with ``?download`` as a file. Anybody else gets 404."""
    code = clean_code(code) or ""
    if not Share.objects.by(request.user).filter(link__code=code).exists():
        raise Http404(_("There is no share of yours with this address."))
    response = HttpResponse(draw(link_address(code), kind), content_type=TYPES[kind])
    # A picture that is opened by itself runs nothing and loads nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if "download" in request.GET:
        response.headers["Content-Disposition"] = f'attachment; filename="qr-{code}.{kind}"'
    return for_this_person(response)


def draw(address: str, kind: str) -> bytes:
    """Return ``address`` as a QR code (ISO/IEC 18004), SVG or PNG: dark on light with the quiet zone of four modules
    that readers need, and a quarter of it may be dirty or torn.
    """
    picture = BytesIO()
    # A drawing has no size of its own: it fills what it is put into.
    options = {"xmldecl": False, "omitsize": True} if kind == "svg" else {"scale": MODULE}
    segno.make_qr(address, error="q").save(picture, kind=kind, border=4, dark="#000", light="#fff", **options)
    return picture.getvalue()
