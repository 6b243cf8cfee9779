"""A site on Wagtail 8 that replaced the base page: no page type of ours can be installed."""

import wagtail_advocacy
from tests.projects.base import *  # noqa: F403 - a settings file
from tests.projects.base import with_wagtail
from tests.projects.databases import databases

ADVOCACY_PROJECT = "custom_page"
DATABASES = databases(ADVOCACY_PROJECT)
INSTALLED_APPS = with_wagtail(
    [
        "tests.projects.custom_page.website",
        "wagtail.test.basepage",
        *(app for app in wagtail_advocacy.APPS if not app.endswith(".pages")),
    ]
)
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
