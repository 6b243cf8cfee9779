"""What recruiters and the programme lead may change, per programme."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from ...fields import WebAddressField
from ..countries import validate_currency


@register_setting(icon="user")
class RecruitmentSettings(BaseSiteSetting):
    """Recruitment of one programme: who hires, where strangers read vacancies, and what referrers see."""

    class ReferrerSees(models.TextChoices):
        COUNTS = "counts", _("Clicks and applications, as numbers")
        STATES = "states", _("And how far each application has come")
        BONUS = "bonus", _("And what became of the bonus")

    organisation = models.CharField(
        _("name of the employer"),
        max_length=120,
        blank=True,
        help_text=_("As job search engines show it. Empty: the name of the website."),
    )
    organisation_url = WebAddressField(_("website of the employer"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("For job search engines: square, at least 112 pixels wide."),
    )
    career_site = models.ForeignKey(
        "wagtailcore.Site",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("website with the vacancies"),
        help_text=_("Where strangers read them. Empty: the first website that is visible without login."),
    )
    candidates_privacy_url = WebAddressField(
        _("privacy notice for candidates"), blank=True, help_text=_("Linked below every vacancy.")
    )
    step_days = models.PositiveSmallIntegerField(
        _("working days until a reminder"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("A vacancy that waits longer for somebody shows up under “Needs attention” too."),
    )
    cost_per_hire = models.DecimalField(
        _("what a hire costs otherwise"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Advertisements and agencies, by your own books. Empty: the report shows no money."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[validate_currency], help_text=_("Such as EUR.")
    )
    referrer_sees = models.CharField(
        _("what colleagues see of their referrals"),
        max_length=10,
        choices=ReferrerSees.choices,
        default=ReferrerSees.STATES,
    )
    bonus_months = models.PositiveSmallIntegerField(
        _("months from the hire until a bonus is due"),
        default=3,
        validators=[MaxValueValidator(24)],
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("organisation_url"), FieldPanel("logo")], heading=_("Employer")
        ),
        MultiFieldPanel(
            [FieldPanel("career_site"), FieldPanel("candidates_privacy_url")], heading=_("Public vacancies")
        ),
        FieldPanel("step_days"),
        MultiFieldPanel([FieldPanel("referrer_sees"), FieldPanel("bonus_months")], heading=_("Referrals")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("cost_per_hire"), FieldPanel("currency")])], heading=_("Costs")),
    ]

    class Meta:
        verbose_name = _("Recruitment")

    def clean(self) -> None:
        super().clean()
        if self.cost_per_hire is not None and not self.currency:
            raise ValidationError({"currency": _("Say in which currency, such as EUR.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.currency = self.currency.upper()
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} ({self.site})"
