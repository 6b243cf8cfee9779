"""The link host's paths, without a name space; include :mod:`wagtail_advocacy.links.urls` instead."""

from django.urls import path, re_path

from . import views
from .codes import ALPHABET, LENGTH

urlpatterns = [
    # What nearly everybody asks for comes first.
    re_path(rf"^(?P<code>[{ALPHABET}]{{{LENGTH}}})$", views.follow, name="follow"),
    path("", views.home, name="home"),
    path("privacy", views.privacy, name="privacy"),
    path("robots.txt", views.robots, name="robots"),
    path("c/links.css", views.stylesheet, name="stylesheet"),
    re_path(r"^c/(?P<name>[0-9a-f]{32}\.jpg)$", views.picture, name="picture"),
    path("p/<path:key>", views.card_page, name="card"),
    # Line breaks too: whatever a scanner sends here, this room answers.
    re_path(r"^(?P<code>[\s\S]+)$", views.follow, name="follow"),
]
