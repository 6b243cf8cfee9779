"""WSGI entry of the demo's link host."""

import os
import sys
from pathlib import Path

# The demo runs from a clone: the package lies beside it.
sys.path += [str(folder) for folder in Path(__file__).resolve().parents[1:3]]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "link_host.settings")

from wagtail_advocacy.links.wsgi import application

__all__ = ["application"]
