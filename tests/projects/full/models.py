from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_advocacy.library.blocks import (
    CampaignTeaserBlock,
    CategoryTeaserBlock,
    PictureToShareBlock,
    QuoteToShareBlock,
    ShareableItemBlock,
    ShareableItemsBlock,
    SharePageBlock,
)


class StandardPage(Page):
    """An ordinary page of a site that has nothing to do with advocacy."""

    intro = models.TextField(blank=True)
    body = StreamField(
        [
            ("text", RichTextBlock()),
            ("item", ShareableItemBlock()),
            ("items", ShareableItemsBlock()),
            ("share", SharePageBlock()),
            ("quote", QuoteToShareBlock()),
            ("picture", PictureToShareBlock()),
            ("campaign", CampaignTeaserBlock()),
            ("category", CategoryTeaserBlock()),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
