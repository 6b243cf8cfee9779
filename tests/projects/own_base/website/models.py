from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from wagtail_advocacy.guidelines.pages.mixins import GuidelinePageMixin
from wagtail_advocacy.library.blocks import (
    CampaignTeaserBlock,
    CategoryTeaserBlock,
    PictureToShareBlock,
    QuoteToShareBlock,
    ShareableItemBlock,
    ShareableItemsBlock,
    SharePageBlock,
)
from wagtail_advocacy.recruitment.pages.mixins import VacancyIndexMixin
from wagtail_advocacy.sharing.pages.mixins import AdvocacyHubMixin, CampaignPageMixin, StoryPageMixin


class Picture(AbstractImage):
    """A site's own image model, with a field that it requires."""

    credit = models.CharField(max_length=200, default="unknown")

    admin_form_fields = (*Image.admin_form_fields, "credit")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="own_base_rendition_once"),
        )


class BasePage(Page):
    """What all pages of this site derive from: a concrete model of its own, so every page is three tables deep."""

    teaser = models.CharField(max_length=250, blank=True)

    promote_panels = [*Page.promote_panels, FieldPanel("teaser")]


class Section(StructBlock):
    text = RichTextBlock()


class ArticlePage(BasePage):
    body = StreamField(
        [
            ("section", Section()),
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

    content_panels = [*BasePage.content_panels, FieldPanel("body")]


class OwnAdvocacyHubPage(AdvocacyHubMixin, BasePage):
    pass


class OwnCampaignPage(CampaignPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *CampaignPageMixin.campaign_panels]


class OwnStoryPage(StoryPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *StoryPageMixin.story_panels]


class OwnGuidelinePage(GuidelinePageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *GuidelinePageMixin.guideline_panels]
    search_fields = [*BasePage.search_fields, *GuidelinePageMixin.guideline_search_fields]


class OwnVacancyIndexPage(VacancyIndexMixin, BasePage):
    content_panels = [*BasePage.content_panels, *VacancyIndexMixin.vacancy_panels]
    search_fields = [*BasePage.search_fields, *VacancyIndexMixin.vacancy_search_fields]
