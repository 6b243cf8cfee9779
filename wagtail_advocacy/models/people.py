from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..managers import AdvocateQuerySet


class Team(models.Model):
    """A team as the site's resolver names it; rows appear on first sight and stay, for history refers to them."""

    key = models.CharField(_("key"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=255)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Advocate(models.Model):
    """Somebody who joined the programme: what they agreed to, and when. Erasing a person deletes this row."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    consent_version = models.CharField(_("version of the text"), max_length=20)
    consent_text = models.TextField(_("text as it was shown"))
    purposes = models.JSONField(_("purposes"), default=list)
    alias = models.CharField(_("alias"), max_length=60, blank=True)

    objects = AdvocateQuerySet.as_manager()

    class Meta:
        verbose_name = _("advocate")
        verbose_name_plural = _("advocates")

    def __str__(self) -> str:
        # Nobody is named where an advocate appears as text: not in logs, not in the admin.
        return f"advocate {self.pk}"

    @property
    def is_enrolled(self) -> bool:
        return self.left_at is None


class AudienceSize(models.Model):
    """How many people an advocate says they reach on a network; the only ground for *potential* reach."""

    advocate = models.ForeignKey(Advocate, on_delete=models.CASCADE, related_name="audience_sizes")
    network = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("audience size")
        verbose_name_plural = _("audience sizes")
        constraints = [models.UniqueConstraint(fields=["advocate", "network"], name="advocacy_audience_once")]

    def __str__(self) -> str:
        return f"{self.network}: {self.size}"


class Headcount(models.Model):
    """How many people a team (none: the whole site) had on a day, and how many of them were enrolled."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="headcounts")
    day = models.DateField()
    users = models.PositiveIntegerField()
    enrolled = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        constraints = [models.UniqueConstraint(fields=["site", "team", "day"], name="advocacy_headcount_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.enrolled} / {self.users}"
