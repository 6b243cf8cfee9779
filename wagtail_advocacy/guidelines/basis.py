"""What the basis of a share said, as long as our versions are there, which is for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..registries import BasisText
from .models import PolicyVersion


def text_of_basis(basis: Mapping[str, Any]) -> BasisText | None:
    """Return the version that an entry of ``Share.basis`` names; its hash decides, for policies may be deleted."""
    found = PolicyVersion.objects.defer("html").filter(
        hash=str(basis.get("hash", "")), number=basis.get("version") or 0
    )
    version = found.order_by("pk").first()
    if version is None:
        return None
    return BasisText(version.title, str(version.number), version.published_at, version.content, version.hash)
