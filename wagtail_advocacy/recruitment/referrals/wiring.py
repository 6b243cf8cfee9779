from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Enter what this part of the room does into the registries."""
    from ... import registries
    from ...signals import conversion_recorded
    from ...tracking.models import Conversion
    from . import due
    from .kinds import register_kinds
    from .mine import bonuses_part, referrals_link
    from .referring import refer_link

    register_kinds()
    conversion_recorded.connect(
        due.conversion_heard, sender=Conversion, dispatch_uid="wagtail_advocacy.recruitment.referrals"
    )
    registries.maintenance["recruitment.referrals"] = registries.Job(
        due.look_after, every=timedelta(minutes=15), label=_("Following referrals, and making bonuses due")
    )
    registries.maintenance["recruitment.old_referrals"] = registries.Job(
        due.forget_old_words,
        every=timedelta(days=1),
        label=_("Forgetting reasons and numbers of applications that are long over"),
    )
    registries.me_links.append(referrals_link)
    registries.card_links.append(refer_link)
    registries.my_data_parts.append(bonuses_part)
