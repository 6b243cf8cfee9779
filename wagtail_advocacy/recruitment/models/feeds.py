from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...fields import WebAddressField
from ..countries import country_choices
from ..validators import validate_parameter


def feed_kind_choices() -> list[tuple[str, Any]]:
    """Return key and label of every kind of feed that this site knows."""
    from ..feeds.kinds import FEED_KINDS

    return [(key, kind.label) for key, kind in FEED_KINDS.items()]


class VacancyFeed(models.Model):
    """Where vacancies come from: an address of an applicant tracking system, and what is done with what it says."""

    class Publish(models.TextChoices):
        REVIEW = "review", _("Somebody looks at it first: it goes into the workflow, or stays a draft without one")
        AUTO = "auto", _("It is published at once, and so are its changes")

    title = models.CharField(_("name"), max_length=120, help_text=_("Recruiters read it beside what it brings."))
    kind = models.CharField(_("kind"), max_length=40, choices=feed_kind_choices)
    address = WebAddressField(_("address"), max_length=2000)
    mapping = models.JSONField(
        _("mapping"),
        default=dict,
        blank=True,
        help_text=_("For other JSON only: which of its fields is which of ours."),
    )
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.PROTECT, related_name="+", verbose_name=_("language of its texts")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        choices=country_choices,
        help_text=_("Of places that name none, such as “San Francisco, CA”, and of remote work without a place."),
    )
    category = models.ForeignKey(
        "wagtail_advocacy_library.ContentCategory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("category"),
    )
    recruiter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recruiter"),
        help_text=_("Of all its vacancies, until you choose another there. Hears when something goes wrong."),
    )
    publish = models.CharField(
        _("what is new or changed"), max_length=10, choices=Publish.choices, default=Publish.REVIEW
    )
    apply_parameter = models.CharField(
        _("parameter for the code"),
        max_length=40,
        blank=True,
        validators=[validate_parameter],
        help_text=_(
            "By which name the system takes the code of a link in its addresses. Empty: as this kind of system does."
        ),
    )
    is_active = models.BooleanField(_("fetched by itself"), default=True)
    locked_until = models.DateTimeField(null=True, editable=False)
    #: Until when its system asked to be left alone.
    not_before = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("vacancy feed")
        verbose_name_plural = _("vacancy feeds")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class FeedRun(models.Model):
    """One fetch of a feed and what it changed."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Complete")
        FAILED = "failed", _("Failed: nothing was changed")
        PARTIAL = "partial", _("Incomplete: nothing was changed")
        EMPTY = "empty", _("Empty: nothing was changed")
        SHRUNKEN = "shrunken", _("Shrunken: nothing was changed")

    feed = models.ForeignKey(VacancyFeed, on_delete=models.CASCADE, related_name="runs")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    began_at = models.DateTimeField(_("began"), default=timezone.now, db_index=True)
    ended_at = models.DateTimeField(_("ended"), default=timezone.now)
    found = models.PositiveIntegerField(_("vacancies in the feed"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    missing = models.PositiveIntegerField(_("missing once"), default=0)
    gone = models.PositiveIntegerField(_("gone"), default=0)
    refused = models.PositiveIntegerField(_("not taken over"), default=0)
    #: Sentences about single vacancies: ``[{"source_id", "title", "message"}]``, a hundred at most.
    problems = models.JSONField(default=list, blank=True)
    message = models.TextField(_("message"), blank=True)

    class Meta:
        verbose_name = _("fetch of a feed")
        verbose_name_plural = _("fetches of feeds")
        ordering = ["-began_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.feed} {self.began_at:%Y-%m-%d %H:%M}"
