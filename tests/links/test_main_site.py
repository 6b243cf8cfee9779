"""What the main site does for the link host: checks of its own, and the facts that it writes down for it."""

import os

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import Locale, Site

from tests.factories import default_site
from tests.links.conftest import HOST, LINK_HOST
from wagtail_advocacy.actions import write_host_texts
from wagtail_advocacy.checks import check_task_backend
from wagtail_advocacy.links.addresses import link_address
from wagtail_advocacy.links.models import HostText
from wagtail_advocacy.models import AdvocacySettings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["TEAM_RESOLVER", "HEADCOUNT_RESOLVER"])
@pytest.mark.parametrize("value", ["nowhere.resolve", "string", "django.VERSION", "tests.links.broken.resolve", 7, ""])
def test_a_resolver_that_cannot_be_called_is_an_error(told, name, value):
    assert name in told({"LINK_HOST": LINK_HOST, name: value})["wagtail_advocacy.E001"]


@pytest.mark.parametrize("value", ["os.getcwd", os.getcwd])
def test_a_resolver_that_can_be_called_is_fine(told, value):
    assert told({"LINK_HOST": LINK_HOST, "TEAM_RESOLVER": value}) == {}


@pytest.mark.parametrize("name", ["BASE_TEMPLATE", "PUBLIC_BASE_TEMPLATE"])
def test_a_base_template_that_is_not_there_is_an_error(told, name):
    sentence = told({"LINK_HOST": LINK_HOST, name: "nowhere/base.html"})["wagtail_advocacy.E003"]
    assert f"[{name!r}] names 'nowhere/base.html'" in sentence


@pytest.mark.parametrize(
    ("tasks", "warned"),
    [
        ({}, True),
        ({"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}, True),
        ({"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}, False),
    ],
)
def test_the_deploy_check_names_tasks_that_run_inside_requests(settings, tasks, warned):
    settings.TASKS = tasks
    assert [message.id for message in check_task_backend(None)] == (["wagtail_advocacy.W003"] if warned else [])


def test_a_site_that_does_not_mount_the_links_names_them_from_the_root(settings):
    settings.ROOT_URLCONF = "wagtail.admin.urls"
    assert link_address("23456789ab") == f"{LINK_HOST}/23456789ab"


@pytest.fixture
def programme(django_capture_on_commit_callbacks):
    """Saves the settings of the default site, as the admin does."""

    def save(site=None, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            settings = AdvocacySettings.for_site(site or default_site())
            for name, value in fields.items():
                setattr(settings, name, value)
            settings.save()
        return settings

    return save


def facts():
    text = HostText.objects.get(language="en")
    assert text.host == HOST
    return text.home, text.privacy


def test_saving_the_settings_tells_the_link_host(programme, client):
    programme(contact="privacy@example.com", clicks_days=30, fallback_url="https://www.example.com/")
    assert facts() == (
        "https://www.example.com/",
        {
            "organisation": default_site().site_name,
            "contact": "privacy@example.com",
            "clicks_days": 30,
            "conversions": apps.is_installed("wagtail_advocacy.tracking"),
        },
    )
    page = client.get("/s/privacy")
    assert b"30 days" in page.content
    assert b"privacy@example.com" in page.content
    assert client.get("/s/")["Location"] == "https://www.example.com/"


def test_the_strictest_programme_counts(programme):
    site = Site.objects.create(hostname="www.example.com", port=443, root_page=default_site().root_page)
    programme(clicks_days=60)
    programme(site, clicks_days=20, visible_without_login=True)
    home, privacy = facts()
    assert privacy["clicks_days"] == 20
    assert home == "https://www.example.com/"


def test_days_are_never_lengthened(programme, settings):
    programme(clicks_days=60)
    settings.WAGTAIL_ADVOCACY = {"LINK_HOST": LINK_HOST, "RAW_CLICKS_DAYS": 14}
    write_host_texts()
    assert facts()[1]["clicks_days"] == 14


def test_a_public_site_that_moves_takes_the_link_hosts_home_along(programme, django_capture_on_commit_callbacks):
    site = Site.objects.create(hostname="www.example.com", port=443, root_page=default_site().root_page)
    programme(site, visible_without_login=True)
    with django_capture_on_commit_callbacks(execute=True):
        site.hostname = "www.example.org"
        site.save()
    assert facts()[0] == "https://www.example.org/"


def test_maintenance_catches_up_with_the_settings_file(programme, settings):
    programme(clicks_days=60)
    settings.WAGTAIL_ADVOCACY = {"LINK_HOST": LINK_HOST, "RAW_CLICKS_DAYS": 14}
    call_command("advocacy_maintenance", only="links.host_texts")
    assert facts()[1]["clicks_days"] == 14


def test_there_is_a_text_in_each_language_of_the_content(programme, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    Locale.objects.get_or_create(language_code="de")
    programme(contact="Ask us")
    assert set(HostText.objects.values_list("language", flat=True)) == {"en", "de"}


@pytest.mark.parametrize("value", [{}, {"LINK_HOST": None}])
def test_without_a_link_host_nothing_is_written(programme, settings, value):
    settings.WAGTAIL_ADVOCACY = value
    programme(contact="Ask us")
    assert not HostText.objects.exists()
