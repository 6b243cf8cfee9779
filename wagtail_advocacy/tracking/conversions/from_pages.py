"""Conversions that a site's own pages report: the code came with the address or the form, and nothing else is known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ...links.addresses import CODE_PARAMETER
from ...links.codes import clean_code
from ...links.kinds import ClickKind, classify
from ..actions import record_conversion
from ..models import Conversion
from .given import MOST_CODES, codes_in
from .recording import known_links
from .refusals import ConversionRefused


def codes_of(request: HttpRequest) -> list[str]:
    """Return the codes that came with ``request``, in its form or its address; what cannot be one is left out."""
    given = [*request.POST.getlist(CODE_PARAMETER), *request.GET.getlist(CODE_PARAMETER)]
    cleaned = (clean_code(each) for value in given for each in codes_in(value))
    return [*dict.fromkeys(code for code in cleaned if code)][:MOST_CODES]


def record_from(
    request: HttpRequest,
    kind: str,
    *,
    reference: str = "",
    key: str = "",
    value: Decimal | int | float | str | None = None,
    currency: str = "",
    codes: Iterable[str] | None = None,
) -> Conversion | None:
    """Store what whoever sent ``request`` did, once, and return it; ``None`` if no share led here, or no person came.

    ``codes`` are those of the request unless you kept others. Give the ``reference`` of the order or application, or a
    ``key`` that stays the same when the page is loaded again. Robots, previews, prefetches and HEAD do not count, by
    the rules of clicks, and neither does a preview in the admin. Unknown codes are left out: anybody may write one.

    Raises :class:`ConversionRefused` for a wrong kind, value or reference, or if there is neither reference nor key.
    """
    if not (reference or key):
        sentence = _("Give a reference or a key: without one a page that is loaded again would count twice.")
        raise ConversionRefused("missing", sentence, "reference")
    wanted = codes_of(request) if codes is None else list(codes)
    known = known_links(wanted) if wanted and _is_person(request) else {}
    if not known:
        return None
    return record_conversion(kind=kind, codes=[*known], value=value, currency=currency, reference=reference, key=key)


def _is_person(request: HttpRequest) -> bool:
    if getattr(request, "is_preview", False):
        return False
    agent = request.headers.get("User-Agent", "")
    return classify(request.method or "GET", agent, request.headers)[0] == ClickKind.PERSON
