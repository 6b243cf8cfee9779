"""“Saved”: a list for later that nobody else sees, and a file that reminds its owner."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar
from wagtail.models import Site

from tests.factories import CategoryFactory, ItemFactory, live_item
from wagtail_advocacy.compat import get_page_model
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.sharing.models import Saved
from wagtail_advocacy.sharing.reminders import Reminder

pytestmark = pytest.mark.django_db

GROUP = "Saved and reminded"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def page_of(colleague, **query):
    response = colleague.client.get(reverse("wagtail_advocacy:saved"), query)
    assert response.status_code == 200
    return soup(response)


def save(colleague, *items):
    Saved.objects.bulk_create([Saved(user=colleague.user, item=item) for item in items])


def headings(page):
    return [each.text for each in page.select(".wa-saved h2")]


def remove(colleague, item, **query):
    """Press “Remove” beside `item`, on the page where it stands."""
    page = page_of(colleague, **query)
    form = page.select_one("form#wa-keep")
    button = page.select_one(f'button[form=wa-keep][name=unsave][value="{item.pk}"]')
    assert "Remove" in button.text
    sent = {button["name"]: button["value"], "back": form.select_one("[name=back]")["value"]}
    return colleague.client.post(form["action"], sent)


def ask(colleague, item, **query):
    return colleague.client.get(reverse("wagtail_advocacy:remind", args=[item.pk]), query)


@pytest.mark.smoke
@pytest.mark.projects("minimal", "own_base", "custom_page")
class TestList:
    def test_is_mine_alone_and_the_newest_is_first(self, anna, ben, programme):
        first, second, third = (live_item(headline=f"Story {number}") for number in range(3))
        save(anna, first)
        save(anna, second)
        save(ben, third)

        page = page_of(anna)

        assert headings(page) == ["Story 1", "Story 0"]
        shares = [link["href"] for link in page.select(".wa-saved a[data-wa-share]")]
        assert shares == [reverse("wagtail_advocacy:share", args=[item.pk]) for item in (second, first)]

    def test_says_what_will_be_here(self, anna):
        assert page_of(anna).select_one(".wa-empty h2").text == "Nothing saved"

    def test_removes_one(self, anna, ben, item):
        save(anna, item, other := live_item())
        save(ben, item)

        response = remove(anna, item)

        assert response.url == reverse("wagtail_advocacy:saved")
        assert "No longer saved." in page_of(anna).text
        assert headings(page_of(anna)) == [other.headline]
        assert Saved.objects.filter(user=ben.user).count() == 1

    def test_removing_can_be_undone_there(self, anna, item):
        save(anna, item)
        remove(anna, item)

        page = page_of(anna)
        undo = page.select_one("button[form=wa-keep][name=save]")
        anna.client.post(page.select_one("form#wa-keep")["action"], {"save": undo["value"]})
        assert headings(page_of(anna)) == [item.headline]

    def test_of_another_programme_stands_there(self, anna, item):
        elsewhere = Site.objects.create(hostname="other.example.com", root_page=get_page_model().get_first_root_node())
        save(anna, item, ItemFactory(site=elsewhere, headline="Elsewhere"))

        assert headings(page_of(anna)) == [item.headline]


class TestWhatIsGone:
    def test_is_shown_as_gone_and_can_be_removed(self, anna, item):
        save(anna, item)
        item.unpublish()

        page = page_of(anna)

        assert headings(page) == [item.headline]
        assert "This one cannot be shared any more" in page.select_one(".wa-saved").text
        assert not page.select(".wa-saved a")
        remove(anna, item)
        assert not Saved.objects.exists()

    def test_what_is_for_others_now_is_not_read_out(self, anna, item):
        save(anna, item)
        item.groups.set([Group.objects.create(name="The board")])
        item.save()
        ShareableItem.objects.update(headline="Only for the board")

        page = page_of(anna)

        assert headings(page) == ["Not for you any more"]
        assert "Only for the board" not in page.text

    def test_what_is_deleted_is_off_the_list(self, anna, item):
        save(anna, item)
        item.delete()

        assert page_of(anna).select(".wa-empty")


@pytest.mark.large
class TestTenThousand:
    @pytest.fixture
    def many(self, anna, item):
        first = live_item(category=CategoryFactory())
        fields = {
            each.attname: getattr(first, each.attname)
            for each in ShareableItem._meta.concrete_fields
            if each.attname not in ("id", "translation_key", "target_id", "live_revision_id", "latest_revision_id")
        }
        items = ShareableItem.objects.bulk_create([ShareableItem(**fields) for _ in range(10_000)], batch_size=500)
        save(anna, item)
        return items

    def test_come_in_pages_and_ask_as_often_as_one(self, anna, many):
        def asked(**query):
            page_of(anna, **query)
            with CaptureQueriesContext(connection) as captured:
                page_of(anna, **query)
            return len(captured)

        few = asked()
        Saved.objects.bulk_create([Saved(user=anna.user, item=each) for each in many], batch_size=1000)

        assert asked() == few <= 20
        assert asked(p="300") == few
        assert len(headings(page_of(anna, p="401"))) == 1
        assert len(headings(page_of(anna, p="2"))) == 25

    @pytest.mark.parametrize("page", ["0", "-1", "99999999", "x", "", "1;2"])
    def test_odd_pages_are_no_error(self, anna, item, page):
        save(anna, item)

        assert headings(page_of(anna, p=page)) == [item.headline]

    def test_removing_comes_back_to_the_same_page(self, anna, many):
        save(anna, *many[:30])

        assert remove(anna, many[0], p="2").url == reverse("wagtail_advocacy:saved") + "?p=2"


class TestReminder:
    def event(self, response):
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        (event,) = Calendar.from_ical(response.content).walk("VEVENT")
        return event

    def test_is_a_file_for_a_whole_day(self, anna, item):
        day = timezone.localdate() + timedelta(days=3)

        response = ask(anna, item, day=f"{day}", at="")

        event = self.event(response)
        assert response.headers["Content-Disposition"] == f'attachment; filename="share-{item.pk}.ics"'
        assert response.headers["Cache-Control"] == "private, no-store"
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (day, day + timedelta(days=1))
        assert event["SUMMARY"] == f"Share: {item.headline}"
        address = f"http://testserver{reverse('wagtail_advocacy:share', args=[item.pk])}"
        assert event["URL"] == address
        assert event["DESCRIPTION"] == f"{item.why}\n\n{address}"
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == timedelta(hours=9)

    def test_has_the_hour_of_the_time_zone_here(self, anna, item, settings):
        settings.TIME_ZONE = "Europe/Madrid"
        day = (timezone.localdate() + timedelta(days=365)).replace(month=7, day=1)

        event = self.event(ask(anna, item, day=f"{day}", at="14:30"))

        expected = datetime.combine(day, time(14, 30), tzinfo=ZoneInfo("Europe/Madrid"))
        assert event.decoded("DTSTART") == expected
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=15)

    def test_of_the_same_item_moves_the_first_and_tells_nobody_who(self, anna, ben, item):
        day = f"{timezone.localdate()}"
        mine = self.event(ask(anna, item, day=day))["UID"]

        assert self.event(ask(anna, item, day=day, at="08:00"))["UID"] == mine
        assert self.event(ask(ben, item, day=day))["UID"] != mine
        assert self.event(ask(anna, live_item(), day=day))["UID"] != mine
        assert "anna" not in mine

    def test_stores_nothing(self, anna, item):
        ask(anna, item, day=f"{timezone.localdate()}")

        assert not Saved.objects.exists()

    def test_begins_with_a_week_from_now(self, anna, item):
        field = soup(ask(anna, item)).select_one("input[name=day]")

        assert (field["type"], field["value"]) == ("date", f"{timezone.localdate() + timedelta(days=7)}")

    @pytest.mark.parametrize(
        ("what", "query"),
        [
            ("A reminder without a day", {"day": ""}),
            ("A reminder on `31 December`", {"day": "31 December"}),
            ("A reminder yesterday", {"day": -1}),
            ("A reminder in three years", {"day": 3 * 365}),
            ("A reminder at `half past two`", {"day": 1, "at": "half past two"}),
        ],
    )
    def test_wrong_days_are_told(self, anna, item, said, what, query):
        days = query["day"]
        query = {**query, "day": f"{timezone.localdate() + timedelta(days=days)}" if isinstance(days, int) else days}

        response = ask(anna, item, **query)

        assert response.status_code == 422
        wrong = soup(response).select_one(".wa-wrong")
        field = soup(response).select_one("[aria-invalid=true]")
        assert wrong["id"] in field["aria-describedby"].split()
        said(GROUP, what, wrong.text)

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "\x00", "2026-02-30", "[]"])
    def test_odd_days_are_no_error(self, anna, item, day):
        assert ask(anna, item, day=day).status_code == 422

    def test_of_something_gone_says_so(self, anna, item, said):
        item.unpublish()

        response = ask(anna, item, day=f"{timezone.localdate()}")

        assert response.status_code == 410
        said(GROUP, "A reminder of something that is gone", soup(response).select_one("[role=alert]").text)


TEXT = some.text(some.characters(codec="utf-8"), max_size=300)


class TestFile:
    """RFC 5545, read by a parser that is not ours."""

    @given(title=TEXT, text=TEXT, at=some.none() | some.times(), day=some.dates(date(1970, 1, 2), date(2200, 1, 1)))
    def test_any_words_come_back_in_lines_of_75_octets(self, title, text, at, day):
        reminder = Reminder("1", title, text, "https://intranet.example.com/advocacy/share/1/", day, at)
        content = reminder.file(datetime(2026, 1, 1, tzinfo=UTC))

        assert content.endswith(b"\r\n")
        lines = content.split(b"\r\n")[:-1]
        assert max(len(line) for line in lines) <= 75
        assert not any(set(line) & set(b"\r\n") for line in lines)
        for line in lines:
            line.decode()
        (event,) = Calendar.from_ical(content).walk("VEVENT")
        assert event["SUMMARY"] == as_read(title)
        assert event["DESCRIPTION"] == as_read(text)

    def test_special_characters_are_escaped(self):
        content = Reminder("1", "a,b;c\\d\ne", "", "https://x.example/", date(2026, 1, 1)).file()

        assert rb"SUMMARY:a\,b\;c\\d\ne" in content
        assert content.count(b"\r\n") == content.count(b"\n")

    def test_nothing_can_be_added_to_the_file(self):
        url = "https://x/\r\nATTACH:z"
        content = Reminder("1", "x\r\nATTACH:http://evil", "\u2028ATTACH:y", url, date(2026, 1, 1)).file()

        assert not [line for line in content.splitlines() if line.startswith(b"ATTACH")]
        assert not [line for line in content.decode().splitlines() if line.startswith("ATTACH")]

    def test_has_what_every_calendar_wants(self):
        calendar = Calendar.from_ical(Reminder("u", "t", "", "https://x/", date(2026, 1, 1)).file())
        (event,) = calendar.walk("VEVENT")

        assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
        assert calendar["PRODID"]
        assert event["UID"] == "u"
        assert event.decoded("DTSTAMP").utcoffset() == timedelta(0)


def as_read(text):
    from wagtail_advocacy.networks.texts import clean

    plain = clean(text)
    return plain.replace("\u2028", "\n").replace("\u2029", "\n")


@pytest.mark.parametrize("name", ["saved", "remind"])
def test_strangers_log_in_first(client, item, name):
    address = reverse(f"wagtail_advocacy:{name}", args=[] if name == "saved" else [item.pk])

    response = client.get(address)

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailcore_login"))


@pytest.mark.parametrize("name", ["saved", "remind"])
def test_both_are_only_read(anna, item, name):
    assert (
        anna.client.post(reverse(f"wagtail_advocacy:{name}", args=[] if name == "saved" else [item.pk])).status_code
        == 405
    )
