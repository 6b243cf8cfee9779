"""Fields of the editor that Wagtail leaves without a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminTagWidget


class NamedTagWidget(AdminTagWidget):
    """Wagtail’s field for tags, which says what it is for.

    Wagtail’s script puts a field of its own before the one that the label names, and takes a placeholder for it
    as an option.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found = context["widget"]["attrs"]
        options = json.loads(found["data-w-tag-options-value"])
        found["data-w-tag-options-value"] = json.dumps({**options, "placeholderText": _("Add tags")})
        return context


class SuggestingInput(forms.TextInput):
    """A text field that offers what is known, and takes anything; browsers do that without a script."""

    template_name = "wagtail_advocacy/library/suggesting_input.html"

    def __init__(self, suggestions: Callable[[], Mapping[str, Any]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["suggestions"] = dict(self.suggestions())
        widget["attrs"]["list"] = f"{widget['attrs'].get('id', name)}-known"
        return context
