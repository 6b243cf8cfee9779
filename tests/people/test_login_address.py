"""Where our pages send people who are not logged in: the login that the site has."""

import pytest
from django.test import override_settings
from django.urls import include, path
from django.views.generic import View

from wagtail_advocacy.login import login_address

pytestmark = pytest.mark.projects("minimal", "own_base")


class urls_with_login:  # noqa: N801 - stands for a module
    urlpatterns = [path("accounts/login/", View.as_view()), path("", include("tests.projects.urls"))]


@override_settings(LOGIN_URL="/accounts/login/")
def test_djangos_default_that_nobody_serves_is_none():
    assert login_address() == "/_util/login/"


@override_settings(LOGIN_URL="/accounts/login/", ROOT_URLCONF=urls_with_login)
def test_djangos_default_that_somebody_serves_is_taken():
    assert login_address() == "/accounts/login/"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://sso.example.com/in?x=1", "https://sso.example.com/in?x=1"),
        ("//sso.example.com/in", "//sso.example.com/in"),
        ("wagtailadmin_login", "/admin/login/"),
        ("/admin/login/?sso=1", "/admin/login/?sso=1"),
        ("no_such_view", "/_util/login/"),
        ("/served/beside/django/", "/served/beside/django/"),
    ],
)
def test_login_url_is_taken_unless_it_names_no_view(given, expected):
    with override_settings(LOGIN_URL=given):
        assert login_address() == expected


@override_settings(WAGTAIL_FRONTEND_LOGIN_URL="/sign-in/", LOGIN_URL="wagtailadmin_login")
def test_the_front_end_login_comes_first():
    assert login_address() == "/sign-in/"
