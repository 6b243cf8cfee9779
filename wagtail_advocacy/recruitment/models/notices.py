from __future__ import annotations

from django.conf import settings
from django.db import models


class StepNotice(models.Model):
    """Who was written to about a step of a vacancy's workflow, how often and when: so nobody gets a letter twice."""

    task_state = models.ForeignKey("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["task_state", "user"], name="advocacy_step_notice_once")]

    def __str__(self) -> str:
        return f"step {self.task_state_id}, {self.times} times"
