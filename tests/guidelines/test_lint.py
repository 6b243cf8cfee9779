"""What a policy is told about itself."""

from dataclasses import replace

import pytest

from wagtail_advocacy.guidelines.lint import PROTECTED, PolicyFacts, lint, minutes_to_read
from wagtail_advocacy.guidelines.rules import KINDS, Scope

GOOD = PolicyFacts(
    words=900,
    dos=5,
    donts=2,
    examples=2,
    contact=True,
    rules=[KINDS["disclosure"](key="who", sentence="Say who you are.", sentences=["I work at Acme"])],
)


def avoid(*words, kind="avoided_term", key="no", **values):
    return KINDS[kind](key=key, sentence="Leave it out.", words=words, **values)


def codes(**changes):
    return [each.code for each in lint(replace(GOOD, **changes))]


def with_rules(*rules):
    return {"rules": [*GOOD.rules, *rules]}


def test_a_good_policy_is_left_in_peace():
    assert codes() == []
    assert codes(**with_rules(avoid("guaranteed", "best in the world"))) == []


@pytest.mark.parametrize("kind", ["avoided_term", "routed_topic", "quiet_period"])
@pytest.mark.parametrize("words", ["salary", "Unions", "wage*", "*conditions", "huelga", "plača", "Löhne", "grève"])
def test_protected_speech_is_not_banned_without_a_word(kind, words):
    [remark] = lint(replace(GOOD, **with_rules(avoid("guaranteed", words, kind=kind, key="ban"))))

    assert (remark.code, remark.rule) == ("protected", "ban")
    assert "Take these words out" in str(remark.sentence)


def test_a_ban_of_one_language_or_season_is_seen_as_well():
    scoped = avoid("salary", scope=Scope(languages=("es",), networks=("x",)))
    seasonal = avoid("wage", kind="quiet_period", key="quiet", periods=[["2026-01-01", "2026-01-31"]])

    assert codes(**with_rules(scoped, seasonal)) == ["protected", "protected"]


def test_preferring_a_name_bans_nothing():
    named = KINDS["preferred_term"](key="name", sentence="So.", name="Union Square")

    assert codes(**with_rules(named)) == []


def test_six_languages_are_known():
    assert set(PROTECTED) == {"en", "es", "it", "sl", "de", "fr"}


def test_the_same_words_in_two_rules():
    twice = with_rules(avoid("Best  Ever"), avoid("best ever", kind="routed_topic", key="other"))

    assert codes(**twice) == ["twice"]
    assert codes(**with_rules(avoid("best ever", "Best Ever"))) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": 3000}, "long"),
        ({"dos": 1}, "bans"),
        ({"contact": False}, "contact"),
        ({"examples": 0}, "examples"),
        ({"rules": []}, "disclosure"),
    ],
)
def test_what_is_missing_or_too_much(changes, code):
    assert codes(**changes) == [code]


def test_reading_time_is_whole_minutes():
    assert [minutes_to_read(words) for words in (0, 100, 440, 3000)] == [1, 1, 2, 14]


def test_a_brand_style_guide_leaves_i_work_here_to_the_policy_beside_it():
    assert codes(rules=[]) == ["disclosure"]
    assert codes(rules=[], disclosed_elsewhere=True) == []
