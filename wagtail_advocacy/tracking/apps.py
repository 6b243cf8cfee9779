from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackingConfig(AppConfig):
    name = "wagtail_advocacy.tracking"
    label = "wagtail_advocacy_tracking"
    verbose_name = _("Advocacy tracking")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
        from .preview_check import wiring

        self._count_clicks()
        self._count_conversions()
        wiring.register()

    def _count_clicks(self) -> None:
        from ..registries import Job, maintenance, replace_clicks_by_day, replace_figures
        from . import counts
        from .rollup.actions import purge_old_clicks, roll_up

        replace_figures(counts.count)
        replace_clicks_by_day(counts.by_day)
        maintenance["tracking.rollup"] = Job(roll_up, every=timedelta(minutes=5), label=_("Counting clicks"))
        maintenance["links.clicks"] = Job(purge_old_clicks, every=timedelta(hours=1), label=_("Deleting old clicks"))

    def _count_conversions(self) -> None:
        from .. import registries
        from .conversions.counts import count_conversions
        from .conversions.kinds import known_kinds

        registries.conversion_counts.append(count_conversions)
        registries.conversion_kinds.append(known_kinds)
