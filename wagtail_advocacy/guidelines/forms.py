"""The editor of a policy."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from .models.policies import NEXT_VERSION_FIELDS
from .scopes import LABELS, PARTS, choices_of


class PartField(forms.MultipleChoiceField):
    """What a policy is narrowed to; what has been deleted since stays chosen, and says so."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(choices=partial(choices_of, part), required=False, label=LABELS[part])

    def keep(self, chosen: list[str]) -> None:
        known = choices_of(self.part)
        gone = [key for key in chosen if key not in dict(known)]
        self.choices = [*known, *((key, _("%(key)s (not there any more)") % {"key": key}) for key in gone)]


class PolicyForm(WagtailAdminModelForm):
    networks = PartField("networks")
    languages = PartField("languages")
    categories = PartField("categories")
    campaigns = PartField("campaigns")

    class Media:
        css = {"all": ["wagtail_advocacy/admin.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in PARTS:
            if part in self.fields:
                self.fields[part].keep(list(getattr(self.instance, part) or ()))
        if self.instance.live and not self.instance.has_unpublished_changes:
            self.initial |= dict.fromkeys(NEXT_VERSION_FIELDS, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_deferred_validation or not self.instance.pk or not self.instance.versions.exists():
            return cleaned
        if not cleaned.get("asks_again"):
            self.add_error(
                "asks_again", ValidationError(_("Say whether people are asked to agree again to this version."))
            )
        if not (cleaned.get("what_changed") or "").strip():
            self.add_error(
                "what_changed", ValidationError(_("Say in a sentence what changes. People read it before the text."))
            )
        return cleaned


EMPTY = gettext_lazy("Nothing chosen means everywhere.")
