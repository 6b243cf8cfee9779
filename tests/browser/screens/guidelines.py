"""A policy, from who writes it to who reads it and is checked by it."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import Person
from tests.browser.screens import LIGHT, PHONE_DARK, PHONE_LIGHT, Screen, tall
from tests.browser.screens.dialog import dialog, write

ADMIN = "/admin/snippets/wagtail_advocacy_guidelines/policy/"
REPORTS = "/admin/advocacy/guidelines/"
TITLE = "How we talk about Larkwater"
WORDS = "Guaranteed tight!!! Ask Ruth: ruth.calloway@larkwater.example"


def policies(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}/advocacy/guidelines/")


def policy(person: Person) -> Any:
    page = policies(person)
    page.get_by_role("link", name=TITLE).click()
    page.locator(".wa-policy").wait_for()
    return page


def findings(person: Person) -> Any:
    page = dialog(person)
    write(page, WORDS)
    page.locator(".wa-remark--stop").first.wait_for()
    page.locator("#wa-words").evaluate("box => box.scrollIntoView({block: 'start', behavior: 'instant'})")
    return page


def policy_list(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{ADMIN}")


def editor(person: Person) -> Any:
    page = policy_list(person)
    page.get_by_role("link", name=TITLE, exact=True).click()
    page.wait_for_url("**/edit/**")
    page.locator("[name$='-value-sentence']").first.wait_for()
    return page


def rule(person: Person) -> Any:
    page = editor(person)
    page.locator("[name$='-value-sentence']").first.evaluate(
        "field => field.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    return page


def start(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{ADMIN}start/")


def agreed(person: Person) -> Any:
    return person.open(f"{person.demo.intranet}{REPORTS}acknowledgements/")


def of_policy(name: str) -> Any:
    def open_report(person: Person) -> Any:
        page = editor(person)
        number = page.url.rstrip("/").split("/")[-1]
        page.goto(f"{person.demo.intranet}{REPORTS}policies/{number}/{name}/")
        return page

    return open_report


OPEN_POINTS = "#panel-before_it_goes_out-section"
"""The rest of the editor is made of Wagtail's own fields."""

SCREENS = {
    "policies": Screen(policies, {"policies": LIGHT}, "recruiter"),
    "policy": Screen(policy, {"policy": tall(1400), "policy-phone": PHONE_DARK}, "recruiter"),
    "findings": Screen(findings, {"dialog-findings": tall(1250), "dialog-findings-phone": PHONE_LIGHT}, "employee"),
    "gate": Screen(dialog, {"dialog-gate-phone": PHONE_LIGHT}, "recruiter"),
    "policy-list": Screen(policy_list, {"policy-list": LIGHT}, "legal"),
    "policy-editor": Screen(editor, {"policy-editor": LIGHT}, "legal", OPEN_POINTS),
    "policy-rule": Screen(rule, {"policy-rule": tall(1300)}, "legal", OPEN_POINTS, is_judged=False),
    "policy-start": Screen(start, {"policy-start": tall(1100)}, "legal"),
    "acknowledgements": Screen(agreed, {"acknowledgements": LIGHT}, "legal"),
    "rules-report": Screen(of_policy("rules"), {"policy-rules": LIGHT}, "legal"),
    "versions-report": Screen(of_policy("versions"), {"policy-versions": LIGHT}, "legal"),
}
