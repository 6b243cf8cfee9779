"""What a page shows of a vacancy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..layouts import layout_context
from .models import Vacancy
from .public.job_posting import as_script, job_posting, logo_address
from .public.words import employer_of, places_in_words, sections_of

Fact = tuple[str, str]
"""A label and its value, both plain text."""


def facts_of(vacancy: Vacancy) -> list[Fact]:
    """Return what there is to know of ``vacancy`` at a glance, what is empty left out; its children may be unsaved."""
    facts = [
        (_("Team"), vacancy.team),
        (_("Place"), vacancy.where),
        (_("Workplace"), str(vacancy.get_workplace_display())),
        (_("Employment"), str(vacancy.get_employment_type_display())),
        (_("Salary"), vacancy.salary_in_words),
        (_("Openings"), number_format(vacancy.openings) if vacancy.openings > 1 else ""),
        (_("Languages"), vacancy.languages),
        (_("Requisition number"), vacancy.requisition_id),
        (_("Posted on"), date_format(vacancy.date_posted, "DATE_FORMAT") if vacancy.date_posted else ""),
        (_("Last day to apply"), date_format(vacancy.valid_through, "DATE_FORMAT") if vacancy.valid_through else ""),
    ]
    return [(label, value) for label, value in facts if value]


def vacancy_context(vacancy: Vacancy, url: str = "", root_url: str = "") -> dict[str, Any]:
    """Return what the template of a vacancy needs, but for the ways around it.

    ``url`` is its public address, empty in a preview; ``root_url`` is that of the website.
    """
    employer = employer_of(vacancy.site)
    return {
        "vacancy": vacancy,
        "facts": facts_of(vacancy),
        "sections": sections_of(vacancy, root_url),
        "where": places_in_words(vacancy),
        "employer": employer,
        "summary": vacancy.summary(),
        "picture": _picture(vacancy, root_url) or logo_address(employer, root_url),
        "job_posting": as_script(job_posting(vacancy, employer, url, root_url)),
        "canonical": url,
        "language": vacancy.locale.language_code,
    }


def preview_context(request: Any, vacancy: Vacancy) -> dict[str, Any]:
    """Return what the template of a vacancy needs to draw it before it is out: nothing there leads to a form."""
    site = getattr(vacancy, "site", None) or Site.find_for_request(request)
    return {
        **layout_context(),
        **vacancy_context(vacancy, root_url=site.root_url if site else ""),
        "apply_url": vacancy.apply_url,
        "list_path": "",
    }


def _picture(vacancy: Vacancy, root_url: str) -> str:
    if vacancy.image is None:
        return ""
    try:
        return urljoin(root_url, vacancy.image.get_rendition("fill-1200x630|format-jpeg").url)
    except (OSError, ValueError):
        return ""
