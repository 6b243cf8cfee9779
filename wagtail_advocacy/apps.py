from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "wagtail_advocacy"
    label = "wagtail_advocacy"
    verbose_name = _("Advocacy")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, privacy, privacy_links, signal_handlers  # noqa: F401
        from .actions import count_heads, forget_old_audiences, purge_clicks, write_host_texts
        from .links.actions import drop_old_salts, store_waiting_clicks
        from .registries import Job, maintenance

        hourly, daily = timedelta(hours=1), timedelta(days=1)
        maintenance["links.salts"] = Job(
            drop_old_salts, every=hourly, label=_("Forgetting what made visitors countable")
        )
        # Before anything is counted.
        maintenance["links.waiting"] = Job(
            store_waiting_clicks, every=timedelta(minutes=5), label=_("Storing clicks that waited for the database")
        )
        # The tracking room lets them go in its own way, wherever the site lists it.
        maintenance.setdefault("links.clicks", Job(purge_clicks, every=hourly, label=_("Deleting old clicks")))
        maintenance["links.host_texts"] = Job(
            write_host_texts, every=hourly, label=_("Keeping the privacy page of your links up to date")
        )
        maintenance["audiences"] = Job(forget_old_audiences, every=daily, label=_("Deleting old sizes of audiences"))
        maintenance["headcount"] = Job(count_heads, every=daily, label=_("Counting colleagues"))
