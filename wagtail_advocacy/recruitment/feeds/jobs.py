"""One job as a feed says it, and the words of feeds in ours."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from ...days import site_day
from ..countries import find_country
from ..models import Vacancy
from .streams import FeedBroken

TYPES, WORKPLACES, UNITS = Vacancy.EmploymentType, Vacancy.Workplace, Vacancy.SalaryUnit

MAGNITUDE = 15
"""int, powers of ten up and down beyond which no number means anything; writing ``1e999999999`` out takes a GB."""


@dataclass
class FeedJob:
    """A job of a feed: its number there, its address there, and of ``FEED_FIELDS`` what the feed says.

    ``fields`` holds plain values that JSON can carry: days as ``2026-11-30``, ``salary`` as a dictionary of the four
    fields (amounts as text) or ``None``, ``locations`` as dictionaries of ``VacancyLocation``. A name that is missing
    is nothing the feed speaks of. ``problems`` are sentences; ``refused`` is why it cannot be taken over.
    """

    source_id: str
    url: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def title(self) -> str:
        return str(self.fields.get("title", ""))

    def fingerprint(self) -> str:
        """Return a digest of all that a vacancy would take over."""
        said = json.dumps([self.url, self.fields, self.refused], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str | bytes) -> FeedJob:
        return cls(**json.loads(text))


def text_of(value: Any) -> str:
    """Return ``value`` as one line of text; what is no text or number is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return ""
    return " ".join(str(value).replace("\x00", "").split())


def day_of(value: Any) -> str:
    """Return the day of a moment in the site's time zone, as ``2026-11-30``; ``""`` for what is none.

    Takes milliseconds or seconds since 1970, ISO 8601 with or without time and zone, and the dates of e-mails.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        try:
            seconds = float(value)
            seconds = seconds / 1000 if abs(seconds) > 10**11 else seconds
            return site_day(datetime.fromtimestamp(seconds, UTC)).isoformat()
        except (ValueError, OverflowError, OSError):
            return ""
    text = text_of(value)
    if text.isdecimal() and len(text) >= 10:
        return day_of(int(text[:14]))
    for parse in (parse_date, parse_datetime, _mail_date):
        try:
            found = parse(text)
        except (ValueError, TypeError, OverflowError):
            continue
        if isinstance(found, datetime):
            # A moment without zone is one of the site's clock.
            return (found.date() if timezone.is_naive(found) else site_day(found)).isoformat()
        if isinstance(found, date):
            return found.isoformat()
    return ""


def _mail_date(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(text) if text else None


def is_sane(number: Decimal) -> bool:
    """Return whether ``number`` may be calculated with and written out: it is finite and neither huge nor tiny."""
    return number.is_finite() and -MAGNITUDE <= number.adjusted() <= MAGNITUDE


def count_of(value: Any) -> int | None:
    """Return how many a number of JSON says; ``None`` for what is none. Raises ``FeedBroken`` beyond all measure."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if not is_sane(Decimal(value)):
        raise FeedBroken(_("The feed announces more vacancies than can be right."))
    return int(value)


def amount_of(value: Any) -> Decimal | None:
    """Return an amount of money, however it separates thousands; ``None`` for what is none.

    What is huge or tiny beyond measure becomes an amount that no salary is, and is left out as such later.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        text = str(value)
    else:
        text = re.sub(r"[\s'’]", "", text_of(value))
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
            text = re.sub("[.,]", "", text)
        elif re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", text):
            text = text.replace(",", "")
        elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}", text):
            text = text.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    return amount if is_sane(amount) else Decimal(10) ** MAGNITUDE


_TYPE_WORDS = (
    ("work_stud|workingstud|werkstud|part.?time|teilzeit|tempspartiel", TYPES.PART_TIME),
    ("intern(?!al|at)|trainee|apprentic|praktik|stage$", TYPES.INTERN),
    ("(?<!non)permanent|unbefristet", TYPES.FULL_TIME),
    ("contract|freelanc|selfemployed", TYPES.CONTRACTOR),
    ("volunt", TYPES.VOLUNTEER),
    ("perdiem|daily", TYPES.PER_DIEM),
    ("temp|fixedterm|seasonal|befristet", TYPES.TEMPORARY),
    ("full.?time|regular|vollzeit|festanstell", TYPES.FULL_TIME),
)


def employment_of(*words: Any) -> str:
    """Return the employment type that the first of ``words`` with a meaning says; ``""``: none says any."""
    for each in words:
        plain = re.sub(r"[^a-z]", "", text_of(each).casefold())
        for pattern, kind in _TYPE_WORDS:
            if plain and re.search(pattern, plain):
                return str(kind)
    return ""


def workplace_of(*words: Any) -> str:
    """Return where people work, by the first of ``words`` that says so; ``""``: none does."""
    for each in words:
        plain = re.sub(r"[^a-z]", "", text_of(each).casefold())
        if "hybrid" in plain:
            return str(WORKPLACES.HYBRID)
        if "remote" in plain or plain in {"telecommute", "homeoffice", "anywhere", "true", "yes"}:
            return str(WORKPLACES.REMOTE)
        if plain in {"onsite", "office", "inperson", "inoffice"}:
            return str(WORKPLACES.ON_SITE)
    return ""


def unit_of(text: Any) -> str:
    """Return for how long a salary is, such as ``YEAR``; ``""``: nothing known."""
    plain = text_of(text).casefold()
    for pattern, unit in (
        ("hour|/h|std", UNITS.HOUR),
        ("day|daily", UNITS.DAY),
        ("week", UNITS.WEEK),
        ("month|monat", UNITS.MONTH),
        ("year|annu|p\\.?a\\.?$|jahr", UNITS.YEAR),
    ):
        if re.search(pattern, plain):
            return str(unit)
    return ""


def salary(lowest: Any, highest: Any, currency: Any, unit: Any) -> dict[str, str] | None:
    """Return the four fields of a salary as text, or ``None`` where no amount is named."""
    amounts = [amount_of(each) for each in (lowest, highest)]
    if amounts == [None, None]:
        return None
    low, high = ("" if each is None else f"{each:f}" for each in amounts)
    return {
        "salary_min": low,
        "salary_max": high,
        "salary_currency": text_of(currency).upper(),
        "salary_unit": unit_of(unit) or text_of(unit).upper(),
    }


# In an address in words these may be states of the USA.
# fmt: off
_STATES = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA",
    "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
})
# fmt: on


def place(town: Any = "", region: Any = "", country: Any = "", postal_code: Any = "") -> dict[str, str]:
    """Return one location; ``country`` may be a code or a name, in English or a language of content here."""
    return {
        "place": text_of(town)[:120],
        "region": text_of(region)[:120],
        "postal_code": text_of(postal_code)[:20],
        "country": find_country(text_of(country)),
    }


def places_of(text: Any, country: Any = "") -> list[dict[str, str]]:
    """Return the locations in words such as “Berlin, Germany; Remote – Spain”; only “Remote” is none.

    “DE” is Delaware and Germany: unless the feed itself names the ``country``, such a location has none.
    """
    named, found = find_country(text_of(country)), []
    for part in re.split(r"\s*(?:[;|•\n]|\bor\b)\s*", text_of(text)):
        part = re.sub(r"\b(fully\s+)?(remote|hybrid|on-?site)\b", "", part, flags=re.IGNORECASE)
        words = [each.strip(" -–—()/:") for each in part.split(",")]
        words = [each for each in words if each]
        if not words:
            continue
        where = find_country(words[-1])
        if words[-1] in _STATES and where != named:
            where = ""
        if where:
            words.pop()
        town, region = (words[0] if words else ""), (words[1] if len(words) > 1 else "")
        if not where and region in _STATES and (named == "US" or not find_country(region)):
            where = "US"
        found.append(place(town, region, where))
    return list({tuple(each.values()): each for each in found}.values())


_REQUIREMENTS = re.compile(r"require|qualif|profil|about you|you bring|you have|who you are|skills|we expect", re.I)
_BENEFITS = re.compile(r"benefit|offer|perks|why us|why join|we give|what you get|wir bieten", re.I)


def section_of(heading: str) -> str:
    """Return which of our three texts a section with this heading belongs to."""
    if _BENEFITS.search(heading):
        return "benefits"
    return "requirements" if _REQUIREMENTS.search(heading) else "description"
