"""The public link host as a process of its own: the demo's database, and nothing of Wagtail."""

from example_site import environment
from wagtail_advocacy.links.settings import *  # noqa: F403

DEBUG = environment.DEBUG
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = [environment.INTRANET_HOST, environment.WEBSITE_HOST]
DATABASES = environment.DATABASES
# Its own address: the demo's website answers the same links below /s/, which this process does not have.
WAGTAIL_ADVOCACY = {"LINK_HOST": environment.LINK_HOST}
WSGI_APPLICATION = "link_host.wsgi.application"
STORAGES = {
    **globals().get("STORAGES", {}),
    "advocacy_cards": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": environment.CARDS_DIR},
    },
}
