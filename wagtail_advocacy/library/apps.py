from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "wagtail_advocacy.library"
    label = "wagtail_advocacy_library"
    verbose_name = _("Advocacy library")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..compat import register_permission_policy
        from ..registries import Job, maintenance
        from . import cards, privacy, signal_handlers  # noqa: F401
        from .actions import refresh_targets
        from .attention import register_rules
        from .policies import item_policy

        register_permission_policy(item_policy)
        register_rules()
        maintenance["library.targets"] = Job(
            refresh_targets, every=timedelta(minutes=5), label=_("Closing links to what is not public any more")
        )
        maintenance["library.cards"] = Job(
            cards.sweep, every=timedelta(days=1), label=_("Clearing away card pictures of what is over")
        )
