from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from .mixins import AdvocacyHubMixin, CampaignPageMixin, StoryPageMixin


class AdvocacyHubPage(AdvocacyHubMixin, Page):
    """The hub in the page tree. A site with its own base page leaves this app out and uses the mixin."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["wagtail_advocacy_sharing_pages.CampaignPage", "wagtail_advocacy_sharing_pages.StoryPage"]

    class Meta:
        verbose_name = _("advocacy hub")
        verbose_name_plural = _("advocacy hubs")


class CampaignPage(CampaignPageMixin, Page):
    """One campaign in the page tree."""

    content_panels = [*Page.content_panels, *CampaignPageMixin.campaign_panels]
    search_fields = [*Page.search_fields, *CampaignPageMixin.campaign_search_fields]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("campaign page")
        verbose_name_plural = _("campaign pages")


class StoryPage(StoryPageMixin, Page):
    """A colleague's story in the page tree."""

    content_panels = [*Page.content_panels, *StoryPageMixin.story_panels]
    search_fields = [*Page.search_fields, *StoryPageMixin.story_search_fields]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
