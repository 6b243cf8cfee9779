from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..differences import Paragraph
from ..managers import PolicyVersionQuerySet
from .policies import Policy


class PolicyVersion(models.Model):
    """One policy as it was published, for ever. What applies is the newest version of each live policy.

    ``content`` holds title, kind, language, scope, paragraphs and rules as plain data, and ``hash`` is the SHA-256 over
    it; ``html`` is the same as people read it. ``translation_key`` and ``language`` outlive the policy.
    """

    policy = models.ForeignKey(Policy, null=True, on_delete=models.SET_NULL, related_name="versions")
    translation_key = models.UUIDField(editable=False)
    language = models.CharField(_("language"), max_length=20)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    published_at = models.DateTimeField(_("published"))
    what_changed = models.TextField(_("what changed"), blank=True)
    content = models.JSONField()
    html = models.TextField()
    hash = models.CharField(max_length=64)
    #: Whether people are asked to agree, from which day, and until when they are only reminded (both days included).
    is_material = models.BooleanField(_("asks people to agree"), default=True)
    asks_from = models.DateField(_("asks from"))
    stops_from = models.DateField(_("needed from"))
    reminders = models.PositiveSmallIntegerField(default=0)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a policy")
        verbose_name_plural = _("versions of policies")
        default_permissions = ("view",)
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["policy", "number"], name="advocacy_policy_version_once")]
        indexes = [models.Index(fields=["translation_key", "language"], name="advocacy_policy_version_of")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def direction(self) -> str:
        """Which way its language is written: ``ltr`` or ``rtl``."""
        codes = {self.language.lower(), self.language.lower().partition("-")[0]}
        return "rtl" if codes & set(settings.LANGUAGES_BIDI) else "ltr"

    @cached_property
    def paragraphs(self) -> Sequence[Paragraph]:
        return [Paragraph(key, text) for key, text in self.content["paragraphs"]]

    def is_asked_about(self, today: date) -> bool:
        """Whether people who have not agreed to it are asked for that on this day."""
        return self.is_material and self.asks_from <= today
