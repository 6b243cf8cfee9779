"""Who can see a share: sentences made from the settings and permissions in force, never from a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..conf import advocacy_settings

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
    if advocacy_settings.EVIDENCE:
        if names_seen:
            return _(
                "Your organisation keeps a copy with your name as evidence. Staff see counts; who looks up your name "
                "gives a reason, and you see it."
            )
        return _("Your organisation keeps a copy with your name as evidence. Staff see counts.")
    if names_seen:
        return _("Staff see counts. Who looks up your name gives a reason, and you see it.")
    return _("Staff see counts, never your name.")


def who_sees(settings: AdvocacySettings, names_seen: bool) -> list[str]:
    """Return what the dialog says about who can see a share; ``names_seen``: somebody may look up names."""
    months, least = settings.months_of_shares(), settings.smallest_group()
    if names_seen:
        names = _(
            "Your name is not shown. Colleagues with a special permission may look it up with a reason; you see it "
            "then."
        )
    elif advocacy_settings.EVIDENCE:
        names = _("No screen shows your name or your words.")
    else:
        names = _("Nobody sees your name or your words.")
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
        *_evidence(),
    ]


def _evidence() -> list[str]:
    if not advocacy_settings.EVIDENCE:
        return []
    return [
        _(
            "Your organisation has to prove what its people say in public, so it keeps an evidence copy: your words, "
            "your name, when, where, the link and the policy text they were checked against."
        ),
        _("That copy stays as long as your organisation must keep it, also after you have erased your data here."),
    ]
