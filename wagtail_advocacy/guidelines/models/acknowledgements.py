from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .versions import PolicyVersion


class Acknowledgement(models.Model):
    """Somebody agreed to a version. Erasing the person deletes it, and whoever joins again is asked again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    hash = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=20)
    acknowledged_at = models.DateTimeField(_("agreed"), default=timezone.now)
    #: Since when the account is switched off, as far as nightly upkeep has seen; a year after it the row is deleted.
    inactive_since = models.DateField(null=True)

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="advocacy_acknowledged_once")]

    def __str__(self) -> str:
        # Nobody is named where this appears as text.
        return f"acknowledgement {self.pk}"


class Reminder(models.Model):
    """How often somebody was written to about a version, and when last."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="advocacy_reminded_once")]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
