"""Who can see a share: sentences made from the settings and permissions in force, never from a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from ..models import AdvocacySettings


def who_may_see_names() -> QuerySet:
    """Return the active users who were given the permission to see who shared, by themselves or by a group.

    Being a superuser is no gift of it.
    """
    permission = Permission.objects.filter(
        content_type__app_label="wagtail_advocacy_sharing", codename="view_sharer"
    ).values("pk")
    User = get_user_model()
    users = User._default_manager.filter(
        Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    ).distinct()
    # A user model without the field inherits the plain attribute.
    has_field = any(each.name == "is_active" for each in User._meta.concrete_fields)
    return users.filter(is_active=True) if has_field else users


def names_are_seen() -> Exists:
    """Return, for an annotation, whether anybody may see who shared."""
    return Exists(who_may_see_names())


def seen_briefly(names_seen: bool) -> str:
    """Return in one line what ``who_sees`` says at length."""
    if names_seen:
        return _("Staff see counts. Who looks up your name gives a reason, and you see it.")
    return _("Staff see counts, never your name.")


def who_sees(settings: AdvocacySettings, names_seen: bool) -> list[str]:
    """Return what the dialog says about who can see a share; ``names_seen``: somebody may look up names."""
    months, least = settings.months_of_shares(), settings.smallest_group()
    names = (
        _("Your name is not shown. Colleagues with a special permission may look it up with a reason; you see it then.")
        if names_seen
        else _("Nobody sees your name or your words.")
    )
    cut = ngettext(
        "After %(months)d month the share is cut off from you.",
        "After %(months)d months the share is cut off from you.",
        months,
    )
    return [
        _("Staff see what was shared, where, when and how often it was opened; figures of teams need %(least)d people.")
        % {"least": least},
        names,
        cut % {"months": months},
    ]
