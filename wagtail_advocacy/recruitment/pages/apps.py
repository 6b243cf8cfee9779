from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitmentPagesConfig(AppConfig):
    name = "wagtail_advocacy.recruitment.pages"
    label = "wagtail_advocacy_recruitment_pages"
    verbose_name = _("Advocacy vacancy pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import privacy  # noqa: F401
