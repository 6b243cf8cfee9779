from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from .body import PolicyBodyField

LIFE_FIELDS = (
    "latest_revision",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
)
"""What happened to a policy so far: a copy or a translation starts anew."""

NEXT_VERSION_FIELDS = ("what_changed", "asks_again", "asks_from")
"""What is said of one version says nothing of the next."""


class Policy(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """One text that people read and that checks captions. Publishing it makes a :class:`PolicyVersion`.

    ``categories`` and ``campaigns`` are what :class:`..scopes` calls their keys; empty lists mean everywhere.
    """

    class Kind(models.TextChoices):
        CONTENT = "content", _("Content policy")
        BRAND = "brand", _("Brand style guide")

    class AsksAgain(models.TextChoices):
        YES = "yes", _("Yes: what people may do or have to do changes")
        NO = "no", _("No: it says the same in better words")

    title = models.CharField(_("title"), max_length=120)
    title.required_on_save = True
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CONTENT)
    site = models.ForeignKey(
        "wagtailcore.Site",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("programme"),
        help_text=_("Empty: every programme of this installation."),
    )
    networks = models.JSONField(_("networks"), default=list, blank=True)
    languages = models.JSONField(_("languages of the words"), default=list, blank=True)
    categories = models.JSONField(_("categories"), default=list, blank=True)
    campaigns = models.JSONField(_("campaigns"), default=list, blank=True)
    body = PolicyBodyField(verbose_name=_("text and rules"), blank=True)
    what_changed = models.TextField(
        _("what changes"),
        max_length=1000,
        blank=True,
        help_text=_("One or two sentences for people who know the last version. They read it above the changes."),
    )
    asks_again = models.CharField(
        _("ask people to agree again?"),
        max_length=3,
        choices=AsksAgain.choices,
        blank=True,
        help_text=_(
            "The first version is always asked about. Ask again only if something new is allowed, forbidden or "
            "required: who is asked too often stops reading."
        ),
    )
    asks_from = models.DateField(
        _("ask from"), null=True, blank=True, help_text=_("Empty: from the day on which it is published.")
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days to read it"),
        default=14,
        validators=[MaxValueValidator(365)],
        help_text=_("So long people are only reminded; after that they agree before their next share."),
    )
    reminders = models.PositiveSmallIntegerField(
        _("e-mails at most"),
        default=0,
        validators=[MaxValueValidator(3)],
        help_text=_("To members who have not agreed yet, a week apart at least. 0: nobody is written to."),
    )
    # The mixin's default is True: a translation would be in force before anybody had read it.
    live = models.BooleanField(pgettext_lazy("policy", "live"), default=False, editable=False)

    exclude_fields_in_copy = [*LIFE_FIELDS, *NEXT_VERSION_FIELDS]
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("body"),
        index.FilterField("site"),
        index.FilterField("locale"),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.go_live_at and self.expire_at and self.expire_at <= self.go_live_at:
            raise ValidationError({"expire_at": _("It would expire before it goes live. Choose a later moment.")})

    def copied(self) -> Policy:
        """Return an unsaved draft with the same text and a life of its own."""
        left_out = {*LIFE_FIELDS, *NEXT_VERSION_FIELDS, "translation_key"}
        fields = [each for each in self._meta.concrete_fields if not each.primary_key and each.name not in left_out]
        return type(self)(**{each.attname: getattr(self, each.attname) for each in fields})

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "wagtail_advocacy/guidelines/policy_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        from ...layouts import layout_context
        from ..reading import html_of, parts_of

        parts = parts_of(self)
        return {
            **super().get_preview_context(request, mode_name),
            **layout_context(),
            "policy": self,
            "text": html_of(self, parts),
        }
