"""The least that makes sense: no page type of ours, no room that may be left out."""

from tests.projects.base import *  # noqa: F403 - a settings file
from tests.projects.base import with_wagtail
from tests.projects.databases import databases

ADVOCACY_PROJECT = "minimal"
DATABASES = databases(ADVOCACY_PROJECT)
INSTALLED_APPS = with_wagtail(
    [
        "tests.projects.minimal",
        "wagtail_advocacy",
        "wagtail_advocacy.networks",
        "wagtail_advocacy.links",
        "wagtail_advocacy.library",
        "wagtail_advocacy.sharing",
    ]
)
