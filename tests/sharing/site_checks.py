"""A site's own check, as it would stand in its `AppConfig.ready()`: it finds words and says something about them."""

import re

from bs4 import BeautifulSoup

from wagtail_advocacy.registries import CheckResult, Finding, Fix


def finds(word, severity="should", message="Say it in another way.", better=None, **fields):
    """A check that finds each `word`; `better` is what its fix writes instead."""

    def check(text, context):
        return CheckResult([found(match, better) for match in re.finditer(re.escape(word), text)])

    def found(match, better):
        fix = None if better is None else Fix(*match.span(), better)
        return Finding(severity, message, match.span(), fix=fix, **fields)

    return check


def says(*findings):
    """A check that says the same about any words."""
    return lambda text, context: CheckResult(findings)


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def remarks_of(response):
    return page_of(response).select(".wa-remark")


def sentences(response):
    """What the remarks say, without excerpts, reasons and buttons."""
    return [each.get_text(" ", strip=True) for each in page_of(response).select(".wa-remark__said")]


def buttons(response, name):
    return page_of(response).select(f"button[name={name}]")


def told(response):
    """What came of the last button."""
    answer = page_of(response).select_one("[data-wa-answer]")
    return answer.get_text(strip=True) if answer else ""
