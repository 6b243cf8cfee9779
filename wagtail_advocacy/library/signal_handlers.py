"""Whatever happens to an item or a page: recompute from the database, on commit, for all that it touches.

No signal tells the whole truth by itself (deleting a page says it is still live; moving one says nothing about
its descendants), so none is believed, and ``refresh_targets`` catches what no signal tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.images.models import AbstractImage
from wagtail.models import AbstractPage, PageViewRestriction, Site
from wagtail.search import index
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_slug_changed,
    post_page_move,
    published,
    unpublished,
)

from ..links.models import Target
from ..models import AdvocacySettings
from ..registries import offer_sources
from . import actions
from .campaign_deleted import make_drafts
from .models import Campaign, ShareableItem
from .privacy import cut_out_of_revisions
from .reading import tell_minutes

_saved_together: ContextVar[set[int] | None] = ContextVar("saved_together", default=None)

DESTINATION_PARTS = {AbstractPage: "page", AbstractImage: "image"}
"""What a target is made from, and which relation of an item names it."""


def resolve_later(*conditions: Q, reads: bool = False, **filters: Any) -> None:
    """Resolve the targets of these items on commit; ``reads``: what they lead to may say more or less than before."""

    def resolve() -> None:
        items = ShareableItem.objects.filter(*conditions, **filters)
        actions.resolve_targets(items.values_list("pk", flat=True))
        if reads:
            tell_minutes(items)

    transaction.on_commit(resolve)


@contextmanager
def resolved_together() -> Iterator[None]:
    """Resolve items that are saved in here at the end, in a handful of queries for all, instead of each on its commit.

    For imports. Of what a killed process leaves unresolved, maintenance finds the truth.
    """
    together: set[int] = set()
    token = _saved_together.set(together)
    try:
        yield
    finally:
        _saved_together.reset(token)
        if together:
            resolve_later(pk__in=together, reads=True)


@receiver(post_save, sender=ShareableItem)
def item_saved(sender: type, instance: ShareableItem, **kwargs: Any) -> None:
    if kwargs.get("raw"):
        return
    if (together := _saved_together.get()) is None:
        resolve_later(pk=instance.pk, reads=True)
    else:
        together.add(instance.pk)


@receiver(published)
def item_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Tags are stored after the row that they belong to, and only then can the search engine read them."""
    if isinstance(instance, ShareableItem):
        index.insert_or_update_object(instance)


@receiver(copy_for_translation_done)
def item_translated(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, ShareableItem):
        # It is not saved yet; without its maker it would be out of their reach at once.
        target_obj.owner = source_obj.owner


@receiver(post_delete, sender=ShareableItem)
def item_deleted(sender: type, instance: ShareableItem, **kwargs: Any) -> None:
    # By name: an instance that was made a moment ago does not know its target yet.
    Target.objects.filter(subject=instance.subject).update(is_open=False)


@receiver(post_save, sender=Campaign)
def campaign_saved(sender: type, instance: Campaign, **kwargs: Any) -> None:
    resolve_later(campaign=instance.pk)


@receiver(pre_delete, sender=Campaign)
def campaign_deleted(sender: type, instance: Campaign, **kwargs: Any) -> None:
    ids = list(ShareableItem.objects.filter(campaign=instance.pk).values_list("pk", flat=True))
    make_drafts(instance)
    resolve_later(pk__in=ids)


@receiver([published, unpublished, page_published])
def published_or_not(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, AbstractPage):
        resolve_later(page=instance.pk, reads=True)


@receiver([page_slug_changed, post_page_move])
def page_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    resolve_later(page__path__startswith=instance.path)
    offer_pages_later(instance.path)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def page_restricted(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    resolve_later(page__path__startswith=instance.page.path)
    offer_pages_later(instance.page.path)


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=AdvocacySettings)
def site_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    resolve_later()
    offer_pages_later()


@receiver(post_save)
def image_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, AbstractImage):
        resolve_later(image=instance.pk)


@receiver(pre_delete)
def page_or_image_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    relation = next((name for kind, name in DESTINATION_PARTS.items() if isinstance(instance, kind)), None)
    if relation:
        # SET_NULL hides the items afterwards, so remember them now.
        ids = list(ShareableItem.objects.filter(**{relation: instance.pk}).values_list("pk", flat=True))
        if ids:
            resolve_later(pk__in=ids, reads=relation == "page")


@receiver(post_save)
def source_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    if sender in offer_sources and not kwargs.get("raw") and not actions.is_asked_once():
        # A source that cannot say what it offers must not break the form that saved it; maintenance reports it.
        pk = instance.pk
        transaction.on_commit(lambda: _offer_row(sender, pk), robust=True)


def offer_pages_later(path: str = "") -> None:
    """Ask the pages below ``path`` that offer themselves again: who may read a page is not said by the page."""
    sources = [model for model in offer_sources if issubclass(model, AbstractPage)]

    def ask(model: type[Model]) -> None:
        for page in model._base_manager.filter(path__startswith=path):
            actions.offer(page)

    for model in sources:
        transaction.on_commit(partial(ask, model), robust=True)


def _offer_row(model: type[Model], pk: Any) -> None:
    if row := model._base_manager.filter(pk=pk).first():
        actions.offer(row)


@receiver(pre_delete)
def source_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if sender in offer_sources:
        for item in actions.items_of(instance):
            actions.withdraw(item)


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def account_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """The rows let go of the person by themselves, their revisions do not."""
    for model in (Campaign, ShareableItem):
        cut_out_of_revisions(model, instance)
