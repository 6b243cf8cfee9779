from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .policies import Policy


class Dispute(models.Model):
    """“This is wrong because…”: a finding, the words that were marked, and a reason. Who said it is not kept."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("dispute", "Open")
        RIGHT = "right", _("The rule was changed")
        KEPT = "kept", _("The rule stays as it is")

    policy = models.ForeignKey(
        Policy, null=True, on_delete=models.SET_NULL, related_name="disputes", verbose_name=_("policy")
    )
    version = models.PositiveIntegerField(_("version"))
    rule = models.CharField(max_length=40)
    sentence = models.TextField(_("rule"))
    words = models.TextField(_("marked words"), blank=True)
    because = models.TextField(_("reason"))
    network = models.CharField(_("network"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    day = models.DateField(_("day"), default=timezone.localdate)

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        default_permissions = ("view", "change")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.sentence


class RuleTally(models.Model):
    """How often a rule spoke on a day when somebody started a share; the row with an empty ``rule`` counts them all."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="tallies")
    rule = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("hits of a rule")
        verbose_name_plural = _("hits of rules")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["policy", "rule", "day"], name="advocacy_rule_tally_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.times}"
