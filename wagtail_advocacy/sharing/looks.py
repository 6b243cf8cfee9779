"""Looking up who made a share: one at a time, with a reason, and seen by the person."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ..models import Advocate
from .models import Share, SharerView
from .visibility import who_may_see_names


def may_look(user: Any) -> bool:
    """Return whether ``user`` may look up who made a share: they see shares, and were given the permission for names.

    Superusers have it no more than others, until it is given to them: the dialog tells everybody whether somebody has.
    """
    return user.has_perm("wagtail_advocacy_sharing.view_share") and who_may_see_names().filter(pk=user.pk).exists()


def look_up(viewer: Any, share: Share, reason: str) -> str:
    """Note that ``viewer`` looks up who made ``share``, and why; then return the name.

    Nobody any more: an empty string, and nothing is noted, for there is nobody left to read it.
    """
    with transaction.atomic():
        # Erasing waits until the look is noted, so that it goes with the person.
        locked = Share.objects.select_for_update().filter(pk=share.pk).first()
        tied = locked.advocate_id if locked else None
        advocate = Advocate.objects.select_related("user").filter(pk=tied).first() if tied else None
        if advocate is None:
            return ""
        SharerView.objects.create(share=share, viewer=viewer, reason=reason)
    return name_of(advocate.user)


def looks_at(user: Any) -> QuerySet[SharerView]:
    """Return who looked up shares of ``user``, the newest first."""
    looks = SharerView.objects.filter(share__advocate__user_id=user.pk)
    return looks.select_related("viewer", "share__link").order_by("-viewed_at", "-pk")


def name_of(user: Any) -> str:
    """Return what colleagues call ``user``; a site's own user model need not know full names."""
    full = getattr(user, "get_full_name", None)
    return (full() if full else "") or user.get_username()
