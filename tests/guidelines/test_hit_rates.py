"""“How the rules do”: how often each spoke, of how many shares, and what is disputed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.guidelines.conftest import avoid, exported, introduction, publish, staff, table
from wagtail_advocacy.guidelines.actions import count_hits
from wagtail_advocacy.guidelines.models import Dispute, PolicyVersion, RuleTally

pytestmark = pytest.mark.django_db

VIEWER = "wagtail_advocacy_guidelines.view_policyversion"


def address(policy, name="rules"):
    return reverse(f"wagtail_advocacy_guidelines:{name}", args=[policy.pk])


def spoke(policy, shares, **times):
    """So many shares were started, in some of which rules spoke."""
    for number in range(shares):
        count_hits([(policy.pk, ""), *((policy.pk, rule) for rule, most in times.items() if number < most)])


def aged(policy, days):
    """Everything of this policy was so many days ago."""
    for row in RuleTally.objects.filter(policy=policy):
        RuleTally.objects.filter(pk=row.pk).update(day=row.day - timedelta(days=days))
    for row in PolicyVersion.objects.filter(policy=policy):
        PolicyVersion.objects.filter(pk=row.pk).update(published_at=row.published_at - timedelta(days=days))


@pytest.fixture
def viewer(db):
    return staff(VIEWER)


def test_times_shares_rate_and_disputes_of_each_rule(viewer, policy):
    one = policy(introduction(), avoid("cheap", id="cheap"), avoid("best", id="best"))
    spoke(one, 8, cheap=2)
    for state in ("open", "open", "kept"):
        Dispute.objects.create(policy=one, version=1, rule="cheap", sentence="…", because="No.", state=state)

    response = viewer.get(address(one))

    assert table(response) == [
        ["Leave out “cheap”.", "In the policy", "2", "8", "25 %", "2"],
        ["Leave out “best”.", "In the policy", "never spoke", "8", "0 %", "0"],
    ]
    assert "8 shares were checked by this policy" in " ".join(response.content.decode().split())
    assert exported(viewer, address(one)) == [
        ["Rule", "State", "Shares in which it spoke", "Shares checked", "Part", "Open disputes"],
        ["Leave out “cheap”.", "In the policy", "2", "8", "25 %", "2"],
        ["Leave out “best”.", "In the policy", "never spoke", "8", "0 %", "0"],
    ]


def test_open_disputes_lead_to_them(policy):
    one = policy(avoid("cheap", id="cheap"))
    Dispute.objects.create(policy=one, version=1, rule="cheap", sentence="…", because="No.")
    link = f"{reverse('advocacy_disputes:index')}?policy={one.pk}&amp;state=open"

    both = staff(VIEWER, "wagtail_advocacy_guidelines.view_dispute")
    assert link in both.get(address(one)).content.decode()
    assert link not in staff(VIEWER).get(address(one)).content.decode()


def test_too_few_shares_are_not_shown(viewer, policy):
    one = policy(avoid("cheap", id="cheap"))
    spoke(one, 4, cheap=1)

    response = viewer.get(address(one))

    too_few = "too few to show"
    assert table(response) == [["Leave out “cheap”.", "In the policy", too_few, too_few, "", "0"]]
    assert "Fewer than 5 shares were checked" in " ".join(response.content.decode().split())


def test_ninety_days_today_included(viewer, policy):
    one = policy(avoid("cheap", id="cheap"))
    spoke(one, 6, cheap=6)
    aged(one, 1)
    spoke(one, 5, cheap=1)

    aged(one, 88)
    assert table(viewer.get(address(one)))[0][2:5] == ["7", "11", "63.6 %"]
    aged(one, 1)
    assert table(viewer.get(address(one)))[0][2:5] == ["1", "5", "20 %"]
    aged(one, 1)
    assert "No share was checked" in viewer.get(address(one)).content.decode()


def test_a_rule_is_measured_by_the_days_on_which_it_was_there(viewer, policy):
    one = policy(avoid("cheap", id="cheap"))
    spoke(one, 20, cheap=10)
    aged(one, 5)
    spoke(one, 10)
    aged(one, 5)
    publish(one, body=[avoid("best", id="best")], asks_again="no", what_changed="One for the other.")
    spoke(one, 5, best=1)

    assert table(viewer.get(address(one))) == [
        ["Leave out “best”.", "In the policy", "1", "5", "20 %", "0"],
        ["Leave out “cheap”.", "Gone", "10", "35", "28.6 %", "0"],
    ]


def test_what_is_gone_for_long_is_still_told_while_it_is_disputed(viewer, policy):
    one = policy(avoid("cheap", id="cheap"))
    Dispute.objects.create(policy=one, version=1, rule="old", sentence="Leave out “old”.", because="No.")
    spoke(one, 6)

    assert table(viewer.get(address(one)))[1] == [
        "Leave out “old”.",
        "Gone",
        "too few to show",
        "too few to show",
        "",
        "1",
    ]


def test_a_draft_has_nothing_to_show(viewer, db):
    from tests.factories import PolicyFactory

    page = viewer.get(address(PolicyFactory())).content.decode()

    assert "This policy has no rules that check, or was not published yet." in page


def test_fifty_rules_take_as_many_queries_as_one(viewer, policy):
    one, many = policy(avoid("cheap", id="a0")), policy(*[avoid("cheap", id=f"a{each}") for each in range(50)])
    spoke(one, 6, a0=3)
    spoke(many, 6, **{f"a{each}": each % 7 for each in range(50)})
    for each in range(50):
        Dispute.objects.create(policy=many, version=1, rule=f"a{each}", sentence="…", because="No.")
    for each in range(5):
        publish(many, title=f"Again {each}", asks_again="no", what_changed="The title.")
    viewer.get(address(one))

    with CaptureQueriesContext(connection) as few:
        viewer.get(address(one))
    with CaptureQueriesContext(connection) as all_:
        assert len(table(viewer.get(address(many)))) == 50
    assert len(all_) == len(few)


@pytest.mark.parametrize("name", ["rules", "rules_results", "versions", "versions_results"])
def test_who_sees_it(client, policy, name):
    one = policy()

    assert client.get(address(one, name)).url.startswith("/admin/login/")
    assert staff().get(address(one, name)).url == reverse("wagtailadmin_home")
    for permission in (VIEWER, "wagtail_advocacy_guidelines.change_policy"):
        assert staff(permission).get(address(one, name)).status_code == 200
        assert staff(permission).post(address(one, name)).status_code == 405
    assert staff(VIEWER).get(reverse(f"wagtail_advocacy_guidelines:{name}", args=[9999])).status_code == 404


def test_list_and_editor_lead_there(policy):
    one = policy()
    viewset = type(one).snippet_viewset
    client = staff("wagtail_advocacy_guidelines.change_policy")
    pages = [
        client.get(reverse(viewset.get_url_name("list"))),
        client.get(reverse(viewset.get_url_name("edit"), args=[one.pk])),
        staff(VIEWER).get(reverse("wagtail_advocacy_guidelines:acknowledgements")),
    ]

    for page in pages:
        assert page.status_code == 200
        for name in ("rules", "versions"):
            assert f'href="{address(one, name)}"' in page.content.decode()
