from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from wagtail_advocacy.registries import offer_sources

        from .models import Event
        from .offers import to_offer

        offer_sources[Event] = to_offer
