"""Days on which people can meet Larkwater."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.images import get_image_model_string
from wagtail.models import Site


class EventQuerySet(models.QuerySet["Event"]):
    def upcoming(self) -> "EventQuerySet":
        return self.filter(is_public=True, ends_at__gte=timezone.now()).order_by("starts_at", "pk")


class Event(models.Model):
    site = models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("website"),
        help_text=_("The event's public address is on this website."),
    )
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), unique=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=120)
    summary = models.TextField(_("summary"), max_length=600)
    invitation = models.CharField(
        _("why colleagues should invite people"),
        max_length=200,
        blank=True,
        help_text=_("Shown beside the share button."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    is_public = models.BooleanField(_("public"), default=True)

    objects = EventQuerySet.as_manager()

    panels = [
        "title",
        "slug",
        "site",
        FieldRowPanel(["starts_at", "ends_at"]),
        "place",
        "summary",
        "invitation",
        "image",
        "is_public",
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.slug])

    @property
    def image_alt(self) -> str:
        return self.image.description if self.image else ""

    @property
    def full_url(self) -> str:
        """The public address, with host and port."""
        return self.site.root_url + self.get_absolute_url()
