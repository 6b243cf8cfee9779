"""The lead shows the board what the programme brought: last month, how a figure is counted, a spreadsheet, and paper.

By keyboard alone; at a desk in the light, and on a phone in the dark.
"""

import csv
import io
import re

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.browser.demo import DESK, PHONE
from tests.browser.keys import Keys
from tests.browser.test_looks import axe  # noqa: F401 - a fixture
from wagtail_advocacy.tracking import formulas

pytestmark = pytest.mark.browser

SO_FAR = "/admin/advocacy/tracking/programme/"


def last_month():
    this = timezone.localdate().replace(day=1)
    return date_format(this.replace(year=this.year - (this.month == 1), month=this.month - 1 or 12), "F Y")


def opens_it_from_the_menu(keys, demo, is_phone):
    page = keys.page
    keys.go(f"{demo.intranet}/admin/")
    if is_phone:
        keys.press(page.get_by_role("button", name="Toggle sidebar"))
    keys.press(page.get_by_role("button", name="Advocacy"))
    entry = page.get_by_role("link", name="Programme so far", exact=True)
    entry.wait_for()
    with keys.leaving():
        keys.press(entry)
    assert SO_FAR in page.url


def numbers(page):
    """Label → value, of every figure on the page."""
    return dict(
        zip(
            page.locator(".wa-number dt").all_inner_texts(),
            page.locator(".wa-number__value").all_inner_texts(),
            strict=True,
        )
    )


def reads_how_it_is_counted(keys, label):
    page = keys.page
    how = page.locator(".wa-number", has=page.locator("dt", has_text=re.compile(f"^{label}$"))).locator("details")
    assert not how.locator("p").is_visible()
    keys.press(how.locator("summary"))
    assert how.locator("p").is_visible()
    return how.locator("p").inner_text()


@pytest.mark.journey
@pytest.mark.parametrize(
    "look",
    [{"viewport": DESK, "color_scheme": "light"}, {"viewport": PHONE, "color_scheme": "dark"}],
    ids=["desk", "phone"],
)
def test_last_month_for_the_board(person, demo, axe, look):  # noqa: F811
    lead = person("lead", **look)
    keys = Keys(lead.context.new_page(), axe)
    page = keys.page
    opens_it_from_the_menu(keys, demo, is_phone=look["viewport"] == PHONE)
    keys.judge()
    keys.link(last_month(), exact=True)
    title = page.locator(".wa-programme__title").inner_text()
    assert last_month() in title
    assert "so far" not in title
    found = numbers(page)
    assert re.fullmatch(r"\d+ shares", found["Started"])
    assert re.fullmatch(r"\d+ people", found["Active"])
    assert re.fullmatch(r"\d{2} %", found["Adoption"])
    assert reads_how_it_is_counted(keys, "Adoption") == formulas.adoption.how
    keys.judge()
    networks = page.get_by_role("link", name="Download “Shares by network” as CSV")
    keys.tab_to(networks)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with open(download.value.path(), encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0][:2] == ["Network", "Started"]
    assert f"{rows[-1][1]} shares" == found["Started"]
    assert sum(int(row[1]) for row in rows[1:-1]) == int(rows[-1][1])


def test_without_a_script(person, demo):
    page = person("lead", java_script_enabled=False).open(f"{demo.intranet}{SO_FAR}")
    page.get_by_role("link", name=last_month(), exact=True).click()
    before = numbers(page)["Started"]
    page.locator(".wa-number summary").first.click()
    assert page.locator(".wa-number details p").first.is_visible()
    page.locator("select[name=from]").select_option(index=3)
    page.get_by_role("button", name="Show").click()
    assert " to " in page.locator(".wa-programme__title").inner_text()
    assert numbers(page)["Started"] != before
    sheet = page.context.request.get(f"{demo.intranet}{page.locator('.wa-downloads a').last.get_attribute('href')}")
    assert sheet.body()[:2] == b"PK"
    csv_sheet = page.context.request.get(
        f"{demo.intranet}{page.locator('.wa-downloads a').nth(-2).get_attribute('href')}"
    )
    assert len(list(csv.reader(io.StringIO(csv_sheet.text())))) > 10


class TestPaper:
    def printed(self, person, demo, **look):
        page = person("lead", **look).open(f"{demo.intranet}{SO_FAR}")
        page.get_by_role("link", name=last_month(), exact=True).click()
        page.locator(".wa-chart").first.wait_for()
        return page

    def test_it_takes_two_sheets(self, person, demo):
        page = self.printed(person, demo)
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2

    def test_dark_on_the_screen_is_black_on_white_on_paper(self, person, demo):
        page = self.printed(person, demo, color_scheme="dark")
        page.emulate_media(media="print", color_scheme="dark")
        for part in (".wa-programme__title", ".wa-number__value", ".wa-number-table td"):
            assert page.locator(part).first.evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"
        assert page.locator("body").evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 255, 255)"

    def test_there_is_the_report_alone(self, person, demo):
        page = self.printed(person, demo)
        page.emulate_media(media="print")
        gone = [".sidebar", ".w-slim-header", ".wa-programme__months", ".wa-how summary", ".wa-downloads"]
        assert [each for each in gone if page.locator(each).first.is_visible()] == []
        assert page.locator(".wa-programme__paper").is_visible()
        assert page.locator(".wa-number__made").first.is_visible()


def test_from_right_to_left_the_newest_month_is_on_the_left(person, demo):
    page = person("lead", locale="ar", viewport=PHONE).open(f"{demo.intranet}{SO_FAR}")
    assert page.evaluate("document.dir || document.documentElement.dir") == "rtl"
    bars = page.locator("#months .wa-chart--bars").last.locator("svg[role=img] rect")
    newest, oldest = bars.last.bounding_box(), bars.first.bounding_box()
    assert newest["x"] < oldest["x"]
    steps = page.locator("#months .wa-chart--bars .wa-chart__scale text").first.bounding_box()
    assert steps["x"] > oldest["x"]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
