"""Absences in the admin: everybody sees and makes their own, superusers all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from ...compat import decided_by
from ...days import site_day
from ...library.choices import say_what_to_do
from ...library.viewsets import MENU_HOOK
from ..choosers import people, person_chooser_viewset
from ..models import Absence
from .deciders import ADMIN_ACCESS
from .people import has_absences

KEPT = timedelta(days=31)
"""How long an absence is kept after its last day."""


def forget_old_absences() -> int:
    """Delete absences whose last day is a month ago; return how many."""
    return Absence.objects.filter(ends_on__lt=site_day() - KEPT).delete()[0]


class OwnAbsencePolicy(BasePermissionPolicy):
    """Whoever may enter the admin may do everything with their own absences; superusers with all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return bool(user.is_active and (user.is_superuser or instance.user_id == user.pk))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Absence]:
        return Absence.objects.all() if user.is_superuser else Absence.objects.filter(user=user.pk)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model()._default_manager.filter(is_active=True)


absence_policy = OwnAbsencePolicy(Absence)


class AbsenceForm(WagtailAdminModelForm):
    """An absence of ``instance.user``, or of whoever fills it in; the form has no field for that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.user_id:
            self.instance.user = self.for_user
        self.fields["deputy"].queryset = people()
        self.was_over = bool(self.instance.pk and self.instance.ends_on < site_day())
        self.fields["deputy"].widget = person_chooser_viewset.widget_class()
        say_what_to_do(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if ends and ends < site_day() and not self.was_over and "ends_on" not in self.errors:
            self.add_error("ends_on", _("This day is over: nobody has to decide for you any more. Choose a later one."))
        deputy = cleaned.get("deputy")
        if deputy and not deputy.has_perm(ADMIN_ACCESS):
            self.add_error(
                "deputy", _("They may not log in to this admin, and so cannot approve. Choose somebody else.")
            )
        if begins and ends and begins <= ends:
            others = Absence.objects.filter(user=self.instance.user_id).exclude(pk=self.instance.pk)
            # Two deputies for one day would both think that the other decides.
            if other := others.filter(starts_on__lte=ends, ends_on__gte=begins).first():
                days = {"first": date_format(other.starts_on), "last": date_format(other.ends_on)}
                sentence = _("You are away from %(first)s to %(last)s already. Change that, or choose other days.")
                self.add_error("starts_on", sentence % days)
        return cleaned


class OwnMixin:
    """Lets nobody see what is not theirs, whichever view it is."""

    permission_policy = absence_policy

    def get_object(self, *args: Any, **kwargs: Any) -> Absence:
        absence = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not absence_policy.user_has_permission_for_instance(self.request.user, "change", absence):  # type: ignore[attr-defined]
            raise PermissionDenied
        return absence


class AbsenceIndexView(generic.IndexView):
    permission_policy = absence_policy

    def get_base_queryset(self) -> QuerySet[Absence]:
        mine = absence_policy.instances_user_has_any_permission_for(self.request.user, {"change"})
        return mine.select_related("user", "deputy")


class AbsenceEditView(OwnMixin, generic.EditView):
    pass


class AbsenceDeleteView(OwnMixin, generic.DeleteView):
    pass


class AbsenceHistoryView(OwnMixin, HistoryView):
    pass


class AbsenceUsageView(OwnMixin, UsageView):
    pass


class AbsenceMenuItem(MenuItem):
    """Only for people whose being away matters to a vacancy."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_absences(request.user)


@decided_by(absence_policy)
class AbsenceViewSet(ModelViewSet):
    model = Absence
    icon = "calendar-alt"
    name = "advocacy_absences"
    url_prefix = "advocacy/absences"
    menu_label = gettext_lazy("My absences")
    menu_name = "advocacy-absences"
    menu_order = 27
    add_to_admin_menu = True
    menu_hook = MENU_HOOK
    menu_item_class = AbsenceMenuItem
    index_view_class = AbsenceIndexView
    edit_view_class = AbsenceEditView
    delete_view_class = AbsenceDeleteView
    history_view_class = AbsenceHistoryView
    usage_view_class = AbsenceUsageView
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("deputy")],
        base_form_class=AbsenceForm,
    )
    list_display = [
        "__str__",
        Column("deputy", label=gettext_lazy("Deputy")),
        Column("user", label=gettext_lazy("Who is away")),
    ]
    ordering = ["-starts_on", "pk"]
