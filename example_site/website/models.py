"""The public website: a home page, a blog, and forms whose conversions are counted."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from example_site.blocks import BodyBlock
from wagtail_advocacy.tracking.conversions.kinds import kind_choices
from wagtail_advocacy.tracking.form_pages import ConversionFormMixin


class WebsiteHomePage(Page):
    claim = models.CharField(_("claim"), max_length=80)
    intro = models.TextField(_("introduction"), max_length=300)
    lead_image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    content_panels = Page.content_panels + ["claim", "intro", "lead_image"]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("website home")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"posts": latest_posts()[:3]}


class BlogIndexPage(Page):
    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = Page.content_panels + ["intro"]
    parent_page_types = ["website.WebsiteHomePage"]
    subpage_types = ["website.BlogPage"]

    class Meta:
        verbose_name = _("blog list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"posts": latest_posts().child_of(self)}


class BlogPage(Page):
    date = models.DateField(_("date"), default=timezone.localdate)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    intro = models.TextField(_("introduction"), max_length=300)
    author_name = models.CharField(_("written by"), max_length=80, blank=True)
    lead_image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    form_page = models.ForeignKey(
        "website.WebsiteFormPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("form"),
        help_text=_("A button below the article leads to it."),
    )

    content_panels = Page.content_panels + [
        MultiFieldPanel(["date", "topic", "author_name"], heading=_("About this article")),
        FieldPanel("intro"),
        FieldPanel("lead_image"),
        FieldPanel("body"),
        FieldPanel("form_page"),
    ]
    search_fields = Page.search_fields + [
        index.SearchField("intro"),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("topic"),
    ]
    parent_page_types = ["website.BlogIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("blog page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"more": latest_posts().exclude(pk=self.pk)[:2]}


def latest_posts() -> PageQuerySet:
    """Live articles, newest first, with what a card shows."""
    return BlogPage.objects.live().select_related("lead_image").order_by("-date", "-pk")


class WebsiteFormField(AbstractFormField):
    page = ParentalKey("website.WebsiteFormPage", on_delete=models.CASCADE, related_name="form_fields")


class WebsiteFormPage(ConversionFormMixin, AbstractForm):
    """A form; who came by a share and sends it is a conversion of the kind that the editor chose."""

    intro = models.TextField(_("introduction"), max_length=300)
    thanks = models.CharField(_("words of thanks"), max_length=200)
    conversion_kind = models.CharField(_("counts as"), max_length=40, choices=kind_choices)

    content_panels = Page.content_panels + [
        FieldPanel("intro"),
        InlinePanel("form_fields", label=_("Question")),
        FieldPanel("thanks"),
        FieldPanel("conversion_kind"),
    ]
    parent_page_types = ["website.WebsiteHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("form page")
