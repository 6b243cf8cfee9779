"""What may be shared: one table, whatever it comes from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from ... import registries
from ...compat import page_model_name
from ...fields import WebAddressField
from ...layouts import layout_context
from ...links.models import Target
from ...models import Team
from ..forms import ItemForm
from ..managers import ShareableItemManager
from ..remarks.panel import RemarksPanel
from ..widgets import NamedTagWidget
from .campaigns import tags_in

STATE_FIELDS = (
    "owner",
    "target",
    "expired",
    "withdrawn_at",
    "source_type",
    "source_id",
    "source_hash",
    "offered_public",
    "fallback",
    "minutes",
)
"""Kept by the row, never by a revision: an old draft must not reopen what is over."""

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
)
"""What happened to an item so far: a copy or a translation starts anew."""

SCHEDULE_FIELDS = ("go_live_at", "expire_at", "featured_until")
"""When: a translation shares it with its original, a copy does not."""


def subject_of(pk: int) -> str:
    """Return what links and figures call the item with this primary key."""
    return f"library.item/{pk}"


class ItemTag(ItemBase):
    """A tag of an item; the tags themselves are those of the whole site."""

    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="+", verbose_name=_("tag"))
    content_object = ParentalKey(
        "wagtail_advocacy_library.ShareableItem", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        verbose_name = _("tag of an item")
        verbose_name_plural = _("tags of items")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="advocacy_item_tag_once")]


class ShareableItem(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """Something colleagues may share. It keeps apart where it came from (``origin``, ``source``) and where it leads."""

    class Destination(models.TextChoices):
        PAGE = "page", _("A page of our website")
        ADDRESS = "address", _("Another address")
        CARD = "card", _("Its own public page, with nothing but picture and text")

    class OwnWords(models.TextChoices):
        ALLOWED = "allowed", _("Prepared words may go out as they are")
        REQUIRED = "required", _("Everybody writes their own words")

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    headline = models.CharField(_("headline"), max_length=255)
    headline.required_on_save = True
    why = models.CharField(
        _("why share this"),
        max_length=255,
        blank=True,
        help_text=_("One line for colleagues: what is in it for them and their network?"),
    )
    description = models.TextField(
        _("public summary"), blank=True, help_text=_("One or two sentences that strangers read under the headline.")
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
        _("picture in words"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see it. Networks ask for it too."),
    )
    attachment = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("video or document"),
        help_text=_("Colleagues download it in the dialog and add it to their post. It is no part of the link."),
    )
    origin = models.ForeignKey(
        page_model_name(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made from"),
        help_text=_("The intranet page whose share button offers this item."),
    )
    destination = models.CharField(_("leads to"), max_length=10, choices=Destination.choices, default=Destination.PAGE)
    page = models.ForeignKey(
        page_model_name(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("page")
    )
    address = WebAddressField(_("address"), max_length=2000, blank=True)
    site_name = models.CharField(
        _("name of the website"),
        max_length=100,
        blank=True,
        help_text=_(
            "For another address: strangers read it on the card, beside the headline. Empty: the host of the address, "
            "such as “www.example.org”."
        ),
    )
    adds_code = models.BooleanField(
        _("hand on the code of the link"),
        default=False,
        help_text=_(
            "The address gets “wa=” and the code of the link, so that the page can tell by which share somebody came "
            "who applies or buys there. The code names nobody. Ask whoever looks after the website whether it reads it."
        ),
    )
    category = models.ForeignKey(
        "wagtail_advocacy_library.ContentCategory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="items",
        verbose_name=_("category"),
    )
    campaign = models.ForeignKey(
        "wagtail_advocacy_library.Campaign",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="items",
        verbose_name=_("campaign"),
    )
    tags = ClusterTaggableManager(through=ItemTag, blank=True, verbose_name=_("tags"))
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True, help_text=_("Separated by spaces."))
    own_words = models.CharField(_("words"), max_length=10, choices=OwnWords.choices, default=OwnWords.ALLOWED)
    groups = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("only for groups"),
        help_text=_("None: everybody who may log in."),
    )
    teams = ParentalManyToManyField(Team, blank=True, related_name="+", verbose_name=_("only for teams"))
    featured_until = models.DateTimeField(_("featured until"), null=True, blank=True)

    live = models.BooleanField(pgettext_lazy("item", "live"), default=False, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    target = models.OneToOneField(Target, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    source_type = models.ForeignKey(ContentType, null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    source_id = models.CharField(max_length=64, null=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    offered_public = models.BooleanField(default=False, editable=False)
    fallback = models.TextField(blank=True, editable=False)
    #: To read where it leads; 0: nothing to read there, none: not a page, or not looked at yet.
    minutes = models.PositiveSmallIntegerField(null=True, editable=False)
    source = GenericForeignKey("source_type", "source_id")

    objects = ShareableItemManager()

    exclude_fields_in_copy = [*STATE_FIELDS, *LIFE_FIELDS]
    base_form_class = ItemForm
    panels = [
        RemarksPanel(),
        FieldPanel("headline"),
        FieldPanel("why"),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldPanel("destination"),
                FieldPanel("page"),
                FieldPanel("address"),
                FieldPanel("site_name"),
                FieldPanel("adds_code"),
            ],
            heading=_("Where the link leads"),
        ),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
        FieldPanel("attachment"),
        FieldPanel("own_words"),
        InlinePanel("captions", heading=_("Captions"), label=_("Caption")),
        MultiFieldPanel(
            [
                FieldPanel("category"),
                FieldPanel("campaign"),
                FieldPanel("tags", widget=NamedTagWidget),
                FieldPanel("hashtags"),
                FieldPanel("featured_until"),
            ],
            heading=_("Place in the library"),
        ),
        MultiFieldPanel(
            [FieldPanel("groups"), FieldPanel("teams")], heading=_("Who may share it"), classname="collapsed"
        ),
        MultiFieldPanel([FieldPanel("site"), FieldPanel("origin")], heading=_("Programme"), classname="collapsed"),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("headline", boost=3),
        index.AutocompleteField("headline"),
        index.SearchField("why"),
        index.SearchField("description"),
        index.SearchField("hashtags"),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("site"),
        index.FilterField("locale"),
        index.FilterField("live"),
        index.FilterField("category"),
        index.FilterField("campaign"),
        index.FilterField("first_published_at"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("shareable item")
        verbose_name_plural = _("shareable items")
        ordering = ["-first_published_at", "-pk"]
        indexes = [models.Index(fields=["site", "live", "-first_published_at"], name="advocacy_item_hub")]
        constraints = [
            models.UniqueConstraint(fields=["site", "source_type", "source_id"], name="advocacy_item_source_once"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def subject(self) -> str:
        """What links and figures call this item."""
        return subject_of(self.pk)

    @property
    def is_from_source(self) -> bool:
        """Whether another model offers this item; then it is edited there."""
        return self.source_id is not None

    @property
    def is_offered(self) -> bool:
        """Whether colleagues of its audience may share it at this moment."""
        now, target = timezone.now(), self.target
        begun, over = not self.go_live_at or self.go_live_at <= now, self.expire_at and self.expire_at <= now
        is_open = target and target.is_open and not (target.closes_at and target.closes_at <= now)
        return bool(self.live and not self.withdrawn_at and begun and not over and is_open)

    @property
    def is_featured(self) -> bool:
        return bool(self.featured_until and self.featured_until > timezone.now())

    def clean(self) -> None:
        super().clean()
        if self.go_live_at and self.expire_at and self.expire_at <= self.go_live_at:
            raise ValidationError({"expire_at": _("It would expire before it goes live. Choose a later moment.")})

    def with_content_json(self, content: dict[str, Any]) -> ShareableItem:
        """Return the item with a revision's content; the state stays that of the row."""
        item = super().with_content_json(content)
        for name in STATE_FIELDS:
            attname = self._meta.get_field(name).attname
            setattr(item, attname, getattr(self, attname))
        return item

    def copied(self) -> ShareableItem:
        """Return an unsaved draft with the same content and a life of its own."""
        left_out = {*self.exclude_fields_in_copy, *SCHEDULE_FIELDS, "translation_key"}
        copy = type(self)(
            **{
                each.attname: getattr(self, each.attname)
                for each in self._meta.concrete_fields
                if not each.primary_key and each.name not in left_out
            }
        )
        copy.groups, copy.teams = self.groups.all(), self.teams.all()
        copy.tags.set(self.tags.all())
        copy.captions = [
            type(each)(text=each.text, network=each.network, language=each.language) for each in self.captions.all()
        ]
        return copy

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [(mode, preview.label) for mode, preview in registries.all_item_previews().items()] or [("", _("Card"))]

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        preview = registries.all_item_previews().get(mode_name)
        return preview.template if preview else "wagtail_advocacy/library/item_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        preview = registries.all_item_previews().get(mode_name)
        own = preview.context(request, self) if preview else {}
        return {**super().get_preview_context(request, mode_name), **layout_context(), "item": self, **own}

    def hashtag_list(self) -> tuple[str, ...]:
        """Return the hashtags of the item and its campaign as networks link them, without ``#``, each once."""
        return tags_in(f"{self.hashtags} {self.campaign.hashtags if self.campaign else ''}")
