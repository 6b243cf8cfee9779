"""What forms of the library say about a choice that is no more."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

GONE = _("What was chosen here is gone meanwhile, or not for you to choose. Choose again.")


def say_what_to_do(form: Any) -> None:
    """Let every field of ``form`` that offers a choice say what to do, not only that it is wrong."""
    for field in form.fields.values():
        if "invalid_choice" in field.error_messages:
            field.error_messages["invalid_choice"] = GONE
