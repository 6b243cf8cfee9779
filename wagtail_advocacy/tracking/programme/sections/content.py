"""What was shared, by category: the mix, against what was aimed for, and how fresh it is."""

from __future__ import annotations

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ....library.models import ContentCategory, ShareableItem
from ... import formulas
from ...formulas import Unit
from ..facts import Report, grouped
from ..parts import Column, Part, Section, Table
from .networks import share_cells, share_columns


def build(report: Report) -> Part:
    facts, shares = report.now, grouped(report.now.rows, "category")
    items = ShareableItem.objects.for_site(report.site)
    live = dict(items.shareable().order_by().values_list("category").annotate(Count("pk")))
    newest = dict(
        items.filter(first_published_at__lte=timezone.now())
        .order_by()
        .values_list("category")
        .annotate(Max("first_published_at"))
    )
    categories = list(ContentCategory.objects.all())
    targets: dict[int | None, float] = {
        each.pk: each.target_share / 100 for each in categories if each.target_share is not None
    }
    names: dict[int | None, str] = {**{each.pk: each.name for each in categories}, None: _("No category")}
    shown = [key for key in names if key in shares or key in live or key in targets]
    mix_of_shares = formulas.content_mix({key: len(shares.get(key, [])) for key in shown})
    mix_of_items = formulas.content_mix({key: live.get(key, 0) for key in shown})
    rows = [
        (
            names[key],
            *share_cells(facts, shares.get(key, [])),
            mix_of_shares.get(key),
            live.get(key, 0),
            mix_of_items.get(key),
            targets.get(key),
            formulas.freshness(timezone.localdate(newest[key]) if key in newest else None, report.today),
        )
        for key in shown
    ]
    table = Table(
        "categories",
        _("Shares and live items by category"),
        [
            Column("category", _("Category")),
            *share_columns(),
            Column("mix_of_shares", _("Part of shares"), Unit.PART, formulas.content_mix),
            Column("live", _("Live items today"), Unit.SHARES),
            Column("mix_of_items", _("Part of live items"), Unit.PART, formulas.content_mix, has_bar=True),
            Column("target", _("Aimed for"), Unit.PART),
            Column("freshness", _("Newest item, days ago"), Unit.DAYS, formulas.freshness),
        ],
        rows,
        total=(
            pgettext("row of totals", "All"),
            *share_cells(facts, facts.rows),
            None,
            sum(live.values()),
            None,
            None,
            None,
        ),
        empty=_("There are no categories yet. Give items a category, and their mix is shown here."),
    )
    return Part(tables=[table])


SECTION = Section(gettext_lazy("Content"), build, tables=["categories"])
