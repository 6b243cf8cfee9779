"""“Acknowledgements” in the admin: how many of each team agreed, and nobody who."""

import time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import AdvocateFactory, UserFactory, default_site
from tests.guidelines.conftest import avoid, exported, publish, staff, table
from wagtail_advocacy import registries
from wagtail_advocacy.guidelines.acknowledged import Count, merged
from wagtail_advocacy.guidelines.actions import acknowledge
from wagtail_advocacy.guidelines.models import Acknowledgement
from wagtail_advocacy.models import AdvocacySettings, Advocate, Team

pytestmark = pytest.mark.django_db

VIEWER = "wagtail_advocacy_guidelines.view_policyversion"
EDITOR = "wagtail_advocacy_guidelines.change_policy"
NAMES = "wagtail_advocacy_guidelines.view_acknowledgement"
TEAM = "tests.guidelines.test_acknowledgement_report.team_by_name"
TOO_FEW = "too few to show"


def team_by_name(user):
    """`sales-3` is in Sales, `3` in no team."""
    name, dash, _number = user.get_username().partition("-")
    return registries.TeamRef(name, name.title()) if dash else None


def team_that_fails(user):
    raise RuntimeError(user.get_username())


def address(name="acknowledgements", *args):
    return reverse(f"wagtail_advocacy_guidelines:{name}", args=args)


def people(team, number, agreed=0, version=None):
    """Members of a team, the first of whom agreed to `version`."""
    found = [AdvocateFactory(user=UserFactory(username=f"{team}-{each}")).user for each in range(number)]
    for user in found[:agreed]:
        acknowledge(user, [version])
    return found


@pytest.fixture
def viewer(db):
    return staff(VIEWER)


@pytest.fixture
def teams(settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "TEAM_RESOLVER": TEAM}


@pytest.fixture
def names(settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "ACKNOWLEDGEMENT_NAMES": True}


def shown(client, **query):
    return {row[0]: row[1:] for row in table(client.get(address(), query))}


def test_teams_with_acknowledged_due_and_the_denominator(viewer, policy, teams):
    version = policy(title="Social media").versions.get()
    people("sales", 8, agreed=6, version=version)
    people("legal", 5, agreed=1, version=version)

    assert shown(viewer) == {
        "Legal": ["1", "4", "5", "20 %", "5"],
        "Sales": ["6", "2", "8", "75 %", "8"],
        "Everybody": ["7", "6", "13", "53.8 %", "13"],
    }
    heading, legal, sales, everybody = exported(viewer, address())
    assert heading == [
        "Policy",
        "Version",
        "Team",
        "Acknowledged",
        "Due",
        "Asked in all",
        "Acknowledged of those asked",
        "Enrolled",
    ]
    assert sales == ["Social media", "1", "Sales", "6", "2", "8", "75 %", "8"]
    assert (legal[2], everybody[2:]) == ("Legal", ["Everybody", "7", "6", "13", "53.8 %", "13"])


def test_only_members_who_can_log_in_are_counted(viewer, policy):
    version = policy().versions.get()
    members = people("sales", 6, agreed=3, version=version)
    acknowledge(UserFactory(), [version])  # never joined
    Advocate.objects.filter(user=members[0]).update(left_at=timezone.now())
    get_user_model().objects.filter(pk=members[5].pk).update(is_active=False)
    people("more", 1)

    assert shown(viewer) == {"Everybody": ["2", "3", "5", "40 %", "5"]}


def test_small_teams_are_one_row(viewer, policy, teams):
    version = policy().versions.get()
    people("sales", 8, agreed=8, version=version)
    people("legal", 3, agreed=1, version=version)
    people("board", 2)

    rows = shown(viewer)

    assert rows["Smaller teams"] == ["1", "4", "5", "20 %", "5"]
    assert set(rows) == {"Sales", "Smaller teams", "Everybody"}


@pytest.mark.parametrize("alone", [1, 4])
def test_one_small_team_cannot_be_worked_out_from_the_total(viewer, policy, teams, alone):
    version = policy().versions.get()
    people("sales", 9, agreed=9, version=version)
    people("legal", 6, agreed=6, version=version)
    people("board", alone)

    rows = shown(viewer)

    # The next larger team joins it.
    assert set(rows) == {"Sales", "Smaller teams", "Everybody"}
    assert rows["Smaller teams"][:3] == ["6", str(alone), str(6 + alone)]
    assert {row[2] for row in exported(viewer, address())[1:]} == set(rows)


def test_with_one_team_beside_it_only_the_total_remains(viewer, policy, teams):
    policy()
    people("sales", 9)
    people("board", 2)

    assert shown(viewer) == {"Everybody": ["0", "11", "11", "0 %", "11"]}


def test_fewer_than_the_smallest_group_in_all_are_not_shown(viewer, policy, teams):
    people("sales", 4, agreed=2, version=policy().versions.get())

    assert shown(viewer) == {"Everybody": [TOO_FEW, TOO_FEW, TOO_FEW, "", TOO_FEW]}
    assert exported(viewer, address())[1][2:] == ["Everybody", TOO_FEW, TOO_FEW, TOO_FEW, "", TOO_FEW]


def test_the_admin_can_be_stricter(viewer, policy, teams):
    policy()
    people("sales", 8)
    people("legal", 20)
    programme = AdvocacySettings.for_site(default_site())
    programme.min_group = 9
    programme.save()

    assert set(shown(viewer)) == {"Everybody"}


COUNTS = st.builds(
    lambda name, acknowledged, due: Count(name, acknowledged, due, acknowledged + due),
    st.text(max_size=3),
    st.integers(0, 12),
    st.integers(0, 12),
)


@given(st.lists(COUNTS, max_size=12), st.integers(2, 9))
def test_no_row_and_no_difference_of_rows_is_too_small(counts, least):
    teams = merged(counts, least)
    rows = [*teams.shown, *([teams.smaller] if teams.smaller else [])]

    if teams.total is None:
        assert rows == []
        return
    assert all(row.asked >= least for row in rows)
    # Nothing is left of the total, and what is one row are at least two teams.
    assert not rows or teams.total.asked == sum(row.asked for row in rows)
    assert teams.smaller is None or teams.merged >= 2
    assert len(teams.shown) + (teams.merged if teams.smaller else 0) in (0, len(counts))


def test_people_in_no_team_are_a_row_of_their_own(viewer, policy, teams):
    policy()
    people("sales", 5)
    for _ in range(5):
        AdvocateFactory()

    assert list(shown(viewer)) == ["Sales", "In no team", "Everybody"]


def test_a_resolver_that_fails_leaves_the_total(viewer, policy, settings, caplog):
    settings.WAGTAIL_ADVOCACY = {
        **settings.WAGTAIL_ADVOCACY,
        "TEAM_RESOLVER": "tests.guidelines.test_acknowledgement_report.team_that_fails",
    }
    policy()
    people("sales", 6)

    assert shown(viewer) == {"Everybody": ["0", "6", "6", "0 %", "6"]}
    assert "TEAM_RESOLVER failed" in caplog.text


def test_a_version_that_asks_again_makes_people_due(viewer, policy, teams):
    one = policy()
    people("sales", 6, agreed=4, version=one.versions.get())

    publish(one, body=[avoid("cheap")], asks_again="no", what_changed="Better words.")
    assert shown(viewer)["Sales"][:2] == ["4", "2"]
    publish(one, body=[avoid("best")], asks_again="yes", what_changed="New.")
    assert shown(viewer)["Sales"][:2] == ["0", "6"]


def test_the_first_policy_is_shown_and_another_can_be_chosen(viewer, policy):
    policy(title="B")
    other = policy(title="A")
    people("sales", 5, agreed=5, version=other.versions.get())

    page = viewer.get(address()).content.decode()
    assert "A, version 1" in page
    assert shown(viewer, policy=other.pk)["Everybody"][0] == "5"
    assert shown(viewer, policy=other.pk - 1)["Everybody"][0] == "0"
    for odd in ("x", "\x00", "99999999999999999999", ""):
        assert viewer.get(address(), {"policy": odd}).status_code == 200


def test_without_a_policy_it_says_what_will_be_here(viewer, db):
    assert "No policy applies at the moment" in viewer.get(address()).content.decode()


def test_nobody_is_named_anywhere(viewer, policy, teams):
    people("sales", 6, agreed=3, version=policy().versions.get())

    for response in (viewer.get(address()), viewer.get(address("acknowledgements_results"))):
        assert "sales-" not in response.content.decode()
    assert "sales-" not in str(exported(viewer, address()))
    assert Team.objects.count() == 0  # Looking writes nothing.


@pytest.mark.large
def test_ten_thousand_members_take_few_queries_and_seconds(viewer, policy, teams):
    version = policy().versions.get()
    fill(version, 20)
    viewer.get(address())
    with CaptureQueriesContext(connection) as few:
        viewer.get(address())
    fill(version, 10_000)

    started = time.perf_counter()
    with CaptureQueriesContext(connection) as many:
        rows = shown(viewer)
    seconds = time.perf_counter() - started

    assert len(many) == len(few)
    assert rows["Everybody"][2] == "10,020"
    assert len(rows) == 51
    assert seconds < 10


def fill(version, number):
    User = get_user_model()
    start = User.objects.count()
    users = User.objects.bulk_create(
        User(username=f"team{each % 50}-{start + each}", email=f"{start + each}@example.com") for each in range(number)
    )
    Advocate.objects.bulk_create(Advocate(user=user, consent_version="1", consent_text="Yes.") for user in users)
    Acknowledgement.objects.bulk_create(
        Acknowledgement(user=user, version=version, hash=version.hash, language="en") for user in users[::2]
    )


@pytest.mark.parametrize("name", ["acknowledgements", "acknowledgements_results"])
class TestWho:
    def test_strangers_log_in_first(self, client, name):
        assert client.get(address(name)).url.startswith("/admin/login/")

    @pytest.mark.parametrize("permissions", [(), (NAMES,), ("wagtail_advocacy_guidelines.view_policy",)])
    def test_without_the_permission_people_are_sent_away(self, policy, name, permissions):
        policy()

        assert staff(*permissions).get(address(name)).url == reverse("wagtailadmin_home")

    @pytest.mark.parametrize("permission", [VIEWER, EDITOR, "wagtail_advocacy_guidelines.publish_policy"])
    def test_who_looks_after_policies_or_may_look_reads_it(self, policy, name, permission):
        policy()

        assert staff(permission).get(address(name)).status_code == 200
        assert staff(permission).post(address(name)).status_code == 405


def test_the_menu_has_it_once_there_is_a_policy(viewer, policy):
    home = reverse("wagtailadmin_home")
    assert address() not in viewer.get(home).content.decode()

    one = policy()

    assert address() in viewer.get(home).content.decode()
    assert address() not in staff().get(home).content.decode()
    one.unpublish()
    assert address() in viewer.get(home).content.decode()


class TestNames:
    def test_there_is_no_list_of_people(self, policy):
        policy()
        admin = Client()
        admin.force_login(UserFactory(admin=True))

        for name in ("names", "names_results"):
            assert admin.get(address(name)).status_code == 404
            assert staff(NAMES).get(address(name)).status_code == 404
        assert address("names") not in admin.get(address()).content.decode()

    def test_with_the_setting_it_takes_a_permission(self, policy, names):
        policy()

        assert staff(VIEWER, EDITOR).get(address("names")).url == reverse("wagtailadmin_home")
        assert address("names") not in staff(VIEWER).get(address()).content.decode()
        assert address("names") in staff(VIEWER, NAMES).get(address()).content.decode()

    def test_who_agreed_when_and_who_is_due(self, policy, names):
        one, two = people("sales", 2, agreed=1, version=policy().versions.get())
        client, today = staff(NAMES), timezone.localdate()

        assert [row[:3] for row in table(client.get(address("names")))] == [
            [one.username, "Agreed", "1"],
            [two.username, "Due", ""],
        ]
        assert [row[0] for row in table(client.get(address("names"), {"standing": "due"}))] == [two.username]
        assert exported(client, address("names"))[1] == [one.username, "Agreed", "1", str(today)]

    def test_pages_of_fifty_with_a_fixed_number_of_queries(self, policy, names):
        version = policy().versions.get()
        client = staff(NAMES)
        people("sales", 3, agreed=1, version=version)
        client.get(address("names"))
        with CaptureQueriesContext(connection) as few:
            client.get(address("names"))
        people("legal", 60, agreed=30, version=version)
        with CaptureQueriesContext(connection) as many:
            rows = table(client.get(address("names")))

        assert len(rows) == 50
        assert len(many) == len(few)
        assert len(table(client.get(address("names"), {"p": 2}))) == 13

    def test_the_permission_is_offered_with_the_setting_alone(self, settings, policy):
        admin = Client()
        admin.force_login(UserFactory(admin=True))
        form = reverse("wagtailusers_groups:add")

        assert offered(admin.get(form)) == {"view_policyversion"}
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "ACKNOWLEDGEMENT_NAMES": True}
        assert offered(admin.get(form)) == {"view_policyversion", "view_acknowledgement"}

    @pytest.mark.parametrize("switched", [False, True])
    def test_people_are_told_where_they_agree(self, policy, settings, switched):
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "ACKNOWLEDGEMENT_NAMES": switched}
        client = Client()
        client.force_login(AdvocateFactory().user)

        page = client.get(reverse("wagtail_advocacy:policy", args=[policy().pk])).content.decode()

        assert ("Your organisation sees who has agreed." in page) is switched
        assert ("Your organisation sees how many have agreed, not who." in page) is not switched


def offered(response):
    from django.contrib.auth.models import Permission

    wanted = Permission.objects.filter(codename__in=["view_policyversion", "view_acknowledgement"])
    soup = BeautifulSoup(response.content, "html.parser")
    return {each.codename for each in wanted if soup.select(f'input[name=permissions][value="{each.pk}"]')}
