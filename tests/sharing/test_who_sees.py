"""The line that says who can see a share is made from what is in force."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOBODY = "Nobody sees your name or your words."
SOMEBODY = "Your name is not shown. Colleagues with a special permission may look it up with a reason; you see it then."


def line(colleague, item):
    return BeautifulSoup(colleague.open(item).content, "html.parser").select_one(".wa-seen").get_text(" ", strip=True)


def first_line(colleague, item):
    page = BeautifulSoup(colleague.open(item).content, "html.parser")
    return page.select_one(".wa-share__deed .wa-seen summary").get_text(" ", strip=True)


def test_beside_the_button_it_is_one_line(anna, item, permission):
    assert first_line(anna, item) == "Staff see counts, never your name. More"

    UserFactory().user_permissions.add(permission)

    assert first_line(anna, item) == "Staff see counts. Who looks up your name gives a reason, and you see it. More"


@pytest.fixture
def permission():
    return Permission.objects.get(codename="view_sharer")


@pytest.mark.projects("minimal", "own_base")
def test_nobody_sees_names_where_nobody_was_given_the_permission(anna, item):
    UserFactory(admin=True)

    assert NOBODY in line(anna, item)
    assert "After 24 months the share is cut off from you." in line(anna, item)
    assert "figures of teams need 5 people" in line(anna, item)


def test_it_says_so_once_a_group_with_a_member_has_it(anna, item, permission):
    group = Group.objects.create(name="Works council")
    group.permissions.add(permission)
    assert NOBODY in line(anna, item)

    UserFactory().groups.add(group)

    assert SOMEBODY in line(anna, item)
    assert NOBODY not in line(anna, item)


def test_it_says_so_once_somebody_has_it_themselves(anna, item, permission):
    holder = UserFactory()
    holder.user_permissions.add(permission)
    assert SOMEBODY in line(anna, item)

    holder.is_active = False
    holder.save()

    assert NOBODY in line(anna, item)


def test_it_names_the_numbers_of_the_settings(anna, item, programme):
    programme.share_months, programme.min_group = 1, 12
    programme.save()

    assert "After 1 month the share is cut off from you." in line(anna, item)
    assert "figures of teams need 12 people" in line(anna, item)
