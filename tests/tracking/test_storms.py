"""Many systems at once: webhooks that are sent again and again, and several that report the same conversion."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from tests.tracking.shares import before, share
from tests.tracking.signed import KEY, OTHER, send
from wagtail_advocacy.tracking.models import Conversion, Touch

AT_ONCE = 8

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def _keys(settings):
    keys = {"WEBHOOK_KEYS": {"shop": KEY, "till": OTHER}, "WEBHOOK_RATE": 100_000}
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, **keys}


@pytest.fixture
def codes():
    return [share(before(days=day)).link.code for day in range(1, 21)]


def at_once(*messages):
    """Send all of them in the same moment, each by a thread of its own; return their answers."""
    barrier = Barrier(len(messages))

    def go(message):
        try:
            barrier.wait()
            return send(message["body"], **{name: value for name, value in message.items() if name != "body"})
        finally:
            connection.close()

    with ThreadPoolExecutor(len(messages)) as threads:
        return list(threads.map(go, messages))


def states(answers):
    assert {answer.status_code for answer in answers} == {200}
    return sorted(each["state"] for answer in answers for each in answer.json()["conversions"])


def credited():
    """How many touches of each conversion are credited."""
    return [each.touches.filter(is_credited=True).count() for each in Conversion.objects.all()]


def test_one_message_many_times(codes):
    body = [{"kind": "lead", "codes": codes[0], "at": "2026-03-10T12:00:00Z"}] * 3
    answers = at_once(*[{"body": body}] * AT_ONCE)
    assert states(answers) == ["known"] * (3 * AT_ONCE - 3) + ["recorded"] * 3
    assert Conversion.objects.count() == Touch.objects.count() == 3


def test_one_conversion_by_many_messages_with_other_shares(codes):
    bodies = [
        {"kind": "lead", "codes": code, "reference": "A-1", "at": "2026-03-10T12:00:00Z"} for code in codes[:AT_ONCE]
    ]
    answers = at_once(*[{"body": body, "identity": f"msg_{number}"} for number, body in enumerate(bodies)])
    assert states(answers) == ["further"] * (AT_ONCE - 1) + ["recorded"]
    assert Touch.objects.count() == AT_ONCE
    assert credited() == [1]
    assert Touch.objects.get(is_credited=True).link.code == codes[0]


@pytest.mark.parametrize("seed", range(3))
def test_long_lists_in_other_orders(codes, seed):
    chance = Random(seed)
    messages = []
    for number in range(AT_ONCE):
        rows = [
            {"kind": "sale", "codes": chance.sample(codes, 3), "reference": f"A-{each}", "at": "2026-03-10T12:00:00Z"}
            for each in range(60)
        ]
        chance.shuffle(rows)
        messages.append({"body": rows, "identity": f"msg_{number}", "key": chance.choice([KEY, OTHER])})
    answers = at_once(*messages)
    assert states(answers).count("recorded") == 60 == Conversion.objects.count()
    assert credited() == [1] * 60
    named = {(each["reference"], code) for message in messages for each in message["body"] for code in each["codes"]}
    assert set(Touch.objects.values_list("conversion__reference", "link__code")) == named
    # Sent again, nothing is new.
    assert set(states([send(each["body"], key=each["key"], identity=each["identity"]) for each in messages])) == {
        "known"
    }
