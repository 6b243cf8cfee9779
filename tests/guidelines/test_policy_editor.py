"""Writing a policy in Wagtail: a rule proves itself by its two examples before it goes out."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.factories import CategoryFactory, UserFactory
from tests.guidelines.conftest import avoid, publish
from tests.guidelines.own_kind import Polite, PoliteBlock
from wagtail_advocacy.guidelines.blocks import body_block
from wagtail_advocacy.guidelines.models import Policy, PolicyVersion
from wagtail_advocacy.guidelines.rules import KINDS


def view(name, *args):
    return reverse(Policy.snippet_viewset.get_url_name(name), args=args)


def rule(kind="avoided_term", **value):
    said = {
        "sentence": "We promise nothing.",
        "severity": "must",
        "reason": "",
        "suggestion": "",
        "passes": "We do our best.",
        "fails": "We guarantee it.",
        "scope": {},
    }
    own = {"words": "guarantee*", "replacement": ""} if kind == "avoided_term" else {}
    return kind, {**said, **own, **value}


def form(*blocks, **fields):
    given = {
        "title": "Social media",
        "kind": "content",
        "grace_days": "14",
        "reminders": "0",
        "body": streamfield(blocks),
    }
    return {**nested_form_data(given), **fields}


def said_in(response):
    """All that a person reads, also what the script shows at a block."""
    page = BeautifulSoup(response.content, "html.parser")
    blocks = " ".join(
        str(each.get("data-w-block-arguments-value", "")) for each in page.select("[data-w-block-data-value]")
    )
    shown = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), blocks)
    return f"{page.get_text(' ', strip=True)} {shown}"


@pytest.fixture
def owner(admin_client):
    """The policy owner's browser, with the deeds of the editor."""

    class Owner:
        client = admin_client

        def add(self, *blocks, action="", **fields):
            data = {**form(*blocks, **fields), **({action: "1"} if action else {})}
            return admin_client.post(view("add"), data, follow=True)

        def edit(self, policy, *blocks, action="", **fields):
            data = {**form(*blocks, **fields), **({action: "1"} if action else {})}
            return admin_client.post(view("edit", policy.pk), data, follow=True)

    return Owner()


PUBLISH = "action-publish"


def test_a_rule_that_misses_its_own_bad_example_is_told_on_save_and_cannot_go_out(owner):
    wrong = rule(fails="We swear it.")
    page = said_in(owner.add(wrong))
    policy = Policy.objects.get()
    assert "does not find anything wrong with this example" in page
    answer = owner.edit(policy, wrong, action=PUBLISH)
    assert "does not find anything wrong with this example" in said_in(answer)
    policy.refresh_from_db()
    assert not policy.live
    assert not PolicyVersion.objects.exists()
    owner.edit(policy, rule(), action=PUBLISH)
    policy.refresh_from_db()
    assert policy.live
    assert policy.versions.get().content["rules"][0]["words"] == ["guarantee*"]


def test_a_rule_that_objects_to_its_good_example_cannot_go_out(owner):
    answer = owner.add(rule(passes="No guarantees here."), action=PUBLISH)
    assert "“guarantees”" in said_in(answer)
    assert not Policy.objects.filter(live=True).exists()


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (rule(words="gua*rantee"), "A * stands for any letters"),
        (rule(words="*"), "A * stands for any letters"),
        (rule(words="\n".join(f"word{n}" for n in range(5001))), "These are 5001 lines. One rule takes 5000"),
        (rule("required_hashtag", tags="#"), "Write at least one hashtag."),
        (rule("disclosure", sentences="…", within="140"), "Write at least one sentence"),
        (rule("personal_data", region="Spain", allowed=""), "Write two letters, such as ES."),
        (rule(sentence=""), "required"),
        (rule(fails=""), "required"),
        (rule(sentence="x" * 256), "255"),
    ],
    ids=[
        "star in a word",
        "star alone",
        "too many",
        "no tag",
        "no word",
        "no country",
        "no sentence",
        "no example",
        "long",
    ],
)
def test_what_is_wrong_with_a_rule_is_said_at_the_rule(owner, block, sentence):
    answer = owner.add(block, action=PUBLISH)
    assert sentence in said_in(answer)
    assert not PolicyVersion.objects.exists()


def test_a_period_that_ends_before_it_begins(owner):
    periods = [{"first": "2027-02-02", "last": "2027-02-01"}]
    listed = {"count": "1", "0": {"value": periods[0], "order": "0", "deleted": "", "id": ""}}
    answer = owner.add(rule("quiet_period", words="outlook", periods=listed, fails="Our outlook."), action=PUBLISH)
    assert "A period ends on its first day or later." in said_in(answer)


def test_a_draft_may_be_unfinished(owner):
    page = said_in(owner.add(rule(sentence="", words="", fails="")))
    assert "is not finished, so it checks nothing yet" in page
    assert Policy.objects.get().get_latest_revision_as_object().body[0].value["passes"] == "We do our best."


def test_five_thousand_words_are_one_rule(owner):
    words = "\n".join(["guarantee*", *(f"word{n}" for n in range(4999))])
    owner.add(rule(words=words), action=PUBLISH)
    assert len(PolicyVersion.objects.get().content["rules"][0]["words"]) == 5000


def test_a_rule_that_bans_protected_words_is_told_why_and_may_go_out(owner):
    page = said_in(owner.add(rule(words="salary", fails="My salary."), action=PUBLISH))
    assert "protected speech in many places" in page
    assert PolicyVersion.objects.exists()


def test_the_next_version_says_what_changes_and_whether_it_asks_again(owner, policy):
    made = policy(avoid("guaranteed"))
    answer = owner.edit(made, rule(), action=PUBLISH)
    assert "Say whether people are asked to agree again" in said_in(answer)
    assert "Say in a sentence what changes." in said_in(answer)
    assert made.versions.count() == 1
    owner.edit(made, rule(), what_changed="No promises.", asks_again="yes", action=PUBLISH)
    newest = made.versions.get(number=2)
    assert (newest.what_changed, newest.is_material) == ("No promises.", True)


def test_what_was_said_of_the_last_version_is_not_said_of_the_next(owner, policy):
    made = policy(avoid("guaranteed"))
    owner.edit(made, rule(), what_changed="No promises.", asks_again="yes", action=PUBLISH)
    page = BeautifulSoup(owner.client.get(view("edit", made.pk)).content, "html.parser")
    assert page.select_one("[name=what_changed]").text.strip() == ""
    assert page.select_one("[name=asks_again] [selected]") in (None, page.select_one("[name=asks_again] [value='']"))


def test_publishing_the_same_again_says_that_it_changes_nothing(owner):
    owner.add(rule(), action=PUBLISH)
    made = Policy.objects.get()
    again = rule()
    again = {**form(again), "body-0-id": made.body[0].id, "what_changed": "x", "asks_again": "yes", "grace_days": "3"}
    page = said_in(owner.client.post(view("edit", made.pk), {**again, PUBLISH: "1"}, follow=True))
    assert "version 1 goes on as it is" in page
    assert made.versions.count() == 1


def test_a_draft_of_the_next_version_needs_no_decision_yet(owner, policy):
    made = policy(avoid("guaranteed"))
    owner.edit(made, rule())
    made.refresh_from_db()
    assert made.has_unpublished_changes


def test_what_a_policy_is_narrowed_to_stays_when_it_is_deleted(owner, policy):
    category = CategoryFactory(name="Jobs")
    made = policy(avoid("guaranteed"), categories=[str(category.pk)])
    key = str(category.pk)
    category.delete()
    page = said_in(owner.client.get(view("edit", made.pk)))
    assert f"{key} (not there any more)" in page
    owner.edit(made, rule(), categories=[key], what_changed="x", asks_again="no", action=PUBLISH)
    assert made.versions.get(number=2).content["scope"]["categories"] == [key]


def test_a_network_that_nobody_knows_is_refused(owner):
    answer = owner.add(rule(), networks=["myspace"])
    assert "Select a valid choice" in said_in(answer)
    assert not Policy.objects.exists()


def test_a_policy_does_not_expire_before_it_begins(owner):
    now = timezone.localtime()
    days = {"go_live_at": now + timedelta(days=2), "expire_at": now + timedelta(days=1)}
    answer = owner.add(rule(), **{name: f"{day:%Y-%m-%d %H:%M}" for name, day in days.items()}, action=PUBLISH)
    assert set(answer.context["form"].errors) == {"go_live_at", "expire_at"}
    assert not Policy.objects.exists()


def test_a_policy_can_be_seen_before_it_goes_out(owner, policy):
    made = policy(avoid("guaranteed"))
    address = view("preview_on_edit", made.pk)
    assert owner.client.post(address, form(rule())).json()["is_valid"]
    page = said_in(owner.client.get(address))
    assert "We promise nothing." in page
    assert "We guarantee it." in page


def test_autosave_keeps_a_rule_that_is_not_right_yet(owner, policy):
    made = policy(avoid("guaranteed"))
    wrong = form(rule(fails="We swear it."))
    answer = owner.client.post(view("edit", made.pk), wrong, headers={"accept": "application/json"})
    assert answer.json()["success"], answer.content
    made.refresh_from_db()
    assert made.has_unpublished_changes


def test_two_drafts_can_be_compared(owner, policy):
    made = policy(avoid("guaranteed"))
    publish(made, body=[avoid("never")], asks_again="no")
    [first, second] = made.revisions.order_by("pk")
    page = owner.client.get(view("revisions_compare", made.pk, first.pk, second.pk))
    assert page.status_code == 200
    assert "never" in said_in(page)


def test_a_copy_is_a_draft_of_its_own(owner, policy):
    made = policy(avoid("guaranteed"), title="Social media")
    address = view("copy", made.pk)
    assert "Leave out “guaranteed”." in said_in(owner.client.get(address))
    owner.client.post(address, form(rule(), title="Another"))
    copy = Policy.objects.exclude(pk=made.pk).get()
    assert (copy.live, copy.versions.count()) == (False, 0)
    assert copy.translation_key != made.translation_key
    made.refresh_from_db()
    assert (made.title, made.live, made.versions.count()) == ("Social media", True, 1)


@pytest.mark.parametrize("name", ["list", "add", "edit", "history"])
def test_who_has_no_permission_sees_no_policy(client, policy, name):
    made = policy()
    nobody = UserFactory()
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(nobody)
    args = [made.pk] if name in ("edit", "history") else []
    assert client.get(view(name, *args)).status_code == 302
    assert b"advocacy_guidelines/policy" not in client.get(reverse("wagtailadmin_home")).content


def test_a_site_adds_a_kind_of_rule(db, monkeypatch):
    monkeypatch.setitem(KINDS, Polite.kind, Polite)
    with hooks.register_temporarily("register_advocacy_rules", lambda: [PoliteBlock]):
        block = body_block()
        assert "polite" in block.child_blocks
        value = block.to_python(
            [{"type": "polite", "id": "1", "value": {"sentence": "Say please.", "passes": "Please", "fails": "Now"}}]
        )
        [found] = block.rules_of(value)
        assert (found.kind, found.word) == ("polite", "please")
        assert not block.child_blocks["polite"].errors_of(value[0].value)
