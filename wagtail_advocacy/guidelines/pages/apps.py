from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesPagesConfig(AppConfig):
    name = "wagtail_advocacy.guidelines.pages"
    label = "wagtail_advocacy_guidelines_pages"
    verbose_name = _("Advocacy guideline pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
