"""The deeds of what somebody keeps for themselves. They are told to nobody: no log, no signal, no figure."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from ..library.models import ShareableItem
from .models import Dismissal, Saved

__all__ = ["dismiss", "save_item", "undismiss", "unsave_item"]


def save_item(user: Any, item: ShareableItem) -> bool:
    """Keep ``item`` for later; a second time changes nothing. ``False``: it was deleted at this very moment."""
    return _keep(Saved, user, item)


def unsave_item(user: Any, item_id: int) -> None:
    """Forget that ``user`` wanted to share the item later, wherever it has gone since."""
    Saved.objects.filter(user_id=user.pk, item_id=item_id).delete()


def dismiss(user: Any, item: ShareableItem) -> bool:
    """Hide ``item`` from the hub of ``user`` alone. ``False``: it was deleted at this very moment."""
    return _keep(Dismissal, user, item)


def undismiss(user: Any, item_id: int) -> None:
    """Show the item in the hub of ``user`` again."""
    Dismissal.objects.filter(user_id=user.pk, item_id=item_id).delete()


def _keep(model: Any, user: Any, item: ShareableItem) -> bool:
    try:
        with transaction.atomic():
            # One statement that knows its own row: two taps at one moment are one row, on every database.
            model.objects.bulk_create([model(user_id=user.pk, item_id=item.pk)], ignore_conflicts=True)
    except IntegrityError:
        return False
    return True
