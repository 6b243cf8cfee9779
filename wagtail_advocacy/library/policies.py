"""Who may do what with which item: with all of them, with those of a programme, or with one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail import hooks
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from .actions import programme_site
from .models import ShareableItem

__all__ = ["HOOK", "ItemPermissionPolicy", "OnItem", "item_policy", "programme_for", "seen_by", "sites_for"]

HOOK = "advocacy_permitted_items"
"""``(items, user, actions) -> QuerySet``: gets what ``user`` may do any of ``actions`` with, narrows or widens it."""

OF_OWNERS = frozenset({"view", "change", "delete"})
"""What people who may add items may do with those they made."""

SEEING = frozenset({"view", "change", "delete", "publish", "lock", "unlock"})
"""Who may do any of these with an item sees it in the admin."""


class ItemPermissionPolicy(SitePermissionPolicy):
    """Model permissions mean all items, a group's permissions for a Site the items of that programme.

    Who may ``add`` makes drafts, and changes their own; they delete them too, while they are not live: taking back what
    is out is publishing. Functions of the hook ``advocacy_permitted_items`` have the last word about existing items,
    in lists and for a single one; they are not asked about superusers, nor who may add.
    """

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        wanted = set(actions)
        if super().user_has_any_permission(user, wanted | {"add"} if wanted & OF_OWNERS else wanted):
            return True
        may_be_widened = bool(wanted - {"add"}) and self._is_hooked(user)
        return may_be_widened and self.instances_user_has_any_permission_for(user, wanted).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        wanted = self._of_instance(actions)
        if isinstance(instance, Site):
            return super().user_has_any_permission_for_instance(user, wanted, instance)
        if instance.pk and self._is_hooked(user):
            return self.instances_user_has_any_permission_for(user, wanted).filter(pk=instance.pk).exists()
        return super().user_has_any_permission_for_instance(user, wanted, instance) or self._owns(
            user, wanted, instance
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[ShareableItem]:
        items, wanted = self.model._default_manager.all(), self._of_instance(actions)
        if not (user.is_authenticated and user.is_active):
            return items.none()
        if user.is_superuser:
            return items
        if not self._user_has_global_permission(user, wanted):
            items = items.filter(Q(site__in=self._sites(user, wanted)) | self._own(user, wanted))
        for function in hooks.get_hooks(HOOK):
            items = function(items, user, frozenset(wanted))
        return items

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        wanted = set(actions)
        return super().users_with_any_permission(wanted | {"add"} if wanted & OF_OWNERS else wanted).distinct()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet:
        """As the permissions say; the functions of the hook answer for one person, not who it might be."""
        wanted = self._of_instance(actions)
        known = Q(pk__in=super().users_with_any_permission_for_instance(wanted, instance).values("pk"))
        owner = getattr(instance, "owner", None)
        if owner and self._owns(owner, wanted, instance):
            known |= Q(pk=owner.pk)
        return get_user_model()._default_manager.filter(known)

    def _of_instance(self, actions: Iterable[str]) -> set[str]:
        # What exists need not be added; asked for `add` alone, the programme decides.
        return set(actions) - {"add"} or set(actions)

    def _is_hooked(self, user: Any) -> bool:
        return bool(hooks.get_hooks(HOOK)) and user.is_authenticated and not user.is_superuser

    def _sites(self, user: Any, actions: Collection[str]) -> list[int]:
        codenames = self._get_permission_codenames(actions)
        return [
            each.site_id
            for each in self.get_cached_permissions_for_user(user)
            if each.permission.content_type_id == self._content_type.pk and each.permission.codename in codenames
        ]

    def _own(self, user: Any, actions: set[str]) -> Q:
        if not actions & OF_OWNERS:
            return Q(pk__in=[])
        own = Q(owner=user) if actions & OF_OWNERS - {"delete"} else Q(owner=user, live=False)
        return own if self._user_has_global_permission(user, {"add"}) else own & Q(site__in=self._sites(user, {"add"}))

    def _owns(self, user: Any, actions: set[str], instance: Any) -> bool:
        meant = actions & (OF_OWNERS - {"delete"} if instance.live else OF_OWNERS)
        return (
            bool(meant and user.is_authenticated and user.is_active)
            and instance.owner_id == user.pk
            and super().user_has_any_permission_for_instance(user, {"add"}, instance)
        )


class OnItem:
    """The policy as the views of one item ask it: what Wagtail asks about the model is answered for this item."""

    def __init__(self, policy: ItemPermissionPolicy, item: ShareableItem) -> None:
        self.policy, self.item = policy, item
        self._answers: dict[tuple[Any, frozenset[str]], bool] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)

    def user_has_permission(self, user: Any, action: str) -> bool:
        # A copy is a new item, wherever the original is.
        return self.policy.user_has_permission(user, "add") if action == "add" else self._may(user, {action})

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self._may(user, actions)

    def _may(self, user: Any, actions: Iterable[str]) -> bool:
        key = (user.pk, frozenset(actions))
        if key not in self._answers:
            self._answers[key] = self.policy.user_has_any_permission_for_instance(user, actions, self.item)
        return self._answers[key]


item_policy = ItemPermissionPolicy(ShareableItem)


def seen_by(user: Any) -> QuerySet[ShareableItem]:
    """Return the items that ``user`` sees in the admin."""
    return item_policy.instances_user_has_any_permission_for(user, SEEING)


def sites_for(user: Any) -> QuerySet[Site]:
    """Return the programmes into which ``user`` may put an item."""
    return item_policy.sites_user_has_any_permission_for(user, ("add", "change"))


def programme_for(user: Any, wanted: Site | None = None) -> Site | None:
    """Return the programme of a new item: ``wanted`` or the site's own, or else the first that ``user`` may add to."""
    site = wanted or programme_site()
    mine = item_policy.sites_user_has_permission_for(user, "add").order_by("-is_default_site", "pk")
    return site if site and mine.filter(pk=site.pk).exists() else mine.first() or site
