"""What a webhook says: who signed it, and the conversions in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...conf import advocacy_settings
from ...links.visitors import client_address, network_of
from ...rates import seconds_to_wait
from ..models import Conversion
from .given import Given, digest, look_through
from .moments import CLOCKS, is_day, moment_in
from .recording import known_links, unknown_sentence
from .refusals import ConversionRefused, WebhookRefused
from .signing import name_of_key

MOST_BYTES = 256 * 1024
MOST_CONVERSIONS = 100
MOST_TOLD = 20
STRANGERS = 30
"""int, how many requests a minute without a valid signature one address gets an answer to."""

NEEDED, OPTIONAL = ("kind", "codes"), ("at", "value", "currency", "reference")

_IDENTITY = re.compile(r"[!-\-/-~]{1,200}")  # Visible ASCII without the full stop, which separates what is signed.
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)


def body_of(request: HttpRequest) -> bytes:
    """Return the body. Raises :class:`WebhookRefused` where it is none of ours to read."""
    too_large = WebhookRefused(413, "too_large", _("This is too large. Send at most 256 kB in one request."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > 18 or int(length) > MOST_BYTES:
        raise too_large
    if request.content_type != "application/json":
        raise WebhookRefused(415, "content_type", _("Send JSON, and say so: “Content-Type: application/json”."))
    try:
        return request.body
    except RequestDataTooBig:
        raise too_large from None
    except UnreadablePostError:
        raise WebhookRefused(400, "unreadable", _("The request broke off before its end. Send it again.")) from None


def sender_of(request: HttpRequest, body: bytes) -> tuple[str, str]:
    """Return the name of the key that signed ``body``, and the identity of the message.

    Raises :class:`WebhookRefused`; strangers are counted by a keyed hash of their address, for a minute.
    """
    try:
        name, identity = _signed(request, body)
    except WebhookRefused:
        _count("webhook.stranger", network_of(client_address(request)), STRANGERS)
        raise
    _count("webhook", name, advocacy_settings.WEBHOOK_RATE)
    return name, identity


def _signed(request: HttpRequest, body: bytes) -> tuple[str, str]:
    identity, timestamp, signatures = (
        request.headers.get(f"webhook-{each}", "") for each in ("id", "timestamp", "signature")
    )
    if not (identity and timestamp and signatures):
        sentence = _("Sign the request: webhook-id, webhook-timestamp and webhook-signature are needed in its header.")
        raise WebhookRefused(401, "unsigned", sentence)
    if not _IDENTITY.fullmatch(identity):
        sentence = _("“webhook-id” has up to 200 letters, digits and signs of ASCII, and no full stop.")
        raise WebhookRefused(400, "webhook_id", sentence)
    if not _TIMESTAMP.fullmatch(timestamp):
        sentence = _("“webhook-timestamp” is a whole number: the seconds since 1970, in UTC.")
        raise WebhookRefused(400, "webhook_timestamp", sentence)
    now = int(timezone.now().timestamp())
    if abs(now - int(timestamp)) > CLOCKS.total_seconds():
        sentence = _(
            "“webhook-timestamp” is more than five minutes from our time, %(now)s. Set your clock, and sign each "
            "attempt anew."
        )
        raise WebhookRefused(401, "clock", sentence % {"now": now})
    name = name_of_key(identity, timestamp, body, signatures)
    if not name:
        sentence = _(
            "No key of ours made this signature. It is “v1,” and the base64 of the HMAC-SHA256 of webhook-id, a full "
            "stop, webhook-timestamp, a full stop and the body, byte by byte as it is sent."
        )
        raise WebhookRefused(401, "signature", sentence)
    return name, identity


def _count(what: str, caller: str, most: int) -> None:
    if wait := seconds_to_wait(what, caller, most):
        sentence = ngettext(
            "That was more than %(most)s request in a minute. Come again in %(wait)s seconds.",
            "These were more than %(most)s requests in a minute. Come again in %(wait)s seconds.",
            most,
        )
        values = {"most": number_format(most, force_grouping=True), "wait": wait}
        raise WebhookRefused(429, "rate", sentence % values, headers={"Retry-After": str(wait)})


def conversions_in(body: bytes, name: str, identity: str) -> list[Given]:
    """Return the conversions in ``body``. Raises :class:`WebhookRefused`, which tells of all that are wrong."""
    given: list[Given] = []
    wrong: list[dict[str, Any]] = []
    for number, row in enumerate(_rows(body), start=1):
        try:
            given.append(_given(row, digest("webhook", name, identity, str(number))))
        except ConversionRefused as refused:
            wrong.append(_told(number, refused.code, str(refused), refused.field))
    if not wrong:
        wrong = _with_unknown_codes(given)
    if wrong:
        sentence = ngettext(
            "%(number)s conversion is wrong, so nothing was stored.",
            "%(number)s conversions are wrong, so nothing was stored.",
            len(wrong),
        )
        values = {"number": number_format(len(wrong))}
        raise WebhookRefused(422, "refused", sentence % values, conversions=wrong[:MOST_TOLD])
    return given


def _told(number: int, code: str, message: str, field: str) -> dict[str, Any]:
    return {"number": number, "code": code, "message": message, "field": field}


def _with_unknown_codes(given: Sequence[Given]) -> list[dict[str, Any]]:
    known = known_links(list(dict.fromkeys(code for each in given for code in each.codes)))
    unknown = ((number, [code for code in each.codes if code not in known]) for number, each in enumerate(given, 1))
    return [_told(number, "unknown_code", unknown_sentence(codes), "codes") for number, codes in unknown if codes]


def _rows(body: bytes) -> list[Any]:
    try:
        # Not as binary fractions: 0.29 is no money there.
        data = json.loads(body, parse_float=Decimal, parse_constant=str)
    except (ValueError, ArithmeticError, RecursionError):
        raise WebhookRefused(400, "not_json", _("This is not JSON.")) from None
    rows = data if isinstance(data, list) else [data]
    if not rows:
        raise WebhookRefused(422, "empty", _("Send a conversion, or a list of them; this list is empty."))
    if len(rows) > MOST_CONVERSIONS:
        sentence = _("Send at most %(most)d conversions in one request.") % {"most": MOST_CONVERSIONS}
        raise WebhookRefused(413, "too_many", sentence)
    return rows


def _given(row: Any, key: str) -> Given:
    if not isinstance(row, dict):
        raise ConversionRefused("not_an_object", _("A conversion is an object with “kind” and “codes”."))
    for name in row:
        if name not in (*NEEDED, *OPTIONAL):
            near = get_close_matches(name[:40].lower(), [*NEEDED, *OPTIONAL], n=1, cutoff=0.5)
            sentence = (
                _("“%(name)s” is not known. Did you mean “%(near)s”?")
                if near
                else _("“%(name)s” is not known. Known are %(known)s.")
            )
            values = {"name": name[:40], "near": near[0] if near else "", "known": ", ".join((*NEEDED, *OPTIONAL))}
            raise ConversionRefused("unknown_key", sentence % values)
    for name in NEEDED:
        if name not in row:
            raise ConversionRefused("missing", _("“%(name)s” is missing.") % {"name": name}, name)
    for name, value in row.items():
        _check_type(name, value)
    said = {name: value for name, value in row.items() if value is not None}
    at = said.pop("at", "")
    moment = moment_in(at, timezone.now()) if at else None
    return look_through(**said, at=moment, at_is_day=is_day(at), key=key, source=Conversion.Source.WEBHOOK)


def _check_type(name: str, value: Any) -> None:
    if (value is None and name in OPTIONAL) or (name == "value" and not isinstance(value, bool | list | dict)):
        return
    if name == "codes" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return
    if not isinstance(value, str):
        if name == "codes":
            sentence = _("“%(name)s” is a code in quotation marks, or a list of them.")
        elif name == "value":
            sentence = _("“%(name)s” is a number, or null.")
        else:
            sentence = _("“%(name)s” is a text in quotation marks.")
        raise ConversionRefused("wrong_type", sentence % {"name": name}, name)
