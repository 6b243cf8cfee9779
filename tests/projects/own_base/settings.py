"""A site with its own base page, user and image models, a login on every view and a strict content security policy."""

import wagtail_advocacy
from tests.projects.base import *  # noqa: F403 - a settings file
from tests.projects.base import MIDDLEWARE, with_wagtail
from tests.projects.databases import databases

ADVOCACY_PROJECT = "own_base"
DATABASES = databases(ADVOCACY_PROJECT)
INSTALLED_APPS = with_wagtail(
    ["tests.projects.own_base.people", "tests.projects.own_base.website", *wagtail_advocacy.APPS]
)
AUTH_USER_MODEL = "own_base_people.Person"
WAGTAILIMAGES_IMAGE_MODEL = "own_base_website.Picture"
MIDDLEWARE = [
    *MIDDLEWARE,
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "tests.projects.own_base.security.StrictPolicyMiddleware",
]
LOGIN_URL = "wagtailcore_login"
