"""Whether those who joined go on sharing."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ... import formulas
from ...charts import Series, lines, month_labels
from ...formulas import Unit
from ..cohorts import Cohort, decay_of
from ..facts import Report
from ..months import month_name
from ..parts import Column, Part, Section, Table
from ..words import plain


def build(report: Report) -> Part:
    decay = decay_of(report)
    table = Table(
        "decay",
        _("Active part of those who joined together"),
        [
            Column("joined", _("Joined")),
            *(Column(f"{month:%Y-%m}", month_name(month), Unit.PART, formulas.decay) for month in decay.months),
        ],
        [(_name(each), *each.parts) for each in decay.cohorts],
        notes=[_("Empty: they had not joined yet, or were too few to show in that month.")],
        empty=_("Too few have joined in months that are over to show anything."),
    )
    if not decay.cohorts:
        return Part(tables=[table])
    labels = month_labels(decay.months)
    series = [Series(_name(each), each.parts) for each in decay.cohorts]
    say = partial(plain, unit=Unit.PART)
    return Part(charts=[lines("decay", table.caption, labels, series, say, whole=False)], tables=[table])


def _name(cohort: Cohort) -> str:
    if cohort.first == cohort.last:
        return month_name(cohort.first)
    return _("%(first)s to %(last)s") % {"first": month_name(cohort.first), "last": month_name(cohort.last)}


SECTION = Section(gettext_lazy("Do they go on?"), build, tables=["decay"])
