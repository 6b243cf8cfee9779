"""A system that reports conversions: it signs with the library of the specification's authors, not with our code."""

import json
from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse
from standardwebhooks.webhooks import Webhook

KEY = "whsec_c2hvcC1zaG9wLXNob3Atc2hvcC1zaG9wLXNob3Ah"
GROUP = "Conversions from other systems"
CODE = "k7m2w9xpqd"
LEAD = {"kind": "lead", "codes": CODE, "at": "2026-03-10T12:00:00Z"}
OTHER = "whsec_dGlsbC10aWxsLXRpbGwtdGlsbC10aWxsLXRpbGwh"


def headers(body: bytes, *, key=KEY, identity="msg_1", at=None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(key).sign(identity, at, body.decode("utf-8", "surrogateescape")),
    }


def send(message, *, client=None, changed=None, content_type="application/json", **signed):
    """Send `message`, bytes or what becomes JSON; `changed` headers overwrite those that were signed."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    sent = {**headers(body, **signed), **(changed or {})}
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("wagtail_advocacy:conversions"), body, content_type=content_type, headers=sent
    )


def refused(answer, status, code) -> str:
    """The sentence of a refusal, after a look at the rest of it."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    error = answer.json()["error"]
    assert error["code"] == code
    assert KEY not in str(error)
    return error["message"]


def wrong(answer) -> list[dict]:
    """What is told of each wrong conversion."""
    refused(answer, 422, "refused")
    return answer.json()["error"]["conversions"]
