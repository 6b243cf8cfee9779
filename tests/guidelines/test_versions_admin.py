"""The versions of a policy in the admin: what each said, what it changed, how many agreed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import UserFactory
from tests.guidelines.conftest import avoid, exported, introduction, publish, staff, table
from wagtail_advocacy.guidelines.actions import acknowledge

pytestmark = pytest.mark.django_db

VIEWER = "wagtail_advocacy_guidelines.view_policyversion"


def address(name, pk):
    return reverse(f"wagtail_advocacy_guidelines:{name}", args=[pk])


@pytest.fixture
def viewer(db):
    return staff(VIEWER)


@pytest.fixture
def one(policy):
    made = policy(introduction("Be kind.", id="intro"), title="Social media")
    publish(
        made,
        body=[introduction("Be kind and brief.", id="intro"), avoid("cheap", id="cheap")],
        asks_again="no",
        what_changed="Shorter <b>posts</b>.",
    )
    return made


def test_number_day_change_material_people_and_fingerprint(viewer, one):
    first, second = one.versions.order_by("number")
    for _ in range(6):
        acknowledge(UserFactory(), [first])
    acknowledge(UserFactory(), [second])
    today = timezone.localdate()

    rows = table(viewer.get(address("versions", one.pk)))

    assert [row[0] for row in rows] == ["Version 2", "Version 1"]
    assert rows[0][2:5] == ["Shorter <b>posts</b>.", "No: it says the same in better words", "fewer than 5"]
    asks = f"Yes: asked from {date_format(first.asks_from)}, needed from {date_format(first.stops_from)}"
    assert rows[1][3:5] == [asks, "6"]
    assert rows[1][6].startswith(first.hash[:12])
    assert first.hash in rows[1][6]
    export = exported(viewer, address("versions", one.pk))
    assert export[1] == ["2", str(today), "Shorter <b>posts</b>.", rows[0][3], "fewer than 5", "en", second.hash]
    assert len(export) == 3


def test_one_version_with_its_text_and_what_it_changed(viewer, one):
    first, second = one.versions.order_by("number")

    page = viewer.get(address("version", second.pk)).content.decode()

    assert "What changed since version 1" in page
    assert "<ins>" in page
    assert "Be kind and brief." in page
    assert second.hash in page
    assert "Shorter &lt;b&gt;posts" in page
    page = viewer.get(address("version", first.pk)).content.decode()
    assert "What changed since" not in page
    assert "Be kind." in page


def test_a_list_leads_to_texts_and_changes(viewer, one):
    first, second = one.versions.order_by("number")
    page = viewer.get(address("versions", one.pk)).content.decode()

    assert f'href="{address("version", first.pk)}"' in page
    assert f'href="{address("version", second.pk)}#changes"' in page
    assert f'href="{address("version", first.pk)}#changes"' not in page


def test_a_version_outlives_its_policy(viewer, one):
    version = one.versions.order_by("number").last()
    one.delete()

    assert "Be kind and brief." in viewer.get(address("version", version.pk)).content.decode()
    assert viewer.get(address("versions", one.pk or 9999)).status_code == 404


def test_a_policy_without_versions_says_so(viewer, db):
    from tests.factories import PolicyFactory

    page = viewer.get(address("versions", PolicyFactory().pk)).content.decode()

    assert "This policy was not published yet." in page


def test_nobody_else_and_no_other_method(client, one):
    version = one.versions.first()

    assert client.get(address("version", version.pk)).url.startswith("/admin/login/")
    assert staff().get(address("version", version.pk)).url == reverse("wagtailadmin_home")
    assert staff(VIEWER).post(address("version", version.pk)).status_code == 405
    assert staff(VIEWER).get(address("version", 9999)).status_code == 404


def test_the_number_of_queries_is_fixed(viewer, one):
    viewer.get(address("versions", one.pk))
    with CaptureQueriesContext(connection) as few:
        viewer.get(address("versions", one.pk))
    for each in range(10):
        publish(one, title=f"Social {each}", asks_again="no", what_changed="The title.")
    with CaptureQueriesContext(connection) as many:
        assert len(table(viewer.get(address("versions", one.pk)))) == 12

    assert len(many) == len(few)
