"""What stands under the words: length, disclosure, sameness, what checks say; and hashtags as chips."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import CampaignFactory, CaptionFactory, UserFactory, live_item, started_share
from tests.sharing.conftest import Colleague, deed, form_of
from wagtail_advocacy.library.models import Caption
from wagtail_advocacy.registries import CheckResult, Finding
from wagtail_advocacy.sharing.managers import MOST_SAME
from wagtail_advocacy.sharing.models import Preferences, Share

pytestmark = pytest.mark.django_db


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def remarks(response):
    return [each.get_text(" ", strip=True) for each in page(response).select(".wa-remark")]


def length(response):
    return page(response).select_one("#wa-length").get_text(strip=True)


def chips(response):
    return {each["value"]: each["aria-pressed"] == "true" for each in page(response).select("[name=tag]")}


class TestLength:
    def test_says_what_is_left_by_the_networks_own_rule(self, anna, item):
        form = {**anna.form(item, "x"), "words": "🎉" * 100}

        # 200 for the emoji, 23 for the link and the space before it.
        assert length(deed(anna, item, form, "look")) == "56 left"

    def test_says_what_is_too_much(self, anna, item):
        form = {**anna.form(item, "x"), "words": "a" * 300}

        response = deed(anna, item, form, "look")

        assert length(response) == "44 too many"
        assert page(response).select(".wa-length--over")

    def test_is_silent_while_there_is_plenty_of_room(self, anna, item):
        assert length(anna.open(item)) == ""
        assert length(anna.open(item, network="copy_link")) == ""
        form = {**anna.form(item), "words": "a" * 2600}
        assert length(deed(anna, item, form, "look")) == "400 left"


class TestDisclosure:
    def test_stands_first_and_says_why(self, anna, item, programme):
        programme.disclosure = "#TeamAcme"
        programme.save()

        response = anna.open(item)

        assert form_of(response)["words"].startswith("#TeamAcme ")
        assert "so that everybody knows you work here" in response.content.decode()
        assert "Your programme asks for it" not in response.content.decode()
        programme.disclosure_required = True
        programme.save()
        assert "Your programme asks for it in every share." in anna.open(item).content.decode()

    def test_is_asked_for_mildly_where_nothing_requires_it(self, anna, item, programme):
        programme.disclosure = "#TeamAcme"
        programme.save()
        form = {**anna.form(item), "words": "Mine."}

        response = deed(anna, item, form, "look")

        assert "Say near the start that you work here: “#TeamAcme” Put it first" in remarks(response)
        assert "so that everybody knows" not in response.content.decode()
        assert anna.start(item, form).status_code == 302

    def test_is_put_first_by_its_button(self, anna, item, programme):
        programme.disclosure = "#TeamAcme"
        programme.save()
        response = deed(anna, item, {**anna.form(item), "words": "Mine."}, "disclose")

        assert form_of(response)["words"] == "#TeamAcme Mine."
        assert remarks(response) == []


class TestDisclosureInTheLanguageOfTheWords:
    @pytest.fixture
    def item(self, programme):
        programme.disclosure, programme.disclosures = "I work at Acme.", "es: Trabajo en Acme.\nde: Bei Acme."
        programme.disclosure_required = True
        programme.save()
        item = live_item(captions=0, headline="Tea.")
        CaptionFactory(item=item, text="Té.", language="es")
        return item

    def test_it_begins_the_suggestion_is_asked_for_and_put_first(self, anna, item):
        Preferences.objects.create(user=anna.user, languages=["es"])
        form = anna.form(item)
        assert form["words"] == "Trabajo en Acme. Té."

        form["words"] = "Mi té."
        assert "Trabajo en Acme." in remarks(deed(anna, item, form, "look"))[0]
        assert "Trabajo en Acme." in anna.start(item, form).text
        assert form_of(deed(anna, item, form, "disclose"))["words"] == "Trabajo en Acme. Mi té."

    @pytest.mark.parametrize("words", ["Trabajo en Acme. Mine.", "I work at Acme. Mío.", "Bei ACME. Mine."])
    def test_said_in_any_of_the_languages_it_is_said(self, anna, item, words):
        form = {**anna.form(item), "words": words}

        assert remarks(deed(anna, item, form, "look")) == []
        assert anna.start(item, form).status_code == 302

    @pytest.mark.parametrize(
        ("language", "said"), [("es-mx", "Trabajo en Acme."), ("de-at", "Bei Acme."), ("fr", "I work at Acme.")]
    )
    def test_kin_speak_for_each_other_and_one_for_all_others(self, anna, item, language, said):
        Caption.objects.update(language=language)

        assert anna.form(item)["words"] == f"{said} Té."

    def test_a_headline_and_a_quote_are_in_the_language_of_their_item(self, anna, item):
        Caption.objects.all().delete()
        with translation.override("es"):
            assert anna.form(item)["words"] == "I work at Acme. Tea."

    def test_alone_it_is_not_words_of_my_own_in_any_language(self, anna, item):
        type(item).objects.update(own_words=item.OwnWords.REQUIRED)
        for words in ("Trabajo en Acme.", "Trabajo en Acme. Té.", "Tea. Bei Acme."):
            assert anna.start(item, {**anna.form(item), "words": words}).status_code == 422


class TestSameness:
    def test_is_told_of_colleagues_and_stops_nobody(self, anna, ben, item):
        ben.share(item, words="The same words!")
        form = {**anna.form(item), "words": "the SAME words 🎉 #tag"}

        assert remarks(deed(anna, item, form, "look")) == [
            "1 share of a colleague says just this on LinkedIn. Change it, so that it is yours."
        ]
        assert anna.start(item, form).status_code == 302

    def test_is_no_matter_on_another_network_or_with_myself(self, anna, ben, item):
        ben.share(item, "x", words="The same words!")
        anna.share(item, words="The same words!")
        form = {**anna.form(item), "words": "The same words!"}

        assert remarks(deed(anna, item, form, "look")) == []

    def test_of_an_untouched_suggestion_is_told_at_once(self, anna, ben, item):
        ben.start(item)

        assert len(remarks(anna.open(item))) == 1

    def test_is_one_query_and_ends_counting_where_nobody_cares(self, anna, item):
        share = started_share(UserFactory(), item, words="The same words!")
        rows = []
        for number in range(MOST_SAME + 20):
            copy = Share.objects.get(pk=share.pk)
            copy.pk, copy.link_id = None, None
            copy.link = type(share.link).objects.create(target=share.link.target, code=f"code{number:06}")
            rows.append(copy)
        Share.objects.bulk_create(rows)

        with CaptureQueriesContext(connection) as captured:
            number = Share.objects.count_same_words("linkedin", "The same words!", anna.user)

        assert (number, len(captured)) == (MOST_SAME, 1)
        form = {**anna.form(item), "words": "The same words!"}
        assert remarks(deed(anna, item, form, "look"))[0].startswith("100 shares or more say just this")

    def test_of_words_without_a_letter_asks_nothing(self, anna):
        with CaptureQueriesContext(connection) as captured:
            assert Share.objects.count_same_words("linkedin", " 🎉 #tag", anna.user) == 0
        assert not captured.captured_queries


class TestChecks:
    def test_all_findings_are_shown_and_what_stops_comes_first(self, anna, item, registered):
        registered.caption_checks.append(
            lambda text, context: CheckResult(
                [
                    Finding("hint", "Shorter is better."),
                    Finding("should", "Write Larkwater.", suggestion="Larkwater"),
                    Finding("must", "Leave the price out."),
                ]
            )
        )

        assert remarks(anna.open(item)) == [
            "Before you share: Leave the price out.",
            "Worth a look: Write Larkwater. Better: Larkwater",
            "Shorter is better.",
        ]

    def test_script_in_a_finding_is_text(self, anna, item, registered):
        registered.caption_checks.append(
            lambda text, context: CheckResult([Finding("hint", "<script>alert(1)</script>")])
        )

        assert b"<script>alert" not in anna.open(item).content


class TestChips:
    @pytest.fixture
    def item(self, programme):
        programme.hashtags = "#LifeAtAcme water"
        programme.save()
        return live_item(hashtags="#Water 2026", campaign=CampaignFactory(hashtags="#Spring"))

    def test_are_those_of_item_campaign_and_company(self, anna, item):
        response = anna.open(item)

        # “2026” alone is no hashtag anywhere; “water” is the same as “Water”.
        assert chips(response) == {"Water": True, "Spring": True, "LifeAtAcme": False}

    def test_turn_in_the_text_and_the_text_is_the_truth(self, anna, item):
        form = {**anna.form(item), "words": "Look at this. #spring"}
        assert chips(deed(anna, item, form, "look")) == {"Water": False, "Spring": True, "LifeAtAcme": False}

        form = form_of(deed(anna, item, form, "tag", "Spring"))
        assert form["words"] == "Look at this."
        form = form_of(deed(anna, item, form, "tag", "Water"))
        form = form_of(deed(anna, item, form, "tag", "LifeAtAcme"))
        assert form["words"] == "Look at this.\n\n#Water #LifeAtAcme"

    def test_do_not_take_a_longer_word_for_theirs(self, anna, item):
        form = {**anna.form(item), "words": "#Waterfall and ##Water"}

        assert form_of(deed(anna, item, form, "tag", "Water"))["words"] == "#Waterfall and ##Water\n\n#Water"

    @pytest.mark.parametrize("tag", ["", "#", "2026", "  ", "\x00"])
    def test_that_are_none_change_nothing(self, anna, item, tag):
        form = {**anna.form(item), "words": "Mine."}

        assert form_of(deed(anna, item, form, "tag", tag))["words"] == "Mine."

    def test_say_nothing_that_the_disclosure_says(self, anna, item, programme):
        programme.disclosure = "#LifeAtAcme"
        programme.save()

        assert "LifeAtAcme" not in chips(anna.open(item))


def test_each_change_of_words_asks_the_same(anna, item):
    """A look at the words costs what the dialog costs, however many shares there are."""

    def asked():
        form = anna.form(item)
        with CaptureQueriesContext(connection) as captured:
            deed(anna, item, form, "look")
        return len(captured)

    asked()
    few = asked()
    for number in range(10):
        Colleague(UserFactory()).share(item, words=f"Other {number}.")
    assert asked() == few
