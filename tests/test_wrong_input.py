"""The docs' table of wrong inputs is what tests saw."""

import pytest

from tests import wrong_input

# What is told apart here stands in no test of its own.
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in (wrong_input.PAGE.parents[2] / "tests").rglob("test_*.py")
)


@pytest.fixture
def page(tmp_path, monkeypatch):
    path = tmp_path / "wrong-input.md"
    path.write_text(f"# Wrong input\n\n{wrong_input.START}\n{wrong_input.END}\nThe end.\n", encoding="utf-8")
    monkeypatch.setattr(wrong_input, "PAGE", path)
    monkeypatch.delenv("ADVOCACY_WRITE_DOCS", raising=False)
    return path


def test_a_sentence_is_written_on_demand_and_compared_otherwise(page, monkeypatch, said):
    with pytest.raises(AssertionError, match="ADVOCACY_WRITE_DOCS=1"):
        said("Library", "an empty | `address[1]`", "Use an address that starts with &lt;https://&gt;.")
    monkeypatch.setenv("ADVOCACY_WRITE_DOCS", "1")
    said("Library", "an empty | `address[1]`", "Use an address that starts with &lt;https://&gt;.")
    said("Campaigns", "no title", "Say what *it* is\n  `called`.")
    monkeypatch.delenv("ADVOCACY_WRITE_DOCS")
    said("Library", "an empty | `address[1]`", "Use an address that starts with <https://>.")
    assert wrong_input.read_table() == {
        "Campaigns": {"no title": "Say what *it* is `called`."},
        "Library": {"an empty | `address[1]`": "Use an address that starts with <https://>."},
    }
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Wrong input\n")
    assert text.endswith("\nThe end.\n")
    assert text.index("## Campaigns") < text.index("## Library")
    with pytest.raises(AssertionError):
        said("Library", "an empty | `address[1]`", "Something else.")


def test_saying_nothing_is_no_row(page, monkeypatch, said):
    monkeypatch.setenv("ADVOCACY_WRITE_DOCS", "1")
    with pytest.raises(AssertionError, match="Nothing was said"):
        said("Library", "an empty address", " \n ")
    assert wrong_input.read_table() == {}


def test_every_row_belongs_to_a_test():
    rows = [what for group in wrong_input.read_table().values() for what in group]
    assert [what for what in rows if what not in SOURCES] == []
