"""What holds for any text and any rules."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_advocacy.guidelines.engine import MUST, Engine
from wagtail_advocacy.guidelines.engine.engine import MOST_FIXES
from wagtail_advocacy.guidelines.rules import KINDS

PIECES = [
    "acme cloud", "ACME", "año", "Straße", "İ", "ı", "机密", "سري", "👨\u200d👩\u200d👧", "\u200b", "\u0301", "#tag",
    "#12", "@ana", "http://a.example/x", "a@b.example", "+34 612 345 678", "4111 1111 1111 1111", "!!", "?!",
    "I work at Acme", "FREE STUFF TODAY", "cheap", " ", "\n", ".", "-", "*", "sеcret", "\ud800", "\x00",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join)


def everything():
    def make(kind, **values):
        return KINDS[kind](**{"key": kind, "sentence": "So.", "severity": MUST, **values})

    return Engine(
        [
            make("preferred_term", name="Acme Cloud", instead_of=["cloud"]),
            make("avoided_term", words=["cheap", "free*", "*ret", "机密", "سري", "ano"], replacement="Acme"),
            make("routed_topic", words=["stuff today"]),
            make("inclusive_wording", pairs=[["acme", "cheap"]]),
            make("required_hashtag", tags=["tag"]),
            make("hashtag_form", most=1, camel_case=True),
            make("disclosure", sentences=["I work at Acme", "#ad"]),
            make("own_words"),
            make("links", most=0, hosts=["acme.example"]),
            make("mentions", most=0),
            make("personal_data", region="ES"),
            make("secrets"),
            make("quiet_period", words=["today"]),
            make("shouting"),
            make("emoji_count", most=0),
            make("alt_text"),
            make("same_words"),
        ]
    )


def test_it_is_every_kind():
    assert {rule.kind for rule in everything().rules} == set(KINDS)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_places_lie_in_the_text_and_twice_is_the_same(text):
    engine = everything()

    findings = engine.check(text)

    for finding in findings:
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(text)
    assert engine.check(text) == findings


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_fix_makes_nothing_worse(text):
    engine = everything()
    findings = engine.check(text)
    broken = sorted(each.rule for each in findings if each.severity == MUST)

    for finding in findings:
        if finding.fix:
            after = [each.rule for each in engine.check(finding.fix.apply(text)) if each.severity == MUST]
            assert all(after.count(rule) <= broken.count(rule) for rule in after)


HOSTILE = [
    "a" * 99 + " ",
    "a.",
    "a@",
    "@a.",
    "#a",
    "http://",
    "www.",
    "1 ",
    "ES91 ",
    "-",
    "!",
    "A ",
    "eyJ",
    "机",
    "\u0301",
    "*",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_not_faster(piece):
    engine = everything()

    def seconds(length):
        text = (piece * length)[:length]
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            engine.check(text)
            best = min(best, time.process_time() - began)
        return best

    # Eight times the text; quadratic would be 64 times the time. Small times are noise.
    assert seconds(16_000) < 30 * max(seconds(2_000), 0.005)


def test_a_hundred_thousand_characters_and_five_thousand_terms():
    many = KINDS["avoided_term"](key="many", sentence="So.", words=[f"word{number}" for number in range(5_000)])

    assert len(Engine([many]).check("word17 " * 20_000)) > 1_000


def test_it_works_without_django():
    code = (
        "import sys\n"
        "from wagtail_advocacy.guidelines.engine import Engine\n"
        "from wagtail_advocacy.guidelines.rules import KINDS\n"
        "engine = Engine([KINDS['avoided_term'](key='a', sentence='No.', words=['bad'])])\n"
        "assert [finding.span for finding in engine.check('so bad')] == [(3, 6)]\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'wagtail')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": "."})


def test_thousands_of_findings_are_not_thousands_of_checks():
    rule = KINDS["avoided_term"](key="no", sentence="No.", words=("guaranteed",), replacement="tried")
    found = Engine([rule]).check("guaranteed " * 1_000)
    assert len(found) == 1_000
    assert [each.fix is not None for each in found] == [True] * MOST_FIXES + [False] * (1_000 - MOST_FIXES)
