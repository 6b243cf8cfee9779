from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "wagtail_advocacy.sharing"
    label = "wagtail_advocacy_sharing"
    verbose_name = _("Advocacy sharing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..registries import Job, maintenance, my_data_parts, paused_people
        from . import previews, privacy, signal_handlers  # noqa: F401
        from .actions import forget_old_looks, forget_old_shares
        from .evidence.mine import evidence_part
        from .preferences import paused_among
        from .views.looks import looks_part
        from .views.preferences import pause_part

        maintenance["sharing.shares"] = Job(
            forget_old_shares, every=timedelta(days=1), label=_("Cutting people and words out of old shares")
        )
        maintenance["sharing.looks"] = Job(
            forget_old_looks, every=timedelta(days=1), label=_("Forgetting who looked at names long ago")
        )
        my_data_parts.extend([looks_part, evidence_part, pause_part])
        paused_people.append(paused_among)
