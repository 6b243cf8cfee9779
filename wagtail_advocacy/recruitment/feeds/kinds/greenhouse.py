"""Greenhouse: ``boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true``, all jobs in one answer.

Source: the public documentation of its Job Board API.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from ..jobs import FeedJob, count_of, day_of, employment_of, places_of, text_of, workplace_of
from ..streams import json_items, json_value
from .base import FeedKind, Page, dictionary, entries, with_query

BOARDS = ("boards.greenhouse.io", "job-boards.greenhouse.io", "boards.eu.greenhouse.io", "job-boards.eu.greenhouse.io")


class Greenhouse(FeedKind):
    label = _("Greenhouse")
    code_parameter = "gh_src"
    # It tells the pay of one job at a time only, which this does not ask for.
    fields = (
        *("title", "team", "locations", "workplace", "employment_type", "description", "apply_url", "date_posted"),
        *("valid_through", "requisition_id"),
    )

    def first(self, feed: Any) -> str:
        parts = urlsplit(feed.address)
        if parts.hostname in BOARDS and (token := parts.path.strip("/").partition("/")[0]):
            api = "boards-api.eu.greenhouse.io" if ".eu." in parts.hostname else "boards-api.greenhouse.io"
            return f"https://{api}/v1/boards/{token}/jobs?content=true"
        return with_query(feed.address, content="true")

    def read(self, page: Page, feed: Any) -> Iterator[FeedJob]:
        for row in json_items(page.file, "jobs.item"):
            if isinstance(row, dict):
                yield self._job(row)

    def announced(self, page: Page, feed: Any) -> int | None:
        return count_of(json_value(page.file, "meta.total"))

    def _job(self, row: dict[str, Any]) -> FeedJob:
        where = dictionary(row.get("location")).get("name")
        metadata = {
            text_of(each.get("name")).casefold(): each.get("value")
            for each in map(dictionary, entries(row.get("metadata")))
        }
        fields: dict[str, Any] = {
            "title": text_of(row.get("title")),
            "team": _first_name(row.get("departments")),
            "locations": places_of(where)
            or [place for office in _names(row.get("offices")) for place in places_of(office)],
            # It is sent as escaped HTML.
            "description": unescape(str(row.get("content") or "")),
            "apply_url": text_of(row.get("absolute_url")),
        }
        if requisition := text_of(row.get("requisition_id")):
            fields["requisition_id"] = requisition
        if posted := day_of(row.get("first_published")):
            fields["date_posted"] = posted
        if "application_deadline" in row:
            fields["valid_through"] = day_of(row["application_deadline"]) or None
        if kind := employment_of(metadata.get("employment type"), metadata.get("time type")):
            fields["employment_type"] = kind
        workplace = workplace_of(metadata.get("workplace type"), where)
        if workplace:
            fields["workplace"] = workplace
        return FeedJob(text_of(row.get("id")), text_of(row.get("absolute_url")), fields)


def _names(value: Any) -> list[str]:
    return [name for each in entries(value) if (name := text_of(dictionary(each).get("name")))]


def _first_name(value: Any) -> str:
    return next(iter(_names(value)), "")
