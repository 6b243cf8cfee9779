"""WSGI entry of the demo: intranet, website and links in one process."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

# The demo runs from a clone: the package lies beside it.
sys.path += [str(folder) for folder in Path(__file__).resolve().parents[1:3]]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")

application = get_wsgi_application()
