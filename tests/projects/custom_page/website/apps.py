from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "tests.projects.custom_page.website"
    label = "custom_page_website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail_advocacy.registries import offer_sources
        from wagtail_advocacy.sharing.pages.offers import story_offer

        from .models import OwnStoryPage

        offer_sources[OwnStoryPage] = story_offer
