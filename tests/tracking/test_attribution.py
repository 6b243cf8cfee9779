"""Which share a conversion is credited to: the last one within the days, visible and never rewritten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ItemFactory, LinkFactory
from tests.tracking.shares import NOON, TWO, before, click, share
from wagtail_advocacy import registries
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.links.models import ClickTotal
from wagtail_advocacy.tracking.actions import ConversionRefused, record_conversion
from wagtail_advocacy.tracking.models import Conversion, DailyTally, TalliedDay, Touch

pytestmark = pytest.mark.django_db


def record(*shares, **fields):
    codes = [each.link.code for each in shares]
    return record_conversion(**{"kind": "lead", "codes": codes, "at": NOON, **fields})


def credited(conversion):
    """The link that the conversion is credited to."""
    return getattr(conversion.touches.filter(is_credited=True).select_related("link").first(), "link", None)


class TestTheMoment:
    """When a link can have led to a conversion."""

    def test_is_that_of_the_last_click_before_it(self):
        made = share(before(days=40))
        click(made, before(days=20))
        click(made, before(hours=3))
        click(made, NOON + timedelta(hours=1))
        [touch] = record(made).touches.all()
        assert touch.at == before(hours=3)
        assert touch.is_credited

    @pytest.mark.parametrize("kind", [each for each in ClickKind if each != ClickKind.PERSON])
    def test_robots_do_not_lead_to_anything(self, kind):
        made = share(before(days=40))
        click(made, before(hours=3), kind=kind)
        [touch] = record(made).touches.all()
        assert (touch.at, touch.is_credited) == (before(days=40), False)

    def test_without_a_click_is_the_start_of_the_share(self):
        [touch] = record(share(before(days=12))).touches.all()
        assert (touch.at, touch.is_credited) == (before(days=12), True)

    def test_of_a_link_without_a_share_is_when_it_was_made(self):
        link = LinkFactory(target=share(NOON).item.target)
        [touch] = record_conversion(kind="lead", codes=link.code).touches.all()
        assert (touch.at, touch.is_credited) == (link.created_at, True)

    @pytest.mark.parametrize("model", [DailyTally, ClickTotal])
    def test_of_clicks_that_are_kept_by_day_is_the_end_of_the_day(self, model):
        made = share(before(days=60))
        TalliedDay.objects.create(day=date(2026, 3, 1), is_final=True)
        for day, clicks in ((date(2026, 3, 1), 4), (date(2026, 3, 11), 1)):
            model.objects.create(link=made.link, day=day, kind=ClickKind.PERSON, clicks=clicks)
        [touch] = record(made).touches.all()
        assert (touch.at.date(), touch.is_credited) == (date(2026, 3, 1), True)
        assert touch.at > datetime(2026, 3, 1, 23, 59, tzinfo=UTC)

    @pytest.mark.parametrize("model", [DailyTally, ClickTotal])
    def test_of_a_day_that_is_kept_without_clicks_is_not_its_end(self, model):
        made = share(before(days=60))
        for day, clicks in ((date(2026, 3, 1), 4), (date(2026, 3, 5), 0)):
            TalliedDay.objects.create(day=day, is_final=True)
            model.objects.create(link=made.link, day=day, kind=ClickKind.PERSON, clicks=clicks)
        assert record(made).touches.get().at.date() == date(2026, 3, 1)

    def test_of_clicks_of_the_same_day_is_not_after_the_conversion(self):
        made = share(before(days=60))
        TalliedDay.objects.create(day=NOON.date(), is_final=True)
        DailyTally.objects.create(link=made.link, day=NOON.date(), kind=ClickKind.PERSON, clicks=1)
        assert record(made).touches.get().at == NOON

    def test_a_tally_says_nothing_while_its_clicks_are_there(self):
        made = share(before(days=60))
        click(made, before(hours=5))
        click(made, NOON + timedelta(hours=5))
        TalliedDay.objects.create(day=NOON.date())
        DailyTally.objects.create(link=made.link, day=NOON.date(), kind=ClickKind.PERSON, clicks=1)
        assert record(made).touches.get().at == before(hours=5)

    def test_two_clocks_may_differ_by_five_minutes(self):
        made = share(before(days=60))
        click(made, NOON + timedelta(minutes=4))
        assert credited(record(made)) == made.link

    def test_a_share_that_began_later_led_to_nothing(self):
        assert credited(record(share(NOON + timedelta(hours=1)))) is None


class TestCredit:
    def test_goes_to_the_last_of_several_and_all_stay_visible(self):
        first, last, other = share(before(days=9)), share(before(days=2)), share(before(days=5))
        conversion = record(first, last, other)
        assert credited(conversion) == last.link
        assert conversion.touches.count() == 3

    def test_a_click_makes_an_older_share_the_last(self):
        older, newer = share(before(days=9)), share(before(days=2))
        click(older, before(hours=1))
        assert credited(record(older, newer)) == older.link

    @pytest.mark.parametrize(("days", "is_credited"), [(30, True), (30.1, False)])
    def test_ends_after_thirty_days(self, days, is_credited):
        conversion = record(share(before(days=days)))
        assert (credited(conversion) is not None) is is_credited
        assert conversion.touches.count() == 1

    def test_ends_when_the_site_says(self, settings):
        settings.WAGTAIL_ADVOCACY = {"ATTRIBUTION_DAYS": 7}
        assert credited(record(share(before(days=8)))) is None
        assert credited(record(share(before(days=6))))

    def test_what_was_taken_back_gets_none(self):
        kept, taken_back = share(before(days=9)), share(before(days=1), counts=False)
        assert credited(record(kept, taken_back)) == kept.link
        assert credited(record(taken_back)) is None

    def test_is_not_rewritten_by_clicks_that_come_later(self):
        older, newer = share(before(days=9)), share(before(days=2))
        conversion = record(older, newer, reference="A-1")
        click(older, before(hours=1))
        record(older, newer, reference="A-1")
        assert credited(conversion) == newer.link

    def test_is_decided_anew_when_a_further_share_arrives(self):
        older, newer = share(before(days=9)), share(before(days=2))
        conversion = record(older, reference="A-1")
        assert credited(conversion) == older.link
        assert record(newer, reference="A-1") == conversion
        assert credited(conversion) == newer.link
        assert Touch.objects.filter(is_credited=True).count() == 1

    def test_an_earlier_share_that_arrives_later_changes_nothing(self):
        older, newer = share(before(days=9)), share(before(days=2))
        conversion = record(newer, reference="A-1")
        record(older, reference="A-1")
        assert credited(conversion) == newer.link

    def test_the_programme_is_that_of_the_share(self):
        made = share(before(days=1))
        assert record(made).site == made.site
        link = LinkFactory(target=share(NOON).item.target)
        assert record_conversion(kind="lead", codes=link.code).site == made.site


class TestOnce:
    def test_the_same_key_is_the_same_conversion_unchanged(self):
        first, second = share(before(days=3)), share(before(days=1))
        conversion = record(first, key="k", value="10", currency="EUR")
        again = record(second, key="k", value="99", currency="EUR", kind="sale")
        assert again == conversion
        assert (again.value, again.kind) == (10, "lead")
        assert conversion.touches.count() == Conversion.objects.count() == 1

    def test_the_same_reference_is_the_same_conversion_of_its_kind(self):
        made = share(before(days=3))
        assert record(made, reference="A-1") == record(made, reference="A-1", value=3, currency="EUR")
        assert Conversion.objects.get().value is None
        assert record(made, reference="A-1", kind="hire").kind == "hire"

    def test_a_key_goes_before_a_reference(self):
        made = share(before(days=3))
        conversion = record(made, reference="A-1", key="k")
        assert record(made, reference="B-2", key="k") == record(made, reference="A-1", key="l") == conversion
        assert Conversion.objects.count() == 1

    @pytest.mark.parametrize("name", ["key", "reference"])
    def test_capitals_and_accents_are_other_letters(self, name):
        made = share(before(days=3))
        for value in ("order-1a", "Order-1a", "órder-1a", "order-1a.", "order-1"):
            record(made, **{name: value})
        assert Conversion.objects.count() == 5

    def test_with_neither_each_is_one(self):
        made = share(before(days=3))
        record(made)
        record(made)
        assert Conversion.objects.count() == 2


class TestWhatIsStored:
    def test_codes_as_people_write_them(self):
        made = share(before(days=1), code="k7m2w9xpqd")
        conversion = record_conversion(kind="lead", codes=["K7M2W9XPQD/", "k7m2w9xpqd"], at=NOON)
        assert conversion.touches.get().link == made.link

    def test_kinds_as_people_write_them(self, settings):
        settings.WAGTAIL_ADVOCACY = {"CONVERSION_KINDS": {"trial": "Trial started"}}
        made = share(before(days=1))
        assert record(made, kind=" Application ").kind == "application"
        assert record(made, kind="trial STARTED").kind == "trial"

    def test_an_unknown_code_stores_nothing(self):
        made = share(before(days=1))
        with pytest.raises(ConversionRefused, match="There is no link with the code kkkkkkkkkk") as caught:
            record_conversion(kind="lead", codes=[made.link.code, TWO[0]], at=NOON)
        assert (caught.value.code, caught.value.field) == ("unknown_code", "codes")
        assert not Conversion.objects.exists()

    def test_the_number_of_queries_is_the_same_for_more_codes(self):
        few, many = ([share(before(days=day)) for day in range(1, number)] for number in (2, 12))
        counts = []
        for shares in (few, many):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                record(*shares, reference=f"A-{len(shares)}")
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 14


class TestCampaigns:
    """What `registries.conversions` answers."""

    def count(self, subjects, kind="lead", since=None):
        return registries.conversions(subjects, kind, since or {})

    def test_credited_ones_of_the_kind_since_the_moment(self):
        first, second = share(before(days=9)), share(before(days=2))
        record(first, second)
        record(first)
        record(first, kind="hire")
        record(share(before(days=60), item=first.item))
        subjects = [first.item.subject, second.item.subject, ItemFactory().subject]
        assert list(self.count(subjects).values()) == [1, 1, 0]
        assert self.count([first.item.subject], "Hire") == {first.item.subject: 1}
        assert self.count([first.item.subject], since={first.item.subject: NOON + timedelta(days=1)}) == {
            first.item.subject: 0
        }
        assert self.count([first.link.subject]) == {first.link.subject: 1}

    def test_not_those_of_shares_that_were_taken_back_since(self):
        made = share(before(days=1))
        record(made)
        made.link.counts = False
        made.link.save()
        assert self.count([made.item.subject]) == {made.item.subject: 0}
