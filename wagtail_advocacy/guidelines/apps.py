from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesConfig(AppConfig):
    name = "wagtail_advocacy.guidelines"
    label = "wagtail_advocacy_guidelines"
    verbose_name = _("Advocacy guidelines")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..registries import Job, basis_texts, caption_checks, disputes, maintenance, me_links, share_gates
        from . import privacy, signal_handlers  # noqa: F401
        from .actions import (
            forget_old_acknowledgements,
            forget_old_disputes,
            forget_old_reminders,
            send_reminders,
            take_dispute,
        )
        from .basis import text_of_basis
        from .checking import check_caption
        from .gates import policy_gate
        from .me import guidelines_link

        caption_checks.append(check_caption)
        share_gates.append(policy_gate)
        disputes.append(take_dispute)
        basis_texts.append(text_of_basis)
        me_links.append(guidelines_link)
        maintenance["guidelines.reminders"] = Job(
            send_reminders, every=timedelta(days=1), label=_("Reminding members of a policy that they have not read")
        )
        maintenance["guidelines.acknowledgements"] = Job(
            forget_old_acknowledgements, every=timedelta(days=1), label=_("Forgetting who agreed after they have left")
        )
        maintenance["guidelines.disputes"] = Job(
            forget_old_disputes, every=timedelta(days=1), label=_("Forgetting disputes and hits of rules of long ago")
        )
        maintenance["guidelines.letters"] = Job(
            forget_old_reminders, every=timedelta(days=1), label=_("Forgetting who was reminded of earlier versions")
        )
