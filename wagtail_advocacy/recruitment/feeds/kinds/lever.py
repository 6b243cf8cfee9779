"""Lever: ``api.lever.co/v0/postings/{site}?mode=json``, in pages of a hundred.

Source: the README of its Postings API.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from ..jobs import FeedJob, day_of, employment_of, place, places_of, salary, section_of, text_of, workplace_of
from ..streams import json_items
from .base import FeedKind, Page, dictionary, entries, query_of, with_query

LIMIT = 100
BOARDS = {"jobs.lever.co": "api.lever.co", "jobs.eu.lever.co": "api.eu.lever.co"}


class Lever(FeedKind):
    label = _("Lever")
    code_parameter = "lever-source"
    fields = (
        *("title", "team", "locations", "workplace", "employment_type", "salary", "description", "requirements"),
        *("benefits", "apply_url", "date_posted"),
    )

    def first(self, feed: Any) -> str:
        parts = urlsplit(feed.address)
        address = feed.address
        if parts.hostname in BOARDS and (site := parts.path.strip("/").partition("/")[0]):
            address = f"https://{BOARDS[parts.hostname]}/v0/postings/{site}"
        return with_query(address, mode="json", skip=0, limit=LIMIT)

    def read(self, page: Page, feed: Any) -> Iterator[FeedJob]:
        for row in json_items(page.file, "item"):
            if isinstance(row, dict):
                yield self._job(row)

    def following(self, page: Page, feed: Any) -> str:
        if page.jobs < LIMIT:
            return ""
        return with_query(page.asked, skip=int(query_of(page.asked)["skip"]) + page.jobs)

    def _job(self, row: dict[str, Any]) -> FeedJob:
        categories = dictionary(row.get("categories"))
        texts = {"description": [str(row.get("description") or "")], "requirements": [], "benefits": []}
        for each in map(dictionary, entries(row.get("lists"))):
            heading, content = text_of(each.get("text")), str(each.get("content") or "")
            section = section_of(heading)
            title = f"<h3>{escape(heading)}</h3>" if section == "description" else ""
            texts[section].append(f"{title}<ul>{content}</ul>")
        texts["description"].append(str(row.get("additional") or ""))
        where = entries(categories.get("allLocations")) or [categories.get("location")]
        # Of several places it names the country of one.
        country = row.get("country") if len(where) == 1 else ""
        places = [found for each in where for found in places_of(each, country)]
        if len(places) == 1 and (named := place(country=row.get("country"))["country"]):
            places = [{**places[0], "country": named}]
        fields: dict[str, Any] = {
            "title": text_of(row.get("text")),
            "team": text_of(categories.get("team") or categories.get("department")),
            "locations": places or ([place(country=row.get("country"))] if row.get("country") else []),
            "apply_url": text_of(row.get("applyUrl") or row.get("hostedUrl")),
            **{name: "".join(parts) for name, parts in texts.items()},
        }
        if posted := day_of(row.get("createdAt")):
            fields["date_posted"] = posted
        if kind := employment_of(categories.get("commitment")):
            fields["employment_type"] = kind
        if workplace := workplace_of(row.get("workplaceType"), categories.get("location")):
            fields["workplace"] = workplace
        pay = dictionary(row.get("salaryRange"))
        fields["salary"] = salary(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval"))
        return FeedJob(text_of(row.get("id")), text_of(row.get("hostedUrl")), fields)
