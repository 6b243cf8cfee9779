"""What the basis of a share said, as long as our versions are there, which is for ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..registries import BasisText
from .models import PolicyVersion

_HASH = re.compile(r"[0-9a-f]{64}")


def text_of_basis(basis: Mapping[str, Any]) -> BasisText | None:
    """Return the version that an entry of ``Share.basis`` names; its hash decides, for policies may be deleted."""
    number, mark = basis.get("version"), basis.get("hash")
    # Evidence that is checked says what somebody wrote into it.
    if not isinstance(number, int) or not isinstance(mark, str) or not _HASH.fullmatch(mark):
        return None
    version = PolicyVersion.objects.defer("html").filter(hash=mark, number=number).order_by("pk").first()
    if version is None:
        return None
    return BasisText(version.title, str(version.number), version.published_at, version.content, version.hash)
