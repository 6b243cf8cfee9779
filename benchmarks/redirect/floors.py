"""What the link host is measured against: a bare view, and a bare view with the same durable statement.

A Django project of its own that knows nothing of ours; the sink's statement and the database come from the environment,
and without them the view is bare.
"""

import json
import os
from datetime import UTC, datetime

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

_run = json.loads(os.environ.get("ADVOCACY_FLOOR", "{}"))
ADDRESS = "https://www.example.com/news/?utm_source=linkedin&utm_medium=social&utm_campaign=spring"

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": _run["database"]} if _run else {},
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-benchmarks",  # noqa: S106
    USE_TZ=True,
)


def bare(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponseRedirect(ADDRESS)


def on_postgresql(request: HttpRequest, code: str) -> HttpResponse:
    """The one statement, on psycopg's own cursor; the connection's options have it prepared."""
    from psycopg import Cursor

    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        cursor.execute(_run["statement"], [False, code, datetime.now(UTC), "person", "", "example.com", "0" * 32, None])
        _link, query, url, *_rest = cursor.fetchone()
    return HttpResponseRedirect(f"{url}?{query}")


def elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    at = connection.ops.adapt_datetimefield_value(datetime.now(UTC))
    with connection.cursor() as cursor:
        cursor.execute(_run["statement"], [at, "person", "", "example.com", "0" * 32, None, code])
        _link, query, url, *_rest = cursor.fetchone()
    return HttpResponseRedirect(f"{url}?{query}")


def _view():
    if not _run:
        return bare
    return on_postgresql if connection.vendor == "postgresql" else elsewhere


urlpatterns = [path("<code>", _view())]
application = get_wsgi_application()
