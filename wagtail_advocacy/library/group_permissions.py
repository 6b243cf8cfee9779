"""The items of one programme for a group: a table in Wagtail's group editor, sites down, permissions across."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupSitePermission, Site

from .models import ShareableItem

ACTIONS = {
    "view": _("See"),
    "add": _("Add and edit own"),
    "change": _("Edit all"),
    "delete": _("Delete all"),
    "publish": _("Publish"),
    "lock": _("Lock"),
    "unlock": _("Unlock"),
}


class ItemSitePermissionsForm(forms.Form):
    """What a group may do with the items of each Site, kept as Wagtail's ``GroupSitePermission``."""

    granted = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Group | None = None,
        prefix: str = "advocacy_item_sites",
    ) -> None:
        self.instance = instance
        content_type = ContentType.objects.get_for_model(ShareableItem)
        codenames = {get_permission_codename(action, ShareableItem._meta): action for action in ACTIONS}
        found = Permission.objects.filter(content_type=content_type, codename__in=codenames)
        by_action = {codenames[permission.codename]: permission for permission in found}
        self.permissions = {action: by_action[action] for action in ACTIONS if action in by_action}
        self.sites = list(Site.objects.order_by("-is_default_site", "hostname", "port"))
        initial = {"granted": [_key(site_id, pk) for site_id, pk in self._present()]}
        super().__init__(data, files, prefix=prefix, initial=initial)
        self.fields["granted"].choices = [  # type: ignore[attr-defined]
            (_key(site.pk, permission.pk), f"{site}: {ACTIONS[action]}")
            for site in self.sites
            for action, permission in self.permissions.items()
        ]

    def as_admin_panel(self) -> str:
        boxes = iter(self["granted"])
        rows = [(site, [next(boxes) for _action in self.permissions]) for site in self.sites]
        heads = [ACTIONS[action] for action in self.permissions]
        return render_to_string(
            "wagtail_advocacy/library/item_site_permissions.html", {"form": self, "heads": heads, "rows": rows}
        )

    @transaction.atomic
    def save(self) -> None:
        wanted = {tuple(map(int, key.split("-"))) for key in self.cleaned_data["granted"]}
        present = self._present()
        for site_id, permission_id in present - wanted:
            self._rows().filter(site=site_id, permission=permission_id).delete()
        for site_id, permission_id in wanted - present:
            GroupSitePermission.objects.get_or_create(group=self.instance, site_id=site_id, permission_id=permission_id)

    def _rows(self) -> Any:
        if not (self.instance and self.instance.pk):
            return GroupSitePermission.objects.none()
        return GroupSitePermission.objects.filter(group=self.instance, permission__in=self.permissions.values())

    def _present(self) -> set[tuple[int, int]]:
        return set(self._rows().values_list("site_id", "permission_id"))


def _key(site_id: int, permission_id: int) -> str:
    return f"{site_id}-{permission_id}"
