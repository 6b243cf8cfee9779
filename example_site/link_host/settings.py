"""The public link host as a process of its own: the demo's database, and nothing of Wagtail."""

from example_site import environment
from wagtail_advocacy.links.settings import *  # noqa: F403

DEBUG = environment.DEBUG
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = [environment.INTRANET_HOST, environment.WEBSITE_HOST]
DATABASES = environment.DATABASES
WAGTAIL_ADVOCACY = {"LINK_HOST": environment.WEBSITE}
STORAGES = {
    **globals().get("STORAGES", {}),
    "advocacy_cards": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": environment.CARDS_DIR},
    },
}
