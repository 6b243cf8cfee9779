"""What has to be done first is done in the dialog, where it can be, and the words stay."""

import pytest

from tests.sharing.conftest import deed, form_of, said, shares
from tests.sharing.site_checks import buttons, page_of, told
from wagtail_advocacy.registries import Gate
from wagtail_advocacy.sharing.exceptions import ShareRefused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    """A template of the site."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "changes.html").write_text(
        "{% for each in changes %}<em>{{ each }}</em>{% endfor %}{{ request.user.username }}"
    )
    loaders = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**loaders, "DIRS": [*loaders.get("DIRS", []), str(folder)]}]


@pytest.fixture
def policy(registered):
    """A policy that people agree to, version by version: the one of now, and who has agreed to which."""

    class Policy:
        version, agreed, refusal = "v1", {}, None

        def gate(self, user, item, network):
            if self.agreed.get(user.pk) == self.version:
                return None
            return Gate(
                f"The policy has changed: {self.version}.",
                "/policy/",
                template="changes.html",
                context={"changes": ["<script>", "Say who paid."]},
                label="I agree",
                value=self.version,
                settle=lambda value: self.settle(user, value),
            )

        def settle(self, user, value):
            if self.refusal:
                raise self.refusal
            self.agreed[user.pk] = value

    policy = Policy()
    policy.agreed = {}
    registered.share_gates.append(policy.gate)
    return policy


def gate_of(response):
    return page_of(response).select_one("#wa-gate")


def settle(somebody, item, form, value):
    return deed(somebody, item, form, "settle", value)


def test_stands_above_the_words_with_what_it_brings_along(anna, item, policy):
    gate = gate_of(anna.open(item))

    assert gate.select_one(".wa-gate__message").text == "The policy has changed: v1."
    assert [each.text for each in gate.select("em")] == ["<script>", "Say who paid."]
    assert gate.select_one(".wa-gate__body").text.endswith("anna")
    (button,) = gate.select("button")
    assert (button.text, button["name"], button["value"]) == ("I agree", "settle", "v1")
    assert gate.find_next("textarea")["name"] == "words"
    assert gate.has_attr("data-wa-shut")


@pytest.mark.projects("minimal", "own_base")
def test_is_settled_with_one_press_and_the_words_stay(anna, item, policy):
    form = {**anna.form(item, "x"), "words": "Mine."}

    response = settle(anna, item, form, "v1")

    assert response.status_code == 200
    assert told(response) == "Thank you, that is noted."
    assert gate_of(response) is None
    assert (form_of(response)["words"], form_of(response)["network"]) == ("Mine.", "x")
    assert anna.start(item, form_of(response)).status_code == 302


def test_sharing_anyway_is_refused_and_points_to_it(anna, item, policy):
    response = anna.start(item, {**anna.form(item), "words": "Mine."})

    assert response.status_code == 422
    assert said(response).startswith("The policy has changed: v1.")
    assert page_of(response).select_one("[role=alert] a")["href"] == "#wa-gate"
    assert gate_of(response)
    assert form_of(response)["words"] == "Mine."
    assert shares() == 0


def test_what_was_not_shown_is_not_settled(anna, item, policy):
    form = {**anna.form(item), "words": "Mine."}
    policy.version = "v2"

    response = settle(anna, item, form, "v1")

    # The site's own rule: what was agreed to is kept, and the next version is asked for.
    assert policy.agreed == {anna.user.pk: "v1"}
    assert told(response) == ""
    assert buttons(response, "settle")[0]["value"] == "v2"
    assert form_of(response)["words"] == "Mine."


@pytest.mark.parametrize(
    "problem",
    [ShareRefused("It has changed; <b>read</b> it again."), ValueError("It has changed; <b>read</b> it again.")],
)
def test_what_it_refuses_is_said(anna, item, policy, problem):
    policy.refusal = problem

    response = settle(anna, item, {**anna.form(item), "words": "Mine."}, "v1")

    assert response.status_code == 422
    assert said(response) == told(response) == "It has changed; <b>read</b> it again."
    assert b"<b>" not in response.content
    assert gate_of(response)
    assert form_of(response)["words"] == "Mine."


def test_settled_in_another_tab_or_by_an_old_form_nothing_more_happens(anna, item, policy):
    form = anna.form(item)
    settle(anna, item, form, "v1")

    response = settle(anna, item, form, "anything\x00")

    assert policy.agreed == {anna.user.pk: "v1"}
    assert (response.status_code, told(response)) == (200, "")


def test_of_an_item_that_closed_meanwhile_is_not_settled(anna, item, policy):
    form = {**anna.form(item), "words": "Mine."}
    item.unpublish()

    assert settle(anna, item, form, "v1").status_code == 410
    assert policy.agreed == {}


def test_without_a_way_to_settle_it_leads_there(anna, item, registered):
    registered.share_gates.append(lambda user, item, network: Gate("Take the <training> first.", "/training/"))

    response = anna.open(item)
    refused = anna.start(item)

    assert gate_of(response).select_one("a")["href"] == "/training/"
    assert not buttons(response, "settle")
    assert page_of(refused).select_one("[role=alert] a")["href"] == "/training/"
    assert b"<training>" not in response.content
    assert settle(anna, item, anna.form(item), "x").status_code == 200


def test_that_only_asks_lets_the_share_go_on(anna, item, registered):
    registered.share_gates.append(lambda user, item, network: Gate("Please read this soon.", "", stops=False))

    gate = gate_of(anna.open(item))

    assert "Please read this soon." in gate.text
    assert not gate.has_attr("data-wa-shut")
    assert not gate.select("a, button")
    assert anna.start(item).status_code == 302


def test_one_that_stops_comes_before_one_that_asks(anna, item, registered):
    registered.share_gates += [
        lambda user, item, network: Gate("Asked.", "", stops=False),
        lambda user, item, network: Gate("Stopped.", ""),
    ]

    assert "Stopped." in gate_of(anna.open(item)).text


def test_each_network_has_its_own(anna, item, registered):
    registered.share_gates.append(lambda user, item, network: Gate("For X alone.", "") if network == "x" else None)
    form = anna.form(item)

    assert gate_of(anna.switch(item, form, "x"))
    assert gate_of(anna.open(item)) is None


def test_its_label_may_be_translated_and_is_text(anna, item, registered):
    def gate(user, item, network):
        return Gate("One.", "", label="<b>", value='"<b>"', settle=lambda value: None)

    registered.share_gates.append(gate)

    response = anna.open(item)

    assert b"<b>" not in response.content
    assert buttons(response, "settle")[0]["value"] == '"<b>"'
