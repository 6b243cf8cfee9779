"""What checks only ask about is asked once: a share is held up, and the next press goes through."""

import pytest

from tests.factories import UserFactory, started_share
from tests.sharing.conftest import deed, form_of, said, shares
from tests.sharing.site_checks import finds, page_of, says
from wagtail_advocacy.registries import Finding
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db

ONCE = "Look once more at what stands under your words. Share again if you mean it."


@pytest.fixture
def checked(registered):
    registered.caption_checks += [finds("gonna", message="Casual."), finds("larkwater", message="A name.")]
    return registered


def start(somebody, item, words, form=None, **changes):
    return somebody.start(item, {**(form or somebody.form(item)), "words": words}, **changes)


def asks(response):
    """Whether the script knows that the next press is held up."""
    return page_of(response).select_one("#wa-remarks").has_attr("data-wa-asks")


@pytest.mark.projects("minimal", "own_base")
def test_the_second_press_goes_through(anna, item, checked):
    response = start(anna, item, "I am gonna go.")

    assert response.status_code == 422
    assert said(response) == ONCE
    assert form_of(response)["words"] == "I am gonna go."
    assert shares() == 0
    assert not asks(response)
    assert anna.start(item, form_of(response)).status_code == 302
    assert Share.objects.get().words == "I am gonna go."


def test_what_was_asked_is_known_through_every_other_button(anna, item, checked):
    form = form_of(start(anna, item, "I am gonna go."))

    for name, value in (("look", "1"), ("disclose", "1"), ("fix", "gone"), ("switch", "x"), ("switch", "linkedin")):
        response = deed(anna, item, {**form, "words": "gonna"}, name, value)
        assert not asks(response)
        form = form_of(response)
    assert start(anna, item, "I am gonna stay.", form).status_code == 302


def test_something_new_asks_again_the_same_elsewhere_does_not(anna, item, checked):
    form = form_of(start(anna, item, "I am gonna go."))
    assert start(anna, item, "gonna, gonna", {**form}).status_code == 302

    response = start(anna, item, "I am gonna go to larkwater.", form_of(start(anna, item, "We are gonna go.")))
    assert said(response) == ONCE
    assert start(anna, item, "larkwater or gonna.", form_of(response)).status_code == 302


def test_the_script_knows_before_anybody_presses(anna, item, checked):
    form = anna.form(item)

    assert asks(deed(anna, item, {**form, "words": "gonna"}, "look"))
    assert not asks(deed(anna, item, {**form, "words": "fine"}, "look"))


@pytest.mark.parametrize("severity", ["tip", "hint", "", "unheard of"])
def test_nothing_else_asks(anna, item, registered, severity):
    registered.caption_checks.append(says(Finding(severity, "A tip.", source="policy:1")))

    assert anna.start(item).status_code == 302


def test_what_stops_comes_before_what_asks(anna, item, checked):
    checked.caption_checks.append(finds("bribe", "must", "Never."))
    response = start(anna, item, "gonna bribe")

    assert said(response) == "Never."
    # Nobody was asked about the other one yet.
    assert said(start(anna, item, "gonna", form_of(response))) == ONCE


def test_the_programmes_own_hints_never_ask(anna, ben, item, programme, registered):
    programme.disclosure = "#TeamAcme"
    programme.save()
    ben.share(item, words="The same words.")

    response = deed(anna, item, {**anna.form(item), "words": "The same words."}, "look")

    assert len(page_of(response).select(".wa-remark")) == 2
    assert not asks(response)
    assert start(anna, item, "The same words.").status_code == 302


def test_more_than_are_shown_ask_together(anna, item, registered):
    registered.caption_checks.append(says(*(Finding("should", f"Number {number}.") for number in range(200))))

    response = anna.start(item)

    assert said(response) == ONCE
    assert anna.start(item, form_of(response)).status_code == 302


@pytest.mark.parametrize("asked", ["yes", "0123456789abcdef", "<script>", "\x00", "0" * 20_000])
def test_an_answer_that_somebody_made_up_is_none(anna, item, checked, asked):
    response = start(anna, item, "gonna", asked=asked)

    assert said(response) == ONCE
    assert b"<script>" not in response.content


def test_an_app_of_the_device_is_asked_about_in_the_same_way(anna, item, checked):
    form = {**anna.form(item), "words": "gonna"}
    address = f"/advocacy/share/{item.pk}/"

    response = anna.client.post(address, {**form, "join": "on", "start": "device_app"})

    assert said(response) == ONCE
    again = {**form_of(response), "join": "on", "start": "device_app"}
    assert anna.client.post(address, again).status_code == 302
    assert Share.objects.get().network == "device_app"


def test_a_used_form_answers_with_its_share_and_asks_nothing(anna, item, checked):
    form = form_of(start(anna, item, "gonna"))
    first = anna.start(item, form)

    again = anna.start(item, {**form, "asked": ""})

    assert again.url.partition("?")[0] == first.url.partition("?")[0]
    assert shares() == 1


def test_who_calls_without_a_form_has_asked(item, checked):
    assert started_share(UserFactory(), item, words="gonna").pk
