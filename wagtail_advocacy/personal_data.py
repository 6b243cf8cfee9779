"""What every room keeps of people, and what of it is none: told by each room's ``privacy.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class PersonalData:
    """What one model keeps of a person.

    ``person`` is the lookup from the model to the user. ``erase(user)`` removes the person and their words;
    without it the rows are deleted. The export holds ``fields``. ``name`` is what people call it, if not by the
    model's name. A model that knows two persons is declared for each.
    """

    model: type[models.Model]
    person: str
    fields: Sequence[str]
    purpose: Any
    seen_by: Any
    retention: Any
    erase: Callable[[AbstractBaseUser], None] | None = None
    name: Any = ""

    @property
    def label(self) -> str:
        return str(self.name or self.model._meta.verbose_name_plural)

    def rows(self, user: AbstractBaseUser) -> models.QuerySet:
        return self.model._default_manager.filter(**{self.person: user})

    def export(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """Return one dict per row with the personal fields, relations as text; no more queries for more rows."""
        fields = [self.model._meta.get_field(name) for name in self.fields]
        rows = self.rows(user).order_by("pk")
        # Not select_related() without names: that says "follow everything".
        if ones := [each.name for each in fields if each.many_to_one or each.one_to_one]:
            rows = rows.select_related(*ones)
        rows = rows.prefetch_related(*[each.name for each in fields if each.many_to_many])
        return [{name: _plain(getattr(row, name)) for name in self.fields} for row in rows]

    def erase_person(self, user: AbstractBaseUser) -> None:
        if self.erase:
            self.erase(user)
        else:
            self.rows(user).delete()


def _plain(value: Any) -> Any:
    if isinstance(value, models.Manager):
        return [str(each) for each in value.all()]
    return str(value) if isinstance(value, models.Model) else value


@dataclass
class PersonalDataRegistry:
    """Every personal field of our models, and every text or JSON field that is none, with the reason."""

    declared: list[PersonalData] = field(default_factory=list)
    not_personal: dict[tuple[str, str], str] = field(default_factory=dict)

    def declare(self, data: PersonalData) -> None:
        self.declared.append(data)

    def by_key(self) -> dict[str, PersonalData]:
        """Return the declarations by what the export calls them: the model, and the person too if it knows several."""
        found: dict[str, PersonalData] = {}
        for data in self.declared:
            label = data.model._meta.label
            found[f"{label}.{data.person}" if label in found else label] = data
        return found

    def declare_not_personal(self, model: type[models.Model], reasons: Mapping[str, str]) -> None:
        self.not_personal.update({(model._meta.label, name): reason for name, reason in reasons.items()})

    def undeclared(
        self, all_models: Iterable[type[models.Model]], person_models: Sequence[type[models.Model]]
    ) -> list[str]:
        """Return ``app.Model.field`` for relations to a person and text or JSON fields that nobody spoke for."""
        known = {(data.model._meta.label, name) for data in self.declared for name in data.fields}
        known |= self.not_personal.keys()
        text = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, models.FileField)
        return [
            f"{model._meta.label}.{each.name}"
            for model in all_models
            for each in (*model._meta.local_fields, *model._meta.local_many_to_many)
            if (isinstance(each, text) or each.related_model in person_models)
            and not (isinstance(each, models.OneToOneField) and each.remote_field.parent_link)
            and (model._meta.label, each.name) not in known
        ]
