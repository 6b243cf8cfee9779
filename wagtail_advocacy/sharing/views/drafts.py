"""Words that outlive a lost session: kept beside the login, taken back after it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ...networks.texts import clean
from ..codes import read_code
from ..words import LONGEST

_KEY = "advocacy_draft"


def keep(request: HttpRequest, item_id: int) -> None:
    """Remember what somebody wrote whose login has run out; the signed code of their form says who they are."""
    code = read_code(request.POST.get("token", ""))
    if code and code.item == item_id and (words := clean(request.POST.get("words", "")).strip()):
        remember(request, code.user, item_id, request.POST.get("switch") or request.POST.get("network", ""), words)


def remember(request: HttpRequest, user_pk: str, item_id: int, network: str, words: str) -> None:
    """Keep words for the next time that this person opens the dialog of this item."""
    request.session[_KEY] = {"user": user_pk, "item": item_id, "network": network[:40], "words": words[:LONGEST]}


def take(request: HttpRequest, item_id: int) -> dict[str, Any]:
    """Return and forget the network and words that this person left for this item, as ``Sent`` wants them."""
    draft = request.session.get(_KEY) or {}
    if draft and draft["user"] != str(request.user.pk):
        # Somebody else sat down at this browser.
        del request.session[_KEY]
        return {}
    if draft.get("item") != item_id:
        return {}
    del request.session[_KEY]
    return {"network": draft["network"], "words": draft["words"]}
