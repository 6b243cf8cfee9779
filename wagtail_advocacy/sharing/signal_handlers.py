from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from ..library.models import ShareableItem
from ..links.models import Target
from ..models import Advocate
from ..signals import advocate_left
from .facets import forget_facets
from .feeds import end_address
from .privacy import cut_out_of_exports, cut_out_of_looks, cut_out_of_shares


@receiver(pre_delete, sender=Advocate)
def advocate_deleted(sender: type, instance: Advocate, **kwargs: Any) -> None:
    """Also when an account is deleted: without its person a share keeps no words."""
    cut_out_of_shares(instance.user)


@receiver(advocate_left)
def advocate_has_left(sender: type, advocate: Advocate, **kwargs: Any) -> None:
    """Whoever leaves stops being read to."""
    end_address(advocate)


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def account_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """Somebody may have looked at sharers, or exported evidence, without ever having joined."""
    cut_out_of_looks(instance)
    cut_out_of_exports(instance)


@receiver([post_save, post_delete], sender=ShareableItem)
@receiver([post_save, post_delete], sender=Target)
def library_changed(sender: type, **kwargs: Any) -> None:
    """What there is to choose from in the hub may have changed; nobody else sees it before it is committed."""
    forget_facets()
    transaction.on_commit(forget_facets)
