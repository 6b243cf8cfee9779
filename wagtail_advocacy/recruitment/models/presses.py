from __future__ import annotations

from django.db import models

from ...links.models import Link


class ApplyPresses(models.Model):
    """How often “Apply” was pressed on a vacancy's public page, by day (UTC) and by the link people came by.

    ``link`` is ``None`` for those who came without one. A number, and nothing about whom.
    """

    vacancy = models.ForeignKey(
        "wagtail_advocacy_recruitment.Vacancy", on_delete=models.CASCADE, related_name="apply_presses"
    )
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(db_index=True)
    #: The link's primary key, or 0: databases take several empty links for different ones.
    link_key = models.PositiveBigIntegerField(default=0)
    presses = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "link_key", "day"], name="advocacy_apply_presses_once")
        ]

    def __str__(self) -> str:
        return f"vacancy {self.vacancy_id}, {self.day}: {self.presses}"
