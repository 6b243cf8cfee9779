"""“This is wrong because…”: a finding is disputed, without a name, and the words stay."""

import pytest

from tests.sharing.conftest import deed, form_of
from tests.sharing.site_checks import buttons, finds, page_of, remarks_of, says, told
from wagtail_advocacy.registries import DisputedFinding, Finding

pytestmark = pytest.mark.django_db

GROUP = "Sharing"
BLANK = "Say in a sentence why it is wrong, so that somebody can mend it."
LONG = "Shorten your reason to 500 characters."


@pytest.fixture
def taken(registered):
    """What somebody who looks after the rules has been told."""
    told = []

    def take(user, disputed):
        if disputed.source != "policy:1" or len(told) >= 3:
            return False
        told.append((user, disputed))
        return True

    registered.disputes += [lambda user, disputed: False, take]
    registered.caption_checks.append(finds("gonna", source="policy:1", message="Casual."))
    return told


def look(somebody, item, words="I am gonna go, gonna."):
    return deed(somebody, item, {**somebody.form(item), "words": words}, "look")


def dispute(somebody, item, response, because, place=0, **changes):
    value = buttons(response, "dispute")[place]["value"]
    return deed(somebody, item, {**form_of(response), f"because-{value}": because, **changes}, "dispute", value)


def reasons(response):
    return [each.text for each in page_of(response).select(".wa-dispute textarea")]


@pytest.mark.projects("minimal", "own_base")
def test_only_the_marked_words_and_the_reason_are_told(anna, item, taken):
    response = dispute(anna, item, look(anna, item), "  It is\r\nhow we\u202e talk. ", words="  I am gonna go, gonna.")

    assert taken == [(anna.user, DisputedFinding("policy:1", "gonna", "It is how we talk.", "linkedin", "en"))]
    assert told(response) == "Thank you. Whoever looks after the policy will read it."
    assert response.status_code == 200
    assert form_of(response)["words"] == "I am gonna go, gonna."
    # The other finding of the same rule can still be disputed.
    assert reasons(response) == [""]
    first, second = remarks_of(response)
    assert first.select_one("[data-wa-answer]")
    assert second.select_one("[name=dispute]")


@pytest.mark.parametrize(
    ("what", "because", "sentence"),
    [
        (
            "says that a finding is wrong, and not why",
            " \r\n\u200b ",
            "Say in a sentence why it is wrong, so that somebody can mend it.",
        ),
        ("a reason of 501 characters against a finding", "x" * 501, LONG),
    ],
    ids=["blank", "long"],
)
def test_a_reason_that_is_none(anna, item, taken, said, what, because, sentence):
    response = dispute(anna, item, look(anna, item), because, place=1)

    assert response.status_code == 422
    assert told(response) == sentence
    assert taken == []
    assert reasons(response)[1].split() == because.split()
    opened = [each.has_attr("open") for each in page_of(response).select(".wa-dispute")]
    assert opened == [False, True]
    assert form_of(response)["words"] == "I am gonna go, gonna."
    said(GROUP, what, told(response))


def test_why_nothing_was_sent_is_not_folded_away(anna, item, taken):
    response = dispute(anna, item, look(anna, item), "", place=1)

    assert response.status_code == 422
    assert [each.has_attr("open") for each in page_of(response).select(".wa-dispute")] == [False, True]
    assert page_of(response).select_one(".wa-dispute[open] [role=alert]").get_text(strip=True) == BLANK


def test_five_hundred_characters_are_taken(anna, item, taken):
    dispute(anna, item, look(anna, item), "ä" * 500)

    assert len(taken[0][1].because) == 500


def test_several_today(anna, item, taken, said):
    for _time in range(3):
        dispute(anna, item, look(anna, item), "It is how we talk.")

    response = dispute(anna, item, look(anna, item), "It is how we talk.")

    assert len(taken) == 3
    assert response.status_code == 422
    assert reasons(response)[0] == "It is how we talk."
    said(GROUP, "says for the sixth time in a day that a finding is wrong", told(response))


def test_of_words_that_changed_meanwhile_nothing_is_told(anna, item, taken, said):
    response = dispute(anna, item, look(anna, item), "It is how we talk.", words="I am going.")

    assert taken == []
    assert form_of(response)["words"] == "I am going."
    said(GROUP, "says that a finding is wrong, about words that they have changed meanwhile", told(response))


@pytest.mark.parametrize("value", ["policy:1", "", "\x00", "0" * 16 + "-0"])
def test_what_nobody_said_is_not_disputed(anna, item, taken, value):
    form = {**form_of(look(anna, item)), f"because-{value}": "Because."}

    assert deed(anna, item, form, "dispute", value).status_code == 422
    assert taken == []


def test_a_reason_that_is_being_written_outlives_other_buttons(anna, item, taken):
    response = look(anna, item)
    value = buttons(response, "dispute")[0]["value"]
    form = {**form_of(response), f"because-{value}": "It is </textarea>"}

    for name, deed_value in (("look", "1"), ("tag", "Water"), ("switch", "x")):
        shown = deed(anna, item, form, name, deed_value)
        assert reasons(shown)[0] == "It is </textarea>"
    assert taken == []


def test_of_a_finding_about_no_words_no_words_are_told(anna, item, registered):
    told = []
    registered.disputes.append(lambda user, disputed: told.append(disputed) or True)
    registered.caption_checks.append(says(Finding("tip", "Say where you work.", source="policy:2")))

    dispute(anna, item, look(anna, item), "Everybody knows.")

    assert told[0].words == ""


def test_only_where_somebody_would_read_it(anna, item, registered):
    registered.caption_checks += [finds("gonna"), finds("go,", source="policy:1")]
    assert not buttons(look(anna, item), "dispute")

    registered.disputes.append(lambda user, disputed: True)
    assert len(buttons(look(anna, item), "dispute")) == 1


def test_names_of_fields_are_told_apart(anna, item, taken):
    page = page_of(look(anna, item, "gonna " * 5))

    names = [each["name"] for each in page.select(".wa-dispute textarea")]
    ids = [each["id"] for each in page.select("[id]")]
    assert len(set(names)) == 5
    assert len(set(ids)) == len(ids)


def test_of_an_item_that_closed_meanwhile_is_not_told(anna, item, taken):
    response = look(anna, item)
    item.unpublish()

    assert dispute(anna, item, response, "It is how we talk.").status_code == 410
    assert taken == []
