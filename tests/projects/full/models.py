from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, RevisionMixin, WorkflowMixin
from wagtail.snippets.models import register_snippet

from wagtail_advocacy.guidelines.texts_of_models import GuidelineText
from wagtail_advocacy.library.blocks import (
    CampaignTeaserBlock,
    CategoryTeaserBlock,
    PictureToShareBlock,
    QuoteToShareBlock,
    ShareableItemBlock,
    ShareableItemsBlock,
    SharePageBlock,
)
from wagtail_advocacy.tracking.form_pages import ConversionFormMixin


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

    def get_guideline_texts(self):
        yield GuidelineText(self.title, label="Title")
        yield GuidelineText(self.intro, label="Introduction")


class ApplyField(AbstractFormField):
    page = ParentalKey("full.ApplyPage", on_delete=models.CASCADE, related_name="form_fields")


class ApplyPage(ConversionFormMixin, AbstractEmailForm):
    """A form of a site whose conversions are counted."""

    conversion_kind = "application"


@register_snippet
class Notice(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A model of a site that has nothing to do with sharing, but texts that have to keep to the guidelines."""

    words = models.TextField()
    network = models.CharField(max_length=40, blank=True)

    panels = [FieldPanel("words"), FieldPanel("network")]

    def __str__(self):
        return self.words[:40]

    def get_guideline_texts(self):
        return [GuidelineText(self.words, label="Words", network=self.network, language="en")]
