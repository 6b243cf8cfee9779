from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecruitmentConfig(AppConfig):
    name = "wagtail_advocacy.recruitment"
    label = "wagtail_advocacy_recruitment"
    verbose_name = _("Advocacy recruitment")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..registries import Job, maintenance, offer_sources
        from . import privacy, signal_handlers  # noqa: F401
        from .actions import close_expired
        from .feeds import wiring as of_feeds
        from .models import Vacancy
        from .offers import to_offer
        from .public import wiring as of_public_pages
        from .referrals import wiring as of_referrals
        from .workflow import wiring as of_workflow

        offer_sources[Vacancy] = to_offer
        maintenance["recruitment.expired"] = Job(
            close_expired, every=timedelta(minutes=15), label=_("Closing vacancies whose last day is over")
        )
        for part in (of_public_pages, of_workflow, of_feeds, of_referrals):
            part.register()
