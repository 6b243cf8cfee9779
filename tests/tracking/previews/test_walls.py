"""What is a login, and what only speaks of one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.fetch import Fetched
from wagtail_advocacy.tracking.preview_check import pages
from wagtail_advocacy.tracking.preview_check.walls import is_consent, is_login

ASKED = "https://www.example.org/news/bridge"
ARTICLE = "<p>" + "A bridge is built in nine months. " * 60 + "</p>"
FORM = '<form><input name="user"><input TYPE = password name="word"></form>'


def read(source, **headers):
    return pages.read(Fetched(ASKED, source.encode(), "text/html", "utf-8", headers=headers))


def login(body, title="Larkwater", arrived=ASKED):
    return is_login(ASKED, arrived, read(f"<title>{title}</title>{body}"))


@pytest.mark.parametrize(
    "arrived",
    [
        "https://www.example.org/login/?next=/news/bridge",
        "https://www.example.org/Account/SignIn",
        "https://www.example.org/users/sign-in",
        "https://www.example.org/wp-login.php?redirect_to=x",
        "https://accounts.example.com/x",
        "https://sso.example.org/realms/x",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://larkwater.okta.com/app/x",
        "https://www.example.org/start?SAMLRequest=abc&RelayState=x",
        "https://www.example.org/x?client_id=a&redirect_uri=https://b&response_type=code",
        "https://www.example.org/iniciar-sesion",
        "https://www.example.org/anmelden",
    ],
)
def test_led_to_a_login(arrived):
    assert login(ARTICLE, arrived=arrived)


@pytest.mark.parametrize(
    "arrived",
    [
        "https://www.example.org/news/bridge/",
        "https://www.example.org/news/how-we-log-in",
        "https://example.org/news/bridge?utm_source=x",
        "https://www.example.com/2026/author/bridge",
    ],
)
def test_led_elsewhere(arrived):
    assert not login(ARTICLE, arrived=arrived)


@pytest.mark.parametrize(
    "title",
    [
        "Sign in",
        "Log in | Larkwater",
        "Larkwater – Anmelden",
        "Sign in to your account",
        "Iniciar sesión · Larkwater",
        "Accedi",
        "Connexion - Larkwater",
        "ログイン",
    ],
)
def test_its_title_says_so(title):
    assert login(FORM, title)
    assert login("<p>Loading …</p>", title)
    assert login(ARTICLE + FORM, title)


def test_a_form_and_nothing_to_read():
    assert login(FORM)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (ARTICLE, "Sign in"),
        (ARTICLE + FORM, "Our bridge"),
        (ARTICLE, "Log in to the future of work"),
        ("<p>Short.</p>", "Our bridge"),
        ("<!-- <input type=password> --><p>Short.</p>", "Our bridge"),
        ("<script>'<input type=password>'</script><p>Short.</p>", "Our bridge"),
    ],
)
def test_only_speaks_of_one(body, title):
    assert not login(body, title)


def test_consent():
    assert is_consent(ASKED, "https://consent.example.com/m?continue=x")
    assert is_consent(ASKED, "https://www.example.org/cookie-consent?back=x")
    assert not is_consent("https://consent.example.com/", "https://consent.example.com/")
    assert not is_consent(ASKED, "https://www.example.org/news/consent-in-care")


class TestReading:
    def test_what_can_be_read(self):
        page = read("<title>A b</title><style>c</style><p>d&amp;e f</p><svg><text>g</text></svg><!-- h --><p>i")
        assert page.words == len("d&amp;efi")
        assert page.title == "A b"

    def test_canonical(self):
        source = (
            '<link rel="stylesheet" href="/a"><link href="/b?c=1&amp;d=2" rel="canonical"><link rel=canonical href=e>'
        )
        assert read(source).canonical == "/b?c=1&d=2"

    def test_noindex_in_a_header(self):
        assert read("", **{"X-Robots-Tag": "noindex"}).noindex
        assert not read("", **{"X-Robots-Tag": "nofollow"}).noindex

    @given(st.text("<>ab\"'=/! -", max_size=200))
    def test_whatever_it_is_made_of(self, source):
        assert read(source).words <= pages.READS

    @pytest.mark.parametrize(
        "piece",
        [
            "<",
            "<!--",
            "<script",
            "<input type=",
            "<a ",
            '<link rel=canonical href="',
            "<title>",
            "<p>",
            "</",
            "<svg>",
            "<input type=" + " " * 1900,
        ],
    )
    def test_no_page_is_slow(self, piece):
        source = piece * (1_500_000 // len(piece))
        begun = time.process_time()
        read(source)
        assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "source",
    [
        "<title " * 300_000,
        '<meta property="og:title" content="&#' + "1" * 5000 + ';">',
        "<title>&#" + "0" * 5000 + "65;</title>",
        "<link rel=canonical href='/&#" + "1" * 5000 + "'>",
    ],
    ids=["titles", "meta", "title", "link"],
)
def test_a_page_that_means_harm_is_read_like_any_other(source):
    page = read(source)
    assert "1" * 9 not in f"{page.title}{page.said}{page.canonical}"
