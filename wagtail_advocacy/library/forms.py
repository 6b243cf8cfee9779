"""The item's editor form: drafts may be unfinished, what goes out may not end at a login."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm

from .choices import say_what_to_do
from .remarks import destination_remarks, word_remarks

CAPTION_FIELDS = ("id", "text", "network", "language", "DELETE")


class ItemForm(WagtailAdminModelForm):
    """Refuses publishing, scheduling and submitting with the remarks that block; in a draft they are remarks."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_with_lost_captions(data, kwargs.get("instance")), *args, **kwargs)
        say_what_to_do(self)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or "destination" in self.errors:
            return
        for remark in destination_remarks(self.instance):
            if remark.field in self.fields and remark.field not in self.errors:
                self.add_error(remark.field, remark.message)

    def is_valid(self) -> bool:
        # The captions have forms of their own, which are read after this one.
        return super().is_valid() and (self.is_deferred_validation or self._captions_may_go_out())

    def _captions_may_go_out(self) -> bool:
        formset = self.formsets.get("captions")
        forms = [each for each in formset.forms if _is_kept(formset, each)] if formset else []
        remarks = word_remarks(self.instance, [each.instance for each in forms] if formset else None)
        stops = [remark for remark in remarks if remark.severity == "must"]
        for remark in stops:
            number = remark.caption_number
            form, field = (forms[number], "text") if formset and number is not None else (self, remark.field)
            form.add_error(field if field in form.fields else None, remark.message)
        return not stops


def _is_kept(formset: Any, form: Any) -> bool:
    return bool(form.cleaned_data.get("text")) and form not in formset.deleted_forms


def _with_lost_captions(data: Any, item: Any) -> Any:
    """Return ``data`` with captions that somebody else deleted meanwhile as new ones: their words are still there.

    Django counts the forms of known rows first and refuses a number it does not know, at a field nobody sees.
    """
    total, known = _number(data, "TOTAL"), _number(data, "INITIAL")
    if not (item and known) or known > total or total > 1000:
        return data
    there = {str(each.pk) for each in item.captions.all() if each.pk}
    rows = [{name: data.get(f"captions-{row}-{name}", "") for name in CAPTION_FIELDS} for row in range(total)]
    if all(row["id"] in there for row in rows[:known]):
        return data
    changed = data.copy()
    kept = [row for row in rows[:known] if row["id"] in there]
    new = [{**row, "id": ""} for row in rows[:known] if row["id"] not in there]
    for number, row in enumerate([*kept, *new, *rows[known:]]):
        for name, value in row.items():
            changed[f"captions-{number}-{name}"] = value
    changed["captions-INITIAL_FORMS"] = len(kept)
    return changed


def _number(data: Any, which: str) -> int:
    value = str(data.get(f"captions-{which}_FORMS", "")) if data else ""
    return int(value) if value.isdecimal() and len(value) < 5 else 0
