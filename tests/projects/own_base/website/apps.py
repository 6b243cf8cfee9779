from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "tests.projects.own_base.website"
    label = "own_base_website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail_advocacy.registries import offer_sources
        from wagtail_advocacy.sharing.pages.offers import story_offer

        from .models import OwnStoryPage

        offer_sources[OwnStoryPage] = story_offer
