from django.db import models
from django.utils.translation import gettext_lazy as _

from ...links.kinds import ClickKind
from ...links.models import Link


class DailyTally(models.Model):
    """How many clicks of one class a link had on one UTC day; ``visitors`` are distinct visitor hashes among them."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    day = models.DateField(_("day"))
    kind = models.CharField(max_length=10, choices=ClickKind.choices)
    clicks = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("daily tally")
        verbose_name_plural = _("daily tallies")
        default_permissions = ()
        permissions = [("view_programme", _("Can see “Programme so far”"))]
        constraints = [models.UniqueConstraint(fields=["link", "day", "kind"], name="advocacy_tally_once")]
        indexes = [models.Index(fields=["day", "kind"], name="advocacy_tally_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.clicks} × {self.kind}"


class ProgrammeDay(models.Model):
    """People's clicks of a programme's shares on one UTC day, summed from the tallies: years of it are few rows."""

    site = models.ForeignKey("wagtailcore.Site", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    day = models.DateField(_("day"), db_index=True)
    clicks = models.PositiveBigIntegerField(default=0)
    visitors = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("day of a programme")
        verbose_name_plural = _("days of programmes")
        default_permissions = ()
        indexes = [models.Index(fields=["site", "day"], name="advocacy_programme_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.clicks}"


class TalliedDay(models.Model):
    """A UTC day with tallies, and what of its raw clicks they hold: those up to the primary key ``through``.

    Once ``is_final``, its raw clicks are gone, and a late one is added to the tallies. ``seen`` raw clicks lay between
    ``settled`` and ``through`` when they were counted: should there be more, one was committed late.
    """

    day = models.DateField(unique=True)
    is_final = models.BooleanField(default=False)
    counted_at = models.DateTimeField(null=True)
    settled = models.BigIntegerField(default=0)
    through = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("tallied day")
        verbose_name_plural = _("tallied days")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)


class RollUpMark(models.Model):
    """How far a run of the roll-up came: it counted every click up to this primary key that was there ``at`` its start.

    Whoever took a lower key may commit later; marks are kept until nobody can any more.
    """

    click_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark of the roll-up")
        verbose_name_plural = _("marks of the roll-up")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.click_id)
