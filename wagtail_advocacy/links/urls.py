from .paths import urlpatterns

app_name = "wagtail_advocacy_links"
handler404 = "wagtail_advocacy.links.views.not_found"

__all__ = ["app_name", "handler404", "urlpatterns"]
