"""Before a share: agreeing to the policies that apply, in the dialog itself."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ..registries import Gate
from .access import who_sees_agreement
from .due import due_for, told
from .engine import Context
from .models import PolicyVersion
from .scopes import campaign_key, category_key

TEMPLATE = "wagtail_advocacy/guidelines/agree.html"


def policy_gate(user: Any, item: Any, network: str) -> Gate | None:
    """Ask for an agreement that is due where ``item`` is shared on ``network``; within its days it stops nobody."""
    context = Context(
        network=network,
        category=category_key(getattr(item, "category", None)),
        campaign=campaign_key(getattr(item, "campaign", None)),
    )
    dues = due_for(user, item.site, context)
    if not dues:
        return None
    stops, last = any(due.stops for due in dues), min(due.stops_from for due in dues)
    if stops:
        message = _("Please read what applies here and agree to it first.")
    else:
        message = _("Please read what applies here by %(day)s.") % {"day": date_format(last)}
    url = (
        reverse("wagtail_advocacy:policy", args=[dues[0].version.policy])
        if len(dues) == 1
        else reverse("wagtail_advocacy:policies")
    )
    return Gate(
        message=message,
        url=url,
        stops=stops,
        template=TEMPLATE,
        context={"told": SimpleLazyObject(lambda: told(dues)), "who_sees": who_sees_agreement()},
        label=_("I have read it and agree"),
        value=value_of(due.version.pk for due in dues),
        settle=partial(_settle, user),
    )


def value_of(versions: Any) -> str:
    return "-".join(str(pk) for pk in versions)


def versions_in(value: str) -> list[PolicyVersion]:
    """Return the versions that a button named; what is none of ours is left out."""
    numbers = [int(each) for each in value.split("-")[:50] if each.isdecimal() and len(each) < 19]
    return list(PolicyVersion.objects.filter(pk__in=numbers).only("pk", "hash"))


def _settle(user: Any, value: str) -> None:
    from .actions import acknowledge

    acknowledge(user, versions_in(value))
