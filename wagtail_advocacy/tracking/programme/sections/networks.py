"""Where it was shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....networks.registry import counted_networks
from ... import formulas
from ...formulas import Unit
from ..facts import Facts, Report, Row, grouped
from ..parts import Column, Part, Section, Table


def share_columns() -> list[Column]:
    """Return the columns of :func:`share_cells`."""
    return [
        Column("started", formulas.started.label, Unit.SHARES, formulas.started, has_bar=True),
        Column("confirmed", formulas.confirmed.label, Unit.SHARES, formulas.confirmed),
        Column("clicks", _("Clicks on them"), Unit.CLICKS),
        Column("clicks_per_share", formulas.clicks_per_share.label, Unit.MEAN, formulas.clicks_per_share),
    ]


def share_cells(facts: Facts, rows: Sequence[Row]) -> tuple[Any, ...]:
    """Return what shares have in common in every table: started, confirmed, people's clicks on them, their mean."""
    clicks = facts.clicks_of(rows)
    confirmed = formulas.confirmed(row.confirmed_at for row in rows)
    return formulas.started(rows), confirmed, sum(clicks), formulas.clicks_per_share(clicks)


def build(report: Report) -> Part:
    facts, labels = report.now, {key: str(each.label) for key, each in counted_networks().items()}
    found = [(labels.get(key, key), *share_cells(facts, rows)) for key, rows in grouped(facts.rows, "network").items()]
    table = Table(
        "networks",
        _("Shares by network"),
        [Column("network", _("Network")), *share_columns()],
        sorted(found, key=lambda row: (-row[1], row[0])),
        total=(_("All networks"), *share_cells(facts, facts.rows)),
        empty=_("Nothing was shared in these months."),
    )
    return Part(tables=[table])


SECTION = Section(gettext_lazy("Networks"), build, tables=["networks"])
