"""Search in the hub, and what it suggests while somebody types: only what the reader may share."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import live_item, publish
from tests.library import strict_search
from tests.sharing.hub import chips, headlines, page_of, shown

# MariaDB finds by full text only what is committed.
committed_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ODD = [*"\"'*()%~@\\💧水\x00", "a:b", "-water", "+water", "water*", "&|!", "<>", "AND", "NOT water"]


def asked(colleague, words):
    return colleague.client.get("/advocacy/headlines/", {"q": words})


def suggested(colleague, words):
    answer = asked(colleague, words)
    assert answer.status_code == 200
    return answer.json()["headlines"]


@pytest.fixture
def waters(programme):
    """Items about water, of which some are not for everybody or no longer for anybody."""
    live_item(headline="Waterworks by night")
    live_item(headline="Clean rivers", description="All about waterworks and their people.")
    item = live_item(headline="Tagged only", why="")
    item.tags.add("Waterworks")
    publish(item)
    board = live_item(headline="Waterworks for the board")
    board.groups = [Group.objects.create(name="Board")]
    board.save()
    live_item(headline="Waterworks unpublished").unpublish()
    live_item(headline="Bridges")


@committed_rows
def test_finds_by_whole_words_and_by_the_beginning_of_a_headline(anna, ben, waters):
    ben.user.groups.add(Group.objects.get(name="Board"))

    assert set(shown(anna, q="waterworks")) == {"Waterworks by night", "Clean rivers", "Tagged only"}
    assert shown(anna, q="waterw") == ["Waterworks by night"]
    assert shown(anna, q="WATERWORKS night") == ["Waterworks by night"]
    assert shown(anna, q="bridges waterworks") == []
    assert set(shown(ben, q="waterw")) == {"Waterworks by night", "Waterworks for the board"}


@committed_rows
def test_within_other_filters_and_without_success(anna, waters):
    saved = next(each for each in page_of(anna).select("[data-wa-card]") if "Clean" in each.text)["data-wa-card"]
    anna.client.post("/advocacy/keep/", {"save": saved})

    assert shown(anna, q="waterworks", mine="saved") == ["Clean rivers"]
    page = page_of(anna, q="bridges", mine="saved")
    assert headlines(page) == []
    assert page.select_one(".wa-empty h3").text == "Nothing found"
    assert page.select_one(".wa-empty a")["href"] == "?"
    assert set(chips(page)) == {"Search: bridges", "Saved"}
    assert page.select_one("input[name=q]")["value"] == "bridges"


@pytest.mark.django_db
def test_odd_words_are_no_error(anna, item):
    for words in ODD:
        assert anna.client.get("/advocacy/", {"q": words}).status_code == 200, words
        assert asked(anna, f"{words}{words}ab").status_code == 200, words


@pytest.mark.django_db
def test_a_very_long_search_is_cut(anna, item):
    page = page_of(anna, q="word " * 5000)

    assert len(page.select_one("input[name=q]")["value"]) <= 100


@committed_rows
def test_suggests_headlines_that_one_may_share(anna, ben, waters):
    ben.user.groups.add(Group.objects.get(name="Board"))

    assert suggested(anna, "wat") == ["Waterworks by night"]
    assert set(suggested(ben, "WAT")) == {"Waterworks by night", "Waterworks for the board"}
    assert suggested(anna, "submarine") == []
    # Whoever chooses one finds its card.
    assert shown(anna, q=suggested(anna, "wat")[0]) == ["Waterworks by night"]
    for number in range(20):
        live_item(headline=f"Waterworks {number // 2}", captions=0)
    found = suggested(anna, "water")
    assert len(found) == len(set(found)) == 8


@pytest.mark.django_db
class TestSuggestions:
    def test_need_a_login(self, client, item):
        answer = asked(type("Stranger", (), {"client": client}), "wat")

        assert answer.status_code == 401
        assert answer.json()["reason"]

    @pytest.mark.parametrize("words", ["", " ", "a", "\x00\x00\x00", "long" * 26])
    def test_need_two_characters_and_at_most_a_hundred(self, anna, words):
        answer = asked(anna, words)

        assert answer.status_code == 400
        assert answer.json()["reason"] == "Ask with 2 to 100 characters, as in ?q=water."

    def test_are_kept_by_no_shared_cache(self, anna, item):
        assert asked(anna, "wat").headers["Cache-Control"] == "private, max-age=30"
        assert "Cookie" in asked(anna, "wat").headers["Vary"]

    def test_are_not_posted(self, anna):
        assert anna.client.post("/advocacy/headlines/", {"q": "wat"}).status_code == 405

    def test_ask_the_database_the_same_for_any_number(self, anna, programme):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                asked(anna, "head")
            return len(captured)

        live_item(captions=0)
        queries()
        few = queries()
        for _ in range(20):
            live_item(captions=0)

        assert queries() == few <= 12


@pytest.mark.django_db
@pytest.mark.projects("full")
def test_whatever_is_asked_of_the_search_engine_it_can_answer(anna, item, settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "tests.library.strict_search"}}
    strict_search.asked.clear()

    for query in ({}, {"mine": "saved"}, {"tag": "x", "since": "2026-01-01"}):
        assert anna.client.get("/advocacy/", {"q": "headline", **query}).status_code == 200
    assert asked(anna, "headline").status_code == 200
    assert len(strict_search.asked) >= 7
