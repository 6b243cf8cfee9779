"""A policy is started from a template: the draft can go out as it is, and its own check has little to say."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import override_settings
from django.urls import reverse
from django.utils import translation
from wagtail import blocks
from wagtail.models import Locale, ModelLogEntry, Site
from wagtail.users.models import UserProfile

from tests.factories import UserFactory
from wagtail_advocacy.guidelines.lint import lint, minutes_to_read
from wagtail_advocacy.guidelines.models import Policy, PolicyVersion
from wagtail_advocacy.guidelines.panels import remarks_on
from wagtail_advocacy.guidelines.reading import facts_of, rules_of
from wagtail_advocacy.guidelines.starters import STARTERS, Filling
from wagtail_advocacy.guidelines.starters.filling import quiet_period
from wagtail_advocacy.models import AdvocacySettings

pytestmark = pytest.mark.django_db

START = "/admin/snippets/wagtail_advocacy_guidelines/policy/start/"
LIST = "/admin/snippets/wagtail_advocacy_guidelines/policy/"
NAMES = ["Larkwater", "ACME", "acme & sons <b>", "Société Générale d’Eau", "50 % Water", "株式会社水"]


@pytest.fixture
def owner(client):
    """Somebody who keeps policies, at the admin."""
    owner = UserFactory(first_name="Petra", last_name="Nowicka", email="petra@example.com")
    keepers = Group.objects.create(name="Keepers")
    keepers.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "add_policy", "change_policy", "publish_policy"])
    )
    owner.groups.add(keepers)
    client.force_login(owner)
    return owner


def start(client, starter="content", name="Larkwater", **values):
    answer = client.post(START, {"starter": starter, "name": name, **values})
    assert answer.status_code == 302, answer.context["form"].errors
    policy = Policy.objects.latest("pk")
    assert answer.url == f"{LIST}edit/{policy.pk}/"
    return policy


def form_of(block, value, name):
    """What the editor would send for a value: all parts of it, unchanged."""
    if isinstance(block, blocks.StreamBlock):
        data = {f"{name}-count": len(value)}
        for at, child in enumerate(value):
            place = f"{name}-{at}"
            data |= {f"{place}-type": child.block_type, f"{place}-id": child.id or "", f"{place}-order": at}
            data |= {f"{place}-deleted": "", **form_of(child.block, child.value, f"{place}-value")}
        return data
    if isinstance(block, blocks.ListBlock):
        data = {f"{name}-count": len(value)}
        for at, each in enumerate(value):
            place = f"{name}-{at}"
            data |= {f"{place}-order": at, f"{place}-deleted": "", f"{place}-type": "item"}
            data |= form_of(block.child_block, each, f"{place}-value")
        return data
    if isinstance(block, blocks.StructBlock):
        if value is None:  # A picture that nobody chose.
            return {}
        parts = [form_of(child, value[part], f"{name}-{part}") for part, child in block.child_blocks.items()]
        return {key: each for part in parts for key, each in part.items()}
    sent = block.field.widget.format_value(block.field.prepare_value(block.value_for_form(value)))
    if isinstance(value, bool):
        return {name: "on"} if value else {}
    return {} if sent in (None, []) else {name: sent}


def publish(client, policy):
    """Press “Publish” in the editor without having changed a thing."""
    body = policy.get_latest_revision_as_object().body
    data = {"title": policy.title, "kind": policy.kind, "site": "", "grace_days": 14, "reminders": 0}
    data |= {"what_changed": "", "asks_again": "", "asks_from": "", "action-publish": "1"}
    data |= form_of(body.stream_block, body, "body")
    return client.post(f"{LIST}edit/{policy.pk}/", data)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_template_becomes_a_draft_that_can_go_out_as_it_is(client, owner, starter):
    policy = start(client, starter)
    assert not policy.live
    assert PolicyVersion.objects.count() == 0

    answer = publish(client, policy)

    assert answer.status_code == 302, answer.context["form"].errors.as_data()
    [version] = PolicyVersion.objects.all()
    assert version.content["kind"] == STARTERS[starter].kind
    rules = [each["kind"] for each in version.content["rules"]]
    assert len(rules) == {"content": 11, "brand": 3, "regulated": 6}[starter]
    assert "Larkwater" in version.html


@pytest.mark.parametrize("starter", STARTERS)
def test_the_draft_has_a_history(client, owner, starter):
    policy = start(client, starter)

    entry = ModelLogEntry.objects.get(action="wagtail.create")
    assert (entry.user, entry.object_id, entry.label) == (owner, str(policy.pk), policy.title)
    assert policy.latest_revision.user == owner
    assert client.get(f"{LIST}history/{policy.pk}/").status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("starter", STARTERS)
def test_every_rule_tells_its_examples_apart_for_every_name(client, owner, starter, name):
    policy = start(client, starter, name)

    assert [each for each in remarks_on(policy) if each.stops] == []
    assert [each.code for each in lint(facts_of(policy))] == ["examples"]  # Pictures have to be one's own.
    policy.body.stream_block.clean(policy.body)
    assert len(rules_of(policy)) == sum(not hasattr(each.block, "usual_title") for each in policy.body)
    for child in policy.body:
        if not hasattr(child.block, "usual_title"):
            assert all(child.value[part] for part in ("sentence", "reason", "suggestion", "passes", "fails"))


@pytest.mark.parametrize(("starter", "most"), [("content", 6), ("brand", 3), ("regulated", 4)])
def test_it_is_read_in_minutes(client, owner, starter, most):
    assert minutes_to_read(facts_of(start(client, starter)).words) <= most


def test_what_is_filled_in_cannot_be_markup(client, owner):
    publish(client, start(client, "content", "acme & sons <b>"))

    html = PolicyVersion.objects.get().html
    assert "<b>" not in html
    assert "acme &amp; sons &lt;b&gt;" in html


def test_the_one_who_starts_is_the_contact_until_somebody_else_is(client, owner):
    [contact] = [each.value for each in start(client).body if each.block_type == "contact"]

    assert (contact["name"], contact["email"]) == ("Petra Nowicka", "petra@example.com")


def disclosure_of(policy):
    return next(rule.sentences for rule in rules_of(policy) if rule.kind == "disclosure")


def test_i_work_here_is_what_the_programme_says(client, owner):
    assert disclosure_of(start(client)) == ("I work at Larkwater.", "#TeamLarkwater")
    site = Site.objects.get(is_default_site=True)
    said = {"disclosure": "#LarkwaterPeople", "disclosures": "es: Trabajo en Larkwater."}
    AdvocacySettings.objects.update_or_create(site=site, defaults=said)

    assert disclosure_of(start(client)) == ("#LarkwaterPeople", "Trabajo en Larkwater.", "#TeamLarkwater")
    policy = start(client)
    assert [each for each in remarks_on(policy) if each.stops] == []


@pytest.fixture
def spanish(settings):
    with override_settings(
        WAGTAIL_I18N_ENABLED=True, WAGTAIL_CONTENT_LANGUAGES=[("en", "English"), ("es", "Spanish")], USE_I18N=True
    ):
        yield Locale.objects.get_or_create(language_code="es")[0]


def is_translated() -> bool:
    with translation.override("es"):
        return str(STARTERS["content"].title) != "Content policy"


@pytest.mark.parametrize("starter", STARTERS)
def test_it_is_written_in_the_language_that_is_chosen(client, owner, spanish, starter):
    said = {"disclosure": "I work at Larkwater.", "disclosures": "es: Trabajo en Larkwater."}
    AdvocacySettings.objects.create(site=Site.objects.get(is_default_site=True), **said)
    form = client.get(f"{START}?locale=es").context["form"]
    assert form["language"].value() == "es"

    policy = start(client, starter, language="es")

    assert policy.locale == spanish
    if starter != "brand":
        assert disclosure_of(policy)[0] == "Trabajo en Larkwater."
    assert [each for each in remarks_on(policy) if each.stops] == []
    if is_translated():
        english = start(client, starter, language="en")
        assert policy.title != english.title
        theirs = {each.sentence for each in rules_of(english)}
        assert not theirs & {each.sentence for each in rules_of(policy)}
        assert [each.code for each in lint(facts_of(policy))] == ["examples"]
    assert publish(client, policy).status_code == 302


def test_an_editor_of_another_language_starts_in_theirs(client, owner, spanish):
    UserProfile.get_for_user(owner)
    UserProfile.objects.filter(user=owner).update(preferred_language="es")

    assert client.get(START).context["form"]["language"].value() == "es"


def test_both_doors_lead_there_while_there_is_no_policy(client, owner):
    page = client.get(LIST).content.decode()
    assert page.count(f'href="{START}"') == 2

    start(client)

    assert client.get(LIST).content.decode().count(f'href="{START}"') == 1


def test_who_may_not_add_finds_no_door(client, owner):
    Group.objects.get(name="Keepers").permissions.remove(Permission.objects.get(codename="add_policy"))

    assert START not in client.get(LIST).content.decode()
    assert client.get(START).status_code == 302
    assert client.post(START, {"starter": "content", "name": "Larkwater"}).url == reverse("wagtailadmin_home")
    assert Policy.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"starter": "content", "name": " "}, "name", "Write the name that stands in the text."),
        ({"name": "Larkwater"}, "starter", "Choose a template."),
        ({"starter": "nothing", "name": "Larkwater"}, "starter", "Select a valid choice"),
        ({"starter": "content", "name": "x" * 61}, "name", "at most 60 characters"),
    ],
)
def test_wrong_input_makes_no_draft(client, owner, values, field, sentence):
    answer = client.post(START, values)

    assert sentence in str(answer.context["form"].errors[field])
    assert Policy.objects.count() == 0


@pytest.mark.parametrize(
    ("today", "first"),
    [((2026, 1, 1), (2026, 4, 1)), ((2026, 3, 31), (2026, 4, 1)), ((2026, 11, 30), (2027, 1, 1))],
)
def test_the_quiet_period_is_an_example_ahead(today, first):
    period = quiet_period(date(*today))

    assert period == {"first": date(*first), "last": date(*first) + timedelta(days=29)}


def test_a_long_draft_is_stored_as_plain_data(client, owner):
    assert json.loads(json.dumps(start(client).latest_revision.content))["title"] == "Content policy"


def test_a_name_without_letters_makes_a_hashtag_all_the_same():
    assert Filling("★").team == "Team"
    assert Filling("acme water-works").team == "TeamAcmeWaterWorks"
