"""What people write of a vacancy, and what strangers read."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string

from ...fields import WebAddressField
from ..countries import validate_currency
from ..texts import CLEANED_FEATURES
from ..validators import validate_parameter


class VacancyFields(models.Model):
    """The content of a vacancy: all of it is part of its revisions."""

    class Workplace(models.TextChoices):
        ON_SITE = "on-site", _("On site")
        HYBRID = "hybrid", _("Hybrid")
        REMOTE = "remote", _("Remote")

    class EmploymentType(models.TextChoices):
        """Those of ``employmentType`` in Google’s documentation of ``JobPosting``."""

        FULL_TIME = "FULL_TIME", _("Full time")
        PART_TIME = "PART_TIME", _("Part time")
        CONTRACTOR = "CONTRACTOR", _("Contractor")
        TEMPORARY = "TEMPORARY", _("Temporary")
        INTERN = "INTERN", _("Internship")
        VOLUNTEER = "VOLUNTEER", _("Volunteer")
        PER_DIEM = "PER_DIEM", _("By the day")
        OTHER = "OTHER", pgettext_lazy("employment type", "Other")

    class SalaryUnit(models.TextChoices):
        """Those of ``unitText`` of ``baseSalary`` in Google’s documentation of ``JobPosting``."""

        HOUR = "HOUR", _("per hour")
        DAY = "DAY", _("per day")
        WEEK = "WEEK", _("per week")
        MONTH = "MONTH", _("per month")
        YEAR = "YEAR", _("per year")

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    title = models.CharField(_("title"), max_length=160)
    title.required_on_save = True
    team = models.CharField(_("team"), max_length=120, blank=True, help_text=_("As strangers read it."))
    why = models.CharField(
        _("why share this"),
        max_length=255,
        blank=True,
        help_text=_("One line for colleagues, on the card in the hub: who should they think of?"),
    )
    hiring_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("hiring manager"),
        help_text=_("Approves the vacancy before it goes out."),
    )
    recruiter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recruiter"),
    )
    workplace = models.CharField(
        _("where people work"), max_length=10, choices=Workplace.choices, default=Workplace.ON_SITE
    )
    employment_type = models.CharField(
        _("employment"), max_length=12, choices=EmploymentType.choices, default=EmploymentType.FULL_TIME
    )
    salary_min = models.DecimalField(
        _("salary from"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    salary_max = models.DecimalField(
        _("salary to"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    salary_currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[validate_currency], help_text=_("Such as EUR.")
    )
    salary_unit = models.CharField(
        _("paid"), max_length=5, choices=SalaryUnit.choices, default=SalaryUnit.YEAR, blank=True
    )
    description = RichTextField(_("description"), features=CLEANED_FEATURES, help_text=_("What will people do?"))
    requirements = RichTextField(
        _("requirements"), features=CLEANED_FEATURES, blank=True, help_text=_("What do they need to bring?")
    )
    benefits = RichTextField(
        _("benefits"), features=CLEANED_FEATURES, blank=True, help_text=_("What do they get besides the salary?")
    )
    languages = models.CharField(
        _("languages needed"), max_length=200, blank=True, help_text=_("Such as: English, good Spanish.")
    )
    apply_url = WebAddressField(
        _("address to apply at"), max_length=2000, blank=True, help_text=_("The form of your recruiting system.")
    )
    apply_email = models.EmailField(
        _("or e-mail to apply to"),
        blank=True,
        help_text=_("Applications by e-mail cannot be counted: nothing tells us that a letter was written."),
    )
    apply_parameter = models.CharField(
        _("parameter for the code"),
        max_length=40,
        blank=True,
        validators=[validate_parameter],
        help_text=_(
            "By which name your recruiting system takes the code of a link, such as gh_src. Empty: “wa”, or as its "
            "feed says. The code names nobody."
        ),
    )
    direct_apply = models.BooleanField(
        _("people apply right there"),
        default=False,
        help_text=_("Without an account or a further website. Job search engines say so beside the vacancy."),
    )
    date_posted = models.DateField(
        _("posted on"), null=True, blank=True, help_text=_("Empty: the day on which it is first published.")
    )
    valid_through = models.DateField(
        _("last day to apply"), null=True, blank=True, help_text=_("After it the vacancy closes by itself.")
    )
    openings = models.PositiveSmallIntegerField(_("openings"), default=1, validators=[MinValueValidator(1)])
    requisition_id = models.CharField(
        _("requisition number"), max_length=64, blank=True, help_text=_("The number of the job in your own books.")
    )
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    image_alt = models.CharField(
        _("picture in words"), max_length=255, blank=True, help_text=_("For people who cannot see it.")
    )
    category = models.ForeignKey(
        "wagtail_advocacy_library.ContentCategory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("category"),
    )
    campaign = models.ForeignKey(
        "wagtail_advocacy_library.Campaign",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("campaign"),
    )
    bonus_amount = models.DecimalField(
        _("referral bonus"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("For the colleague by whose share somebody is hired."),
    )
    bonus_currency = models.CharField(
        _("currency of the bonus"), max_length=3, blank=True, validators=[validate_currency]
    )
    bonus_conditions = models.TextField(
        _("conditions of the bonus"), max_length=1000, blank=True, help_text=_("Colleagues read them beside the bonus.")
    )

    class Meta:
        abstract = True
