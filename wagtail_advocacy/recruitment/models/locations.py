from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from ..countries import country_choices, country_name


class VacancyLocation(models.Model):
    """One place of work. Of a remote vacancy: a place, often a whole country, from where people may work."""

    vacancy = ParentalKey("wagtail_advocacy_recruitment.Vacancy", on_delete=models.CASCADE, related_name="locations")
    place = models.CharField(_("town"), max_length=120, blank=True)
    region = models.CharField(_("region or state"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        choices=country_choices,
        help_text=_("Job search engines want it, and in many countries the law asks for the salary."),
    )

    panels = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("country")]),
        FieldRowPanel([FieldPanel("region"), FieldPanel("postal_code")]),
    ]

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.place or self.region, country_name(self.country) if self.country else "")))
