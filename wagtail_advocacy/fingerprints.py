"""Data known again by its hash: a version of a policy by its content, a file of evidence by what it holds."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Return ``data`` as the one JSON text that equal data have, in UTF-8 and without a line break.

    The order of keys and the kind of sequence play no part. Raises TypeError or ValueError for what JSON cannot hold.
    """
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def fingerprint(data: Any) -> str:
    """Return the SHA-256 of ``canonical(data)`` as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()
