"""Link codes: what stands behind the last slash of a tracked link."""

import re
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10

_CODE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """Return a random code: 10 characters of an alphabet without look-alikes (31^10 values)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean_code(raw: str) -> str | None:
    """Return the code in ``raw`` as it is stored, or ``None`` if it cannot be one.

    People type capitals and mail programs add a slash: case and one trailing slash do not count, on any database.
    """
    code = raw.removesuffix("/").lower() if len(raw) <= LENGTH + 1 else ""
    return code if _CODE.fullmatch(code) else None
