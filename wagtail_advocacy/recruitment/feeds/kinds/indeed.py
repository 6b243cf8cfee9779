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
from ..jobs import FeedJob, day_of, employment_of, place, salary, text_of, workplace_of
from ..streams import words_in, xml_items
from .base import FeedKind, Page

_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD"}


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
    """Return the salary in words such as “€42,000 - €51,000 per year”; ``None``: there is none."""
    amounts = re.findall(r"\d[\d.,'’ ]*\d|\d", text)[:2]
    if not amounts:
        return None
    code = re.search(r"\b[A-Z]{3}\b", text)
    symbol = next((_SYMBOLS[each] for each in _SYMBOLS if each in text), "")
    low, high = amounts[0], amounts[-1]
    return salary(low, high, code.group() if code else symbol, text)
