"""Settings of the link host process. A site's own file starts with ``from wagtail_advocacy.links.settings import *``
and adds ``SECRET_KEY``, ``DATABASES``, ``ALLOWED_HOSTS``, ``WAGTAIL_ADVOCACY`` and, for cards, the storage alias."""

INSTALLED_APPS = ["wagtail_advocacy.links"]
ROOT_URLCONF = "wagtail_advocacy.links.urls"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
# Nothing here takes a form, and the content security policy forbids frames.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
# Nothing here opens windows, and every answer would carry it.
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WSGI_APPLICATION = "wagtail_advocacy.links.wsgi.application"
