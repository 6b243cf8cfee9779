"""All figures of the report in one table, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from .facts import Report
from .parts import Column, Section, Table

FIGURES = "figures"
"""What this table is called in addresses; no section may have one of this name."""


def figures_table(report: Report, sections: Mapping[str, Section]) -> Table:
    """Return every figure with the months before, how it is counted, and the numbers that were put in."""
    rows = []
    for section in sections.values():
        part = section.build(report)
        for each in part.figures if part else ():
            facts = (str(section.label), str(each.formula.label), each.value, str(each.formula.unit), each.before)
            rows.append((*facts, each.put_in, str(each.formula.how)))
    return Table(
        FIGURES,
        _("Figures"),
        [
            Column("section", _("Section")),
            Column("figure", _("Figure")),
            Column("value", str(report.months)),
            Column("unit", _("Counted in")),
            Column("before", str(report.before.months)),
            Column("put_in", _("Made of")),
            Column("how", _("How is this counted?")),
        ],
        rows,
    )
