"""WSGI entry of the demo's link host."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "link_host.settings")

from wagtail_advocacy.links.wsgi import application

__all__ = ["application"]
