"""What a vacancy says: once for people, job search engines and exports, so that they read the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nh3
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from ..models import RecruitmentSettings, Vacancy
from ..texts import clean_html

# XML 1.0 has no character for these, whatever is written in their place.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Section:
    """A part of the text: its ``name`` in exports, ``heading``, empty for the first, and cleaned ``html``."""

    name: str
    heading: str
    html: SafeString


def sections_of(vacancy: Vacancy, root_url: str = "") -> list[Section]:
    """Return description, requirements and benefits as HTML without scripts; links to pages of ours are absolute."""
    parts = [
        ("duties", "", vacancy.description),
        ("requirements", _("What you bring"), vacancy.requirements),
        ("benefits", _("What you get"), vacancy.benefits),
    ]
    cleaned = (Section(name, heading, cleaned_html(html, root_url)) for name, heading, html in parts)
    return [each for each in cleaned if each.html]


def cleaned_html(html: str, root_url: str = "") -> SafeString:
    """Return rich text as the world may see it. What was written by code or a feed is not trusted either."""
    if not html:
        return SafeString("")
    whole = _with_base(root_url).clean(expand_db_html(html)) if root_url else expand_db_html(html)
    return mark_safe(clean_html(whole))  # noqa: S308 - nh3 has just cleaned it


@lru_cache(maxsize=16)
def _with_base(root_url: str) -> Any:
    # Of this pass only the addresses matter; the next one says what is kept.
    return nh3.Cleaner(url_relative=("rewrite_with_base", root_url), link_rel=None)


def for_xml(text: str) -> str:
    """Return ``text`` without characters that no XML may hold; one of them would make a whole feed unreadable."""
    return _NOT_IN_XML.sub("", text)


def html_of(sections: Sequence[Section]) -> str:
    """Return all sections as one piece of HTML."""
    return "".join(f"<h3>{escape(each.heading)}</h3>{each.html}" if each.heading else each.html for each in sections)


def places_in_words(vacancy: Vacancy) -> str:
    """Return where people work as one line: the places, and whether they come there at all."""
    where = vacancy.where
    if vacancy.workplace == Vacancy.Workplace.REMOTE:
        return _("Remote, from: %(places)s") % {"places": where} if where else _("Remote")
    if vacancy.workplace == Vacancy.Workplace.HYBRID:
        return _("%(places)s, partly from home") % {"places": where} if where else _("Partly from home")
    return where


@dataclass(frozen=True)
class Employer:
    """Who hires, as strangers read it; ``logo`` is an image of the site or ``None``."""

    name: str
    url: str
    logo: Any
    privacy_url: str


def employer_of(programme: Any) -> Employer:
    """Return the employer by the settings of ``programme`` (a Site), else by the name of the website."""
    return _employer(RecruitmentSettings.objects.select_related(*_RELATED).filter(site=programme).first(), programme)


def publisher_of(website: Any, programmes: Sequence[int]) -> Employer:
    """Return who publishes the vacancies of ``website``: what its own settings name, else those of its programmes."""
    rows = RecruitmentSettings.objects.select_related(*_RELATED).filter(site__in=[website.pk, *programmes])
    named = sorted((each for each in rows if each.organisation), key=lambda each: (each.site_id != website.pk, each.pk))
    return _employer(next(iter(named), None), website)


_RELATED = ("logo", "career_site")


def _employer(chosen: RecruitmentSettings | None, programme: Any) -> Employer:
    website = (chosen and chosen.career_site) or programme
    name = website.site_name or programme.site_name or getattr(settings, "WAGTAIL_SITE_NAME", "") or website.hostname
    if chosen is None:
        return Employer(name, "", None, "")
    return Employer(chosen.organisation or name, chosen.organisation_url, chosen.logo, chosen.candidates_privacy_url)
