from copy import deepcopy

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale

from tests.factories import default_site
from wagtail_advocacy.recruitment.models import VacancyFeed

from .server import JobServer
from .shapes import MAPPING, SHAPES, jobs


@pytest.fixture
def server(settings):
    server = JobServer()
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "TRUSTED_HOSTS": [server.host], "FETCH": True}
    yield server
    server.close()


@pytest.fixture
def recruiter(db):
    return get_user_model().objects.create_superuser("rosa", "rosa@example.com", "rosa")


@pytest.fixture
def make_feed(server, recruiter):
    """Makes a feed of a kind, with `rows` behind its address; `feed.says(rows)` changes what is there."""

    def make(kind="greenhouse", rows=None, **fields):
        path, shape = SHAPES[kind]
        path = fields.pop("path", path)
        feed = VacancyFeed.objects.create(
            **{
                "title": f"Jobs by {kind}",
                "kind": kind,
                "address": server.address(path),
                "mapping": deepcopy(MAPPING) if kind == "json" else {},
                "site": default_site(),
                "locale": Locale.get_default(),
                "recruiter": recruiter,
                **fields,
            }
        )
        feed.says = lambda rows: server.pages.update({path: lambda query: shape(rows, query)})
        feed.says(jobs() if rows is None else rows)
        return feed

    return make
