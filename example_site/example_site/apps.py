from django.apps import AppConfig


class ExampleSiteConfig(AppConfig):
    """Templates and static files that both sites use."""

    name = "example_site"
