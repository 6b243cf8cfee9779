"""Tokens of other tools: the settings file knows their digests alone, so nobody can read a token there."""

from __future__ import annotations

import hashlib
import secrets
from hmac import compare_digest

from ...conf import advocacy_settings


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what stands in ``CHECK_TOKENS`` for ``token``: its SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def name_of(token: str) -> str:
    """Return the name of ``token``, or ``""`` if it is none; how long that takes does not tell how near it came."""
    mine = digest_of(token)
    known = advocacy_settings.CHECK_TOKENS.items()
    return next(iter([name for name, digest in known if compare_digest(digest.lower(), mine)]), "")
