"""All rooms, page types included."""

import wagtail_advocacy
from tests.projects.base import *  # noqa: F403 - a settings file
from tests.projects.base import with_wagtail
from tests.projects.databases import databases

ADVOCACY_PROJECT = "full"
DATABASES = databases(ADVOCACY_PROJECT)
INSTALLED_APPS = with_wagtail(["tests.projects.full", *wagtail_advocacy.APPS])
