"""The intranet: a home page and its news. All of it is behind login."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from example_site.blocks import BodyBlock
from wagtail_advocacy.library.panels import OfferedPanel

from .blocks import GuideBlock


class IntranetHomePage(Page):
    welcome = models.CharField(_("welcome"), max_length=160, blank=True)

    content_panels = Page.content_panels + ["welcome"]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("intranet home")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = list(latest_news()[:7])
        return super().get_context(request, *args, **kwargs) | {"lead": news[:1], "news": news[1:]}


class NewsIndexPage(Page):
    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = Page.content_panels + ["intro"]
    parent_page_types = ["intranet.IntranetHomePage"]
    subpage_types = ["intranet.NewsPage"]

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        news = latest_news().child_of(self)
        topics = sorted(set(news.order_by().values_list("topic", flat=True)) - {""})
        topic = request.GET.get("topic", "")
        if topic in topics:
            news = news.filter(topic=topic)
        return super().get_context(request, *args, **kwargs) | {"news": news, "topics": topics, "topic": topic}


class NewsPage(Page):
    date = models.DateField(_("date"), default=timezone.localdate)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    intro = models.TextField(_("introduction"), max_length=300)
    lead_image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    public_page = models.ForeignKey(
        "website.BlogPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("the same story on our website"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = Page.content_panels + [
        MultiFieldPanel(["date", "topic", "author", "public_page"], heading=_("About this news")),
        FieldPanel("intro"),
        FieldPanel("lead_image"),
        FieldPanel("body"),
        OfferedPanel(),
    ]
    search_fields = Page.search_fields + [
        index.SearchField("intro"),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("topic"),
    ]
    parent_page_types = ["intranet.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        more = latest_news().exclude(pk=self.pk)[:3]
        return super().get_context(request, *args, **kwargs) | {"more": more}


class GuidePage(Page):
    """How we do something here; the first one tells how to share."""

    intro = models.TextField(_("introduction"), max_length=300)
    body = StreamField(GuideBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["intranet.IntranetHomePage"]
    subpage_types = ["wagtail_advocacy_sharing_pages.CampaignPage", "wagtail_advocacy_sharing_pages.StoryPage"]

    class Meta:
        verbose_name = _("guide")


def latest_news() -> PageQuerySet:
    """Live news, newest first, with what a card shows."""
    return NewsPage.objects.live().select_related("lead_image").order_by("-date", "-pk")
