"""Words, days, places and amounts of feeds in ours."""

from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.recruitment.feeds.jobs import (
    amount_of,
    day_of,
    employment_of,
    places_of,
    unit_of,
    workplace_of,
)
from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, parameter_of
from wagtail_advocacy.recruitment.feeds.kinds.indeed import salary_in_words
from wagtail_advocacy.recruitment.feeds.streams import FeedBroken, json_items, xml_items


def as_rows(places):
    return [(each["place"], each["region"], each["country"]) for each in places]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("San Francisco, CA", "US", ("San Francisco", "CA", "US")),
        ("Toronto, CA", "Canada", ("Toronto", "", "CA")),
        ("Wilmington, DE", "US", ("Wilmington", "DE", "US")),
        ("Berlin, DE", "DE", ("Berlin", "", "DE")),
        ("Berlin, DE", "", ("Berlin", "DE", "")),
        ("Wilmington, DE, USA", "", ("Wilmington", "DE", "US")),
        ("Austin, TX", "", ("Austin", "TX", "US")),
    ],
)
def test_two_letters_of_a_state_and_of_a_country(text, country, expected):
    assert as_rows(places_of(text, country)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, Germany", [("Berlin", "", "DE")]),
        ("Austin, Texas, United States", [("Austin", "Texas", "US")]),
        ("London, UK; Graz, Austria", [("London", "", "GB"), ("Graz", "", "AT")]),
        ("London or Leeds", [("London", "", ""), ("Leeds", "", "")]),
        ("Remote - Spain", [("", "", "ES")]),
        ("Remote", []),
        ("Graz (Hybrid)", [("Graz", "", "")]),
        ("Spain", [("", "", "ES")]),
        ("", []),
    ],
)
def test_places(text, expected):
    assert as_rows(places_of(text)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1793620800000, "2026-11-02"),
        (Decimal(1793620800), "2026-11-02"),
        ("1793620800000", "2026-11-02"),
        ("2026-11-02", "2026-11-02"),
        ("2026-11-02T10:00:00", "2026-11-02"),
        ("2026-11-02T12:00:00+02:00", "2026-11-02"),
        ("Mon, 02 Nov 2026 12:00:00 GMT", "2026-11-02"),
        ("soon", ""),
        ("2026-13-45", ""),
        (None, ""),
        (True, ""),
        (10**30, ""),
    ],
)
def test_days(value, expected):
    assert day_of(value) == expected


@pytest.mark.parametrize(("zone", "expected"), [("UTC", "2026-11-02"), ("Asia/Tokyo", "2026-11-03")])
def test_days_are_those_of_the_sites_clock_whoever_imports(settings, zone, expected):
    settings.TIME_ZONE = zone
    with timezone.override("Pacific/Honolulu"):
        assert day_of("2026-11-02T23:30:00+00:00") == expected


def test_countries_are_named_in_the_languages_of_content_whoever_imports(settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Spanish")]
    with translation.override("de"):
        assert as_rows(places_of("Múnich, Alemania")) == [("Múnich", "", "DE")]
        assert as_rows(places_of("Paris, Frankreich")) == [("Paris", "Frankreich", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42,000", 42000),
        ("42.000", 42000),
        ("42'000", 42000),
        ("42 000.50", Decimal("42000.50")),
        ("1.234,50", Decimal("1234.50")),
        ("19,5", Decimal("19.5")),
        (3, 3),
        ("NaN", None),
        ("lots", None),
        (None, None),
        (True, None),
    ],
)
def test_amounts(text, expected):
    assert amount_of(text) == expected


@pytest.mark.parametrize(
    ("text", "lowest", "highest", "currency"),
    [
        ("€42,000 - €51,000 per year", 42000, 51000, "EUR"),
        ("$70K per year", 70000, 70000, "USD"),
        ("$55K-$65K", 55000, 65000, "USD"),
        ("$55-65K a year", 55000, 65000, "USD"),
        ("€45k–€55k", 45000, 55000, "EUR"),
        ("37.5k GBP per year", 37500, 37500, "GBP"),
        ("500 kr per day", 500, 500, ""),
        ("Up to €50k per year", None, 50000, "EUR"),
        ("from EUR 60,000 per year", 60000, None, "EUR"),
        ("from 19.50 to 22 GBP per hour", Decimal("19.5"), 22, "GBP"),
        ("$80,000 per year and 401(k), or 401k", 80000, 80000, "USD"),
    ],
)
def test_salaries_in_words(text, lowest, highest, currency):
    found = salary_in_words(text)
    amounts = [Decimal(found[name]) if found[name] else None for name in ("salary_min", "salary_max")]
    assert (*amounts, found["salary_currency"]) == (lowest, highest, currency)


@given(st.text())
def test_no_text_breaks_anything(text):
    assert day_of(text) == "" or len(day_of(text)) == 10
    amount = amount_of(text)
    assert amount is None or amount.is_finite()
    assert isinstance(places_of(text), list)
    assert isinstance(employment_of(text) + workplace_of(text) + unit_of(text), str)
    salary_in_words(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Full-time"], "FULL_TIME"),
        (["permanent"], "FULL_TIME"),
        (["working_student"], "PART_TIME"),
        (["Internship"], "INTERN"),
        (["International"], ""),
        (["Fixed-term contract"], "CONTRACTOR"),
        (["Permanent contract"], "FULL_TIME"),
        (["Unbefristet"], "FULL_TIME"),
        (["Unbefristeter Vertrag"], "FULL_TIME"),
        (["Befristet"], "TEMPORARY"),
        (["Unbefristet, Teilzeit"], "PART_TIME"),
        (["Temporary"], "TEMPORARY"),
        (["", "part-time"], "PART_TIME"),
        ([None, 7], ""),
    ],
)
def test_employment(words, expected):
    assert employment_of(*words) == expected


@pytest.mark.parametrize(
    ("kind", "given", "asked"),
    [
        (
            "greenhouse",
            "https://boards.greenhouse.io/water",
            "https://boards-api.greenhouse.io/v1/boards/water/jobs?content=true",
        ),
        ("greenhouse", "https://boards-api.greenhouse.io/v1/boards/w/jobs", None),
        (
            "lever",
            "https://jobs.eu.lever.co/water/",
            "https://api.eu.lever.co/v0/postings/water?mode=json&skip=0&limit=100",
        ),
        ("personio", "https://water.jobs.personio.de/", "https://water.jobs.personio.de/xml?language=en"),
        (
            "personio",
            "https://water.jobs.personio.de/xml?language=de",
            "https://water.jobs.personio.de/xml?language=de",
        ),
    ],
)
def test_the_address_of_the_board_will_do(kind, given, asked):
    feed = SimpleNamespace(address=given, mapping={}, locale=SimpleNamespace(language_code="en-gb"))
    assert FEED_KINDS[kind].first(feed) == (asked or f"{given}?content=true")


def test_the_parameter_for_the_code():
    assert parameter_of(SimpleNamespace(kind="greenhouse", apply_parameter="")) == "gh_src"
    assert parameter_of(SimpleNamespace(kind="greenhouse", apply_parameter="src")) == "src"
    assert parameter_of(SimpleNamespace(kind="unheard of", apply_parameter="")) == "wa"
    assert parameter_of(None) == "wa"


def test_entities_are_refused_before_they_grow():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><source><job><title>&l11;</title></job></source>'
    with pytest.raises(FeedBroken, match="document type"):
        list(xml_items(BytesIO(bomb.encode()), "job"))


@pytest.mark.parametrize("text", [b"<a>" * 5000, b"<job>\xff</job>", b"<job>&what;</job>", b"", b"<job></job>x"])
def test_what_is_no_xml(text):
    with pytest.raises(FeedBroken):
        list(xml_items(BytesIO(text), "job"))


@pytest.mark.parametrize("text", [b"{", b"[" * 100_000, b'{"jobs": [1, 2', b"nonsense", b'{"a": "\xff"}'])
def test_what_is_no_json(text):
    with pytest.raises(FeedBroken):
        list(json_items(BytesIO(text), "jobs.item"))


def test_xml_in_other_encodings_and_namespaces():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><s xmlns="urn:x"><JOB><Title>Käse</Title></JOB></s>'
    [job] = xml_items(BytesIO(text.encode("latin-1")), "job")
    assert job.find("title").text == "Käse"
