from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...registries import Job, maintenance


def register() -> None:
    """Enter what this part of the room does into the registries."""
    from .importing import forget_old_runs, import_active

    maintenance["recruitment.feeds"] = Job(import_active, every=timedelta(hours=1), label=_("Importing vacancies"))
    maintenance["recruitment.feed_runs"] = Job(
        forget_old_runs, every=timedelta(days=1), label=_("Forgetting old fetches of vacancies")
    )
