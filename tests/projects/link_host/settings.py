"""The public link host as a process of its own: the one app `links`, no Wagtail."""

from tests.projects.databases import databases, kind
from wagtail_advocacy.links.settings import *  # noqa: F403 - a settings file

ADVOCACY_PROJECT = "link_host"
SECRET_KEY = "only-for-tests"
DATABASES = databases(ADVOCACY_PROJECT)
if kind() == "postgres":
    # As docs/how-to/link-host.md has it.
    DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 0}
ALLOWED_HOSTS = ["*"]
WAGTAIL_ADVOCACY = {"LINK_HOST": "https://go.example.com"}
