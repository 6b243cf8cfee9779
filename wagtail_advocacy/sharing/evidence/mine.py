"""What evidence has left the house about one person, as far as can still be told."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import Any

from django.http import HttpRequest

from ...conf import advocacy_settings
from ...registries import MyDataPart
from ..models import EvidenceExport, Share
from .exporting import Scope


def exports_with(user: Any) -> list[EvidenceExport]:
    """Return the exports that hold a share with the name of ``user``, the newest first, in two queries.

    A share that was cut off from its person by time or by erasing is found no more: no list of names is kept for it.
    """
    started = defaultdict(list)
    told = Share.objects.by(user).filter(evidence_told=True).order_by("started_at")
    for site_id, moment in told.values_list("site_id", "started_at"):
        started[site_id].append(moment)
    exports = EvidenceExport.objects.filter(site__in=[each for each in started if each]) if started else []
    return [each for each in exports if _holds(each, started[each.site_id])]


def _holds(export: EvidenceExport, moments: list[Any]) -> bool:
    start, end = Scope.moments(export.first_day, export.last_day)
    place = bisect_left(moments, start)
    return place < len(moments) and moments[place] < min(end, export.made_at)


def evidence_part(request: HttpRequest) -> MyDataPart | None:
    """Return the section of “My data” that says, before anybody erases theirs, what stays.

    Files that were exported stay where they are, also once evidence is switched off.
    """
    exports = exports_with(request.user)
    announced = advocacy_settings.EVIDENCE and Share.objects.by(request.user).exists()
    if not exports and not announced:
        return None
    rows = [{"at": each.made_at, "first": each.first_day, "last": each.last_day} for each in exports]
    return MyDataPart("wagtail_advocacy/sharing/evidence_part.html", {"announced": announced, "exports": rows})
