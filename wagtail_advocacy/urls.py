"""All addresses of the product on a site: ``path("advocacy/", include("wagtail_advocacy.urls"))``."""

from django.apps import apps
from django.urls import path

from . import views

app_name = "wagtail_advocacy"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/leave/", views.leave, name="leave"),
    path("me/export/", views.export, name="export"),
    path("me/erase/", views.erase, name="erase"),
]

if apps.is_installed("wagtail_advocacy.sharing"):
    from .sharing.urls import urlpatterns as sharing_urls

    urlpatterns += sharing_urls

if apps.is_installed("wagtail_advocacy.guidelines"):
    from .guidelines.urls import urlpatterns as guidelines_urls

    urlpatterns += guidelines_urls

if apps.is_installed("wagtail_advocacy.tracking"):
    from .tracking.urls import urlpatterns as tracking_urls

    urlpatterns += tracking_urls

if apps.is_installed("wagtail_advocacy.recruitment"):
    from .recruitment.urls import urlpatterns as recruitment_urls

    urlpatterns += recruitment_urls
