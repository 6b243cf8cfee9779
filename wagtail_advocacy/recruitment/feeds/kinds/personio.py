"""Personio: ``{company}.jobs.personio.de/xml``, all positions in one file.

It names no address of a job: that is ``/job/{id}`` on the host of the feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from ....downloads import XML
from ..jobs import FeedJob, day_of, employment_of, places_of, section_of, workplace_of
from ..streams import words_in, xml_items
from .base import FeedKind, Page


class Personio(FeedKind):
    label = _("Personio")
    code_parameter = "_pc"
    accept = XML
    fields = (
        *("title", "team", "locations", "workplace", "employment_type", "description", "requirements", "benefits"),
        *("apply_url", "date_posted"),
    )

    def first(self, feed: Any) -> str:
        parts = urlsplit(feed.address)
        if parts.path.strip("/"):
            return feed.address
        language = feed.locale.language_code.partition("-")[0]
        return parts._replace(path="/xml", query=parts.query or f"language={language}").geturl()

    def read(self, page: Page, feed: Any) -> Iterator[FeedJob]:
        parts = urlsplit(page.url)
        for position in xml_items(page.file, "position"):
            yield self._job(position, f"{parts.scheme}://{parts.netloc}")

    def _job(self, position: Any, host: str) -> FeedJob:
        number = words_in(position, "id")
        texts: dict[str, list[str]] = {"description": [], "requirements": [], "benefits": []}
        for each in position.iterfind("jobdescriptions/jobdescription"):
            heading, section = words_in(each, "name"), section_of(words_in(each, "name"))
            title = f"<h3>{escape(heading)}</h3>" if heading and section == "description" else ""
            texts[section].append(title + words_in(each, "value"))
        offices = [words_in(position, "office")]
        offices += ["".join(each.itertext()) for each in position.iterfind("additionaloffices/office")]
        url = f"{host}/job/{number}"
        fields: dict[str, Any] = {
            "title": words_in(position, "name"),
            "team": words_in(position, "department"),
            "locations": [found for each in offices for found in places_of(each)],
            "apply_url": url,
            **{name: "".join(parts) for name, parts in texts.items()},
        }
        words = words_in(position, "employmenttype")
        # “Permanent” is no answer to how many hours a week.
        kind = employment_of("" if words == "permanent" else words, words_in(position, "schedule"), words)
        if kind:
            fields["employment_type"] = kind
        if workplace := workplace_of(*offices):
            fields["workplace"] = workplace
        if posted := day_of(words_in(position, "createdat")):
            fields["date_posted"] = posted
        return FeedJob(number, url, fields)
