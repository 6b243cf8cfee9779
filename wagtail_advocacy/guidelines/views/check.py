"""The policy for other tools: a text in, findings out; nothing is stored or counted."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from ...registries import Finding
from ..checking import check_words
from ..endpoint.asked import Asked, asked_in
from ..endpoint.callers import caller_of, count_request
from ..endpoint.refusals import CheckRefused
from ..engine import SEVERITIES
from ..engine.texts import LONGEST


# Who comes with a token has no page of ours; who comes with a session proves it below.
@csrf_exempt
@login_not_required
@sensitive_variables()
def check(request: HttpRequest) -> JsonResponse:
    """Check the text in the JSON of ``request``; every refusal is JSON as well, with a sentence."""
    try:
        if request.method != "POST":
            raise CheckRefused(405, "method", _("Send the text with POST."), {"Allow": "POST"})
        count_request(caller_of(request))
        answer = JsonResponse(_answer(asked_in(request)))
    except CheckRefused as refused:
        error = {"code": refused.code, "message": str(refused)}
        answer = JsonResponse({"error": error}, status=refused.status, headers=refused.headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@sensitive_variables()
def _answer(asked: Asked) -> dict[str, Any]:
    speaking, found = check_words(asked.text, asked.site, asked.context)
    findings = [_finding(finding, asked.text) for _version, finding in found]
    return {
        "findings": findings,
        "counts": {severity: sum(each["severity"] == severity for each in findings) for severity in SEVERITIES},
        "basis": [{**each.basis, "title": each.title} for each in speaking],
        "looked_at": min(len(asked.text), LONGEST),
    }


def _finding(finding: Finding, text: str) -> dict[str, Any]:
    start, end = finding.span or (None, None)
    fix = finding.fix
    return {
        "severity": finding.severity,
        "message": finding.message,
        "start": start,
        "end": end,
        "words": text[start:end] if finding.span else "",
        "suggestion": finding.suggestion,
        "reason": finding.reason,
        "fix": {"start": fix.start, "end": fix.end, "words": fix.words} if fix else None,
        "source": finding.source,
    }
