from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from ...library.models.captions import default_language, language_choices
from ...models import network_choices


class VacancyCaption(models.Model):
    """Suggested words for a vacancy, such as “my team is hiring”; they become captions of the item it offers."""

    vacancy = ParentalKey("wagtail_advocacy_recruitment.Vacancy", on_delete=models.CASCADE, related_name="captions")
    text = models.TextField(
        _("words"), help_text=_("Write as a colleague would: “My team is hiring.” The link is added by itself.")
    )
    network = models.CharField(_("for"), max_length=40, blank=True, choices=network_choices)
    language = models.CharField(_("language"), max_length=20, choices=language_choices, default=default_language)

    panels = [FieldPanel("text"), FieldRowPanel([FieldPanel("network"), FieldPanel("language")])]

    class Meta:
        verbose_name = _("caption of a vacancy")
        verbose_name_plural = _("captions of vacancies")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
