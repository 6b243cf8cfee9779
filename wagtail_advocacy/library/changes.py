"""Changing what is live and what is still a draft at once, and bringing back what expired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log
from wagtail.signals import published

from .destinations import LinkNotPublic
from .models import ShareableItem
from .remarks import blocking_remarks

__all__ = ["CHANGED", "RENEWED", "NotRenewable", "change_everywhere", "renew", "renewed_at", "why_untouchable"]

CHANGED, RENEWED = "wagtail_advocacy.item_change", "wagtail_advocacy.item_renew"
"""Actions in Wagtail's history."""


class NotRenewable(Exception):
    """An item that cannot be renewed here; the message says why and where instead."""


def why_untouchable(item: ShareableItem, user: Any) -> str:
    """Return in words why ``user`` may not change ``item`` past its editor; empty if they may.

    What is live changes for everybody at once, so it takes the permission to publish.
    """
    policy = type(item).snippet_viewset.permission_policy
    if item.is_from_source:
        return _("It is edited where it comes from.")
    task = item.current_workflow_task
    if not policy.user_has_permission_for_instance(user, "change", item) and not (
        task and task.user_can_access_editor(item, user)
    ):
        return _("You may not edit it.")
    lock = item.get_lock()
    if lock and lock.for_user(user):
        if task and not item.locked and not item.approved_schedule:
            return _("It is in a workflow with somebody else.")
        return _("It is locked, or waits for its scheduled moment.")
    if item.live and not policy.user_has_permission_for_instance(user, "publish", item):
        return _("It is live, and you may not publish it.")
    return ""


@transaction.atomic
def change_everywhere(
    item: ShareableItem,
    change: Callable[[ShareableItem], None],
    user: Any = None,
    *,
    action: str = CHANGED,
    data: dict[str, Any] | None = None,
    goes_live: bool = False,
) -> ShareableItem:
    """Apply ``change`` to what is live and to an unfinished draft of ``item``, each by itself, and log it once.

    The live row takes the change and nothing else of the draft, and is kept as a revision of its own; a draft that is
    further along takes the same change in a new latest revision, so that publishing it later undoes nothing. An item
    without a draft gets one revision, one that was never live only that of its draft. Workflows and schedules go on
    as they are. With ``goes_live`` the row is live again afterwards.

    Raises ``ValidationError`` if either of them would be impossible; then nothing is written.
    """
    row = ShareableItem.objects.select_for_update().get(pk=item.pk)
    draft = _unfinished_draft(row)
    change(row)
    row.clean()
    if goes_live:
        row.live, row.expired = True, False
        row.last_published_at = timezone.now()
        row.first_published_at = row.first_published_at or row.last_published_at
    row.save()
    revision = None
    if row.live or not draft:
        revision = row.save_revision(user=user, changed=False, clean=False)
        if row.live:
            row.live_revision, row.has_unpublished_changes = revision, draft is not None
            row.save(update_fields=["live_revision", "has_unpublished_changes"])
    if draft:
        change(draft)
        draft.clean()
        draft.live = row.live
        revision = draft.save_revision(user=user, clean=False)
    if goes_live:
        published.send(sender=type(row), instance=row, revision=row.live_revision)
    # Wagtail's history keeps one entry per deed and request; here one request does the same to many items.
    log(
        instance=row,
        action=action,
        user=user,
        uuid=uuid4(),
        revision=revision,
        content_changed=True,
        data=data or {},
    )
    return row


def _unfinished_draft(row: ShareableItem) -> ShareableItem | None:
    """Return the latest revision of ``row`` if it says anything that was never live."""
    latest = row.latest_revision
    if not (latest and row.has_unpublished_changes):
        return None
    # What is taken out has “unpublished changes” too, although its latest revision is what was live.
    if not row.live and row.last_published_at and latest.created_at <= row.last_published_at:
        return None
    return latest.as_object()


def renew(item: ShareableItem, until: datetime | None, user: Any = None) -> ShareableItem:
    """Offer ``item`` again until ``until``, or without an end; return the row.

    What was live last goes live, not an unfinished draft; figures and links go on. Raises ``NotRenewable`` or
    ``LinkNotPublic`` with a sentence, and ``ValidationError`` for an impossible date; then nothing is written.
    """
    row = ShareableItem.objects.select_related("campaign").get(pk=item.pk)
    if row.is_from_source:
        raise NotRenewable(renewed_at(row, user))
    if not row.first_published_at:
        raise NotRenewable(_("It was never live. Publish it in its editor."))
    if until and until <= timezone.now():
        raise ValidationError({"expire_at": _("Choose a moment in the future.")})
    for remark in blocking_remarks(row):
        raise LinkNotPublic(remark.message) if remark.key == "destination" else NotRenewable(remark.message)

    def extend(each: ShareableItem) -> None:
        each.expire_at = until

    data = {"until": until.isoformat() if until else ""}
    return change_everywhere(row, extend, user, action=RENEWED, data=data, goes_live=True)


def renewed_at(item: ShareableItem, user: Any) -> str:
    """Return in words where an ``item`` that comes from a source is renewed."""
    source = item.source
    if source is None:
        return _("What it came from is gone, so it cannot be renewed. Make a new item instead.")
    values = {"kind": source._meta.verbose_name, "source": source}
    if user is not None and AdminURLFinder(user).get_edit_url(source):
        return _("It comes from the %(kind)s “%(source)s”. Open that again, and it is offered again.") % values
    return _("It comes from the %(kind)s “%(source)s”. Ask who looks after that to open it again.") % values
