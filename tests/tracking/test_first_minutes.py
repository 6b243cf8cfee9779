"""What was still a person in the request is told by link, minute, visitor and agent: the person is one."""

import pytest

from tests.links.conftest import at, make_link, visit  # noqa: F401 - the link room's own door
from tests.links.test_previewer import first_minutes  # noqa: F401
from wagtail_advocacy.links.models import Click
from wagtail_advocacy.tracking.classes import Seen, settle

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("first_minutes")
def test_the_person_is_one_and_the_link_checker_is_kept_with_its_reason():
    rows = Click.objects.filter(kind="person").select_related("link", "agent").order_by("pk")
    seen = [Seen(row.link_id, row.link.created_at, row.at, row.visitor, row.referrer, row.agent.text) for row in rows]
    assert settle(seen) == [("scanner", "agent: msie"), ("person", "")]
