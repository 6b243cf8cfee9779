"""Pages as networks find them: real servers, and items that lead there."""

import pytest
from django.apps import apps
from django.conf import settings

from tests.factories import live_item
from tests.library.conftest import *  # noqa: F403 - an intranet, a website and their people
from tests.library.outside.conftest import *  # noqa: F403 - the world outside
from tests.library.outside.conftest import picture_bytes
from wagtail_advocacy.networks.base import Network
from wagtail_advocacy.networks.registry import get_networks
from wagtail_advocacy.tracking.preview_check import checking, looking
from wagtail_advocacy.tracking.preview_check.problems import problems_of

collect_ignore_glob = (
    [] if settings.ADVOCACY_PROJECT == "full" and apps.is_installed("wagtail_advocacy.tracking") else ["test_*.py"]
)

URL = "http://news.example.org/post"
ARTICLE = f"<h1>Our bridge</h1><p>{'It was built by forty people in nine months. ' * 20}</p>"
CARD = {
    "og:title": "Our bridge",
    "og:description": "How it was built.",
    "og:image": "http://news.example.org/bridge.jpg",
    "og:image:alt": "A bridge at dawn",
}
KEYS = ("linkedin", "x", "facebook", "bluesky", "threads", "mastodon", "whatsapp")


def tags(**said):
    """Tags for cards; `None` leaves one out, `og__title` is `og:title`."""
    whole = CARD | {name.replace("__", ":"): value for name, value in said.items()}
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in whole.items() if value is not None)


def html(head=None, body=ARTICLE, title="Our bridge"):
    named = f"<title>{title}</title>" if title else ""
    return f"<!doctype html><html><head>{named}{tags() if head is None else head}</head><body>{body}</body></html>"


@pytest.fixture
def networks():
    return [get_networks()[key] for key in KEYS]


@pytest.fixture
def page(world, outside):
    """A page with which nothing is wrong but that its picture is not https; `page(head, …)` makes another of it."""

    def says(*args, content_type="text/html; charset=utf-8", status=200, headers=None, **kwargs):
        outside.says("/post", html(*args, **kwargs), content_type, status, **(headers or {}))

    outside.says("/bridge.jpg", picture_bytes("JPEG"), "image/jpeg")
    says()
    return says


@pytest.fixture
def found(world, networks):
    """`found()` → code of every problem, with its networks."""

    def problems(url=URL, networks=networks):
        look = looking.look(url, [each.crawler for each in networks if each.crawler])
        told = problems_of(look, networks)
        keys = {
            each["code"]: [key for other in told if other["code"] == each["code"] for key in other["networks"]]
            for each in told
        }
        return {code: sorted(here, key=KEYS.index) for code, here in keys.items()}

    return problems


@pytest.fixture
def item(intranet):
    return live_item(headline="Bridge", destination="address", address=URL)


@pytest.fixture
def look(item):
    """Looks at the item's page."""
    return lambda: checking.check_preview(item)


class Quiet(Network):
    """A network of which nothing is known."""

    key = "quiet"
    label = "Quiet"
