"""Who may report conversions: keys, what they sign, and the examples of the docs that use them."""

import ast
import base64
import hashlib
import json
import re
import secrets
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from tests.conftest import need
from tests.tracking.shares import NOON, before, share
from tests.tracking.signed import CODE, GROUP, KEY, LEAD, OTHER, headers, refused, send
from wagtail_advocacy.conf import AdvocacyConf, webhook_secrets
from wagtail_advocacy.tracking.conversions.signing import name_of_key, sign
from wagtail_advocacy.tracking.models import Conversion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_keys")]

DOCS = Path(__file__).resolve().parents[2] / "docs/how-to/count-conversions.md"


class TestWho:
    @pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
    def test_a_header_is_missing(self, missing, said):
        said(GROUP, "a request without a signature", refused(send(LEAD, changed={missing: ""}), 401, "unsigned"))

    @pytest.mark.parametrize("identity", ["a.b", "é", "a b", "m" * 201, "a\tb"])
    def test_an_identity_that_is_none(self, identity, said):
        sentence = refused(send(LEAD, changed={"webhook-id": identity}), 400, "webhook_id")
        said(GROUP, "a `webhook-id` with a full stop", sentence)

    @pytest.mark.parametrize("timestamp", ["now", "1.5", "-1", "1e9", "٣", "9" * 13, "nan"])
    def test_a_time_that_is_none(self, timestamp, said):
        sentence = refused(send(LEAD, changed={"webhook-timestamp": timestamp}), 400, "webhook_timestamp")
        said(GROUP, "a `webhook-timestamp` in another form", sentence)

    @pytest.mark.parametrize("seconds", [-301, 301, 3600 * 24 * 365 * 50])
    def test_a_clock_that_is_wrong(self, made, seconds, said, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
        answer = send(LEAD, at=NOON + timedelta(seconds=seconds))
        said(GROUP, "a clock that is five minutes wrong", refused(answer, 401, "clock"))
        for within in (-299, 299):
            assert send(LEAD, at=NOON + timedelta(seconds=within)).status_code == 200

    def test_a_message_that_somebody_recorded_and_plays_back(self, made, monkeypatch):
        body = json.dumps(LEAD).encode()
        recorded = headers(body, at=NOON)
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
        for _ in range(3):
            assert send(body, changed=recorded).status_code == 200
        assert Conversion.objects.count() == 1
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + timedelta(seconds=301))
        refused(send(body, changed=recorded), 401, "clock")

    @pytest.mark.parametrize(
        "signature",
        [
            "v1,",
            "v1",
            ",",
            "v1,not base64",
            "v1,AAAA",
            "v2,x v1a,y",
            "v1,é",
            " ",
            "v1,v1,v1",
            hashlib.sha256(b"x").hexdigest(),
        ],
    )
    def test_signatures_that_are_none(self, signature, said):
        sentence = refused(send(LEAD, changed={"webhook-signature": signature or " "}), 401, "signature")
        said(GROUP, "a signature that no key of ours made", sentence)

    @pytest.mark.parametrize("changed", [{"webhook-id": "msg_2"}, {"webhook-timestamp": "+1"}])
    def test_what_is_signed_is_identity_time_and_body(self, made, changed):
        if "webhook-timestamp" in changed:
            changed = {"webhook-timestamp": str(int(datetime.now(UTC).timestamp()) + 1)}
        refused(send(LEAD, changed=changed), 401, "signature")
        body = json.dumps(LEAD).encode()
        refused(send(body + b" ", changed=headers(body)), 401, "signature")

    def test_one_of_several_signatures_is_enough(self, made):
        body = json.dumps(LEAD).encode()
        right = headers(body)["webhook-signature"]
        both = f"v1a,other {headers(body, key=OTHER)['webhook-signature']} {right}"
        assert send(body, changed={"webhook-signature": both}).status_code == 200

    def test_no_key_is_no_door(self, settings):
        settings.WAGTAIL_ADVOCACY = {}
        refused(send(LEAD), 401, "signature")

    def test_needs_neither_session_nor_page(self, made):
        with CaptureQueriesContext(connection) as queries:
            send(LEAD)
        assert not [each for each in queries.captured_queries if "session" in each["sql"] or "auth_user" in each["sql"]]
        assert not Session.objects.exists()


class TestRate:
    def test_of_a_key(self, made, settings, said, monkeypatch):
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_RATE": 2, "WEBHOOK_KEYS": {"shop": KEY, "till": OTHER}}
        monkeypatch.setattr("time.time", lambda: 1_800_000_015.0)
        assert [send(LEAD).status_code for _ in range(2)] == [200, 200]
        answer = send(LEAD)
        said(GROUP, "more requests in a minute than `WEBHOOK_RATE` (here: two)", refused(answer, 429, "rate"))
        assert answer.headers["Retry-After"] == "45"
        assert send(LEAD, key=OTHER).status_code == 200
        monkeypatch.setattr("time.time", lambda: 1_800_000_060.0)
        assert send(LEAD).status_code == 200

    def test_of_strangers_stops_nobody_who_signs(self, made, settings):
        for _ in range(30):
            refused(send(LEAD, key=OTHER), 401, "signature")
        refused(send(LEAD, key=OTHER), 429, "rate")
        refused(send(LEAD, changed={"webhook-id": ""}), 429, "rate")
        assert send(LEAD).status_code == 200

    def test_a_stranger_is_an_address(self, settings):
        settings.WAGTAIL_ADVOCACY = {"PROXY_HOPS": 1}
        for number in range(31):
            refused(send(LEAD, changed={"X-Forwarded-For": f"203.0.113.{number}"}), 401, "signature")


KEYS = st.binary(min_size=24, max_size=64)
IDENTITIES = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="."), min_size=1, max_size=60
)


class TestSignature:
    """Against the library that the authors of the specification wrote."""

    @given(secret=KEYS, identity=IDENTITIES, seconds=st.integers(0, 10**10), body=st.text(max_size=500))
    def test_is_the_same_as_theirs(self, secret, identity, seconds, body):
        theirs = Webhook(secret).sign(identity, datetime.fromtimestamp(seconds, UTC), body)
        assert sign(secret, identity, str(seconds), body.encode()) == theirs

    @given(secret=KEYS, identity=IDENTITIES, body=st.binary(max_size=300), place=st.integers(0, 10**6))
    @example(secret=b"0" * 24, identity="a", body=b"", place=0)
    def test_one_changed_byte_is_another_message(self, secret, identity, body, place):
        from django.test import override_settings

        signed = sign(secret, identity, "1800000000", body)
        with override_settings(WAGTAIL_ADVOCACY={"WEBHOOK_KEYS": {"shop": base64.b64encode(secret).decode()}}):
            assert name_of_key(identity, "1800000000", body, signed) == "shop"
            place %= len(body) + 1
            assert not name_of_key(identity, "1800000000", body[:place] + b"\x07" + body[place:], signed)
            assert not name_of_key(identity + "x", "1800000000", body, signed)
            assert not name_of_key(identity, "1800000001", body, signed)

    @given(st.text(max_size=100))
    def test_whatever_stands_in_the_header_is_no_error(self, signatures):
        assert name_of_key("a", "1", b"{}", signatures) == ""


class TestKeys:
    def test_the_command_makes_one_that_opens_the_door(self, made, settings, capsys):
        call_command("webhook_key", "crm")
        out = capsys.readouterr().out
        key, line = re.search(r"\n    (whsec_\S+)\n", out)[1], re.search(r"^    ('crm': '.+'),$", out, re.M)[1]
        refused(send(LEAD, key=key), 401, "signature")
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": ast.literal_eval(f"{{{line}}}")}
        assert list(AdvocacyConf.problems()) == []
        assert send(LEAD, key=key).status_code == 200

    def test_no_two_are_alike(self, capsys):
        call_command("webhook_key", "crm")
        first = capsys.readouterr().out
        call_command("webhook_key", "crm")
        assert capsys.readouterr().out != first

    def test_another_one_for_a_name_that_has_one(self, capsys):
        call_command("webhook_key", "shop")
        told = capsys.readouterr()
        assert "'shop' has a key already. Keep it beside the new one" in told.err
        assert "'shop': ['whsec_" in told.out
        assert KEY not in told.out + told.err

    def test_a_name_is_needed(self):
        with pytest.raises(CommandError, match="Name the system"):
            call_command("webhook_key", "  ")

    @pytest.mark.parametrize("padding", ["", "="])
    def test_a_key_is_read_as_others_write_it(self, padding):
        plain = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        assert len(webhook_secrets(f"whsec_{plain}{padding}")[0]) == 32
        assert webhook_secrets(plain) == webhook_secrets(f"whsec_{plain}")

    @pytest.mark.parametrize(
        "keys",
        [
            {"shop": "whsec_c2hvcnQ="},
            {"shop": "whsec_" + base64.b64encode(b"0" * 23).decode()},
            {"shop": base64.b64encode(b"0" * 65).decode()},
            {"shop": "in plain words, but long enough to be a key"},
            {"shop": []},
            {"shop": [KEY, ""]},
            {"shop": None},
            {"shop": b"0" * 32},
        ],
    )
    def test_what_is_no_key_is_said_and_not_shown(self, settings, keys, said):
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": keys}
        (sentence,) = AdvocacyConf.problems()
        said("The settings file", "`WEBHOOK_KEYS` with a key that is too short", sentence)

    @pytest.mark.parametrize("keys", [["shop"], {"": KEY}, {5: KEY}, "shop"])
    def test_keys_have_names(self, settings, keys):
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": keys}
        (sentence,) = AdvocacyConf.problems()
        assert "must be a dict of names and keys" in sentence

    def test_one_key_has_one_name(self, settings):
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": {"a": KEY, "b": KEY.removeprefix("whsec_")}}
        (sentence,) = AdvocacyConf.problems()
        assert "must not have one key twice" in sentence


def block(language, name=""):
    start = f"<!-- run: {name} -->\n" if name else ""
    return re.search(rf"^{start}```{language}\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.M | re.S)[1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTheDocs:
    """The examples that other people copy, against a server."""

    @pytest.fixture(autouse=True)
    def _shop(self, live_server, monkeypatch):
        monkeypatch.setenv("SHOP_WEBHOOK_KEY", KEY)
        share(before(days=3), code=CODE)
        cache.clear()

    def test_python(self, live_server):
        names = {}
        code = block("python", "webhook").replace("https://www.example.com", live_server.url)
        exec(code, names)  # noqa: S102 - our own documentation
        assert names["told"] == [{"state": "recorded", "differs": False, "credited": False}]
        assert (Conversion.objects.get().value, Conversion.objects.get().reference) == (Decimal("129.90"), "order-1001")

    def test_shell(self, live_server):
        need("curl", shutil.which("curl") is not None)
        need("openssl", shutil.which("openssl") is not None)
        code = block("sh").replace("https://www.example.com", live_server.url)
        done = subprocess.run(["bash", "-c", code], capture_output=True, check=True, timeout=30)
        assert json.loads(done.stdout)["conversions"][0]["state"] == "recorded"
        assert Conversion.objects.get().kind == "application"

    def test_the_answer_has_the_keys_that_are_described(self):
        assert json.loads(block("json"))["conversions"][0].keys() == send(LEAD).json()["conversions"][0].keys()

    def test_every_error_is_listed(self):
        room = Path(__file__).resolve().parents[2] / "wagtail_advocacy/tracking"
        source = "".join(
            (room / each).read_text(encoding="utf-8") for each in ("conversions/webhook.py", "views/webhook.py")
        )
        codes = re.findall(r'WebhookRefused\(\s*(\d+), "(\w+)"', source)
        listed = re.findall(r"^\| (\d+) \| `(\w+)`", DOCS.read_text(encoding="utf-8"), re.M)
        assert set(listed) == set(codes)
