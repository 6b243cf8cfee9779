"""Link codes that are shown before they are stored: signed for one person, item and network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from ..links.codes import new_code

LIFETIME = timedelta(hours=24)

_signer = signing.TimestampSigner(salt="wagtail_advocacy.sharing.code")


@dataclass(frozen=True)
class OfferedCode:
    """A code out of a form, with what it was made for; ``expired`` after 24 hours."""

    code: str
    user: str
    item: int
    network: str
    expired: bool

    def is_for(self, user: Any, item_id: int, network: str) -> bool:
        return (self.user, self.item, self.network) == (str(user.pk), item_id, network)


def offer_code(user: Any, item_id: int, network: str) -> str:
    """Return a new code as a signed token for a form."""
    return _signer.sign_object([new_code(), str(user.pk), item_id, network])


def read_code(token: str) -> OfferedCode | None:
    """Return the code in ``token``, or ``None`` if we did not sign it."""
    expired = False
    try:
        try:
            signed = _signer.unsign_object(token, max_age=LIFETIME)
        except signing.SignatureExpired:
            expired, signed = True, _signer.unsign_object(token)
        code, user, item, network = signed
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return OfferedCode(code, user, item, network, expired)
