"""The settings dict: a wrong key or value is named before anybody meets it, with the way out."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from tests.links.conftest import LINK_HOST
from wagtail_advocacy.conf import SETTINGS, advocacy_settings
from wagtail_advocacy.links.sinks import DatabaseSink, DummySink, get_sink

pytestmark = pytest.mark.projects("link_host")


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("LINKHOST", "LINK_HOST"),
        ("link_host", "LINK_HOST"),
        ("LINK_HOSTS", "LINK_HOST"),
        ("RAW_CLICK_DAYS", "RAW_CLICKS_DAYS"),
        ("MINIMUM_GROUP", "MIN_GROUP"),
        ("PROXIES_HOPS", "PROXY_HOPS"),
        ("TEAM_RESOLVE", "TEAM_RESOLVER"),
    ],
)
def test_an_unknown_key_is_an_error_that_offers_the_right_one(told, key, right):
    sentence = told({"LINK_HOST": LINK_HOST, key: 1})["wagtail_advocacy.E001"]
    assert f"no setting '{key}'" in sentence
    assert f"Did you mean '{right}'?" in sentence


@pytest.mark.parametrize("key", ["ZZZZ", "", 7])
def test_a_key_that_resembles_nothing_shows_all(told, key):
    assert all(name in told({key: 1})["wagtail_advocacy.E001"] for name in SETTINGS)


@pytest.mark.django_db
def test_check_fails_on_the_command_line(settings):
    settings.WAGTAIL_ADVOCACY = {"LINKHOST": LINK_HOST}
    with pytest.raises(SystemCheckError, match="Did you mean 'LINK_HOST'"):
        call_command("check")


IMPOSSIBLE = {
    "LINK_HOST": [
        "",
        "go.example.com",
        "//go.example.com",
        "https://",
        "https:///x",
        "https://go.example.com/",
        "https://go.example.com/s",
        "https://go.example.com?x=1",
        "https://go.example.com#x",
        "https://user:password@go.example.com",
        "https://go.example.com:99999",
        "https://go.example.com:port",
        "https://go example.com",
        "https://go.example.com\n",
        "ftp://go.example.com",
        "javascript:alert(1)",
        "http://[::1",
        7,
        b"https://go.example.com",
        ["https://go.example.com"],
    ],
    "BASE_TEMPLATE": ["", "base", None, 7],
    "FETCH": [None, 0, "False"],
    "FETCH_PROXY": ["proxy:3128", "http://proxy", "http://proxy:0", "ftp://proxy:21", "http://proxy:3128/x", 7, ""],
    "TRUSTED_HOSTS": ["localhost:8000", ["localhost"], ["http://localhost:8000"], ["a:0"], ["a:65536"], [7], None, {}],
    "MIN_GROUP": [1, 0, -5, 1001, "5", 5.0, True, None],
    "RAW_CLICKS_DAYS": [0, 367, "90", None],
    "SHARE_MONTHS": [0, 121],
    "AUDIENCE_MONTHS": [0, 121],
    "SHARER_VIEW_MONTHS": [0, 121],
    "CLICK_SINK": ["", "nowhere.at.all", "wagtail_advocacy.links.sinks.Missing", None, 7],
    "CLASS_RULES": ["", "nowhere.at.all", "wagtail_advocacy.links.kinds.SITE", 7],
    "PROXY_HOPS": [-1, 11, "1", None],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in IMPOSSIBLE.items() for value in values])
def test_an_impossible_value_is_an_error(told, key, value):
    sentence = told({"LINK_HOST": LINK_HOST, key: value})["wagtail_advocacy.E001"]
    assert sentence.startswith(f"WAGTAIL_ADVOCACY['{key}'] ")


@pytest.mark.parametrize("value", ["LINK_HOST", None, [], 7])
def test_what_is_no_dict_is_an_error(told, value):
    assert told(value) == {"wagtail_advocacy.E001": "WAGTAIL_ADVOCACY must be a dict. "}


POSSIBLE = {
    "LINK_HOST": [
        "http://localhost:8000",
        "https://go.example.com:8443",
        "http://[::1]:8000",
        "https://go.müller.example",
    ],
    "FETCH": [True, False],
    "FETCH_PROXY": [None, "http://proxy:3128", "https://user:secret@proxy.example.com:443", "http://[fd00::1]:3128"],
    "TRUSTED_HOSTS": [[], ("localhost:8000",), ["[::1]:8000", "10.0.0.1:80"]],
    "MIN_GROUP": [2, 1000],
    "RAW_CLICKS_DAYS": [1, 366],
    "TEAM_RESOLVER": [None],
    "CLICK_SINK": ["wagtail_advocacy.links.sinks.DummySink", DatabaseSink],
    "PROXY_HOPS": [0, 10],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in POSSIBLE.items() for value in values])
def test_a_possible_value_is_fine(told, key, value):
    assert told({"LINK_HOST": LINK_HOST, key: value}) == {}


@pytest.mark.link_host
@pytest.mark.postgres
@pytest.mark.parametrize(("options", "said"), [({}, ["wagtail_advocacy.I001"]), ({"prepare_threshold": None}, [])])
def test_a_link_host_that_plans_anew_for_every_click_says_so(told, monkeypatch, options, said):
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    assert list(told({"LINK_HOST": LINK_HOST})) == said


@pytest.mark.parametrize("sink", ["os.getcwd", "wagtail_advocacy.links.models.Click"])
def test_a_sink_has_to_be_one(told, sink):
    assert "ClickSink" in told({"LINK_HOST": LINK_HOST, "CLICK_SINK": sink})["wagtail_advocacy.E002"]


def test_without_a_link_host_there_is_a_warning(told):
    assert list(told({})) == ["wagtail_advocacy.W001"]


def test_the_deploy_check_wants_encryption(told):
    deploy = {"include_deployment_checks": True}
    assert "wagtail_advocacy.W002" in told({"LINK_HOST": "http://go.example.com"}, **deploy)
    assert "wagtail_advocacy.W002" in told({"LINK_HOST": "HTTP://go.example.com"}, **deploy)
    assert "wagtail_advocacy.W002" not in told({"LINK_HOST": LINK_HOST}, **deploy)
    assert told({"LINK_HOST": "http://go.example.com"}) == {}


def test_where_clicks_wait_is_a_folder_that_is_there(told, tmp_path):
    deploy = {"include_deployment_checks": True}
    assert "wagtail_advocacy.W006" in told({"LINK_HOST": LINK_HOST}, **deploy)
    folder = tmp_path / "clicks"
    named = {"LINK_HOST": LINK_HOST, "CLICK_SPOOL": str(folder)}
    assert "there is no folder" in told(named, **deploy)["wagtail_advocacy.W007"]
    assert not folder.exists()
    folder.mkdir()
    assert not {"wagtail_advocacy.W006", "wagtail_advocacy.W007"} & told(named, **deploy).keys()


def test_settings_are_read_when_they_are_asked_for(settings):
    settings.WAGTAIL_ADVOCACY = {"MIN_GROUP": 9}
    assert advocacy_settings.MIN_GROUP == 9
    assert advocacy_settings.RAW_CLICKS_DAYS == 90
    with pytest.raises(AttributeError, match="MINGROUP"):
        _ = advocacy_settings.MINGROUP


def test_the_sink_follows_the_settings(settings):
    assert type(get_sink()) is DatabaseSink
    for value in ("wagtail_advocacy.links.sinks.DummySink", DummySink):
        settings.WAGTAIL_ADVOCACY = {"CLICK_SINK": value}
        assert type(get_sink()) is DummySink
        assert get_sink() is get_sink()


@pytest.mark.django_db
def test_a_sink_that_does_not_count_still_follows(visit, make_link, settings):
    from wagtail_advocacy.links.models import Agent, Click

    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SINK": "wagtail_advocacy.links.sinks.DummySink"}
    assert visit(make_link()).status_code == 302
    assert visit("23456789ab").status_code == 404
    assert not Click.objects.exists()
    assert not Agent.objects.exists()


@pytest.mark.link_host
def test_both_processes_may_share_one_dict(told):
    assert told({"LINK_HOST": LINK_HOST, "TEAM_RESOLVER": "wagtail.models.Page", "BASE_TEMPLATE": "base.html"}) == {}
