"""Larkwater, an invented company: an intranet and a public website on one Wagtail, and wagtail-advocacy in it.

The intranet is http://localhost:8000, the website is http://127.0.0.1:8000: two Wagtail sites, told apart by host.
"""

from django.conf import global_settings
from django.utils.translation import gettext_lazy as _

import wagtail_advocacy

from . import environment
from .environment import INTRANET, INTRANET_HOST, PORT, WEBSITE, WEBSITE_HOST

DEBUG = environment.DEBUG
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = [INTRANET_HOST, WEBSITE_HOST]
DATABASES = environment.DATABASES

INSTALLED_APPS = [
    "people",
    "intranet",
    "website",
    "events",
    "demo",
    "example_site",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail.locales",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
INSTALLED_APPS += [app for app in wagtail_advocacy.APPS if app not in INSTALLED_APPS]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "example_site.middleware.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# Everybody knows the passwords of the demo: they exist only while DEBUG is on.
if DEBUG:
    PASSWORD_HASHERS = ["demo.hashers.DebugOnlyHasher", *global_settings.PASSWORD_HASHERS]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
# One machine, two hosts, any port: without the port in its name the cookie of another demo would log people out.
SESSION_COOKIE_NAME = f"larkwater_session_{PORT}"
CSRF_COOKIE_NAME = f"larkwater_csrf_{PORT}"

LANGUAGE_CODE = "en"
CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LANGUAGES = [*CONTENT_LANGUAGES, *environment.tried_languages()]
TIME_ZONE = "Europe/Madrid"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [*environment.LOCALES, environment.BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["example_site.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = environment.DEMO_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = environment.MEDIA_DIR
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "advocacy_cards": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": environment.CARDS_DIR},
    },
}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "intranet@larkwater.example"

WAGTAIL_SITE_NAME = "Larkwater"
WAGTAILADMIN_BASE_URL = INTRANET
WAGTAIL_FRONTEND_LOGIN_URL = "/login/"
# The demo asks nobody outside for pictures or news.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = CONTENT_LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

WAGTAIL_ADVOCACY = {
    "LINK_HOST": WEBSITE,
    "TRUSTED_HOSTS": [f"{WEBSITE_HOST}:{PORT}", *environment.TRUSTED],
    "TEAM_RESOLVER": "people.resolvers.team_resolver",
    "BASE_TEMPLATE": "intranet/base.html",
    "PUBLIC_BASE_TEMPLATE": "website/vacancies_base.html",
}
