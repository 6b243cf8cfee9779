"""The door for other systems: a signed message in, conversions stored once. Its answers are for developers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from ..conversions.recording import Outcome, record
from ..conversions.refusals import MessageChanged, WebhookRefused
from ..conversions.webhook import body_of, conversions_in, sender_of
from ..models import Touch


# Who signs has no page of ours and no session; and two attempts of one message must not share a transaction.
@csrf_exempt
@login_not_required
@transaction.non_atomic_requests
@sensitive_variables()
def conversions(request: HttpRequest) -> JsonResponse:
    """Store the conversions in ``request``, all or none, and say what became of each; refusals are JSON as well."""
    try:
        if request.method != "POST":
            raise WebhookRefused(405, "method", _("Send conversions with POST."), headers={"Allow": "POST"})
        body = body_of(request)
        name, identity = sender_of(request, body)
        answer = JsonResponse({"conversions": _told(_record(body, name, identity))})
    except WebhookRefused as refused:
        error: dict[str, Any] = {"code": refused.code, "message": str(refused)}
        if refused.conversions:
            error["conversions"] = refused.conversions
        answer = JsonResponse({"error": error}, status=refused.status, headers=refused.headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _record(body: bytes, name: str, identity: str) -> list[Outcome]:
    try:
        return record(conversions_in(body, name, identity), is_one_message=True)
    except MessageChanged:
        sentence = _(
            "A message with this webhook-id came before, and it said something else, so nothing was changed. Give "
            "every message an identity of its own, and keep it when you send the same message again."
        )
        raise WebhookRefused(409, "changed", sentence) from None
    except OperationalError:
        sentence = _("The database is busy. Send the same message again in a moment.")
        raise WebhookRefused(503, "busy", sentence, headers={"Retry-After": "5"}) from None


def _told(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Return the state of each, whether it differs from what was stored first, and whether a share is credited."""
    credited = Touch.objects.filter(conversion__in={each.conversion.pk for each in outcomes}, is_credited=True)
    ids = set(credited.values_list("conversion_id", flat=True))
    return [{"state": each.state, "differs": each.differs, "credited": each.conversion.pk in ids} for each in outcomes]
