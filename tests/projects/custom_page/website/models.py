from wagtail.admin.panels import FieldPanel
from wagtail.test.basepage.models import BasePage

from wagtail_advocacy.guidelines.pages.mixins import GuidelinePageMixin
from wagtail_advocacy.recruitment.pages.mixins import VacancyIndexMixin
from wagtail_advocacy.sharing.pages.mixins import AdvocacyHubMixin, CampaignPageMixin, StoryPageMixin


class OwnAdvocacyHubPage(AdvocacyHubMixin, BasePage):
    """The hub below the site's own base page."""

    content_panels = [FieldPanel("title")]


class OwnCampaignPage(CampaignPageMixin, BasePage):
    """A campaign below the site's own base page."""

    content_panels = [FieldPanel("title"), *CampaignPageMixin.campaign_panels]


class OwnStoryPage(StoryPageMixin, BasePage):
    """A story below the site's own base page."""

    content_panels = [FieldPanel("title"), *StoryPageMixin.story_panels]


class OwnGuidelinePage(GuidelinePageMixin, BasePage):
    """A policy below the site's own base page."""

    content_panels = [FieldPanel("title"), *GuidelinePageMixin.guideline_panels]


class OwnVacancyIndexPage(VacancyIndexMixin, BasePage):
    """The vacancies below the site's own base page."""

    content_panels = [FieldPanel("title"), *VacancyIndexMixin.vacancy_panels]
