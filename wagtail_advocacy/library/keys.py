"""Reading primary keys that somebody wrote into an address."""

from __future__ import annotations

from typing import Any


def key_of(text: Any) -> int | None:
    """Return the key that ``text`` spells in plain digits; ``None`` for everything else that ``int`` would take too.

    Databases get the key through ``int``, which reads ``+7``, ``" 7"``, ``7_0`` and digits of other scripts: whoever
    asks for permissions must not read it more narrowly than whoever fetches the row.
    """
    written = str(text)
    # Longer ones fit no column.
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else None
