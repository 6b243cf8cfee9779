"""XML as Indeed reads it (``<source><publisher/><job>…``): what many systems write, and what we write ourselves.

Our own export has one element more, ``<advocacy>``, for what Indeed has no room for; what stands there counts before
what stands in the job itself. Names are read without regard to case.

of Indeed
    ``title``, ``referencenumber`` (the number of the job in its feed), ``requisitionid``, ``url``, ``date``, ``city``,
    ``state``, ``country``, ``postalcode``, ``description``, ``salary`` (in words), ``jobtype``, ``category`` (team),
    ``remotetype``, ``expirationdate``
in ``<advocacy>``
    ``team``, ``workplace``, ``employmenttype``, ``salarymin``, ``salarymax``, ``salarycurrency``, ``salaryunit``,
    ``duties`` (our description), ``requirements``, ``benefits``, ``languages``, ``openings``, ``applyurl``,
    ``applyemail``, ``directapply`` (``true`` or ``false``), and ``locations/location`` with ``city``, ``state``,
    ``postalcode``, ``country``. ``language`` is not read: the feed says in which language its texts are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from ....downloads import XML
from ..jobs import FeedJob, amount_of, day_of, employment_of, place, salary, text_of, workplace_of
from ..streams import words_in, xml_items
from .base import FeedKind, Page

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD"}
_AMOUNT = re.compile(r"(\d[\d.,'’ ]*\d|\d)(\s*k\b)?", re.IGNORECASE)
_UP_TO, _FROM = (
    re.compile(rf"\b({words})\W*([a-z]{{3}}\W*)?$", re.IGNORECASE) for words in ("up to|bis|bis zu", "from|ab")
)
_PENSION = re.compile(r"\b401 ?\(?k\b\)?", re.IGNORECASE)


class IndeedXml(FeedKind):
    label = _("XML as Indeed reads it, and as we write it")
    accept = XML

    def read(self, page: Page, feed: Any) -> Iterator[FeedJob]:
        for job in xml_items(page.file, "job"):
            yield self._job(job)

    def _job(self, job: Any) -> FeedJob:
        ours = job.find("advocacy")

        def said(*names: str) -> str:
            """Return the first of these that says something, ours before theirs."""
            places = [each for each in (ours, job) if each is not None]
            return next((text for name in names for each in places if (text := words_in(each, name))), "")

        url = words_in(job, "url")
        fields: dict[str, Any] = {
            "title": text_of(said("title")),
            "team": text_of(words_in(ours, "team") if ours is not None else said("category")),
            "locations": _locations(job, ours),
            "description": said("duties", "description"),
            # Who wants letters has no form behind the address of the job.
            "apply_url": said("applyurl") or ("" if said("applyemail") else url),
            "salary": _salary(job, said),
        }
        for name in ("requirements", "benefits", "languages"):
            if ours is not None:
                fields[name] = said(name)
        if ours is not None:
            fields["apply_email"] = said("applyemail")
            fields["direct_apply"] = said("directapply") == "true"
        if requisition := text_of(said("requisitionid")):
            fields["requisition_id"] = requisition
        if kind := said("employmenttype") or employment_of(said("jobtype")):
            fields["employment_type"] = kind
        if workplace := workplace_of(said("workplace"), said("remotetype")):
            fields["workplace"] = workplace
        if posted := day_of(said("date")):
            fields["date_posted"] = posted
        if job.find("expirationdate") is not None:
            fields["valid_through"] = day_of(said("expirationdate")) or None
        if openings := said("openings"):
            fields["openings"] = openings
        return FeedJob(text_of(said("referencenumber") or said("requisitionid") or url), url, fields)


def _locations(job: Any, ours: Any) -> list[dict[str, str]]:
    rows = list(ours.iterfind("locations/location")) if ours is not None else []
    names = ("city", "state", "country", "postalcode")
    found = [place(*(words_in(each, name) for name in names)) for each in rows or [job]]
    return [each for each in found if any(each.values())]


def _salary(job: Any, said: Callable[..., str]) -> dict[str, str] | None:
    exact = [said(name) for name in ("salarymin", "salarymax", "salarycurrency", "salaryunit")]
    return salary(*exact) if any(exact[:2]) else salary_in_words(words_in(job, "salary"))


def salary_in_words(text: str) -> dict[str, str] | None:
    """Return the salary in words such as “€42,000 - €51,000 per year” or “up to $65K”; ``None``: there is none."""
    text = _PENSION.sub("", text)
    found = list(_AMOUNT.finditer(text))[:2]
    if not found:
        return None
    low, high = (amount_of(each[1]) for each in (found[0], found[-1]))
    # “$55-65K” says thousand once.
    if found[0][2] or (found[-1][2] and low and high and low < high):
        low = low and low * 1000
    if found[-1][2]:
        high = high and high * 1000
    if len(found) == 1:
        before = text[: found[0].start()]
        low, high = None if _UP_TO.search(before) else low, None if _FROM.search(before) else high
    code = re.search(r"\b[A-Z]{3}\b", text)
    symbol = next((_SYMBOLS[each] for each in _SYMBOLS if each in text), "")
    return salary(low, high, code.group() if code else symbol, text)
