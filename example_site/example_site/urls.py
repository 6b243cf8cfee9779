"""Addresses of both sites. Ours come first: Wagtail's own list ends in a pattern that matches everything."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path

urlpatterns = [
    path("advocacy/", include("wagtail_advocacy.urls")),
    path("s/", include("wagtail_advocacy.links.urls")),
]

urlpatterns += [
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include("people.urls")),
    path("events/", include("events.urls")),
    path("", include("website.urls")),
    path("", include("wagtail.urls")),
]
