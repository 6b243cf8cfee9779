from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from ...networks.texts import clean_tag
from ...registries import known_conversion_kinds
from ..widgets import SuggestingInput


def tags_in(text: str) -> tuple[str, ...]:
    """Return the hashtags in ``text``, separated by spaces, as networks link them, without ``#``, each once."""
    return tuple(dict.fromkeys(tag for word in text.split() if (tag := clean_tag(word))))


class Campaign(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """Items that belong together for a time, with a goal that colleagues can read."""

    class Objective(models.TextChoices):
        AWARENESS = "awareness", _("Brand awareness")
        LAUNCH = "launch", _("Product launch")
        LEADS = "leads", _("Leads and sales")
        TALENT = "talent", _("Recruiting talent")
        VOICE = "voice", _("Share of voice")
        TRAFFIC = "traffic", _("Website traffic")
        SERVICE = "service", _("Customer service")
        ISSUE = "issue", _("Issue or crisis")

    class Metric(models.TextChoices):
        SHARES = "shares", _("Started shares")
        CLICKS = "clicks", _("People’s clicks")
        CONVERSIONS = "conversions", _("Conversions of one kind")

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    title = models.CharField(_("title"), max_length=120)
    title.required_on_save = True
    slug = models.SlugField(
        _("name in addresses"), max_length=80, allow_unicode=True, help_text=_("For the UTM parameters.")
    )
    goal = models.CharField(
        _("goal"),
        max_length=255,
        blank=True,
        help_text=_("One sentence that colleagues read: what do we want to reach together?"),
    )
    metric = models.CharField(
        _("measured by"),
        max_length=20,
        choices=Metric.choices,
        blank=True,
        help_text=_("What tells you that you got there. Colleagues see it with the goal."),
    )
    conversion_kind = models.CharField(
        _("kind of conversion"),
        max_length=40,
        blank=True,
        help_text=_("Such as “application” or “sign-up”, in the word that your website reports."),
    )
    goal_number = models.PositiveIntegerField(_("how many"), null=True, blank=True, validators=[MinValueValidator(1)])
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("whom to ask"),
        help_text=_("Colleagues see the name with the campaign."),
    )
    objective = models.CharField(_("objective"), max_length=20, choices=Objective.choices, blank=True)
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Before it the items wait outside the hub.")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("After it the items leave the hub."))
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True, help_text=_("Separated by spaces."))

    panels = [
        FieldPanel("site"),
        FieldPanel("title"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [
                FieldPanel("goal"),
                FieldRowPanel([FieldPanel("metric"), FieldPanel("goal_number")]),
                FieldPanel("conversion_kind", widget=SuggestingInput(known_conversion_kinds)),
                FieldPanel("objective"),
            ],
            heading=_("Goal"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading=_("When")),
        FieldPanel("owner"),
        FieldPanel("hashtags"),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("goal"),
        index.FilterField("site"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first.")})
        if self.metric == self.Metric.CONVERSIONS and not self.conversion_kind.strip():
            raise ValidationError({"conversion_kind": _("Say which kind of conversion counts.")})
        if self.goal_number and not self.metric:
            raise ValidationError({"metric": _("Say what the number counts.")})

    def hashtag_list(self) -> tuple[str, ...]:
        """Return the hashtags without ``#``, each once."""
        return tags_in(self.hashtags)

    def get_preview_template(self, request, mode_name: str) -> str:
        return "wagtail_advocacy/library/campaign_preview.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        return {**super().get_preview_context(request, mode_name), "campaign": self}

    @property
    def opens_at(self) -> datetime | None:
        """The moment at which the first day begins, in the site's time zone."""
        return timezone.make_aware(datetime.combine(self.starts_on, time.min)) if self.starts_on else None

    @property
    def closes_at(self) -> datetime | None:
        """The moment after the last day, in the site's time zone."""
        return timezone.make_aware(datetime.combine(self.ends_on, time.max)) if self.ends_on else None

    @property
    def is_running(self) -> bool:
        """Whether it is live, has begun and is not over: only then may its items be shared."""
        return not self.why_not_running

    @property
    def why_not_running(self) -> str:
        """``over``, ``draft`` (not live) or ``early``; an empty string while it runs."""
        now, ends = timezone.now(), [end for end in (self.closes_at, self.expire_at) if end]
        if self.expired or any(end <= now for end in ends):
            return "over"
        if not self.live:
            return "draft"
        return "early" if self.opens_at and self.opens_at > now else ""
