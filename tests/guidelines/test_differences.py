"""What people read of a new version: what came, what went, what moved, word by word."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.fingerprints import fingerprint
from wagtail_advocacy.guidelines.differences import Paragraph, changes, pieces

OLD = [Paragraph("a", "Be kind."), Paragraph("b", "Say who you are."), Paragraph("c", "Ask first.")]


def told(after, before=OLD):
    return [(each.what, each.key) for each in changes(before, after)]


def test_nothing_changed():
    assert told(OLD) == []


def test_a_paragraph_comes_goes_and_changes():
    after = [OLD[0], Paragraph("n", "New."), Paragraph("c", "Ask Ana first.")]

    assert told(after) == [("added", "n"), ("removed", "b"), ("changed", "c")]
    [changed] = [each for each in changes(OLD, after) if each.what == "changed"]
    assert [(each.what, each.words) for each in changed.pieces] == [
        ("same", "Ask"),
        ("added", " Ana"),
        ("same", " first."),
    ]


def test_what_only_changed_its_place_is_told_once():
    assert told([OLD[2], OLD[0], OLD[1]]) == [("moved", "c")]


def test_everything_new_and_everything_gone():
    assert told(OLD, before=[]) == [("added", "a"), ("added", "b"), ("added", "c")]
    assert told([]) == [("removed", "a"), ("removed", "b"), ("removed", "c")]


TEXT = st.text(alphabet="ab c\n.é机👨\u200d", max_size=40)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    found = list(pieces(before, after))

    assert "".join(each.words for each in found if each.what != "added") == before
    assert "".join(each.words for each in found if each.what != "removed") == after


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(KEYS, KEYS, st.sets(st.sampled_from("abcdefgh")))
def test_every_paragraph_is_told_at_most_once_and_only_if_it_changed(before, after, edited):
    old = [Paragraph(key, f"Text {key}") for key in before]
    new = [Paragraph(key, f"Text {key}" + (" edited" if key in edited else "")) for key in after]

    found = {key: what for what, key in told(new, old)}

    assert len(found) == len(told(new, old))
    assert {key for key, what in found.items() if what == "added"} == set(after) - set(before)
    assert {key for key, what in found.items() if what == "removed"} == set(before) - set(after)
    assert {key for key, what in found.items() if what == "changed"} == set(before) & set(after) & edited
    if [key for key in before if key in after] == [key for key in after if key in before]:
        assert "moved" not in found.values()


def test_a_very_long_paragraph_is_replaced_as_a_whole():
    began = time.process_time()
    found = list(pieces("word " * 20_000, "other " * 20_000))

    assert [each.what for each in found] == ["removed", "added"]
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (", ".join(f"old{each}" for each in range(600)), ", ".join(f"new{each}" for each in range(600))),
        ("word other " * 450, "other third " * 450),
        (" ".join(f"a b{each}" for each in range(450)), " ".join(f"a c{each}" for each in range(450))),
    ],
    ids=["a list that was replaced", "the same words over and over", "a word that is everywhere"],
)
def test_nobody_waits_for_a_comparison(before, after):
    began = time.process_time()
    found = list(pieces(before, after))

    assert time.process_time() - began < 1
    assert "".join(each.words for each in found if each.what != "added") == before
    assert "".join(each.words for each in found if each.what != "removed") == after


def test_the_fingerprint_knows_what_is_said_and_not_how_it_is_stored():
    data = {"rules": [{"kind": "links", "hosts": ["a.example"]}], "text": "Say who you are. ß 机"}
    stored = json.loads(json.dumps(dict(reversed(data.items()))))

    assert fingerprint(stored) == fingerprint({**data, "rules": tuple(data["rules"])}) == fingerprint(data)
    assert len(fingerprint(data)) == 64
    assert fingerprint({**data, "text": "Say who you are."}) != fingerprint(data)


@pytest.mark.parametrize("data", [{"a": float("nan")}, {"a": object()}])
def test_what_cannot_be_stored_has_no_fingerprint(data):
    with pytest.raises((TypeError, ValueError)):
        fingerprint(data)
