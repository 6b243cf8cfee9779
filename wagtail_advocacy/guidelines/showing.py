"""What a page that shows a policy needs: the plain view, and page types of a site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from .access import who_sees_agreement
from .differences import changes
from .due import due_for, told
from .gates import value_of
from .in_force import InForce
from .models import Acknowledgement, PolicyVersion
from .outline import outline_of


def policy_context(request: HttpRequest, current: InForce) -> dict[str, Any] | None:
    """Return what ``guidelines/policy_text.html`` needs to show ``current``, or the version that ``?version=`` names.

    ``None`` where there is no such version. People who are logged in find what they are asked to agree to.
    """
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else current.number
    mine = PolicyVersion.objects.filter(policy=current.policy)
    version = mine.filter(number=number).first()
    if version is None:
        return None
    earlier = mine.filter(number__lt=number).order_by("-number").first()
    is_current = version.number == current.number
    due = None
    if is_current and request.user.is_authenticated:
        due = next(
            (each for each in due_for(request.user, Site.find_for_request(request)) if each.version == current), None
        )
    return {
        "version": version,
        "outline": outline_of(version.html),
        "is_current": is_current,
        "current": current,
        "older": list(mine.exclude(pk=version.pk).defer("html", "content").order_by("-number")),
        "due": due,
        "told": told([due]) if due else [],
        "value": value_of([version.pk]),
        "who_sees": who_sees_agreement(),
        "agreed": agreed_dates(request.user, [version]).get(version.pk),
        "changed": changes(earlier.paragraphs, version.paragraphs) if earlier else [],
        "earlier": earlier,
    }


def agreed_dates(user: Any, versions: Iterable[PolicyVersion]) -> dict[int, datetime]:
    """Return when ``user`` agreed to which of ``versions``, by primary key; one query."""
    if not user.is_authenticated:
        return {}
    mine = Acknowledgement.objects.filter(user_id=user.pk, version__in=versions)
    return dict(mine.values_list("version", "acknowledged_at"))
