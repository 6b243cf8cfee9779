"""A vacancy: what a recruiter writes or a feed brings. Live, it offers itself to the library."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from ...days import site_day
from ..countries import amount_in_words
from ..managers import VacancyQuerySet
from ..texts import VacancyText, plain_text
from .vacancy_fields import VacancyFields

STATE_FIELDS = (
    "owner",
    "feed",
    "source_id",
    "source_url",
    "source_hash",
    "detached",
    "seen_at",
    "missed",
    "closed_at",
    "closed_reason",
    "hired",
)
"""Kept by the row, never by a revision: an old draft must not reopen a filled job or steal its source."""

LIFE_FIELDS = (
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "latest_revision",
    "locked",
    "locked_at",
    "locked_by",
    "expired",
)
"""What happened to a vacancy so far: a copy or a translation starts anew."""

FEED_FIELDS = (
    "title",
    "team",
    "locations",
    "workplace",
    "employment_type",
    "salary",
    "description",
    "requirements",
    "benefits",
    "languages",
    "apply_url",
    "apply_email",
    "direct_apply",
    "date_posted",
    "valid_through",
    "openings",
    "requisition_id",
)
"""What a feed may bring. ``salary`` stands for its four fields. All others are ours, and no import touches them."""

SALARY_FIELDS = ("salary_min", "salary_max", "salary_currency", "salary_unit")


BONUS_FIELDS = ("bonus_amount", "bonus_currency", "bonus_conditions")


class Vacancy(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    VacancyFields,
    ClusterableModel,
):
    """One job that the organisation wants to fill, with its own drafts, workflow and permissions."""

    class ClosedReason(models.TextChoices):
        FILLED = "filled", _("Filled")
        WITHDRAWN = "withdrawn", pgettext_lazy("vacancy", "Withdrawn")
        EXPIRED = "expired", _("Expired")
        GONE = "gone", _("Gone from its feed")

    # The mixin's default is True: a translation would be live before anybody had read it.
    live = models.BooleanField(pgettext_lazy("vacancy", "live"), default=False, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
    )
    feed = models.ForeignKey(
        "wagtail_advocacy_recruitment.VacancyFeed",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="vacancies",
        verbose_name=_("feed"),
    )
    #: What the feed calls it; ``None`` where no feed brought it.
    source_id = models.CharField(max_length=190, null=True, editable=False)
    source_url = models.TextField(blank=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    #: Names out of :data:`FEED_FIELDS` that are ours although a feed brought the vacancy.
    detached = models.JSONField(default=list, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    #: How many complete fetches in a row did not have it.
    missed = models.PositiveSmallIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_reason = models.CharField(
        _("reason"), max_length=10, choices=ClosedReason.choices, blank=True, editable=False
    )
    #: How many people were hired in all, told at closing; ``None``: nobody said.
    hired = models.PositiveSmallIntegerField(_("hired in all"), null=True, editable=False)

    objects = VacancyQuerySet.as_manager()

    exclude_fields_in_copy = [*STATE_FIELDS, *LIFE_FIELDS]
    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("team"),
        index.SearchField("requisition_id"),
        index.SearchField("description"),
        index.SearchField("requirements"),
        index.RelatedFields("locations", [index.SearchField("place"), index.SearchField("region")]),
        index.FilterField("site"),
        index.FilterField("locale"),
        index.FilterField("live"),
        index.FilterField("closed_at"),
        index.FilterField("valid_through"),
        index.FilterField("go_live_at"),
        index.FilterField("expire_at"),
        index.FilterField("workplace"),
        index.FilterField("employment_type"),
        index.FilterField("team"),
        index.FilterField("date_posted"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        ordering = ["-date_posted", "-pk"]
        indexes = [models.Index(fields=["site", "live", "closed_at", "-date_posted"], name="advocacy_vacancy_open")]
        constraints = [
            models.UniqueConstraint(fields=["feed", "source_id"], name="advocacy_vacancy_source_once"),
            models.CheckConstraint(
                condition=models.Q(salary_min__isnull=True)
                | models.Q(salary_max__isnull=True)
                | models.Q(salary_max__gte=models.F("salary_min")),
                name="advocacy_vacancy_salary_range",
                violation_error_message=_("The salary ends below where it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.salary_min is not None and self.salary_max is not None and self.salary_max < self.salary_min:
            errors["salary_max"] = _("The salary ends below where it begins. Change one of the two.")
        if self.has_salary and not self.salary_currency:
            errors["salary_currency"] = _("Say in which currency, such as EUR.")
        if self.has_salary and not self.salary_unit:
            errors["salary_unit"] = _("Say whether that is per hour, per month or per year.")
        if self.bonus_amount and not self.bonus_currency:
            errors["bonus_currency"] = _("Say in which currency, such as EUR.")
        if self.date_posted and self.valid_through and self.valid_through < self.date_posted:
            errors["valid_through"] = _("The last day to apply comes before the day it was posted.")
        if self.go_live_at and self.expire_at and self.expire_at <= self.go_live_at:
            errors["expire_at"] = _("It would expire before it goes live. Choose a later moment.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.salary_currency, self.bonus_currency = self.salary_currency.upper(), self.bonus_currency.upper()
        if self.live and self.date_posted is None:
            self.date_posted = site_day(self.first_published_at)
            if (names := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*names, "date_posted"}
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Vacancy:
        """Return the vacancy with a revision's content; the state stays that of the row."""
        vacancy = super().with_content_json(content)
        for name in STATE_FIELDS:
            attname = self._meta.get_field(name).attname
            setattr(vacancy, attname, getattr(self, attname))
        return vacancy

    def copied(self) -> Vacancy:
        """Return an unsaved draft with the same content, of no feed, and with a life of its own."""
        left_out = {*self.exclude_fields_in_copy, "translation_key", "go_live_at", "expire_at", "date_posted"}
        left_out |= {"valid_through", "requisition_id"}
        fields = [each for each in self._meta.concrete_fields if not each.primary_key and each.name not in left_out]
        copy = type(self)(**{each.attname: getattr(self, each.attname) for each in fields})
        for relation in ("locations", "captions"):
            setattr(copy, relation, [_unsaved(each) for each in getattr(self, relation).all()])
        return copy

    @property
    def slug(self) -> str:
        """What stands behind the number in its public address; it follows the title."""
        return slugify(self.title)[:60].strip("-") or "job"

    @property
    def has_salary(self) -> bool:
        return self.salary_min is not None or self.salary_max is not None

    @property
    def salary_in_words(self) -> str:
        """Return the salary as the reader's language writes it, or an empty string."""
        amounts = [amount_in_words(each) for each in (self.salary_min, self.salary_max) if each is not None]
        if not amounts:
            return ""
        words = " – ".join(dict.fromkeys(amounts))
        if self.salary_max is None:
            words = gettext("from %(amount)s") % {"amount": words}
        elif self.salary_min is None:
            words = gettext("up to %(amount)s") % {"amount": words}
        return f"{words} {self.salary_currency} {self.get_salary_unit_display()}".strip()

    @property
    def where(self) -> str:
        """Return its places as one line."""
        return "; ".join(dict.fromkeys(filter(None, map(str, self.locations.all()))))

    @property
    def closes_at(self) -> datetime | None:
        """The moment after which nobody can apply, in the site's time zone; ``None``: no end is set."""
        last = self.valid_through
        end = last and datetime.combine(last, time.max, timezone.get_default_timezone())
        return min((each for each in (end, self.expire_at) if each), default=None)

    @property
    def is_closed(self) -> bool:
        """Whether it is over, for whatever reason; a draft that never went out is not."""
        return bool(self.closed_at or self.expired or (self.closes_at and self.closes_at <= timezone.now()))

    @property
    def is_open(self) -> bool:
        """Whether people may apply at this moment."""
        begun = not self.go_live_at or self.go_live_at <= timezone.now()
        return bool(self.live and begun and not self.is_closed)

    @property
    def days_open(self) -> int | None:
        """Days since it was posted, until it closed; ``None`` before it was ever out."""
        if self.date_posted is None or not self.first_published_at:
            return None
        end = site_day(self.closed_at) if self.closed_at else site_day()
        return max((end - self.date_posted).days, 0)

    def summary(self, length: int = 200) -> str:
        """Return the beginning of the description as plain text, cut at a word."""
        return plain_text(self.description, length)

    def get_guideline_texts(self) -> list[VacancyText]:
        """Return what has to keep to the guidelines: captions, each for its network, and the words strangers read."""
        common = {"site": self.site, "category": self.category, "campaign": self.campaign}
        fields = ("title", "description", "requirements", "benefits")
        texts = [
            VacancyText(plain_text(getattr(self, name)), label=str(self._meta.get_field(name).verbose_name), **common)
            for name in fields
            if getattr(self, name)
        ]
        for caption in self.captions.all():
            label = caption.text[:40]
            texts.append(VacancyText(caption.text, label, caption.language, caption.network, **common))
        return texts

    def get_absolute_url(self) -> str:
        from ..places import public_address

        return public_address(self)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "wagtail_advocacy/recruitment/vacancy.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        from ..showing import preview_context

        return {**super().get_preview_context(request, mode_name), **preview_context(request, self)}


def _unsaved(row: models.Model) -> models.Model:
    kept = [each for each in row._meta.concrete_fields if not each.primary_key and each.name != "vacancy"]
    return type(row)(**{each.attname: getattr(row, each.attname) for each in kept})
