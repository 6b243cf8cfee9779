"""The link host's entry: ``DJANGO_SETTINGS_MODULE`` names a file that starts from ``links.settings``."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
