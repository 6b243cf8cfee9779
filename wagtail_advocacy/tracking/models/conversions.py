from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...links.models import Link
from ..conversions.kinds import kind_label


class Conversion(models.Model):
    """What somebody did after a click: applied, bought, signed up. It names nobody.

    ``reference`` is its number in the system that reported it. Two digests make it once: ``key`` of what came in, and
    ``by_reference`` of kind and reference, where there is one.
    """

    class Source(models.TextChoices):
        WEBHOOK = "webhook", _("Webhook")
        CSV = "csv", _("CSV file")
        TAG = "tag", _("Page of our own")
        HAND = "hand", _("Recorded by hand")

    site = models.ForeignKey("wagtailcore.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    at = models.DateTimeField(_("when"), db_index=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    reference = models.CharField(_("reference"), max_length=190, blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)
    by_reference = models.CharField(max_length=64, unique=True, null=True, editable=False)
    source = models.CharField(_("came by"), max_length=10, choices=Source.choices)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("conversion")
        verbose_name_plural = _("conversions")
        default_permissions = ("add", "view", "delete")
        indexes = [models.Index(fields=["site", "kind", "at"], name="advocacy_conversion_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"

    def get_kind_display(self) -> str:
        """Return what people call its kind."""
        return kind_label(self.kind)


class Touch(models.Model):
    """A link that one conversion came by. Several may have had a part in it; one is credited."""

    conversion = models.ForeignKey(Conversion, on_delete=models.CASCADE, related_name="touches")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="touches")
    at = models.DateTimeField(null=True)
    is_credited = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("touch")
        verbose_name_plural = _("touches")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["conversion", "link"], name="advocacy_touch_once")]

    def __str__(self) -> str:
        return f"conversion {self.conversion_id}, link {self.link_id}"
