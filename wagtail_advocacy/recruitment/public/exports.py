"""Open vacancies for job boards: one XML in the shape that Indeed and most others read, and the same as JSON.

Sources: Indeed, “XML feed reference” (docs.indeed.com): every value in CDATA, dates by ISO 8601. What Indeed has no
element for stands in ``<advocacy>``, so that our own importer reads the same vacancy back; others leave it out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import override

from ...links.addresses import with_query
from ..countries import country_name
from ..models import Vacancy
from .boards import Board
from .words import Employer, employer_of, for_xml, html_of, publisher_of, sections_of

BATCH = 200

JOB_TYPES = {
    "FULL_TIME": "fulltime",
    "PART_TIME": "parttime",
    "CONTRACTOR": "contract",
    "TEMPORARY": "temporary",
    "INTERN": "internship",
    "VOLUNTEER": "volunteer",
    "PER_DIEM": "perdiem",
    "OTHER": "other",
}
"""Our employment types by the names that ``<jobtype>`` has for them."""

REMOTE_TYPES = {"remote": "Fully remote", "hybrid": "Hybrid remote", "on-site": ""}

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


def name_of(asked: str, default: str) -> str:
    """Return the name of whoever asks for an export: ``asked`` counts if it looks like one."""
    return (asked if _NAME.fullmatch(asked) else default).lower()


def in_xml(board: Board, name: str) -> Iterator[str]:
    """Yield the XML piece by piece; memory stays flat for any number of vacancies.

    Every address in an export carries ``name`` in the one parameter ``utm_source``.
    """
    employer = publisher_of(board.site, board.programmes)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<source>\n'
    yield _element("publisher", employer.name) + _element("publisherurl", employer.url or board.site.root_url)
    yield _element("lastBuildDate", timezone.now().isoformat(timespec="seconds"))
    for job in jobs_of(board, f"utm_source={name}"):
        ours = job.pop("advocacy")
        yield "<job>\n" + "".join(map(_element, job, job.values())) + _ours(ours) + "</job>\n"
    yield "</source>\n"


def in_json(board: Board, name: str) -> Iterator[str]:
    """Yield the JSON piece by piece: one object with ``jobs``, each with the same values as in the XML."""
    employer = publisher_of(board.site, board.programmes)
    head = {
        "publisher": employer.name,
        "publisherurl": employer.url or board.site.root_url,
        "lastBuildDate": timezone.now().isoformat(timespec="seconds"),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "jobs": ['
    between = ""
    for job in jobs_of(board, f"utm_source={name}"):
        flat = {**job, **job["advocacy"]}
        del flat["advocacy"]
        yield between + json.dumps(flat, ensure_ascii=False)
        between = ",\n"
    yield "]}\n"


def jobs_of(board: Board, parameter: str) -> Iterator[dict[str, Any]]:
    """Yield every open vacancy of ``board`` as texts by the names of Indeed’s elements, ours under ``advocacy``."""
    employers: dict[int, Employer] = {}
    for vacancy in _in_batches(board):
        if vacancy.site_id not in employers:
            employers[vacancy.site_id] = employer_of(vacancy.site)
        # One language for programs, whoever asks.
        with override("en"):
            job = _job(vacancy, employers[vacancy.site_id], board, parameter)
        yield job


def _in_batches(board: Board) -> Iterator[Vacancy]:
    # By key and not by a cursor: nothing stays open while somebody reads slowly.
    rows = board.open().select_related("site", "category", "locale").prefetch_related("locations").order_by("-pk")
    last: int | None = None
    while True:
        batch = list((rows if last is None else rows.filter(pk__lt=last))[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].pk


def _job(vacancy: Vacancy, employer: Employer, board: Board, parameter: str) -> dict[str, Any]:
    locations = list(vacancy.locations.all())
    first = locations[0] if locations else None
    root_url = board.site.root_url
    with override(vacancy.locale.language_code):
        sections = sections_of(vacancy, root_url)
    texts = {each.name: each.html for each in sections}
    return {
        "title": vacancy.title,
        "date": vacancy.date_posted.isoformat() if vacancy.date_posted else "",
        "referencenumber": str(vacancy.pk),
        "requisitionid": vacancy.requisition_id,
        "url": with_query(board.address_of(vacancy), parameter),
        "company": employer.name,
        "city": first.place if first else "",
        "state": first.region if first else "",
        "country": first.country if first else "",
        "postalcode": first.postal_code if first else "",
        "description": html_of(sections),
        "salary": vacancy.salary_in_words,
        "jobtype": JOB_TYPES[vacancy.employment_type],
        "category": str(vacancy.category) if vacancy.category else vacancy.team,
        "remotetype": REMOTE_TYPES[vacancy.workplace],
        "expirationdate": vacancy.valid_through.isoformat() if vacancy.valid_through else "",
        "advocacy": {
            "team": vacancy.team,
            "workplace": vacancy.workplace,
            "employmenttype": vacancy.employment_type,
            "language": vacancy.locale.language_code,
            "languages": vacancy.languages,
            "openings": vacancy.openings,
            "salarymin": _amount(vacancy.salary_min),
            "salarymax": _amount(vacancy.salary_max),
            "salarycurrency": vacancy.salary_currency if vacancy.has_salary else "",
            "salaryunit": vacancy.salary_unit if vacancy.has_salary else "",
            **{name: texts.get(name, "") for name in ("duties", "requirements", "benefits")},
            "applyurl": vacancy.apply_url,
            "applyemail": vacancy.apply_email,
            "directapply": vacancy.direct_apply,
            "locations": [
                {
                    "city": each.place,
                    "state": each.region,
                    "postalcode": each.postal_code,
                    "country": each.country,
                    "countryname": country_name(each.country) if each.country else "",
                }
                for each in locations
            ],
        },
    }


def _amount(amount: Any) -> str:
    return "" if amount is None else str(amount)


def _ours(values: dict[str, Any]) -> str:
    places = values["locations"]
    simple = "".join(_element(name, value) for name, value in values.items() if name != "locations")
    inner = "".join(
        "<location>\n" + "".join(map(_element, place, place.values())) + "</location>\n" for place in places
    )
    return f"<advocacy>\n{simple}<locations>\n{inner}</locations>\n</advocacy>\n"


def _element(name: str, value: Any) -> str:
    if value in ("", None):
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = for_xml(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{quote(name)}><![CDATA[{text}]]></{quote(name)}>\n"
