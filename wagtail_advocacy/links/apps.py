from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "wagtail_advocacy.links"
    label = "wagtail_advocacy_links"
    verbose_name = _("Advocacy links")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
