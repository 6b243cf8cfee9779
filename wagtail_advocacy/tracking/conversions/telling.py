"""Telling other rooms, and a site's own code, of conversions that were stored."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Prefetch

from ...signals import conversion_recorded
from ..models import Conversion, Touch


def tell(conversions: Iterable[int]) -> None:
    """Send ``conversion_recorded`` for each of these (primary keys), once all of it is committed.

    Two queries for a batch, and none where nobody listens. A receiver that fails is logged by its name, and neither
    keeps the others from hearing of it nor undoes what was stored.
    """
    wanted = list(dict.fromkeys(conversions))
    if wanted and conversion_recorded.has_listeners(Conversion):
        transaction.on_commit(lambda: _send(wanted), robust=True)


def _send(wanted: list[int]) -> None:
    touches = Touch.objects.select_related("link__target").order_by("pk")
    stored = Conversion.objects.filter(pk__in=wanted).prefetch_related(Prefetch("touches", touches))
    for conversion in stored.order_by("at", "pk"):
        # Django logs who failed. A conversion names nobody, and neither can what they say of it.
        conversion_recorded.send_robust(
            sender=Conversion, conversion=conversion, touches=list(conversion.touches.all())
        )
