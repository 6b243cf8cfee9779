"""Which evidence is exported, why, and which file is checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from ...days import site_day
from ..forms import LONGEST_REASON, SHORTEST_REASON, day_field, visible
from .exporting import Scope
from .reading import MOST_UPLOADED


class ScopeForm(forms.Form):
    """The programme and the days."""

    site = forms.ModelChoiceField(
        label=gettext_lazy("Programme of"),
        queryset=Site.objects.order_by("-is_default_site", "site_name", "hostname", "pk"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a site."),
            "invalid_choice": gettext_lazy("This site is not there any more. Choose another one."),
        },
    )
    first = day_field(label=gettext_lazy("First day"))
    last = day_field(label=gettext_lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day lies before the first. Choose the days the other way round."))
        today = site_day()
        if last and last > today and not self.has_error("last"):
            self.add_error("last", _("This day has not come yet. Choose a day up to today."))
        return given

    @property
    def scope(self) -> Scope:
        return Scope(self.cleaned_data["site"], self.cleaned_data["first"], self.cleaned_data["last"])


class ExportForm(ScopeForm):
    """The same, hidden, and the reason."""

    reason = forms.CharField(
        label=gettext_lazy("Why you export it"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON, "autocomplete": "off"}),
        required=False,
        strip=False,
        help_text=gettext_lazy("Stands below beside your name, for everybody who may export. 10 to 500 characters."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("site", "first", "last"):
            self.fields[name].widget = self.fields[name].hidden_widget()

    def clean_reason(self) -> str:
        reason = visible(self.cleaned_data["reason"])
        if sum(each.isalnum() for each in reason) < SHORTEST_REASON // 2 or len(reason) < SHORTEST_REASON:
            raise ValidationError(_("Say in at least 10 characters why you export it."))
        if len(reason) > LONGEST_REASON:
            raise ValidationError(_("Shorten your reason to 500 characters."))
        return reason


class CheckForm(forms.Form):
    """A file that somebody says is evidence."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The ZIP file as it was exported, or the evidence.json out of it. It is not kept."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_UPLOADED:
            raise ValidationError(
                _("This file is larger than %(most)d MB. Ask a developer to check it by manage.py verify_evidence.")
                % {"most": MOST_UPLOADED // 2**20}
            )
        return file
