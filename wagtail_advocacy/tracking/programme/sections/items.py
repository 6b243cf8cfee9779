"""What was shared most."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....library.models import ShareableItem
from ... import formulas
from ...formulas import Unit
from ..audiences import members_who_see
from ..facts import Report, Row, grouped
from ..parts import Column, Part, Section, Table
from ..words import TOO_FEW
from .networks import share_cells, share_columns

MOST = 10
_RATE = Column("share_rate", formulas.share_rate.label, Unit.PART, formulas.share_rate)


def build(report: Report) -> Part:
    facts = report.now
    by_item = grouped([row for row in facts.rows if row.item], "item")
    first = sorted(by_item, key=lambda pk: (-len(by_item[pk]), -pk))[:MOST]
    items = ShareableItem.objects.prefetch_related("groups", "teams").in_bulk(first)
    # Distinct people are counted within a month; an audience is small or not, whoever shared.
    audiences = members_who_see(items.values(), facts) if report.is_single else {}
    rows = [
        (
            items[pk].headline,
            *share_cells(facts, by_item[pk]),
            *([_rate(by_item[pk], audiences[pk], report.least)] if report.is_single else []),
        )
        for pk in first
        if pk in items
    ]
    table = Table(
        "items",
        _("The ten items that were shared most"),
        [
            Column("item", _("Item")),
            *share_columns(),
            *([_RATE] if report.is_single else []),
        ],
        rows,
        empty=_("Nothing was shared in these months."),
        shown=MOST,
    )
    return Part(tables=[table])


def _rate(rows: list[Row], could_see: int | None, least: int) -> Any:
    if could_see is None:
        return None
    if could_see < least:
        return str(TOO_FEW)
    return formulas.share_rate(formulas.active(row.person for row in rows), could_see)


SECTION = Section(gettext_lazy("Items"), build, tables=["items"])
