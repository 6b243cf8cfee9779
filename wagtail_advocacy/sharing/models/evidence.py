"""Which evidence left the house: who exported which days of a programme, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EvidenceExport(models.Model):
    """One file of evidence as it was handed out. It is known again by its ``seal``; what it holds is not kept twice."""

    site = models.ForeignKey("wagtailcore.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    #: Days in the time zone of the settings file, both included.
    first_day = models.DateField()
    last_day = models.DateField()
    shares = models.PositiveIntegerField()
    seal = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("evidence export")
        verbose_name_plural = _("evidence exports")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"
