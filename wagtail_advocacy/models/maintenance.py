from django.db import models
from django.utils.translation import gettext_lazy as _


class MaintenanceJob(models.Model):
    """When a piece of maintenance last ran, what it said, and who holds its lock."""

    name = models.CharField(max_length=80, unique=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = _("maintenance job")
        verbose_name_plural = _("maintenance jobs")

    def __str__(self) -> str:
        return self.name
