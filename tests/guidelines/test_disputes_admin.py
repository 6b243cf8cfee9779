"""“Disputes” in the admin: what is said to be wrong with a rule, and nobody who said it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.factories import UserFactory
from tests.guidelines.conftest import avoid, exported, staff, table
from wagtail_advocacy.guidelines.actions import take_dispute
from wagtail_advocacy.guidelines.models import Dispute
from wagtail_advocacy.registries import DisputedFinding

pytestmark = pytest.mark.django_db

VIEW = "wagtail_advocacy_guidelines.view_dispute"
CHANGE = "wagtail_advocacy_guidelines.change_dispute"
POLICY = "wagtail_advocacy_guidelines.change_policy"


def address(name="index", *args):
    return reverse(f"advocacy_disputes:{name}", args=args)


@pytest.fixture
def ruled(policy):
    return policy(avoid("guaranteed", id="never"), title="Social media")


def dispute(ruled, **values):
    """A dispute as somebody takes it from the dialog."""
    version = ruled.versions.get()
    said = {"words": "guaranteed", "because": "It is in our name.", "network": "linkedin", "language": "en", **values}
    person = UserFactory(username=f"anna{Dispute.objects.count()}")
    assert take_dispute(person, DisputedFinding(source=f"{version.pk}/never", **said))
    return Dispute.objects.order_by("pk").last()


def state_form(client, dispute):
    soup = BeautifulSoup(client.get(address("edit", dispute.pk)).content, "html.parser")
    form = soup.select_one("#w-editor-form")
    return {each["name"] for each in form.select("input[name], select[name], textarea[name]")}


def test_everything_but_a_name(ruled):
    one = dispute(ruled)
    client = staff(VIEW, CHANGE)

    [row] = table(client.get(address()))
    assert row[0].startswith("Leave out “guaranteed”.")
    assert row[1:5] == ["guaranteed", "It is in our name.", "LinkedIn", "English"]
    assert row[6:] == ["Social media", "1", "Open"]
    _heading, cells = exported(client, address())
    assert cells == [
        "Leave out “guaranteed”.",
        "guaranteed",
        "It is in our name.",
        "LinkedIn",
        "English",
        str(one.day),
        "Social media",
        "1",
        "Open",
    ]
    for name, args in (("index", []), ("index_results", []), ("edit", [one.pk]), ("inspect", [one.pk])):
        assert "anna" not in client.get(address(name, *args)).content.decode()


def test_only_the_state_is_changed(ruled):
    one = dispute(ruled)
    client = staff(CHANGE)

    assert state_form(client, one) - {"csrfmiddlewaretoken", "next"} == {"state"}
    sent = {"state": "kept", "sentence": "Another", "because": "Nothing", "words": "", "policy": ""}
    assert client.post(address("edit", one.pk), sent).url == address()

    before, one = one, Dispute.objects.get()
    assert one.state == "kept"
    assert (one.sentence, one.because, one.words, one.policy) == (
        before.sentence,
        before.because,
        before.words,
        before.policy,
    )
    assert client.post(address("edit", one.pk), {"state": "gone"}).status_code == 200
    assert Dispute.objects.get().state == "kept"


def test_filters_by_state_and_policy(ruled, policy):
    other = policy(avoid("cheap", id="never"), title="Brand")
    dispute(ruled)
    dispute(other)
    Dispute.objects.filter(policy=other).update(state=Dispute.State.RIGHT)
    client = staff(VIEW)

    assert [row[6] for row in table(client.get(address(), {"state": "open"}))] == ["Social media"]
    assert [row[6] for row in table(client.get(address(), {"policy": other.pk}))] == ["Brand"]
    assert [row[8] for row in table(client.get(address(), {"q": "cheap"}))] == ["The rule was changed"]
    page = client.get(address(), {"state": "kept"}).content.decode()
    assert "No dispute fits." in page
    for odd in ({"state": "x"}, {"policy": "x"}, {"policy": "\x00"}, {"ordering": "because"}, {"p": 99}, {"q": "\x00"}):
        assert client.get(address(), odd).status_code == 200


def test_leads_to_the_rule_in_the_editor(ruled):
    one = dispute(ruled)
    editor = f"{reverse(type(ruled).snippet_viewset.get_url_name('edit'), args=[ruled.pk])}#block-never-section"

    assert f'href="{editor}"' in staff(VIEW, POLICY).get(address()).content.decode()
    assert f'href="{editor}"' in staff(CHANGE, POLICY).get(address("edit", one.pk)).content.decode()
    assert editor not in staff(VIEW).get(address()).content.decode()


def test_outlives_its_policy(ruled):
    one = dispute(ruled)
    ruled.delete()
    client = staff(CHANGE, POLICY)

    assert table(client.get(address()))[0][6] == "A policy that was deleted"
    assert "A policy that was deleted" in client.get(address("edit", one.pk)).content.decode()


@pytest.mark.parametrize("field", ["words", "because"])
def test_words_are_no_markup(ruled, field):
    one = dispute(ruled, **{field: '<script>alert("x")</script>'})
    client = staff(CHANGE)

    for response in (
        client.get(address()),
        client.get(address("edit", one.pk)),
        client.get(address("inspect", one.pk)),
    ):
        page = response.content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_words_are_no_formula(ruled, start):
    dispute(ruled, words=f"{start}cmd|' /C calc'!A0")

    answer = staff(VIEW).get(address(), {"export": "csv"})
    assert f"'{start}cmd" in b"".join(answer.streaming_content).decode()


def test_without_any_it_says_what_will_be_here(ruled):
    page = staff(VIEW).get(address()).content.decode()

    assert "Nobody has disputed a rule." in page


def test_the_number_of_queries_is_fixed(ruled):
    client = staff(VIEW, POLICY)
    dispute(ruled)
    client.get(address())
    with CaptureQueriesContext(connection) as few:
        client.get(address())
    for _ in range(30):
        dispute(ruled)
    with CaptureQueriesContext(connection) as many:
        assert len(table(client.get(address()))) == 31

    assert len(many) == len(few)


class TestWho:
    @pytest.mark.parametrize("name", ["index", "index_results", "edit", "inspect"])
    def test_strangers_log_in_first_and_others_are_sent_away(self, client, ruled, name):
        args = [dispute(ruled).pk] if name in ("edit", "inspect") else []

        assert client.get(address(name, *args)).url.startswith("/admin/login/")
        assert staff(POLICY).get(address(name, *args)).url == reverse("wagtailadmin_home")

    def test_who_may_look_does_not_decide(self, ruled):
        one = dispute(ruled)
        client = staff(VIEW)

        assert client.get(address("inspect", one.pk)).status_code == 200
        assert client.post(address("edit", one.pk), {"state": "kept"}).url == reverse("wagtailadmin_home")
        assert Dispute.objects.get().state == "open"

    @pytest.mark.parametrize("name", ["add", "delete", "copy", "history", "usage"])
    def test_nobody_adds_or_deletes_one(self, ruled, name):
        with pytest.raises(NoReverseMatch):
            address(name, *([] if name == "add" else [dispute(ruled).pk]))

    def test_superusers_find_no_such_button_either(self, ruled):
        client = Client()
        client.force_login(UserFactory(admin=True))

        assert client.get(address("edit", dispute(ruled).pk)).status_code == 200
        assert "/new/" not in client.get(address()).content.decode()


def test_the_menu_has_it_once_there_is_a_policy(policy):
    home, client = reverse("wagtailadmin_home"), staff(VIEW)
    assert address() not in client.get(home).content.decode()

    policy()

    assert address() in client.get(home).content.decode()
    assert address() not in staff(POLICY).get(home).content.decode()
