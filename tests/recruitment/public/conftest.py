"""Strangers read vacancies on the public website of a test."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import VacancyFactory
from tests.links.agents import CHROME
from wagtail_advocacy.recruitment.places import index_models

HOST = "www.example.com"


def live_vacancy(**fields):
    """A vacancy as publishing leaves it in its row. The public pages need neither its revision nor what it offers."""
    dates = {"first_published_at": timezone.now(), "date_posted": timezone.localdate()}
    return VacancyFactory(**{"live": True, **dates, **fields})


class Stranger:
    """Somebody with a browser and without a login, on the public website."""

    def __init__(self, host=HOST, agent=CHROME):
        self.client = Client(headers={"user-agent": agent})
        self.host = host

    def get(self, path, **more):
        return self.client.get(path, secure=True, HTTP_HOST=self.host, **more)

    def head(self, path):
        return self.client.head(path, secure=True, HTTP_HOST=self.host)

    def read(self, path, status=200):
        response = self.get(path)
        assert response.status_code == status, response
        return response.content.decode()


@pytest.fixture
def stranger(career_site):
    return Stranger()


@pytest.fixture
def index_page(career_site):
    """A vacancy list on the public website, at /careers/."""
    page_type = index_models()[-1]
    page = page_type(title="Careers", slug="careers", intro="<p>Work with water.</p>")
    return career_site.root_page.add_child(instance=page)


def posting_in(html):
    """The ``JobPosting`` of a page, as a search engine reads it."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])
