"""What the demo and its link host both read from the environment."""

import os
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO_DIR = Path(os.environ.get("ADVOCACY_DEMO_DIR") or BASE_DIR / "var").resolve()
# SQLite does not make the folder of its file.
DEMO_DIR.mkdir(parents=True, exist_ok=True)
PORT = int(os.environ.get("ADVOCACY_DEMO_PORT") or 8000)
# Where the link host listens that may run beside the demo; the demo tells it what it says of itself.
LINK_PORT = int(os.environ.get("ADVOCACY_DEMO_LINK_PORT") or 8001)
DEBUG = os.environ.get("DJANGO_DEBUG", "1").lower() in {"1", "true", "yes", "on"}
# Hosts with ports on this machine that the demo may read pasted addresses from, besides its own website.
TRUSTED = os.environ.get("ADVOCACY_DEMO_TRUSTED", "").split()

# Folders of catalogues to try: `<folder>/<language>/LC_MESSAGES/django.mo`, as Django's LOCALE_PATHS has them.
LOCALES = [Path(each) for each in os.environ.get("ADVOCACY_DEMO_LOCALES", "").split(os.pathsep) if each]

INTRANET_HOST = "localhost"
WEBSITE_HOST = "127.0.0.1"
INTRANET = f"http://{INTRANET_HOST}:{PORT}"
WEBSITE = f"http://{WEBSITE_HOST}:{PORT}"
LINK_HOST = f"http://{WEBSITE_HOST}:{LINK_PORT}"

DATABASE = DEMO_DIR / "demo.sqlite3"
MEDIA_DIR = DEMO_DIR / "media"
CARDS_DIR = DEMO_DIR / "cards"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATABASE,
        "OPTIONS": {
            "timeout": 20,
            # Writers queue at BEGIN instead of failing half way; readers are never blocked.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}


def tried_languages() -> list[tuple[str, str]]:
    """Return code and own name of the languages that ``LOCALES`` bring, besides those of the demo."""
    codes = {path.parent.parent.name for folder in LOCALES for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [(code, LANG_INFO[code]["name_local"]) for code in sorted(codes - {"en", "es"})]


def secret_key() -> str:
    """Return ``DJANGO_SECRET_KEY``; only a demo in debug mode may do without."""
    if key := os.environ.get("DJANGO_SECRET_KEY"):
        return key
    if DEBUG:
        return "demo-only-" + "larkwater" * 5
    raise ImproperlyConfigured("Set DJANGO_SECRET_KEY: the demo's own key is for DEBUG only.")
