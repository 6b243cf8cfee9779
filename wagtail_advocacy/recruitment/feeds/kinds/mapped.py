"""Any other JSON: a mapping says which of its fields is which of ours.

``{"jobs": "data.jobs", "fields": {"source_id": "id", "title": "name", "place": "office.city", …}}``; paths are names
with dots between them, and numbers for entries of lists. Pages: ``{"next": "links.next"}`` where the answer names the
address of the following one, ``{"page": "page", "start": 1}`` where pages are numbered, ``{"offset": "offset", "limit":
"limit", "size": 100}`` where jobs are counted off. ``"total"`` is where the answer says how many jobs there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import FEED_FIELDS
from ..jobs import FeedJob, count_of, day_of, employment_of, place, places_of, salary, text_of, workplace_of
from ..streams import json_items, json_value
from .base import FeedKind, Page, query_of, with_query

PLACE_FIELDS = ("place", "region", "country", "postal_code")
SALARY_FIELDS = ("salary_min", "salary_max", "salary_currency", "salary_unit")
FIELDS = (
    *("source_id", "url", "title", "team", "location", *PLACE_FIELDS, "workplace", "employment_type", *SALARY_FIELDS),
    *("description", "requirements", "benefits", "languages", "apply_url", "date_posted", "valid_through", "openings"),
    "requisition_id",
)
"""What a mapping may name; ``location`` is a place in words, such as “Berlin, Germany”."""

_SAYS = {
    **dict.fromkeys(PLACE_FIELDS, ("locations",)),
    **dict.fromkeys(SALARY_FIELDS, ("salary",)),
    # Such as “Remote, Spain”.
    "location": ("locations", "workplace"),
    "url": ("apply_url",),
}

KEYS = ("jobs", "fields", "paging", "total")
PAGING = ("next", "page", "start", "offset", "limit", "size")


class MappedJson(FeedKind):
    label = gettext_lazy("Other JSON, by a mapping")
    needs_mapping = True

    def speaks_of(self, feed: Any) -> tuple[str, ...]:
        said = {each for name in feed.mapping.get("fields", {}) for each in _SAYS.get(name, (name,))}
        return tuple(name for name in FEED_FIELDS if name in said)

    def first(self, feed: Any) -> str:
        paging = feed.mapping.get("paging") or {}
        if "page" in paging:
            return with_query(feed.address, **{paging["page"]: paging.get("start", 1)})
        if "offset" in paging:
            size = {paging["limit"]: paging["size"]} if "limit" in paging else {}
            return with_query(feed.address, **{paging["offset"]: 0, **size})
        return feed.address

    def read(self, page: Page, feed: Any) -> Iterator[FeedJob]:
        path = feed.mapping.get("jobs") or ""
        for row in json_items(page.file, f"{path}.item" if path else "item"):
            if isinstance(row, dict):
                yield self._job(row, feed.mapping["fields"])

    def following(self, page: Page, feed: Any) -> str:
        paging = feed.mapping.get("paging") or {}
        if "next" in paging:
            following = text_of(json_value(page.file, paging["next"]))
            return urljoin(page.url, following) if following else ""
        if not page.jobs:
            return ""
        if "page" in paging:
            return with_query(page.asked, **{paging["page"]: int(query_of(page.asked)[paging["page"]]) + 1})
        if "offset" in paging:
            if page.jobs < paging.get("size", 0):
                return ""
            return with_query(page.asked, **{paging["offset"]: page.before + page.jobs})
        return ""

    def announced(self, page: Page, feed: Any) -> int | None:
        return count_of(json_value(page.file, feed.mapping["total"])) if feed.mapping.get("total") else None

    def _job(self, row: dict[str, Any], mapped: dict[str, str]) -> FeedJob:
        found = {name: value_at(row, path) for name, path in mapped.items()}
        fields: dict[str, Any] = {}
        for name in ("title", "team", "languages", "requisition_id", "openings"):
            if name in found:
                fields[name] = text_of(found[name])
        for name in ("description", "requirements", "benefits"):
            if name in found:
                fields[name] = str(found[name] or "") if isinstance(found[name], str) else ""
        if "valid_through" in found:
            fields["valid_through"] = day_of(found["valid_through"]) or None
        if posted := day_of(found.get("date_posted")):
            fields["date_posted"] = posted
        if kind := employment_of(found.get("employment_type")):
            fields["employment_type"] = kind
        if workplace := workplace_of(_word(found.get("workplace")), found.get("location")):
            fields["workplace"] = workplace
        if {"salary_min", "salary_max"} & found.keys():
            fields["salary"] = salary(*(found.get(name) for name in SALARY_FIELDS))
        if any(name in found for name in ("location", *PLACE_FIELDS)):
            exact = place(*(found.get(name) for name in PLACE_FIELDS))
            fields["locations"] = [exact] if any(exact.values()) else places_of(found.get("location"))
        url = text_of(found.get("url"))
        if "apply_url" in found or url:
            fields["apply_url"] = text_of(found.get("apply_url")) or url
        return FeedJob(text_of(found.get("source_id")), url, fields)

    def clean_mapping(self, mapping: Any) -> None:
        known = ", ".join(FIELDS)
        if not isinstance(mapping, dict) or not isinstance(mapping.get("fields"), dict):
            example = '{"jobs": "data.jobs", "fields": {"source_id": "id", "title": "name"}}'
            raise ValidationError(_("Write which field is which, such as %(example)s") % {"example": example})
        for key in mapping:
            if key not in KEYS:
                values = {"key": key, "known": ", ".join(KEYS)}
                raise ValidationError(_("“%(key)s” means nothing in a mapping. Known are %(known)s.") % values)
        for name, path in mapping["fields"].items():
            if name not in FIELDS:
                raise ValidationError(
                    _("“%(name)s” is no field of a vacancy. Known are %(known)s.") % {"name": name, "known": known}
                )
            if not isinstance(path, str) or not path:
                raise ValidationError(
                    _("For “%(name)s” write where it stands, such as “office.city”.") % {"name": name}
                )
        missing = [name for name in ("source_id", "title") if name not in mapping["fields"]]
        if missing:
            raise ValidationError(
                _("“%(name)s” is missing: without it no job can be told from another.") % {"name": missing[0]}
            )
        for name in ("jobs", "total"):
            if not isinstance(mapping.get(name, ""), str):
                raise ValidationError(_("For “%(name)s” write where it stands, such as “data.jobs”.") % {"name": name})
        self._clean_paging(mapping.get("paging", {}))

    def _clean_paging(self, paging: Any) -> None:
        if not isinstance(paging, dict) or not set(paging) <= set(PAGING):
            known = ", ".join(PAGING)
            raise ValidationError(_("“paging” is an object of %(known)s.") % {"known": known})
        if len({"next", "page", "offset"} & set(paging)) > 1:
            raise ValidationError(_("“paging” needs one of next, page and offset, not several."))
        for name in ("next", "page", "offset", "limit"):
            if name in paging and not (isinstance(paging[name], str) and paging[name]):
                raise ValidationError(_("“%(name)s” in “paging” is a name in quotation marks.") % {"name": name})
        for name in ("start", "size"):
            if name in paging and not (type(paging[name]) is int and 0 <= paging[name] <= 10_000):
                raise ValidationError(_("“%(name)s” in “paging” is a number.") % {"name": name})
        if "limit" in paging and "size" not in paging:
            raise ValidationError(_("Say with “size” how many jobs “limit” asks for."))


def value_at(row: Any, path: str) -> Any:
    """Return what stands in ``row`` at ``path``, such as ``office.city`` or ``places.0.name``; ``None``: nothing."""
    for name in path.split("."):
        if isinstance(row, dict):
            row = row.get(name)
        elif isinstance(row, list) and name.isdecimal() and int(name) < len(row):
            row = row[int(name)]
        else:
            return None
    return row


def _word(value: Any) -> Any:
    # Many systems say with true or false whether a job is remote.
    return {True: "remote", False: ""}.get(value, value) if isinstance(value, bool) else value
