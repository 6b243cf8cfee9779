"""Every table of the report as CSV and XLSX: raw numbers, the same as on the screen."""

import csv
import io

import pytest

from tests.factories import live_item
from tests.sharing.test_report import body, workbook
from tests.tracking.programme.conftest import read, shared, shared_by
from tests.tracking.programme.test_report import sheet
from wagtail_advocacy.tracking.programme.sections import SECTIONS
from wagtail_advocacy.tracking.programme.sheets import FIGURES

pytestmark = pytest.mark.django_db

OCTOBER = {"from": "2026-10"}
TABLES = [FIGURES, *(key for section in SECTIONS.values() for key in section.tables)]


def as_csv(client, table, **query):
    response = client.get(sheet(table, **OCTOBER, export="csv", **query))
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(body(response).decode()))), response


def as_xlsx(client, table):
    response = client.get(sheet(table, **OCTOBER, export="xlsx"))
    return [list(row) for row in workbook(response).iter_rows(values_only=True)]


def test_raw_numbers_leave(lead):
    shared("anna", clicks=3, confirmed=True)
    shared("ben")
    rows, response = as_csv(lead, "networks")
    assert rows == [
        ["Network", "Started", "Confirmed", "Clicks on them", "Clicks per share"],
        ["LinkedIn", "2", "1", "3", "1.5"],
        ["All networks", "2", "1", "3", "1.5"],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="advocacy-networks-2026-10-2026-10.csv"'
    assert as_xlsx(lead, "networks")[1] == ["LinkedIn", 2, 1, 3, 1.5]


def test_all_figures_leave_with_how_they_are_counted(lead):
    shared("anna", confirmed=True)
    shared("ben")
    rows, _response = as_csv(lead, FIGURES)
    assert rows[0] == [
        "Section",
        "Figure",
        "October 2026",
        "Counted in",
        "September 2026",
        "Made of",
        "How is this counted?",
    ]
    found = {row[1]: row[2:6] for row in rows[1:]}
    assert found["Confirmed rate"] == ["0.5", "0–1", "", "1 ÷ 2 shares"]
    assert found["Started"][:3] == ["2", "shares", "0"]
    assert all(row[6].endswith(".") for row in rows[1:])
    screen = read(lead, **OCTOBER)
    assert list(found) == [each.get_text(strip=True) for each in screen.soup.select(".wa-number dt")]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("number", [0, 6])
def test_every_table_leaves_both_ways(lead, teams, table, number):
    shared_by(number, team=teams("Water")[0], item=live_item(captions=0), clicks=1)
    rows, _response = as_csv(lead, table)
    assert as_xlsx(lead, table)[0] == rows[0]
    assert len({len(row) for row in rows}) == 1


def test_each_table_on_the_screen_leads_to_its_own(lead, teams):
    shared_by(6, team=teams("Water")[0], item=live_item(captions=0), clicks=1)
    page = read(lead, **OCTOBER)
    links = [each["href"] for each in page.soup.select(".wa-downloads a")]
    assert len(links) == 2 * (len(page.soup.select("table.wa-number-table")) + 1)
    for link in links:
        assert lead.get(link).status_code == 200
    names = [each["aria-label"] for each in page.soup.select(".wa-downloads a")]
    assert len(set(names)) == len(names)


def test_what_is_too_small_to_show_does_not_leave_either(lead, teams):
    water, air = teams("Water", "Air")
    shared_by(9, team=water)
    shared_by(2, team=air)
    assert as_csv(lead, "teams")[0][1:] == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_headline_cannot_become_a_formula(lead, start):
    item = live_item(captions=0)
    type(item).objects.filter(pk=item.pk).update(headline=f"{start}cmd|' /C calc'!A0")
    shared("anna", item=item)
    assert as_csv(lead, "items")[0][1][0].startswith(f"'{start}")
    assert workbook(lead.get(sheet("items", **OCTOBER, export="xlsx")))["A2"].data_type == "s"


@pytest.mark.parametrize("query", [{}, {"export": "pdf"}])
def test_a_sheet_is_asked_for_in_a_format_that_exists(lead, query):
    assert lead.get(sheet("networks", **query)).status_code == 404


@pytest.mark.parametrize("query", [{"from": "2026-13"}, {"from": "2027-01"}, {"site": "999"}])
def test_a_file_never_holds_something_else_than_was_asked_for(lead, query):
    assert lead.get(sheet("networks", **query, export="csv")).status_code == 404


def test_there_is_no_such_table(lead):
    assert lead.get(sheet("people", export="csv")).status_code == 404
