"""Signatures of webhooks, as the public specification *Standard Webhooks* describes them."""

from __future__ import annotations

import base64
import hmac
import secrets

from ...conf import advocacy_settings, webhook_secrets

MOST_SIGNATURES = 20


def new_key() -> str:
    """Return a key of 32 random bytes, as both sides write it down."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


def sign(secret: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the value of ``webhook-signature``: HMAC-SHA256 over identity, time and body."""
    signed = b".".join([message_id.encode(), timestamp.encode(), body])
    return f"v1,{base64.b64encode(hmac.digest(secret, signed, 'sha256')).decode()}"


def name_of_key(message_id: str, timestamp: str, body: bytes, signatures: str) -> str:
    """Return the name of a key that made one of ``signatures``, separated by blanks; ``""``: none of ours did.

    How long that takes does not tell how near a signature came.
    """
    given = [each.encode("utf-8", "replace") for each in signatures.split(" ")[:MOST_SIGNATURES]]
    found = ""
    for name, keys in advocacy_settings.WEBHOOK_KEYS.items():
        for secret in filter(None, webhook_secrets(keys)):
            mine = sign(secret, message_id, timestamp, body).encode()
            if any(hmac.compare_digest(each, mine) for each in given):
                found = found or name
    return found
