from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Site

from .actions import write_host_texts
from .models import AdvocacySettings


@receiver(post_save, sender=Site)
@receiver(post_save, sender=AdvocacySettings)
def tell_link_host(sender: type, **kwargs: Any) -> None:
    transaction.on_commit(write_host_texts)
