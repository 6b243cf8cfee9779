"""What checks find stands under the words with the words it is about, and is put right by one click."""

import pytest

from tests.sharing.conftest import deed, form_of
from tests.sharing.site_checks import buttons, finds, page_of, remarks_of, says, sentences, told
from wagtail_advocacy.registries import CheckResult, Finding, Fix

pytestmark = pytest.mark.django_db

LONG = (
    "We dug for nine days, and on the last of them we found the leak. "
    "I was gonna give up, but Ruth would not hear of it."
)


def look(somebody, item, words):
    return deed(somebody, item, {**somebody.form(item), "words": words}, "look")


def excerpt(response):
    shown = page_of(response).select_one(".wa-excerpt")
    return shown.get_text(), shown.mark.get_text()


class TestShown:
    def test_with_severity_in_words_reason_and_what_would_be_better(self, anna, item, registered):
        registered.caption_checks += [
            finds("gonna", "tip", "This is casual.", suggestion="going to"),
            finds("leak", "must", "We say burst.", reason="A leak is small."),
            finds("Ruth", "should", "Ask before you name a colleague."),
        ]

        response = look(anna, item, LONG)

        assert sentences(response) == [
            "Before you share: We say burst.",
            "Worth a look: Ask before you name a colleague.",
            "Tip: This is casual. Better: going to",
        ]
        assert remarks_of(response)[0].select_one(".wa-hint").text == "A leak is small."

    def test_the_marked_words_stand_in_their_place_cut_between_words(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", "tip"))

        shown, marked = excerpt(look(anna, item, LONG))

        assert (shown, marked) == (
            "…last of them we found the leak. I was gonna give up, but Ruth would not hear of it.",
            "gonna",
        )

    def test_at_both_ends_nothing_is_cut(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", "tip"))

        assert excerpt(look(anna, item, "  gonna\r\n\r\nrest ")) == ("gonna rest", "gonna")

    def test_spans_count_code_points_of_the_words_as_they_stand_in_the_form(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", "tip"))

        response = look(anna, item, " \r\n\x00🎉\r\n👩‍👩‍👧 gonna")

        assert form_of(response)["words"] == "🎉\n👩‍👩‍👧 gonna"
        assert remarks_of(response)[0]["data-wa-span"] == "8 13"

    def test_families_of_emoji_are_not_torn_apart(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", "tip"))

        shown, _marked = excerpt(look(anna, item, "👩‍👩‍👧" * 60 + "gonna" + "é" * 60))

        assert shown == "…" + "👩‍👩‍👧" * 40 + "gonna" + "é" * 40 + "…"

    def test_words_from_right_to_left_keep_their_direction(self, anna, item, registered):
        registered.caption_checks.append(finds("سرّي", "must", "هذا سرّي.", better="علني"))

        response = look(anna, item, "هذا الخبر سرّي جدا")

        assert excerpt(response) == ("هذا الخبر سرّي جدا", "سرّي")
        assert page_of(response).select_one(".wa-excerpt")["dir"] == "auto"
        assert page_of(response).select_one(".wa-remark__said")["dir"] == "auto"
        (button,) = buttons(response, "fix")
        assert "علني" in button.text

    def test_a_word_of_ten_thousand_letters(self, anna, item, registered):
        registered.caption_checks += [finds("x" * 9_000, "tip"), finds("yes", "tip")]

        response = look(anna, item, "a" * 900 + "yes" + "x" * 9_000)

        whole, end = (each.select_one(".wa-excerpt").get_text() for each in remarks_of(response))
        assert whole == "…" + "a" * 37 + "yes" + "x" * 120 + "…"
        assert end == "…" + "a" * 40 + "yes" + "x" * 40 + "…"

    def test_what_a_policy_says_is_text(self, anna, item, registered):
        evil = "<script>alert(1)</script>"
        finding = Finding("must", evil, (0, 5), evil, evil, Fix(0, 5, evil + "!"), evil)
        registered.caption_checks.append(says(finding))
        registered.disputes.append(lambda user, disputed: True)

        response = look(anna, item, f"hello {evil}")
        fixed = deed(anna, item, form_of(response), "fix", buttons(response, "fix")[0]["value"])

        for each in (response, fixed):
            assert b"<script>alert" not in each.content
        assert form_of(fixed)["words"] == f"{evil}! {evil}"
        assert len(page_of(response).select("input[name=asked]")) == 0

    def test_at_most_twelve_and_how_many_more(self, anna, item, registered):
        registered.caption_checks += [finds("so ", "tip", "Less."), finds("stop", "must", "Stop.")]

        response = look(anna, item, "so " * 200 + "stop")

        assert len(remarks_of(response)) == 12
        assert sentences(response)[0] == "Before you share: Stop."
        assert "And 189 more, once these are gone." in page_of(response).select_one("#wa-remarks").get_text()

    @pytest.mark.parametrize("span", [(3, 3), (5, 2), (-4, 2), (0, 999)])
    def test_a_span_that_is_none_marks_nothing(self, anna, item, registered, span):
        registered.caption_checks.append(
            says(Finding("tip", "Look.", span, fix=Fix(*span, "") if span != (3, 3) else None))
        )

        response = look(anna, item, "Mine.")

        assert sentences(response) == ["Tip: Look."]
        assert not page_of(response).select(".wa-excerpt, [data-wa-span], [name=fix]")


class TestFix:
    @pytest.mark.parametrize(
        ("better", "label", "words", "sentence"),
        [
            (
                "going to",
                "Write “going to” instead",
                "I am going to go.",
                "Changed: “going to” stands there instead of “gonna”.",
            ),
            ("", "Take it out", "I am  go.", "Taken out: “gonna”."),
        ],
    )
    def test_changes_just_the_marked_words_and_says_so(self, anna, item, registered, better, label, words, sentence):
        registered.caption_checks.append(finds("gonna", better=better))
        response = look(anna, item, "I am gonna go.")
        (button,) = buttons(response, "fix")

        response = deed(anna, item, form_of(response), "fix", button["value"])

        assert button.text == label
        assert form_of(response)["words"] == words
        assert told(response) == sentence
        assert remarks_of(response) == []

    def test_puts_something_in(self, anna, item, registered):
        registered.caption_checks.append(says(Finding("should", "Say that it is an ad.", fix=Fix(0, 0, "#ad "))))
        response = look(anna, item, "Mine.")
        (button,) = buttons(response, "fix")

        response = deed(anna, item, form_of(response), "fix", button["value"])

        assert button.text == "Put “#ad” in"
        assert form_of(response)["words"] == "#ad Mine."
        assert told(response) == "Put in: “#ad”."

    def test_gives_the_words_before_back(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", better="going to"))
        response = look(anna, item, "I am gonna go.")
        response = deed(anna, item, form_of(response), "fix", buttons(response, "fix")[0]["value"])

        assert buttons(response, "back")
        assert form_of(deed(anna, item, form_of(response), "back"))["words"] == "I am gonna go."

    def test_of_a_suggestion_keeps_words_of_my_own_that_it_took_the_place_of(self, anna, item, registered):
        registered.caption_checks.append(finds("something", better="a thing"))
        form = {**anna.form(item), "words": "My own."}
        response = deed(anna, item, form, "another")

        response = deed(anna, item, form_of(response), "fix", buttons(response, "fix")[0]["value"])

        assert "We did a thing worth telling" in form_of(response)["words"]
        assert form_of(deed(anna, item, form_of(response), "back"))["words"] == "My own."

    @pytest.mark.projects("minimal", "own_base")
    def test_names_which_of_several(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", better="going to"))
        response = look(anna, item, "gonna, gonna, gonna")
        second = buttons(response, "fix")[1]["value"]

        response = deed(anna, item, form_of(response), "fix", second)

        assert form_of(response)["words"] == "gonna, going to, gonna"

    def test_is_looked_up_in_the_words_of_now(self, anna, item, registered):
        registered.caption_checks.append(finds("gonna", better="going to"))
        response = look(anna, item, "I am gonna go.")
        value = buttons(response, "fix")[0]["value"]

        response = deed(anna, item, {**form_of(response), "words": " \r\nWell: 🎉 I am gonna go."}, "fix", value)

        assert form_of(response)["words"] == "Well: 🎉 I am going to go."

    @pytest.mark.parametrize("value", ["", "0", "x" * 500, "\x00", "gone-0"])
    def test_of_what_is_not_there_any_more_changes_nothing(self, anna, item, registered, value):
        registered.caption_checks.append(finds("gonna", better="going to"))
        response = look(anna, item, "I am gonna go.")
        value = buttons(response, "fix")[0]["value"] if value == "gone-0" else value

        response = deed(anna, item, {**form_of(response), "words": "I am gone."}, "fix", value)

        assert form_of(response)["words"] == "I am gone."
        assert told(response) == "Your words have changed, and there is nothing to put right there any more."
        assert not buttons(response, "back")

    def test_that_changes_nothing_has_no_button(self, anna, item, registered):
        registered.caption_checks.append(finds("Larkwater", better="Larkwater"))

        assert not buttons(look(anna, item, "Larkwater."), "fix")

    def test_stores_nothing_and_needs_no_consent(self, anna, item, registered):
        from wagtail_advocacy.models import Advocate
        from wagtail_advocacy.sharing.models import Share

        registered.caption_checks.append(finds("gonna", better="going to"))
        response = look(anna, item, "I am gonna go.")

        deed(anna, item, form_of(response), "fix", buttons(response, "fix")[0]["value"])

        assert not Share.objects.exists()
        assert not Advocate.objects.exists()


def test_checks_count_once_for_each_start_and_never_while_somebody_writes(anna, item, registered):
    counted = []

    def check(text, context):
        counted.append(context.counts)
        return CheckResult([Finding("must", "Stop.")] if "stop" in text else [])

    registered.caption_checks.append(check)
    form = {**anna.form(item), "words": "stop"}
    deed(anna, item, form, "look")
    deed(anna, item, form, "fix", "0")
    assert True not in counted

    assert anna.start(item, form).status_code == 422
    assert counted.count(True) == 1
    assert anna.start(item, {**form, "words": "go"}).status_code == 302
    assert counted.count(True) == 2
