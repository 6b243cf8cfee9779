"""Every kind of rule, through the engine: what it finds, where, and what it offers instead."""

import json
from datetime import date

import pytest

from wagtail_advocacy.guidelines.engine import Context, Engine
from wagtail_advocacy.guidelines.rules import KINDS, Scope, rule_from_data

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


def rule(kind, **values):
    return KINDS[kind](**{"key": "r", "sentence": "Say it so.", **values})


def found(text, *rules, **context):
    """What is marked in `text`; the whole text stands for a finding without a place."""
    findings = Engine(rules).check(text, Context(**context))
    return [text[slice(*each.span)] if each.span else text for each in findings]


def fixed(text, *rules, **context):
    """The text with the first fix applied."""
    return next(each.fix for each in Engine(rules).check(text, Context(**context)) if each.fix).apply(text)


ACME = {"name": "Acme Cloud", "forms": ["Acme Clouds"], "instead_of": ["AcmeCloud", "the cloud of Acme"]}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Acme Cloud is here.", []),
        ("Acme\nCloud and Acme Clouds", []),
        ("We run ACME cloud.", ["ACME cloud"]),
        ("acme-cloud", ["acme-cloud"]),
        ("AcmeCloud, the Cloud of Acme", ["AcmeCloud", "the Cloud of Acme"]),
        ("Ácme Cloud", ["Ácme Cloud"]),
        ("macme cloud, acme cloudy", []),
        ("acme. Cloud", []),
        ("#acmecloud and @acmecloud", []),
        ("https://example.com/acme-cloud", []),
        ("ac\u200bme cloud", ["ac\u200bme cloud"]),
    ],
)
def test_a_name_is_written_one_way(text, marked):
    assert found(text, rule("preferred_term", **ACME)) == marked


def test_the_right_spelling_is_one_click():
    assert fixed("Our acme clouds rain.", rule("preferred_term", **ACME)) == "Our Acme Clouds rain."


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        (["guarante*"], "Guaranteed! We guarantee it.", ["Guaranteed", "guarantee"]),
        (["*free"], "Risk-free and carefree, freedom", ["free", "carefree"]),
        (["risk free"], "risk-free, risk  free, risk. Free", ["risk-free", "risk  free"]),
        (["ano"], "año, ano", ["ano"]),
        (["préstamo"], "prestamo, PRÉSTAMO, pre\u0301stamo", ["prestamo", "PRÉSTAMO", "pre\u0301stamo"]),
        (["straße"], "STRASSE, Straße, strasse", ["STRASSE", "Straße", "strasse"]),
        (["istanbul"], "İstanbul, ISTANBUL, ıstanbul", ["İstanbul", "ISTANBUL", "ıstanbul"]),
        (["secret"], "sеcret", ["sеcret"]),  # the first e is Cyrillic
        (["секрет"], "Это секрет.", ["секрет"]),
        (["secret"], "s\u200be\u00adcret", ["s\u200be\u00adcret"]),
        (["机密"], "这是机密文件。", ["机密"]),
        (["acme"], "我爱Acme公司", ["Acme"]),
        (["سري"], "هذا سري جدا", ["سري"]),
        (["ความลับ"], "นี่คือความลับนะ", ["ความลับ"]),
        (["ｗｉｄｅ"], "wide", ["wide"]),
        (["don't"], "Don’t!", ["Don’t"]),
        (["secret"], f"{FAMILY}secret{FAMILY}", ["secret"]),
        (["cat"], "concatenate, cats", []),
        (["cat"], "@cat and cat.example/cat but #cat", ["cat"]),
        (["St. Anna"], "st. anna, St.  Anna, St Anna, st.anna. Last. Anna", ["st. anna", "St.  Anna", "st.anna"]),
        (["", "*", "!!"], "* !! anything", []),
    ],
)
def test_words_are_found_however_they_are_typed(words, text, marked):
    assert found(text, rule("avoided_term", words=words)) == marked


def test_a_replacement_keeps_the_capital():
    assert fixed("Cheap it is.", rule("avoided_term", words=["cheap"], replacement="good value")) == "Good value it is."


def test_the_longer_of_two_terms_of_a_rule_is_marked_once():
    assert found("price of the share", rule("routed_topic", words=["price", "price of the share"])) == [
        "price of the share"
    ]


def test_opposite_rules_both_speak():
    one = rule("preferred_term", key="one", name="Web Site")
    other = rule("avoided_term", key="other", words=["web site"], severity="must")

    findings = Engine([one, other]).check("Our web site")

    assert [each.rule for each in findings] == ["other", "one"]


def test_a_fix_that_breaks_a_must_is_not_offered():
    one = rule("avoided_term", key="one", words=["cheap"], replacement="free")
    other = rule("avoided_term", key="other", words=["free"], severity="must")

    assert [each.fix for each in Engine([one, other]).check("cheap")] == [None]


@pytest.mark.parametrize(
    ("kind", "values", "passes", "fails"),
    [
        ("required_hashtag", {"tags": ["#LifeAtAcme"]}, "Hello #lifeatacme", "Hello LifeAtAcme"),
        ("hashtag_form", {"most": 2}, "#a #b #12", "#a #b #c"),
        ("hashtag_form", {"camel_case": True}, "#LifeAtAcmeToday #news", "#lifeatacmetoday"),
        ("disclosure", {"sentences": ["I work at Acme", "#ad"]}, "I work at ACME: news", "News. #tag"),
        ("disclosure", {"sentences": ["#AcmeEmployee"]}, "#AcmeEmployee Hello", "Hello there. #news #AcmeEmployee"),
        (
            "disclosure",
            {"sentences": ["I work at Acme"]},
            "x " * 60 + "I work at Acme ok",
            "x " * 80 + "I work at Acme ok",
        ),
        ("links", {"hosts": ["acme.example"]}, "See https://www.acme.example/a.", "See https://acme.example.evil.org/"),
        ("links", {"hosts": ["acme.example"]}, "a.b@other.example", "other.example/path"),
        ("links", {}, "https://a.example", "http://a.example"),
        ("links", {"most": 1}, "https://a.example", "https://a.example https://b.example"),
        ("links", {"most": 0}, "no link", "www.a.example"),
        ("mentions", {"most": 1}, "@ana", "@ana @ben"),
        ("mentions", {"not_these": ["@Rival"]}, "@rivals", "with @rival!"),
        ("personal_data", {}, "Call us", "Write to ana@example.com"),
        ("personal_data", {"allowed": ["press@acme.example"]}, "press@acme.example", "ana@acme.example"),
        ("personal_data", {}, "ES91 2100 0418 4502 0005 1331", "ES91 2100 0418 4502 0005 1332"),
        ("personal_data", {}, "4111 1111 1111 1112", "4111 1111 1111 1111"),
        ("personal_data", {"region": "ES"}, "In 2024 we had 3,000,000", "Ring 612 345 678"),
        ("personal_data", {}, "612 345 678", "+34 612 345 678"),
        ("secrets", {}, "AKIA is a prefix", "key AKIAIOSFODNN7EXAMPLE"),
        ("secrets", {}, "Our password rules", "password: hunter22"),
        ("shouting", {}, "NASA and IBM and the EU", "THIS REALLY MATTERS"),
        ("shouting", {}, "Great!", "Great!!"),
        ("emoji_count", {"most": 1}, f"{FAMILY} 3 # © ok", "🎉🎉"),
        ("inclusive_wording", {"pairs": [["chairman", "chair"]]}, "our chair", "our chairman"),
    ],
)
def test_the_example_of_each_kind_passes_and_fails(kind, values, passes, fails):
    it = rule(kind, **values)

    assert found(passes, it) == []
    assert found(fails, it) != []
    stored = json.loads(json.dumps(it.as_data()))
    assert json.loads(json.dumps(rule_from_data(stored).as_data())) == stored


def test_a_disclosure_is_put_first():
    late = rule("disclosure", sentences=["I work at Acme."])

    assert fixed("Hello.", late) == "I work at Acme. Hello."
    assert found(fixed("Hello.", late), late) == []


def test_own_words_are_what_the_suggestion_does_not_have():
    own = rule("own_words", letters=12)
    offered = "We opened a new lab in Lyon."

    assert found(offered, own, suggestion=offered)
    assert found("We opened a NEW lab, in Lyon!!", own, suggestion=offered)
    assert not found("Short.", own)
    assert not found("Proud of my colleagues. We opened a new lab in Lyon.", own, suggestion=offered)


def test_the_tracked_link_is_no_other_link():
    none = rule("links", most=0, hosts=["acme.example"])

    assert not found("Look: https://go.example/abc", none, link="https://go.example/abc")


def test_a_quiet_period_has_a_first_and_a_last_day():
    quiet = rule("quiet_period", words=["record quarter"], periods=[["2026-01-10", "2026-01-31"]])

    days = {day: bool(found("A record quarter", quiet, today=date(2026, 1, day))) for day in (9, 10, 31)}
    assert days == {9: False, 10: True, 31: True}
    assert not found("A record quarter", quiet, today=date(2026, 2, 1))
    assert not found("A record quarter", quiet)


def test_what_goes_with_the_words():
    alt, same = rule("alt_text"), rule("same_words", most=2)

    assert found("x", alt, image_alt="  ") == ["x"]
    assert found("x", alt, image_alt="A bridge") == found("x", alt) == []
    assert found("x", same, same_words=3) == ["x"]
    assert found("x", same, same_words=2) == []


@pytest.mark.parametrize(
    ("scope", "context", "speaks"),
    [
        ({"networks": ("x",)}, {"network": "x"}, True),
        ({"networks": ("x",)}, {"network": "linkedin"}, False),
        ({"languages": ("pt",)}, {"language": "pt-br"}, True),
        ({"languages": ("pt-pt",)}, {"language": "pt-br"}, False),
        ({"categories": ("jobs",)}, {"category": "news"}, False),
        ({"campaigns": ("spring",)}, {"campaign": "spring"}, True),
    ],
)
def test_a_rule_speaks_only_where_it_holds(scope, context, speaks):
    for kind, values in (("avoided_term", {"words": ["bad"]}), ("links", {"most": 0})):
        it = rule(kind, scope=Scope(**scope), **values)
        assert bool(found("bad http://a.example", it, **context)) is speaks


@pytest.mark.parametrize(
    ("kind", "values", "problem"),
    [
        ("avoided_term", {"words": ["a*b"]}, "star"),
        ("avoided_term", {"words": ["*ab*"]}, "star"),
        ("avoided_term", {"words": ["good *"]}, "star"),
        ("preferred_term", {"name": "Acme*"}, "star"),
        ("inclusive_wording", {"pairs": [["**x", "y"]]}, "star"),
        ("quiet_period", {"words": ["x"], "periods": [["2026-02-30", "2026-03-01"]]}, "period"),
        ("quiet_period", {"words": ["x"], "periods": [["2026-03-02", "2026-03-01"]]}, "period"),
        ("required_hashtag", {"tags": ["#"]}, "tags"),
        ("disclosure", {"sentences": ["…"]}, "sentences"),
    ],
)
def test_a_rule_says_what_is_wrong_with_itself(kind, values, problem):
    assert rule(kind, **values).problems() == [problem]


def test_no_rules_find_nothing():
    assert Engine([]).check("Anything at all.") == []
