"""What people did after a click."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import formulas
from ...conversions.kinds import kind_label
from ...formulas import Unit
from ...models import Conversion, Touch
from ..facts import Report
from ..parts import Column, Part, Section, Table


class Row(NamedTuple):
    kind: str
    is_credited: bool
    links: int
    currency: str
    value: Decimal | None


def build(report: Report) -> Part:
    return Part(tables=[_table(_rows(report))])


def _rows(report: Report) -> list[Row]:
    credited = Touch.objects.filter(conversion=OuterRef("pk"), is_credited=True)
    found = Conversion.objects.filter(site=report.site, at__gte=report.months.begin, at__lt=report.months.end)
    found = found.annotate(is_credited=Exists(credited), links=Count("touches"))
    return [Row(*values) for values in found.order_by("pk").values_list(*Row._fields)]


def _table(rows: Iterable[Row]) -> Table:
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    numbers = formulas.conversions((row.kind, row.is_credited) for row in rows)
    values = {kind: _value(found) for kind, found in kinds.items()}
    currencies = sorted({currency for found in values.values() for currency in found})
    lines: list[tuple[Any, ...]] = [
        (
            kind_label(kind),
            numbers.get(kind, 0),
            sum(row.is_credited and row.links > 1 for row in found),
            sum(not row.is_credited for row in found),
            *(values[kind].get(currency) for currency in currencies),
        )
        for kind, found in kinds.items()
    ]
    money = [
        Column(
            f"value_{currency}",
            _("Value, %(currency)s") % {"currency": currency},
            Unit.MONEY,
            formulas.conversion_value,
        )
        if currency
        else Column("value", formulas.conversion_value.label, Unit.MONEY, formulas.conversion_value)
        for currency in currencies
    ]
    return Table(
        "conversions",
        _("Conversions by kind"),
        [
            Column("kind", _("Kind")),
            Column("credited", _("Credited to a share"), Unit.CONVERSIONS, formulas.conversions, has_bar=True),
            Column("several", _("Of these, by several shares"), Unit.CONVERSIONS),
            Column("uncredited", _("Credited to none"), Unit.CONVERSIONS),
            *money,
        ],
        sorted(lines, key=lambda line: (-line[1], line[0])),
        empty=_("No website has reported a conversion in these months."),
    )


def _value(rows: Iterable[Row]) -> dict[str, Decimal]:
    return formulas.conversion_value((row.currency, row.value) for row in rows if row.is_credited)


SECTION = Section(gettext_lazy("Conversions"), build, tables=["conversions"])
