"""A vacancy as job search engines read it: ``JobPosting`` of schema.org, in the form that Google for Jobs asks for.

Source of the rules: Google Search Central, “Job posting (JobPosting) structured data”. Required there are ``title``,
``description``, ``datePosted``, ``hiringOrganization`` and ``jobLocation`` with its country; of work that is done
wholly from elsewhere ``jobLocationType`` and ``applicantLocationRequirements`` stand for the place. Hybrid work is no
``TELECOMMUTE``: there people come to a place, and the place is named.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from ...days import site_day
from ..countries import country_name
from ..models import Vacancy, VacancyLocation
from .words import Employer, html_of, sections_of

REQUIRED = ("title", "description", "datePosted", "hiringOrganization")
"""Whatever the workplace; :func:`missing_in` knows about places."""

LOGO = "max-600x600|format-png"

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def job_posting(vacancy: Vacancy, employer: Employer, url: str, root_url: str = "") -> dict[str, Any]:
    """Return the ``JobPosting`` of ``vacancy``; what is not known is left out, nothing is invented.

    ``url`` is its public address, ``root_url`` that of the website, for links and the logo.
    """
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": html_of(sections_of(vacancy, root_url)),
        "datePosted": (vacancy.date_posted or site_day()).isoformat(),
        "hiringOrganization": _organisation(employer, root_url),
        "identifier": {
            "@type": "PropertyValue",
            "name": employer.name,
            "value": vacancy.requisition_id or vacancy.source_id or str(vacancy.pk or ""),
        },
        "employmentType": vacancy.employment_type,
        "directApply": vacancy.direct_apply,
        **_places(vacancy),
    }
    if url:
        posting["url"] = url
    if closes_at := vacancy.closes_at:
        posting["validThrough"] = timezone.localtime(closes_at).isoformat(timespec="seconds")
    if vacancy.has_salary:
        posting["baseSalary"] = _salary(vacancy)
    if vacancy.openings > 1:
        posting["totalJobOpenings"] = vacancy.openings
    return posting


def missing_in(posting: dict[str, Any]) -> list[str]:
    """Return which required properties ``posting`` lacks, by their names in Google’s table."""
    missing = [name for name in REQUIRED if not posting.get(name)]
    if posting.get("jobLocationType") == "TELECOMMUTE":
        return missing if posting.get("applicantLocationRequirements") else [*missing, "applicantLocationRequirements"]
    places = posting.get("jobLocation", [])
    if not places:
        return [*missing, "jobLocation"]
    if not all(each["address"].get("addressCountry") for each in places):
        missing.append("jobLocation.address.addressCountry")
    return missing


def as_script(posting: dict[str, Any]) -> SafeString:
    """Return ``posting`` as a block of data for a page. No text in it can end the block, and no browser runs it."""
    data = json.dumps(posting, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 - escaped above


def _organisation(employer: Employer, root_url: str) -> dict[str, Any]:
    organisation = {"@type": "Organization", "name": employer.name}
    if employer.url:
        organisation["sameAs"] = employer.url
    if logo := logo_address(employer, root_url):
        organisation["logo"] = logo
    return organisation


def logo_address(employer: Employer, root_url: str) -> str:
    """Return the absolute address of the logo, or an empty string; a file that is gone costs nobody the page."""
    if employer.logo is None:
        return ""
    try:
        return urljoin(root_url or "", employer.logo.get_rendition(LOGO).url)
    except (OSError, ValueError):
        return ""


def _places(vacancy: Vacancy) -> dict[str, Any]:
    locations = list(vacancy.locations.all())
    if vacancy.workplace != Vacancy.Workplace.REMOTE:
        places = [{"@type": "Place", "address": address} for address in _once(map(_address, locations))]
        return {"jobLocation": places} if places else {}
    areas = _once(map(_area, locations))
    return {"jobLocationType": "TELECOMMUTE", **({"applicantLocationRequirements": areas} if areas else {})}


def _address(location: VacancyLocation) -> dict[str, str]:
    parts = {
        "addressLocality": location.place,
        "addressRegion": location.region,
        "postalCode": location.postal_code,
        "addressCountry": location.country,
    }
    given = {name: value for name, value in parts.items() if value}
    return {"@type": "PostalAddress", **given} if given else {}


def _area(location: VacancyLocation) -> dict[str, str]:
    if not location.country:
        return {}
    with override("en"):
        country = country_name(location.country)
    if location.region and not location.place:
        return {"@type": "State", "name": f"{location.region}, {country}"}
    return {"@type": "Country", "name": country}


def _once(rows: Any) -> list[dict[str, str]]:
    return [dict(pairs) for pairs in dict.fromkeys(tuple(row.items()) for row in rows if row)]


def _salary(vacancy: Vacancy) -> dict[str, Any]:
    least, most = (_number(each) for each in (vacancy.salary_min, vacancy.salary_max))
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": vacancy.salary_unit}
    if least == most:
        value["value"] = least
    else:
        value |= {name: amount for name, amount in (("minValue", least), ("maxValue", most)) if amount is not None}
    return {"@type": "MonetaryAmount", "currency": vacancy.salary_currency, "value": value}


def _number(amount: Any) -> int | float | None:
    if amount is None:
        return None
    exact = Decimal(str(amount))
    return int(exact) if exact == exact.to_integral_value() else float(exact)
