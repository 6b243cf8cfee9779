"""Choosing a colleague: with a search, for a list of ten thousand names helps nobody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
    CreateView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from .workflow.people import may_choose_people

MOST_WORDS = 10


def people() -> QuerySet:
    """Return everybody who can log in, by name."""
    model: Any = get_user_model()
    order = [each for each in ("last_name", "first_name") if _has(model, each)]
    return model._default_manager.filter(is_active=True).order_by(*order, model.USERNAME_FIELD, "pk")


def people_named(found: QuerySet, words: str) -> QuerySet:
    """Return those of ``found`` in whose name or user name every one of ``words`` stands.

    Or it is their e-mail address. Of an address nobody learns a part: it is found as a whole or not at all.
    """
    model: Any = found.model
    email = model.get_email_field_name()
    wanted = dict.fromkeys(("first_name", "last_name", model.USERNAME_FIELD, email))
    lookups = [f"{each}__iexact" if each == email else f"{each}__icontains" for each in wanted if _has(model, each)]
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(Q(*[(lookup, word) for lookup in lookups], _connector=Q.OR))
    return found


def _has(model: Any, name: str) -> bool:
    return any(each.name == name for each in model._meta.concrete_fields)


class PersonFilterForm(BaseFilterForm):
    """Needs no index of a search engine: a site's user model rarely has one."""

    q = forms.CharField(label=_("Search term"), required=False, widget=forms.TextInput(attrs={"type": "search"}))

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = people_named(objects, words)
        return objects


class OnlyForFormsMixin:
    """Lets nobody in who has no form in which a colleague is chosen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_choose_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PeopleMixin(OnlyForFormsMixin):
    """Lists people by the name that the rest of the admin shows."""

    filter_form_class = PersonFilterForm

    def get_object_list(self) -> QuerySet:
        return people()

    @property
    def title_column(self) -> Any:
        column = super().title_column  # type: ignore[misc]
        column.label, column.accessor = _("Name"), get_user_display_name
        return column


class ChoosePersonView(PeopleMixin, ChooseView):
    pass


class ChoosePersonResultsView(PeopleMixin, ChooseResultsView):
    pass


class ChosenPersonView(OnlyForFormsMixin, ChosenView):
    def get_display_title(self, instance: Any) -> str:
        return get_user_display_name(instance)


class ChosenPeopleView(OnlyForFormsMixin, ChosenMultipleView):
    def get_display_title(self, instance: Any) -> str:
        return get_user_display_name(instance)


class NoNewPersonView(OnlyForFormsMixin, CreateView):
    """Accounts are made where accounts are made."""

    def can_create(self) -> bool:
        return False


class PersonChooser(BaseChooser):
    def get_display_title(self, instance: Any) -> str:
        return get_user_display_name(instance)


class PersonChooserViewSet(ChooserViewSet):
    """A chooser of colleagues; it does not become the widget of a site's own fields."""

    icon = "user"
    choose_one_text = _("Choose a colleague")
    choose_another_text = _("Choose another colleague")
    edit_item_text = _("Edit this account")
    register_widget = False
    base_widget_class = PersonChooser
    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView
    chosen_view_class = ChosenPersonView
    chosen_multiple_view_class = ChosenPeopleView
    create_view_class = NoNewPersonView

    @cached_property
    def model(self) -> Any:  # type: ignore[override]
        return get_user_model()


person_chooser_viewset = PersonChooserViewSet("advocacy_person_chooser", url_prefix="advocacy/choose-colleague")
