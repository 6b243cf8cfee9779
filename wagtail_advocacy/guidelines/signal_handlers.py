"""What a policy becomes when it goes live, and who has to forget what was in force before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import published, unpublished

from ..library.privacy import cut_out_of_revisions
from .actions import make_version
from .in_force import forget_policies
from .models import Policy, PolicyVersion


@receiver(published)
def policy_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    # A scheduled policy is "published" too, before it is live.
    if isinstance(instance, Policy):
        make_version(instance.pk)


@receiver([published, unpublished])
@receiver([post_save, post_delete], sender=Policy)
@receiver([post_save, post_delete], sender=PolicyVersion)
def policies_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Policy | PolicyVersion):
        forget_policies()
        transaction.on_commit(forget_policies)


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def account_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """The row lets go of the person by itself, its revisions do not."""
    cut_out_of_revisions(Policy, instance)
