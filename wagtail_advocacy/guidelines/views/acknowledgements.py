"""“Acknowledgements” in the admin: how many of each team agreed, and, where the settings file says so, who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets.button import HeaderButton

from ..access import may_see_names, names_are_seen
from ..acknowledged import (
    AGREED,
    DUE,
    Asked,
    Count,
    asked_policies,
    count_teams,
    merged,
    smallest_group,
    standings,
)
from ..members import members
from ..models import Acknowledgement, PolicyVersion
from .figures import TOO_FEW, FigureReport, address, listing_buttons, percent


class PolicyFilterSet(WagtailFilterSet):
    """Chooses one policy; the rows are counted and not filtered."""

    policy = ChoiceFilter(
        label=gettext_lazy("Policy"),
        choices=lambda: [(each.pk, each.title) for each in asked_policies()],
        empty_label=gettext_lazy("The first"),
    )

    class Meta:
        model = PolicyVersion
        fields: list[str] = []


class PersonFilterSet(PolicyFilterSet):
    standing = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(AGREED, gettext_lazy("Agreed")), (DUE, gettext_lazy("Due"))],
        empty_label=gettext_lazy("All"),
    )


@dataclass(frozen=True)
class TeamRow:
    """One row as it is shown and exported: figures, or words where they would be too few."""

    policy: str
    version: int
    team: str
    acknowledged: Any
    due: Any
    enrolled: Any
    asked: Any
    share: str


def _row(asked: Asked, team: str, count: Count | None) -> TeamRow:
    if count is None:
        return TeamRow(asked.title, asked.number, team, *[str(TOO_FEW)] * 4, "")
    figures = (count.acknowledged, count.due, count.enrolled, count.asked)
    return TeamRow(asked.title, asked.number, team, *figures, percent(count.share))


class AskedReport(FigureReport):
    """A report on one of the policies in force, the first if none is chosen."""

    header_icon = "check"
    verbose_name_plural = gettext_lazy("acknowledgements")

    @cached_property
    def policies(self) -> list[Asked]:
        return asked_policies()

    def chosen(self, name: str) -> str:
        valid = self.filters and self.filters.is_valid()
        return self.filters.form.cleaned_data.get(name) or "" if valid else ""

    @cached_property
    def asked(self) -> Asked | None:
        wanted = self.chosen("policy")
        found = [each for each in self.policies if str(each.pk) == wanted]
        return next(iter(found or self.policies), None)

    def get_page_subtitle(self) -> str:
        return f"{self.asked.title}, {_('version')} {self.asked.number}" if self.asked else ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, asked=self.asked, **kwargs)


class AcknowledgementReport(AskedReport):
    page_title = gettext_lazy("Acknowledgements")
    index_url_name = "wagtail_advocacy_guidelines:acknowledgements"
    index_results_url_name = "wagtail_advocacy_guidelines:acknowledgements_results"
    results_template_name = "wagtail_advocacy/guidelines/acknowledgements_results.html"
    filterset_class = PolicyFilterSet
    columns = [
        Column("team", label=gettext_lazy("Team"), classname="title"),
        NumberColumn("acknowledged", label=gettext_lazy("Acknowledged")),
        NumberColumn("due", label=gettext_lazy("Due")),
        NumberColumn("asked", label=gettext_lazy("Asked in all")),
        NumberColumn("share", label=gettext_lazy("Acknowledged of those asked")),
        NumberColumn("enrolled", label=gettext_lazy("Enrolled")),
    ]
    list_export = ["policy", "version", "team", "acknowledged", "due", "asked", "share", "enrolled"]
    export_headings = {
        "policy": gettext_lazy("Policy"),
        "version": gettext_lazy("Version"),
        "team": gettext_lazy("Team"),
        "acknowledged": gettext_lazy("Acknowledged"),
        "due": gettext_lazy("Due"),
        "asked": gettext_lazy("Asked in all"),
        "share": gettext_lazy("Acknowledged of those asked"),
        "enrolled": gettext_lazy("Enrolled"),
    }
    export_filename = "advocacy-acknowledgements"

    @cached_property
    def least(self) -> int:
        return smallest_group(self.asked.site if self.asked else None)

    def get_queryset(self) -> list[TeamRow]:
        if self.asked is None:
            return []
        teams = merged(count_teams(self.asked), self.least)
        rows = [(each.name or _("In no team"), each) for each in teams.shown]
        smaller = [(_("Smaller teams"), teams.smaller)] if teams.smaller else []
        return [_row(self.asked, *each) for each in [*rows, *smaller, (_("Everybody"), teams.total)]]

    @cached_property
    def header_buttons(self) -> list[Any]:
        if self.asked is None:
            return []
        buttons = listing_buttons(self.request.user, self.asked, HeaderButton)
        if may_see_names(self.request.user):
            url = f"{address('names')}?policy={self.asked.pk}"
            buttons.append(HeaderButton(_("Who agreed"), url=url, icon_name="user", priority=70))
        return buttons

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, least=self.least, **kwargs)


@dataclass
class PersonRow:
    """One member, by name."""

    user: Any
    standing: str
    name: str = ""
    version: int | None = None
    day: date | None = None


class AcknowledgementNames(AskedReport):
    """Who agreed when, and who is due: there only if the settings file says so, for who was given the permission."""

    page_title = gettext_lazy("Who agreed")
    header_icon = "user"
    index_url_name = "wagtail_advocacy_guidelines:names"
    index_results_url_name = "wagtail_advocacy_guidelines:names_results"
    results_template_name = "wagtail_advocacy/guidelines/names_results.html"
    filterset_class = PersonFilterSet
    paginate_by = 50
    columns = [
        Column("name", label=gettext_lazy("Person"), classname="title"),
        Column("standing", label=gettext_lazy("State")),
        Column("version", label=gettext_lazy("Version agreed to last")),
        Column("day", label=gettext_lazy("Agreed on")),
    ]
    list_export = ["name", "standing", "version", "day"]
    export_headings = {
        "name": gettext_lazy("Person"),
        "standing": gettext_lazy("State"),
        "version": gettext_lazy("Version agreed to last"),
        "day": gettext_lazy("Agreed on"),
    }
    export_filename = "advocacy-who-agreed"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not names_are_seen():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_permitted(self, user: Any) -> bool:
        return may_see_names(user)

    def get_queryset(self) -> list[PersonRow]:
        if self.asked is None:
            return []
        found, wanted = standings(self.asked), self.chosen("standing")
        shown = [wanted] if wanted else [AGREED, DUE]
        name = get_user_model().USERNAME_FIELD
        in_order = members().order_by(f"user__{name}", "pk").values_list("user_id", flat=True)
        return [PersonRow(user, found[user]) for user in in_order if found.get(user) in shown]

    def decorate_paginated_queryset(self, object_list: Any) -> list[PersonRow]:
        rows = list(object_list)
        users = get_user_model()._default_manager.in_bulk([row.user for row in rows])
        labels = {AGREED: _("Agreed"), DUE: _("Due")}
        last = self._last([row.user for row in rows])
        for row in rows:
            row.name = get_user_display_name(users[row.user]) if row.user in users else ""
            row.version, row.day = last.get(row.user, (None, None))
            row.standing = labels[row.standing]
        return rows

    def _last(self, users: list[Any]) -> dict[Any, tuple[int, date]]:
        keys = {each.translation_key for each in self.asked.versions} if self.asked else set()
        rows = Acknowledgement.objects.filter(user__in=users, version__translation_key__in=keys)
        in_order = rows.order_by("acknowledged_at", "version__number", "pk")
        return {
            user: (number, timezone.localdate(at))
            for user, number, at in in_order.values_list("user_id", "version__number", "acknowledged_at")
        }
