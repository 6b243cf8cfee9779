"""Words that a page hands over to the dialog: signed, so that an address cannot put words into anybody's mouth."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

SALT = "wagtail_advocacy.library.quote"
LONGEST = 1000
"""Characters of a quote; longer ones make addresses that proxies refuse."""


def quoted(text: str, person: str = "") -> str:
    """Return ``text`` as people quote it: in quotation marks, with the name of who said it."""
    text = text.strip().strip("“”\"'")
    marked = _("“%(text)s”") % {"text": text}
    return f"{marked} – {person.strip()}" if person.strip() else marked


def sign_quote(item_id: int, words: str) -> str:
    """Return ``words`` as a token that opens the dialog of this item with them."""
    return signing.dumps([item_id, words[:LONGEST]], salt=SALT, compress=True)


def read_quote(token: str, item_id: int) -> str:
    """Return the words in ``token``; an empty string if we did not sign it, or signed it for another item."""
    try:
        item, words = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return words if item == item_id and isinstance(words, str) else ""
