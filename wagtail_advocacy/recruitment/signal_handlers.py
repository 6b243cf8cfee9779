"""Whatever happens to a vacancy: what it offers is asked anew on commit, and people who are gone are cut out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import copy_for_translation_done, published, unpublished

from ..library.actions import is_asked_once
from ..library.privacy import cut_out_of_revisions
from ..models import AdvocacySettings
from .models import RecruitmentSettings, Vacancy
from .offers import offer_later
from .privacy import PEOPLE

MOST_AT_ONCE = 200
"""How many vacancies are asked within the request that saved the settings."""


@receiver([published, unpublished])
def vacancy_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    # Its captions and locations are stored after the row, and only then can it say what it offers.
    if not isinstance(instance, Vacancy) or is_asked_once():
        return
    offer_later(pk=instance.pk)
    if instance.source_hash:
        # What went out may be older than what the feed said last: without a digest the next import looks at it again.
        instance.source_hash = ""
        Vacancy.objects.filter(pk=instance.pk).update(source_hash="")


@receiver([post_save, post_delete], sender=RecruitmentSettings)
@receiver([post_save, post_delete], sender=AdvocacySettings)
@receiver([post_save, post_delete], sender=Site)
def settings_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    """Ask every live vacancy anew, for its address may be another one now.

    More than :data:`MOST_AT_ONCE` would keep whoever saved waiting: those the job ``library.targets`` asks, which runs
    every five minutes.
    """
    if Vacancy.objects.filter(live=True)[: MOST_AT_ONCE + 1].count() <= MOST_AT_ONCE:
        offer_later(live=True)


@receiver(copy_for_translation_done)
def vacancy_translated(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, Vacancy):
        target_obj.owner = source_obj.owner


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def account_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """The row lets go of the person by itself, its revisions do not."""
    cut_out_of_revisions(Vacancy, instance, PEOPLE)
