"""Evidence as it is exported, taken apart and put together; and a policy that answers for its versions."""

import io
import json
import zipfile
from datetime import UTC, datetime

from django.urls import reverse

from tests.factories import default_site
from wagtail_advocacy.fingerprints import fingerprint
from wagtail_advocacy.registries import BasisText, CheckResult

REASON = "The auditors asked for the first quarter."
DAYS = {"first": "2026-01-01", "last": "2026-03-31"}


class Policy:
    """A room that checks captions and knows what its versions said; `published` is what its database holds."""

    def __init__(self):
        self.published = {}
        self.basis = []
        self.asked = 0

    def publish(self, version, **content):
        mark = fingerprint(content)
        self.published[mark] = BasisText("Social media", version, datetime(2025, 5, 1, tzinfo=UTC), content, mark)
        self.basis = [{"policy": 1, "version": version, "hash": mark}]
        return mark

    def check(self, text, context):
        return CheckResult(basis=self.basis)

    def text(self, basis):
        self.asked += 1
        return self.published.get(basis["hash"])


def page(client, **query):
    return client.get(reverse("wagtail_advocacy_admin:evidence"), query)


def export(client, **changes):
    sent = {"site": default_site().pk, **DAYS, "reason": REASON, **changes}
    return client.post(reverse("wagtail_advocacy_admin:evidence"), sent)


def downloaded(client, **changes) -> bytes:
    response = export(client, **changes)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def members(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def content(zipped: bytes) -> dict:
    return json.loads(members(zipped)["evidence.json"])


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
