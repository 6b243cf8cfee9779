"""From a vacancy to a hire: what strangers, recruiters, hiring managers and colleagues see of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import DARK, LIGHT, PHONE_DARK, PHONE_LIGHT, Screen, forgive, tall

VACANCIES = "/admin/snippets/wagtail_advocacy_recruitment/vacancy/"
RECRUITMENT = "/admin/advocacy/recruitment/"
TITLE = "Acoustics engineer for leak detection"
FILLED = "Data analyst, lost water"


def at(path: str) -> Callable[[Person], Any]:
    return lambda person: person.open(f"{person.demo.intranet}{path}")


def jobs(person: Person) -> Any:
    return person.open(f"{person.demo.website}/jobs/")


def job(person: Person) -> Any:
    page = jobs(person)
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("heading", level=1, name=TITLE).wait_for()
    return page


def filled(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}{VACANCIES}?q=analyst")
    address = page.get_by_role("link", name=FILLED).first.get_attribute("href")
    pk = address.rstrip("/").rpartition("/")[2]
    page.goto(f"{person.demo.website}/jobs/{pk}/data-analyst-lost-water/")
    forgive(person, "410")
    return page


def editor(person: Person) -> Any:
    page = person.open(f"{person.demo.intranet}{VACANCIES}")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url("**/edit/**")
    return page


def closing(person: Person) -> Any:
    page = at(f"{RECRUITMENT}mine/")(person)
    page.get_by_role("row", name=TITLE).get_by_role("link", name="Close it").click()
    page.get_by_role("heading", name="Close this vacancy").wait_for()
    return page


def referral(person: Person) -> Any:
    page = at("/admin/advocacy/referrals/?q=analyst")(person)
    page.get_by_role("link", name=FILLED).last.click()
    page.wait_for_url("**/inspect/**")
    return page


def refer(person: Person) -> Any:
    page = at("/advocacy/?q=acoustics")(person)
    page.get_by_role("link", name="Refer someone").first.click()
    page.get_by_role("heading", name="Refer someone").wait_for()
    return page


def tried(person: Person) -> Any:
    page = at("/admin/advocacy/feeds/")(person)
    page.get_by_role("link", name="Brookfield Instruments").first.click()
    page.get_by_role("link", name="Fetches").first.click()
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("Instrument maker").first.wait_for()
    return page


def report(person: Person) -> Any:
    """The month that is over: a month that runs says less."""
    page = at(f"{RECRUITMENT}report/")(person)
    page.get_by_role("link", name=re.compile(r"^\w+ \d{4}$")).first.click()
    page.wait_for_url("**from=**")
    return page


SCREENS = {
    "jobs": Screen(jobs, {"jobs": LIGHT, "jobs-phone": PHONE_DARK}, ours=".wa-vacancies"),
    "job": Screen(job, {"job": tall(1150), "job-phone": PHONE_LIGHT}, ours=".wa-vacancies"),
    "job-filled": Screen(filled, {"job-filled": DARK}, who="recruiter", ours=".wa-vacancies"),
    "vacancy": Screen(editor, {"vacancy-editor": tall(1400)}, who="recruiter"),
    "my-vacancies": Screen(
        at(f"{RECRUITMENT}mine/"), {"my-vacancies": tall(1000), "my-vacancies-phone": PHONE_DARK}, who="recruiter"
    ),
    "vacancy-close": Screen(closing, {"vacancy-close": LIGHT}, who="recruiter"),
    "referrals": Screen(at("/admin/advocacy/referrals/"), {"referrals": LIGHT}, who="recruiter"),
    "referral": Screen(referral, {"referral": tall(1500)}, who="recruiter"),
    "recruitment-report": Screen(report, {"recruitment-report": tall(1500)}, who="recruiter"),
    "vacancy-feed": Screen(at("/admin/advocacy/feeds/new/"), {"vacancy-feed": tall(1500)}, who="recruiter"),
    "feed-tried": Screen(tried, {"feed-tried": LIGHT}, who="recruiter"),
    "refer": Screen(refer, {"refer": LIGHT, "refer-phone": PHONE_DARK}, who="employee", ours=".wa"),
    "my-referrals": Screen(at("/advocacy/me/referrals/"), {"my-referrals": LIGHT}, who="leader", ours=".wa"),
}
