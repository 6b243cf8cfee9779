"""The link host as the docs set it up; the database and the sink of this run come from the environment."""

import json
import os

from wagtail_advocacy.links.settings import *  # noqa: F403 - a settings file

_run = json.loads(os.environ["ADVOCACY_BENCHMARK"])

SECRET_KEY = "only-for-benchmarks"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": _run["database"]}
WAGTAIL_ADVOCACY = {"LINK_HOST": "http://127.0.0.1", **_run["advocacy"]}
