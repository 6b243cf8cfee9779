from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingPagesConfig(AppConfig):
    name = "wagtail_advocacy.sharing.pages"
    label = "wagtail_advocacy_sharing_pages"
    verbose_name = _("Advocacy pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ...registries import offer_sources
        from . import privacy  # noqa: F401
        from .models import StoryPage
        from .offers import story_offer

        offer_sources[StoryPage] = story_offer
