"""Our few rules for the look of Wagtail's own screens."""

from __future__ import annotations

from typing import Any

from django.forms import Media


class StyledMixin:
    """Brings ``admin.css`` along; for views whose template loads ``media``."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)  # type: ignore[misc]
        context["media"] += Media(css={"all": ["wagtail_advocacy/admin.css"]})
        return context
