"""The editor of a vacancy that a feed brought: what is the feed's cannot be typed over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel

from ..models.vacancies import SALARY_FIELDS
from ..texts import clean_html
from .ownership import FieldNote, feed_field_notes

TEXTS = ("description", "requirements", "benefits")


class TextOfFeed(forms.Widget):
    """Shows rich text without an editor."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        cleaned = mark_safe(clean_html(value or ""))  # noqa: S308 - cleaned in this line
        return format_html('<div class="wa-admin-words" id="{}">{}</div>', (attrs or {}).get("id", name), cleaned)


class FeedFieldsMixin:
    """For the form of a vacancy: ignores what is posted for fields of a feed, and says whose they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for note in feed_field_notes(self.instance).values():  # type: ignore[attr-defined]
            if note.name == "locations":
                if not note.is_ours and "locations" in self.formsets:  # type: ignore[attr-defined]
                    self._close_formset("locations")
                continue
            for name in SALARY_FIELDS if note.name == "salary" else (note.name,):
                if name in self.fields:  # type: ignore[attr-defined]
                    self._mark(self.fields[name], note)  # type: ignore[attr-defined]

    def _mark(self, field: forms.Field, note: FieldNote) -> None:
        link = _("Give it back to the feed") if note.is_ours else _("Make it yours")
        field.help_text = format_html('{} <a href="{}">{}</a>', note.sentence, note.url, link)
        if not note.is_ours:
            # Django takes the stored value then, whatever is posted.
            field.disabled = True
            if note.name in TEXTS:
                field.widget = TextOfFeed()

    def _close_formset(self, name: str) -> None:
        """Put the stored rows in place of what is posted; nobody has to post them."""
        posted = self.formsets[name]  # type: ignore[attr-defined]
        closed = type("Closed", (_Closed, type(posted)), {})
        self.formsets[name] = closed(  # type: ignore[attr-defined]
            instance=self.instance,  # type: ignore[attr-defined]
            prefix=posted.prefix,
            form_kwargs=posted.form_kwargs,
        )


class _Closed:
    """What a formset of rows becomes that nobody may change here: always valid, never saved."""

    deleted_forms: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without empty rows that ask to be filled.
        self.forms = self.initial_forms  # type: ignore[attr-defined]
        for form in [*self.forms, self.empty_form]:  # type: ignore[attr-defined]
            form.cleaned_data = {each: getattr(form.instance, each, None) for each in form.fields}
            for field in form.fields.values():
                field.disabled = True

    def is_valid(self) -> bool:
        return True

    def has_changed(self) -> bool:
        return False

    def save(self, commit: bool = True) -> list[Any]:
        return []


class FeedPanel(Panel):
    """Says on top of the editor which feed brought a vacancy, and whose each field is. Others do not have it."""

    def __init__(
        self, heading: Any = gettext_lazy("Where it comes from"), icon: str = "download", **kwargs: Any
    ) -> None:
        super().__init__(heading=heading, icon=icon, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_advocacy/recruitment/feed_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.feed_id and self.instance.source_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            notes = feed_field_notes(self.instance).values()
            return {
                **super().get_context_data(parent_context),
                "vacancy": self.instance,
                "theirs": [each for each in notes if not each.is_ours],
                "ours": [each for each in notes if each.is_ours],
            }
