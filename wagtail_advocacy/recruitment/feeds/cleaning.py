"""What a feed says, made fit for a vacancy: what cannot be taken over is left out, with a sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import is_currency
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ...days import site_day
from ...fetch import is_trusted
from ...hosts import is_private_host
from ..models import Vacancy
from ..texts import LONGEST, clean_foreign_html, plain_text
from .jobs import FeedJob, place, text_of
from .writing import field_label

_MARKUP = re.compile(r"</?(?:a|b|br|div|em|font|h[1-6]|i|p|script|small|span|strong|style|u)\b[^<>]*>", re.IGNORECASE)

TEXTS = ("description", "requirements", "benefits")


def _longest(name: str) -> int:
    field: Any = Vacancy._meta.get_field(name)
    return field.max_length


LENGTHS = {name: _longest(name) for name in ("team", "languages", "requisition_id")}
LONGEST_TITLE, LONGEST_ID, LONGEST_URL = map(_longest, ("title", "source_id", "apply_url"))
MOST_MONEY = Decimal(10) ** 10
MOST_PLACES = 50
MOST_OPENINGS = 32_767

TYPES = set(Vacancy.EmploymentType.values)
WORKPLACES = set(Vacancy.Workplace.values)
UNITS = set(Vacancy.SalaryUnit.values)


def clean_job(job: FeedJob, country: str = "") -> FeedJob:
    """Return ``job`` with texts cleaned and checked; what is wrong stands in its ``problems`` or ``refused``.

    ``country`` is the code of the country in which places are that name none.
    """
    job.source_id = text_of(job.source_id)
    job.url = _address(job.url)
    if not job.source_id:
        job.refused = _("It has no number of its own, so the next fetch could not find it again.")
    elif len(job.source_id) > LONGEST_ID:
        job.refused = _("Its number has more than %(most)s characters.") % {"most": LONGEST_ID}
        job.source_id = job.source_id[:LONGEST_ID]
    job.fields.setdefault("description", "")
    if country:
        job.fields["locations"] = _in_country(job, country)
    for clean in (_title, _texts, _short, _choices, _address_to_apply, _salary, _places, _days, _openings):
        if not job.refused:
            clean(job)
    return job


def _title(job: FeedJob) -> None:
    # A title is no HTML, but some systems send it escaped, or with a little markup.
    title = text_of(_MARKUP.sub(" ", unescape(job.title)))
    if not title:
        job.refused = _("It has no title.")
    elif len(title) > LONGEST_TITLE:
        job.problems.append(_("Its title was cut: it has more than %(most)s characters.") % {"most": LONGEST_TITLE})
        title = title[: LONGEST_TITLE - 1] + "…"
    job.fields["title"] = title


def _texts(job: FeedJob) -> None:
    for name in TEXTS:
        if name not in job.fields:
            continue
        html = str(job.fields[name] or "").replace("\x00", "")
        # Half a megabyte of markup may be a page of words; only what is kept counts.
        cleaned = clean_foreign_html(html if "<" in html else _paragraphs(html))
        if len(cleaned) <= LONGEST:
            job.fields[name] = cleaned
        elif name == "description":
            job.refused = _("Its description has more than %(most)s characters.") % {"most": LONGEST}
        else:
            del job.fields[name]
            label = {"field": field_label(name), "most": LONGEST}
            job.problems.append(_("“%(field)s” was left out: it has more than %(most)s characters.") % label)
    if not job.refused and not plain_text(job.fields["description"], 10):
        job.refused = _("It has no description.")


def _paragraphs(text: str) -> str:
    parts = [each.strip() for each in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(f"<p>{each}</p>".replace("\n", "<br>") for each in parts if each)


def _short(job: FeedJob) -> None:
    for name, most in LENGTHS.items():
        if name in job.fields:
            job.fields[name] = text_of(job.fields[name])[:most]


def _choices(job: FeedJob) -> None:
    for name, known in (("employment_type", TYPES), ("workplace", WORKPLACES)):
        if name in job.fields and job.fields[name] not in known:
            del job.fields[name]


def _address(text: str) -> str:
    address = text_of(text)
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.username or parts.password)
        # Strangers are sent there.
        fine = fine and (is_trusted(parts) or not is_private_host(str(parts.hostname)))
    except ValueError:
        fine = False
    return address if fine and " " not in address and len(address) <= LONGEST_URL else ""


def _address_to_apply(job: FeedJob) -> None:
    # A feed that names none for once does not take the one away by which people apply.
    given = text_of(job.fields.pop("apply_url", None))
    address, email = _address(given), _email(job.fields.pop("apply_email", None))
    if address or email:
        job.fields["apply_url"] = address
        if email is not None:
            job.fields["apply_email"] = email
        return
    left_out = _("The address to apply at was left out: strangers cannot open it.") if given else ""
    draft = _("It does not say how to apply: as long as nobody adds that, it stays a draft.")
    job.problems.append(f"{left_out} {draft}".strip())


def _email(given: Any) -> str | None:
    """Return an address to write to, ``""`` for what is none; ``None``: the feed does not speak of it."""
    if given is None:
        return None
    try:
        validate_email(email := text_of(given))
    except ValidationError:
        return ""
    return email


def _salary(job: FeedJob) -> None:
    given = job.fields.get("salary")
    if given is None:
        return
    problem = _wrong_salary(given)
    if problem:
        job.problems.append(problem)
        job.fields["salary"] = None


def _wrong_salary(given: dict[str, str]) -> str:
    low, high = (Decimal(given[name]) if given[name] else None for name in ("salary_min", "salary_max"))
    amounts = [each for each in (low, high) if each is not None]
    if any(each < 0 or each >= MOST_MONEY for each in amounts):
        return _("The salary was left out: the amount cannot be right.")
    for name, each in (("salary_min", low), ("salary_max", high)):
        given[name] = "" if each is None else f"{each:.2f}"
    if low is not None and high is not None and low > high:
        return _("The salary was left out: it ends below where it begins.")
    if not is_currency(given["salary_currency"]):
        values = {"currency": given["salary_currency"] or "?"}
        return _("The salary was left out: “%(currency)s” is no currency.") % values
    if given["salary_unit"] not in UNITS:
        return _("The salary was left out: it does not say whether that is per hour, per month or per year.")
    return ""


def _in_country(job: FeedJob, country: str) -> list[dict[str, str]]:
    places = [{**each, "country": each.get("country") or country} for each in job.fields.get("locations", [])]
    if not places and job.fields.get("workplace") == Vacancy.Workplace.REMOTE:
        return [place(country=country)]
    # “Berlin, DE” named its country after all.
    return [{**each, "region": ""} if each.get("region") == each["country"] else each for each in places]


def _places(job: FeedJob) -> None:
    if "locations" not in job.fields:
        job.fields["locations"] = []
    places = [each for each in job.fields["locations"] if any(each.values())]
    job.fields["locations"] = list({tuple(sorted(each.items())): each for each in places}.values())[:MOST_PLACES]
    if not places:
        # What somebody added here stays. Nothing goes out without a place: also remote work is done from some country.
        del job.fields["locations"]
        job.problems.append(_("It has no location: as long as nobody adds one, it stays a draft."))


def _days(job: FeedJob) -> None:
    posted, last = job.fields.get("date_posted"), job.fields.get("valid_through")
    if posted and last and last < posted:
        del job.fields["valid_through"]
        job.problems.append(_("The last day to apply was left out: it comes before the day it was posted."))


def _openings(job: FeedJob) -> None:
    if "openings" not in job.fields:
        return
    given = text_of(job.fields["openings"])
    # Thousands of digits are no int.
    if given.isdecimal() and len(given) <= len(str(MOST_OPENINGS)) and 1 <= int(given) <= MOST_OPENINGS:
        job.fields["openings"] = int(given)
        return
    del job.fields["openings"]
    if given not in {"", "0"}:
        job.problems.append(_("How many are wanted was left out: that number cannot be right."))


def is_over(job: FeedJob) -> bool:
    """Return whether its last day to apply has passed."""
    last = job.fields.get("valid_through") or ""
    return bool(last) and last < site_day().isoformat()


Progress = Callable[[str, int, int], None]
"""Told ``(step, done, of)``: ``of`` is 0 as long as nobody knows."""
