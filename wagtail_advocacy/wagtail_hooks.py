from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

from .permissions import registered_permissions

advocacy_menu = Menu(register_hook_name="register_advocacy_menu_item")


@hooks.register("register_admin_menu_item")
def register_menu() -> SubmenuMenuItem:
    """One group for all rooms; it is empty, and so hidden, for who may see nothing in it."""
    return SubmenuMenuItem(_("Advocacy"), advocacy_menu, name="advocacy", icon_name="group", order=450)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return registered_permissions()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action("wagtail_advocacy.settings")
    class SettingsChanged(LogFormatter):
        label = _("Change advocacy settings")

        def format_message(self, log_entry: Any) -> str:
            names = ", ".join(sorted(log_entry.data.get("changed", {})))
            return _("Changed advocacy settings: %(names)s") % {"names": names}
