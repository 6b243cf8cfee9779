"""`rebuild_tallies` and `reclassify_clicks` at the command line."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import ClickFactory, LinkFactory
from wagtail_advocacy.links.models import Agent, Click
from wagtail_advocacy.registries import figures
from wagtail_advocacy.tracking.models import DailyTally, RollUpMark
from wagtail_advocacy.tracking.rollup.actions import roll_up
from wagtail_advocacy.tracking.rollup.marks import LATE

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def command(name, *arguments):
    output = StringIO()
    try:
        call_command(name, *arguments, stdout=output)
    except CommandError as error:
        return [*output.getvalue().splitlines(), error]
    return output.getvalue().splitlines()


def test_equal_tallies_are_said_to_be_equal():
    ClickFactory(at=NOON)
    roll_up()
    for arguments in ([], ["--check"]):
        assert command("rebuild_tallies", *arguments) == ["All tallies are equal to their raw clicks."]


def test_wrong_tallies_are_told_and_counted_anew():
    link = LinkFactory()
    for visitor in ("a", "b", "c"):
        ClickFactory(link=link, at=NOON, visitor=visitor)
    roll_up()
    DailyTally.objects.update(clicks=1_234)
    DailyTally.objects.create(link=link, day=NOON.date(), kind="head", clicks=1)
    wrong = [
        f"2026-11-10, link {link.pk}, head: 1 clicks, 0 visitors; raw: 0 clicks, 0 visitors",
        f"2026-11-10, link {link.pk}, person: 1,234 clicks, 3 visitors; raw: 3 clicks, 3 visitors",
    ]
    *told, error = command("rebuild_tallies", "--check")
    assert told == wrong
    assert str(error) == "2 differ. Without --check they are counted anew."
    assert error.returncode == 1
    assert figures([link.subject])[link.subject].clicks == 1_234
    assert command("rebuild_tallies") == [*wrong, "2 differed and were counted anew."]
    assert figures([link.subject])[link.subject].clicks == 3
    assert figures([link.subject])[link.subject].others == {}
    assert command("rebuild_tallies", "--check") == ["All tallies are equal to their raw clicks."]


def test_clicks_that_are_numbered_anew_are_found_again():
    link = LinkFactory()
    ClickFactory(link=link, at=NOON, pk=10**6)
    roll_up()
    RollUpMark.objects.update(at=timezone.now() - 2 * LATE)
    roll_up()
    # As after TRUNCATE … RESTART IDENTITY.
    Click.objects.all().delete()
    for number in range(3):
        ClickFactory(link=link, at=NOON, pk=number + 1)
    assert roll_up() == 0
    assert len(command("rebuild_tallies")) == 2
    assert not RollUpMark.objects.filter(click_id__gt=3).exists()
    ClickFactory(link=link, at=NOON, pk=4)
    assert figures([link.subject])[link.subject].clicks == 4
    assert roll_up() == 1
    assert figures([link.subject])[link.subject].clicks == 4


def test_what_better_rules_change_is_told():
    link, agent = LinkFactory(), Agent.objects.create(text="curl/")
    for seconds in (0, 61):
        ClickFactory(link=link, at=NOON + timedelta(seconds=seconds), agent=agent, kind="preview", reason="old rules")
    would, did = ["preview → crawler: 2", "2 clicks would change."], ["preview → crawler: 2", "2 clicks changed."]
    assert command("reclassify_clicks", "--dry-run") == would
    assert command("reclassify_clicks", "--dry-run", "--since", "2026-11-10") == would
    assert command("reclassify_clicks", "--since", "2026-11-11") == ["0 clicks changed."]
    assert command("reclassify_clicks") == did
    assert command("reclassify_clicks") == ["0 clicks changed."]
    assert set(Click.objects.values_list("kind", "reason")) == {("crawler", "agent: curl")}


@pytest.mark.parametrize("day", ["yesterday", "2026-11-31", "10.11.2026"])
def test_a_day_that_is_none_is_refused(day, said):
    [error] = command("reclassify_clicks", "--since", day)
    assert str(error) == f"{day!r} is no day. Write it as 2026-11-30."
    if day == "yesterday":
        said("Commands", "`reclassify_clicks --since` with something that is no day", str(error))
