"""Numbers and moments as spreadsheets write them: read rightly or refused, never guessed."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.tracking.shares import NOON
from wagtail_advocacy.tracking.conversions.amounts import MOST, amount_in, clean_amount
from wagtail_advocacy.tracking.conversions.given import codes_in
from wagtail_advocacy.tracking.conversions.moments import moment_in
from wagtail_advocacy.tracking.conversions.refusals import ConversionRefused

CENTS = st.integers(0, int(MOST * 100)).map(lambda cents: Decimal(cents) / 100)
STYLES = [(".", ","), (",", "."), (" ", ","), (" ", "."), ("\u00a0", ","), ("\u202f", ","), ("'", "."), ("’", ".")]


def written(amount, group, point, decimals=2):
    """The amount with `group` between thousands and `point` before the cents."""
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return whole.replace(",", group) + (point + cents[:decimals] if decimals else "")


class TestAmounts:
    @given(amount=CENTS, style=st.sampled_from([*STYLES, ("", ","), ("", ".")]))
    def test_an_amount_is_read_as_it_was_written(self, amount, style):
        assert amount_in(written(amount, *style)) == amount

    @given(amount=CENTS)
    def test_a_program_writes_a_point(self, amount):
        assert clean_amount(str(amount)) == clean_amount(amount) == amount

    @given(amount=st.integers(1000, 999_999), group=st.sampled_from(".,"))
    def test_what_could_be_thousands_or_decimals_is_not_guessed(self, amount, group):
        with pytest.raises(ConversionRefused) as caught:
            amount_in(f"{amount:,}".replace(",", group))
        assert caught.value.code == "ambiguous"
        assert f"Write {amount}," in str(caught.value)

    @given(amount=st.integers(1000, 999_999), group=st.sampled_from([" ", "'", "\u00a0"]))
    def test_a_blank_is_no_decimal_point(self, amount, group):
        assert amount_in(f"{amount:,}".replace(",", group)) == amount

    @given(st.text(max_size=30))
    def test_anything_is_an_amount_or_refused(self, text):
        with contextlib.suppress(ConversionRefused):
            amount = amount_in(text)
            assert amount is None or (0 <= amount <= MOST and amount.as_tuple().exponent == -2)

    @given(st.text("0123456789.,' ", max_size=16))
    def test_what_is_read_has_the_digits_that_were_written(self, text):
        try:
            amount = amount_in(text)
        except ConversionRefused:
            return
        assume(amount is not None)
        digits = "".join(letter for letter in text if letter.isdigit())
        assert str(amount).replace(".", "").lstrip("0") in {f"{digits}{zeros}".lstrip("0") for zeros in ("", "0", "00")}

    @pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
    def test_nothing_is_no_amount(self, text):
        assert amount_in(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            "-5",
            "1.234.56",
            "1,234,56",
            "12.34,567",
            "1.234,5.6",
            "0.123",
            "1'234’567'8",
            "€ 5",
            "5 EUR",
            "1e3",
            "٣",
            "½",
            ".5",
            "5.",
            "1 23",
            "NaN",
            "(5)",
            "1.234'567,00",
        ],
    )
    def test_what_is_none_is_refused(self, text):
        with pytest.raises(ConversionRefused):
            amount_in(text)

    @pytest.mark.parametrize("value", [0.1, 0.29, 12, "12", "0.5", Decimal("1E+3"), None, ""])
    def test_numbers_of_programs(self, value):
        wanted = None if value in (None, "") else Decimal(str(value))
        assert clean_amount(value) == wanted

    @pytest.mark.parametrize(
        "value", [float("inf"), float("nan"), 1e300, Decimal("1E+999999"), 10**4000, "1,5", "1.234,5", [], True, b"5"]
    )
    def test_what_programs_cannot_mean(self, value):
        with pytest.raises(ConversionRefused) as caught:
            clean_amount(value)
        assert len(str(caught.value)) < 200


class TestMoments:
    @given(
        moment=st.datetimes(datetime(2000, 1, 2), datetime(2026, 3, 1)),  # noqa: DTZ001 - a zone is added
        minutes=st.integers(-14 * 60, 14 * 60),
        separator=st.sampled_from(["T", " "]),
    )
    def test_a_moment_with_a_zone_is_that_moment(self, moment, minutes, separator):
        there = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        assert moment_in(there.isoformat(separator), NOON) == there

    @given(st.text(max_size=40))
    def test_anything_is_a_moment_or_refused(self, text):
        with contextlib.suppress(ConversionRefused):
            assert moment_in(text, NOON).tzinfo

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "today",
            "2026-3-1",
            "20260301",
            "2026-W10-1",
            "2026-02-29",
            "2026-03-01T25:00",
            "01/03/2026",
            "1770000000",
        ]
        + ["2026-03-01T10", "2026-03-01+01:00", "0001-01-01T00:00+14:00", "9999-12-31 23:59-14:00", "٢026-03-01"],
    )
    def test_other_forms_are_refused(self, text):
        with pytest.raises(ConversionRefused):
            moment_in(text, NOON)

    def test_a_day_is_its_end(self):
        assert moment_in("2026-03-09", NOON) == datetime(2026, 3, 9, 23, 59, 59, 999999, tzinfo=UTC)

    def test_today_is_now(self):
        assert moment_in("2026-03-10", NOON) == NOON

    def test_tomorrow_is_not_now(self):
        assert moment_in("2026-03-12", NOON) > NOON

    def test_today_may_have_an_hour_more_and_tomorrow_one_less(self, settings):
        settings.TIME_ZONE = "Europe/Madrid"
        early = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
        assert moment_in("2026-10-25", early) == early
        late = datetime(2026, 3, 28, 22, 58, tzinfo=UTC)
        assert moment_in("2026-03-29", late) > late

    @pytest.mark.parametrize(("zone", "offset"), [("Europe/Madrid", 1), ("America/New_York", -4), ("UTC", 0)])
    def test_without_a_zone_it_is_that_of_the_site(self, settings, zone, offset):
        settings.TIME_ZONE = zone
        assert moment_in("2026-03-10 12:00", NOON) == NOON - timedelta(hours=offset)


def test_codes_in_one_cell():
    assert codes_in(" a, b;c\n d  ") == ["a", "b", "c", "d"]
