"""Other systems report conversions: signed, each once, all or none, with reasons that a developer can act on."""

import base64
import hmac
import json
import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import default_site
from tests.tracking.shares import NOON, TWO, before, share
from tests.tracking.signed import CODE, GROUP, KEY, LEAD, OTHER, refused, send, wrong
from wagtail_advocacy.conf import AdvocacyConf
from wagtail_advocacy.tracking.models import Conversion, Touch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("webhook_keys")]


class TestWhatArrives:
    def test_everything_that_is_said(self, made):
        answer = send({**LEAD, "kind": "sale", "value": 1234.5, "currency": "eur", "reference": "order-1001"})
        assert answer.status_code == 200
        assert answer.json() == {"conversions": [{"state": "recorded", "differs": False, "credited": True}]}
        sale = Conversion.objects.get()
        assert (sale.kind, sale.at, sale.value, sale.currency) == ("sale", NOON, Decimal("1234.50"), "EUR")
        assert (sale.reference, sale.source, sale.site) == ("order-1001", "webhook", default_site())
        assert sale.touches.get().link == made.link

    def test_the_least_that_can_be_said(self, made):
        send({"kind": "lead", "codes": CODE})
        lead = Conversion.objects.get()
        assert abs(lead.at - lead.received_at) < timedelta(seconds=5)
        assert (lead.value, lead.currency, lead.reference) == (None, "", "")

    def test_nothing_may_be_said_as_null(self, made):
        nothing = dict.fromkeys(["at", "value", "currency", "reference"])
        assert send({**LEAD, **nothing}).status_code == 200

    def test_several_in_the_order_of_the_message(self, made):
        rows = [{**LEAD, "reference": f"A-{number}"} for number in (1, 2, 1)]
        answer = send([*rows, {**LEAD, "at": "2025-01-01T00:00:00Z"}])
        assert [each["state"] for each in answer.json()["conversions"]] == ["recorded", "recorded", "known", "recorded"]
        assert [each["credited"] for each in answer.json()["conversions"]] == [True, True, True, False]
        assert Conversion.objects.count() == 3

    def test_a_further_share_of_a_conversion_that_is_known(self, made):
        last = share(before(days=1))
        send({**LEAD, "reference": "A-1"})
        answer = send(
            {**LEAD, "reference": "A-1", "codes": [CODE, last.link.code], "value": 5, "currency": "EUR"},
            identity="msg_2",
        )
        told = {"state": "further", "differs": True, "credited": True}
        assert answer.json() == {"conversions": [told]}
        assert Conversion.objects.get().value is None
        assert Touch.objects.count() == 2

    @pytest.mark.parametrize(
        ("at", "moment"),
        [
            ("2026-03-10T13:00:00+01:00", NOON),
            ("2026-03-10 12:00", NOON),
            ("2026-03-10T12:00:00.123456789Z", NOON + timedelta(microseconds=123456)),
            ("2026-03-10", datetime(2026, 3, 10, 23, 59, 59, 999999, tzinfo=UTC)),
        ],
    )
    def test_moments_as_they_are_written(self, made, at, moment):
        send({**LEAD, "at": at})
        assert Conversion.objects.get().at == moment

    def test_today_is_not_in_the_future(self, made):
        assert send({**LEAD, "at": f"{datetime.now(UTC):%Y-%m-%d}"}).status_code == 200

    def test_a_moment_without_a_zone_is_that_of_the_site(self, made, settings):
        settings.TIME_ZONE = "Pacific/Auckland"
        send({**LEAD, "at": "2026-03-11 01:00"})
        assert Conversion.objects.get().at == NOON

    def test_many_take_as_many_queries_as_two(self, made):
        counts = []
        # One more would be a thousand values, and with Django 5.2 SQLite takes 999 in one statement.
        for size in (2, 99):
            rows = [{**LEAD, "reference": f"{size}-{number}"} for number in range(size)]
            with CaptureQueriesContext(connection) as queries:
                assert send(rows, identity=f"msg_{size}").status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 18


class TestOnce:
    def test_the_same_message_again(self, made):
        answers = [send([LEAD, {**LEAD, "reference": "A-1"}]).json()["conversions"] for _ in range(3)]
        assert [[each["state"] for each in answer] for answer in answers] == [["recorded"] * 2, *[["known"] * 2] * 2]
        assert Conversion.objects.count() == Touch.objects.count() == 2

    @pytest.mark.parametrize(
        "other",
        [
            {**LEAD, "kind": "hire"},
            {**LEAD, "at": "2026-03-10T12:00:01Z"},
            {**LEAD, "value": 1, "currency": "EUR"},
            {**LEAD, "reference": "A-1"},
            {**LEAD, "codes": [CODE, TWO[0]]},
            [LEAD, LEAD],
        ],
        ids=str,
    )
    def test_the_same_identity_with_something_else(self, made, other, said):
        share(before(days=1), code=TWO[0])
        send(LEAD)
        stored = list(Conversion.objects.values())
        said(GROUP, "a `webhook-id` that came with another body", refused(send(other), 409, "changed"))
        assert list(Conversion.objects.values()) == stored
        assert Touch.objects.count() == 1

    def test_now_is_not_something_else(self, made):
        send({"kind": "lead", "codes": CODE})
        assert send({"kind": "lead", "codes": CODE}).json()["conversions"][0]["state"] == "known"

    @pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/New_York"])
    def test_the_day_that_is_not_over_is_the_same_day_later(self, made, settings, monkeypatch, zone):
        settings.TIME_ZONE = zone
        day = {**LEAD, "at": "2026-03-10"}
        for hours in (0, 1, 48):
            moment = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC) + timedelta(hours=hours)
            monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
            answer = send(day, at=moment)
            assert answer.status_code == 200, answer.content
        assert answer.json()["conversions"] == [{"state": "known", "differs": False, "credited": True}]
        assert refused(send({**LEAD, "at": "2026-03-09"}, at=moment), 409, "changed")
        assert Conversion.objects.count() == 1

    def test_identities_of_two_keys_do_not_meet(self, made, settings):
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": {"shop": KEY, "till": OTHER}}
        send(LEAD)
        send(LEAD, key=OTHER)
        assert Conversion.objects.count() == 2

    def test_a_key_that_is_changed_between_two_attempts(self, made, settings):
        send(LEAD)
        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": {"shop": [OTHER, KEY]}}
        send(LEAD, key=OTHER)
        assert Conversion.objects.count() == 1

    def test_identities_differ_by_capitals(self, made):
        send(LEAD, identity="msg_a")
        send(LEAD, identity="msg_A")
        assert Conversion.objects.count() == 2


class TestAllOrNone:
    def test_one_is_wrong(self, made, said):
        rows = [LEAD, {**LEAD, "kind": "leed"}, {**LEAD, "codes": [CODE, "x"]}, 5]
        answer = send(rows)
        assert [(each["number"], each["code"], each["field"]) for each in wrong(answer)] == [
            (2, "unknown_kind", "kind"),
            (3, "code", "codes"),
            (4, "not_an_object", ""),
        ]
        said(GROUP, "three wrong conversions among others", refused(answer, 422, "refused"))
        assert not Conversion.objects.exists()

    def test_one_has_a_code_that_no_link_has(self, made, said):
        [told] = wrong(send([LEAD, {**LEAD, "codes": [CODE, *TWO]}]))
        assert (told["number"], told["code"], told["field"]) == (2, "unknown_code", "codes")
        said(GROUP, "codes that no link has", told["message"])
        assert not Conversion.objects.exists()

    def test_twenty_wrong_ones_are_told(self, made):
        assert len(wrong(send([{**LEAD, "kind": "x"}] * 100))) == 20


WRONG = [
    ("an unknown `kind`", {**LEAD, "kind": "purchase order"}, "unknown_kind", "kind"),
    ("a misspelt `kind`", {**LEAD, "kind": "aplication"}, "unknown_kind", "kind"),
    ("an empty `kind`", {**LEAD, "kind": " "}, "missing", "kind"),
    ("no `kind`", {"codes": CODE}, "missing", "kind"),
    ("no `codes`", {"kind": "lead"}, "missing", "codes"),
    ("an empty list of `codes`", {**LEAD, "codes": []}, "missing", "codes"),
    ("twenty-one `codes`", {**LEAD, "codes": [CODE] * 21}, "codes", "codes"),
    ("a code that is none", {**LEAD, "codes": "hello"}, "code", "codes"),
    ("`codes` that are numbers", {**LEAD, "codes": [1]}, "wrong_type", "codes"),
    ("a `kind` that is a number", {**LEAD, "kind": 5}, "wrong_type", "kind"),
    ("a `value` that is true", {**LEAD, "value": True, "currency": "EUR"}, "wrong_type", "value"),
    ("a `value` below zero", {**LEAD, "value": -1, "currency": "EUR"}, "value", "value"),
    ("a `value` with a decimal comma", {**LEAD, "value": "12,50", "currency": "EUR"}, "value", "value"),
    ("a `value` with three decimals", {**LEAD, "value": 0.125, "currency": "EUR"}, "value", "value"),
    ("a `value` of a hundred thousand million", {**LEAD, "value": 10**11, "currency": "EUR"}, "value", "value"),
    ("a `value` without a `currency`", {**LEAD, "value": 5}, "currency", "currency"),
    ("a `currency` that is a sign", {**LEAD, "value": 5, "currency": "€"}, "currency", "currency"),
    ("a moment in another form", {**LEAD, "at": "10.03.2026"}, "moment", "at"),
    ("a day that is none", {**LEAD, "at": "2026-02-30"}, "moment", "at"),
    ("a moment before the year 2000", {**LEAD, "at": "1970-01-01T00:00:00Z"}, "moment", "at"),
    ("a reference with an e-mail address", {**LEAD, "reference": "anna@example.com"}, "person", "reference"),
    ("a reference that is a phone number", {**LEAD, "reference": "+34 612 345 678"}, "person", "reference"),
    ("a reference that is a bank account", {**LEAD, "reference": "DE89 3704 0044 0532 0130 00"}, "person", "reference"),
    ("a reference that is a network address", {**LEAD, "reference": "203.0.113.7"}, "person", "reference"),
    ("a reference that is a name", {**LEAD, "reference": "Ångström, Anna"}, "person", "reference"),
    ("a reference of 191 characters", {**LEAD, "reference": "1" * 191}, "reference", "reference"),
    ("a NUL in a reference", {**LEAD, "reference": "a\x001"}, "reference", "reference"),
    ("a misspelt key", {**LEAD, "refernce": "1"}, "unknown_key", ""),
    ("a key that means nothing", {**LEAD, "mood": "x"}, "unknown_key", ""),
    ("what is no object", "lead", "not_an_object", ""),
]


class TestWrongInput:
    @pytest.mark.parametrize(("what", "row", "code", "field"), WRONG, ids=[what for what, *_ in WRONG])
    def test_is_told(self, made, what, row, code, field, said):
        [told] = wrong(send(row))
        assert (told["number"], told["code"], told["field"]) == (1, code, field)
        said(GROUP, what, told["message"])
        assert not Conversion.objects.exists()

    @pytest.mark.parametrize(
        "reference",
        ["anna@example.com", "+34 612 345 678", "Anna Ångström", "anna.berg", "2001:db8::7", "0171 2345678"],
    )
    def test_who_somebody_is_is_not_repeated(self, made, reference):
        [told] = wrong(send({**LEAD, "reference": reference}))
        assert told["code"] == "person"
        assert reference not in told["message"]

    @pytest.mark.parametrize(
        "reference",
        ["1001", "ORD-2026-1001", "9f1c2c6e-6c1c-4b54-9d55-0a2b6fb7d9c1", "job 12/3", "abcdef", "4711 B", "ch_3Oq"],
    )
    def test_numbers_of_orders_are_references(self, made, reference):
        send({**LEAD, "reference": reference})
        assert Conversion.objects.get().reference == reference

    def test_a_moment_that_has_not_come(self, made, said, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
        assert send({**LEAD, "at": "2026-03-10T12:04:00Z"}, at=NOON).status_code == 200
        [told] = wrong(send({**LEAD, "at": "2026-03-10T12:06:00Z"}, at=NOON, identity="msg_2"))
        said(GROUP, "a moment that has not come", told["message"])

    @pytest.mark.parametrize(
        "value", [b"1e999999999", b"1e-999999999", b"NaN", b"Infinity", b"1" * 4000, b'"\xd9\xa1"']
    )
    def test_numbers_that_are_none(self, made, value):
        body = json.dumps({**LEAD, "currency": "EUR"}).encode()[:-1] + b', "value": ' + value + b"}"
        [told] = wrong(send(body))
        assert told["code"] == "value"
        assert len(told["message"]) < 200

    @pytest.mark.parametrize(
        "body", [b"kind=lead", b" ", b'{"kind": "\xff"}', b"[" * 100_000, b"1" * 5000, b"1e" + b"9" * 20]
    )
    def test_what_is_no_json(self, body, said):
        said(GROUP, "what is no JSON", refused(send_raw(body), 400, "not_json"))

    def test_an_empty_list(self, said):
        said(GROUP, "an empty list", refused(send([]), 422, "empty"))

    def test_too_many_at_once(self, said):
        said(GROUP, "101 conversions in one request", refused(send([LEAD] * 101), 413, "too_many"))

    def test_a_body_that_is_too_large_is_not_read(self, said):
        sentence = refused(send(b" " * (256 * 1024 + 1)), 413, "too_large")
        said(GROUP, "a body of more than 256 kB", sentence)

    @pytest.mark.parametrize("length", ["9" * 5_000, "-1", "x"])
    def test_a_length_that_is_none(self, length):
        refused(send(LEAD, changed={"Content-Length": length}), 413, "too_large")

    def test_another_content_type(self, said):
        sentence = refused(send(LEAD, content_type="application/x-www-form-urlencoded"), 415, "content_type")
        said(GROUP, "another content type than JSON", sentence)

    @pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
    def test_another_method(self, method, said):
        answer = getattr(Client(), method)(reverse("wagtail_advocacy:conversions"))
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
        if method != "head":
            said(GROUP, "another method than POST", refused(answer, 405, "method"))


def send_raw(body):
    """A body that need not be UTF-8, signed by hand."""
    at = str(int(datetime.now(UTC).timestamp()))
    secret = base64.b64decode(KEY.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(secret, f"msg_1.{at}.".encode() + body, "sha256")).decode()
    signed = {"webhook-id": "msg_1", "webhook-timestamp": at, "webhook-signature": f"v1,{signature}"}
    return Client().post(reverse("wagtail_advocacy:conversions"), body, content_type="application/json", headers=signed)


class TestNothingIsGivenAway:
    def test_no_key_and_no_address_in_logs_and_tables(self, made, caplog, settings):
        caplog.set_level(logging.DEBUG)
        address = "203.0.113.77"
        send({**LEAD, "reference": "anna@example.com"}, changed={"X-Forwarded-For": address})
        send(LEAD, key=OTHER)
        send(LEAD)
        text = caplog.text + str(list(Conversion.objects.values())) + str(list(Touch.objects.values()))
        for secret in (KEY, KEY[6:], OTHER, address, "anna"):
            assert secret not in text

    def test_the_page_of_an_error_shows_no_key(self, settings, monkeypatch):
        settings.DEBUG = True

        def broken(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr("wagtail_advocacy.tracking.views.webhook.record", broken)
        monkeypatch.setattr("wagtail_advocacy.tracking.views.webhook.conversions_in", broken)
        answer = send(LEAD, client=Client(raise_request_exception=False))
        assert answer.status_code == 500
        assert KEY[6:] not in answer.content.decode()


class TestKinds:
    @pytest.mark.parametrize("kinds", [{"trial": "Trial started"}, ["trial"], ("trial", "demo-visit")])
    def test_of_the_site(self, made, settings, kinds):
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CONVERSION_KINDS": kinds}
        assert list(AdvocacyConf.problems()) == []
        assert send({**LEAD, "kind": "trial"}).status_code == 200

    @pytest.mark.parametrize(
        "kinds", [{"Trial": "x"}, ["a b"], "trial", {"trial": ""}, {"trial": 5}, [""], ["é"], ["k" * 41]]
    )
    def test_that_cannot_be(self, settings, kinds):
        settings.WAGTAIL_ADVOCACY = {"CONVERSION_KINDS": kinds}
        (sentence,) = AdvocacyConf.problems()
        assert "must" in sentence
