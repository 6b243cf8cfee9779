"""From a vacancy to a hire through people: whoever writes it, approves it, shares it, applies, and counts."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from tests.browser.demo import PHONE
from tests.browser.judge import faults
from tests.browser.test_looks import axe  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.journey]

VACANCIES = "/admin/snippets/wagtail_advocacy_recruitment/vacancy/"
RECRUITMENT = "/admin/advocacy/recruitment/"
TITLE = "Pipe whisperer for old mains"
WORDS = "My team looks for somebody who hears what a pipe does not say."
MANAGER = "ingrid.falk@larkwater.example"
HUMAN_RESOURCES = "miriam.adler@larkwater.example"
COMMUNICATIONS = "nora.whitcombe@larkwater.example"


@pytest.fixture
def demo(fresh_demo):
    """One of its own: a vacancy more in others' hubs would be in their way, and in one's own at a second try."""
    with fresh_demo() as running:
        yield running


@pytest.fixture
def log_ins():
    return {}


@pytest.fixture
def judged(axe):  # noqa: F811
    """Sees whether anything is wrong with a page of ours, in the light and in the dark."""

    def judge(page, ours="main"):
        assert not faults(axe, page, ours), page.url

    return judge


def text_of(page):
    return page.locator("main").inner_text()


def act(page, name):
    """Choose from the editor's menu of actions."""
    page.get_by_role("button", name="More actions").click()
    with page.expect_event("load"):
        page.get_by_role("button", name=name, exact=True).click()


def drafts_and_submits(page, demo):
    page.goto(f"{demo.intranet}{VACANCIES}add/")
    page.get_by_role("textbox", name="Title").fill(TITLE)
    page.get_by_role("textbox", name="Team").fill("Laboratories")
    page.get_by_role("button", name="Choose a colleague").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search term").fill("falk")
    dialog.get_by_role("link", name="Ingrid Falk").click()
    dialog.wait_for(state="hidden")
    page.get_by_role("button", name="Add Location").click()
    page.locator("[name='locations-0-place']").fill("Hallin")
    page.locator("[name='locations-0-country']").select_option("SE")
    fields = {"salary_min": "41000", "salary_max": "47000", "salary_currency": "EUR"}
    fields |= {"bonus_amount": "700", "bonus_currency": "EUR", "apply_url": f"{demo.website}/apply/"}
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    words = "You listen to mains that are older than all of us."
    page.locator("[id*=description-section] [contenteditable=true]").first.fill(words)
    page.get_by_role("button", name="Add Caption").click()
    page.locator("[name='captions-0-text']").fill(WORDS)
    # An autosave on its way would be overtaken.
    page.wait_for_timeout(2000)
    act(page, "Submit to Vacancies")
    assert "submitted" in page.locator(".messages").inner_text().lower()


def approves(somebody, address, button="Approve"):
    page = somebody.open(address)
    act(page, button)
    assert f"You approved “{TITLE}”." in page.locator(".messages").inner_text()
    page.close()


def link_in_letter(demo, receiver):
    """Where the one letter about the vacancy leads to its editor: ours to a hiring manager, Wagtail's to a group."""
    [letter] = [each for each in demo.letters(receiver) if TITLE in each.get_content()]
    return re.search(rf"{re.escape(demo.intranet)}/admin/\S+/edit/\S+", letter.get_content())[0]


def shares(employee):
    page = employee.open(f"{employee.demo.intranet}/advocacy/?q=whisperer")
    page.get_by_role("link", name=re.compile(f"^Share ?: {TITLE}")).click()
    page.get_by_role("button", name="Bluesky", exact=True).click()
    page.locator("button[aria-pressed=true]", has_text="Bluesky").wait_for()
    with employee.context.expect_page() as opened:
        page.get_by_role("button", name="Open Bluesky").click()
    opened.value.wait_for_url("https://bsky.app/**")
    text = unquote(employee.outside[-1])
    assert WORDS in text
    return re.search(rf"{re.escape(employee.demo.website)}/s/\w+", text)[0]


def applies(stranger, link, judged):
    page = stranger.open(link)
    assert page.url.startswith(f"{stranger.demo.website}/jobs/")
    assert page.get_by_role("heading", level=1).inner_text() == TITLE
    assert "41,000 – 47,000 EUR per year" in text_of(page)
    judged(page, ".wa-vacancies")
    page.get_by_role("link", name="Apply").first.click()
    page.wait_for_url("**/apply/?wa=*")
    assert link.rpartition("/")[2] in text_of(page)
    assert stranger.context.cookies() == []
    return page.url


def records_a_hire(page, code, judged):
    page.goto(f"{page.url.partition('/admin')[0]}{RECRUITMENT}record/")
    page.get_by_label("Vacancy").select_option(label=TITLE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Hire", exact=True).check()
    page.get_by_role("textbox", name="Code of the link").fill(code)
    judged(page)
    page.get_by_role("button", name="Record").click()
    page.locator(".messages .success").wait_for()


def row_of(page, title):
    row = page.get_by_role("row").filter(has_text=title).first
    return [each.strip() for each in row.locator("td").all_inner_texts()]


def closes(page, judged):
    page.get_by_role("link", name=re.compile(f"^Close it ?: {TITLE}")).click()
    page.get_by_label("Filled").check()
    page.get_by_role("spinbutton", name="How many were hired in all").fill("2")
    judged(page)
    page.get_by_role("button", name="Close it").click()
    page.locator(".messages .success").wait_for()


def test_from_a_draft_to_a_hire(person, demo, judged):
    recruiter = person("recruiter").context.new_page()
    drafts_and_submits(recruiter, demo)
    recruiter.goto(f"{demo.intranet}{RECRUITMENT}mine/")
    assert "Waits at “Hiring manager”" in text_of(recruiter)
    judged(recruiter)

    approves(person("manager", viewport=PHONE, color_scheme="dark"), link_in_letter(demo, MANAGER))
    approves(person("lead"), link_in_letter(demo, HUMAN_RESOURCES))
    assert TITLE not in text_of(person().open(f"{demo.website}/jobs/"))
    approves(person("editor"), link_in_letter(demo, COMMUNICATIONS), "Approve and Publish")
    assert len([each for each in demo.letters(MANAGER) if TITLE in each.get_content()]) == 1

    stranger = person(viewport=PHONE)
    listed = stranger.open(f"{demo.website}/jobs/?q=whisperer")
    assert listed.get_by_role("link", name=TITLE).count() == 1
    judged(listed, ".wa-vacancies")
    employee = person("employee", viewport=PHONE)
    link = shares(employee)
    applies(stranger, link, judged)

    records_a_hire(recruiter, link.rpartition("/")[2], judged)
    # Clicks are counted by days of UTC: in the first hour of a month of the demo, in the month before.
    now = datetime.now(ZoneInfo("Europe/Madrid"))
    before = now.replace(day=1) - timedelta(days=1)
    recruiter.goto(f"{demo.intranet}{RECRUITMENT}report/?from={before:%Y-%m}&to={now:%Y-%m}")
    # Started, clicks, “Apply” pressed, applications, interviews, offers, hires.
    assert row_of(recruiter, TITLE)[:7] == ["1", "1", "1", "0", "0", "0", "1"]
    judged(recruiter)
    mine = employee.open(f"{demo.intranet}/advocacy/me/referrals/")
    assert TITLE in text_of(mine)
    assert "Hired" in text_of(mine)
    assert "700 EUR" in text_of(mine)
    judged(mine, ".wa")

    recruiter.goto(f"{demo.intranet}{RECRUITMENT}mine/")
    closes(recruiter, judged)
    assert TITLE not in text_of(employee.open(f"{demo.intranet}/advocacy/?q=whisperer"))
    page = stranger.open(link)
    assert page.get_by_role("heading", level=1).inner_text() == TITLE
    assert "This job has been filled." in text_of(page)
    assert page.get_by_role("link", name="Acoustics engineer for leak detection").count() == 1
    judged(page, ".wa-vacancies")
    assert stranger.context.request.get(page.url).status == 410
    # The console tells of the status, as it should.
    stranger.complaints.clear()
