"""Fields of the editor that Wagtail leaves without a name."""

from __future__ import annotations

import json
from typing import Any

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
