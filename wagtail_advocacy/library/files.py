"""Whether what is stored about a file is still true."""

from __future__ import annotations

import logging
from typing import Any

logger = logging.getLogger(__name__)


def can_be_read(document: Any) -> bool:
    """Return whether the file of ``document`` is where it was stored; asks the storage once."""
    try:
        return bool(document.file.storage.exists(document.file.name))
    except Exception as error:  # Storages raise whatever they like when they cannot be reached.
        logger.warning("document %s: %s", document.pk, type(error).__name__)
        return False
