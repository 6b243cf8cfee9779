"""What tests of the link room need in every project, the link host without Wagtail included."""

import pytest
from django.conf import settings as project
from django.core.checks import run_checks
from django.utils import timezone

from tests import own_redis
from tests.conftest import need
from tests.links.agents import CHROME
from wagtail_advocacy.links import following, guessing, spool
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.models import HostText, Link, Target
from wagtail_advocacy.links.remembered import remembered
from wagtail_advocacy.links.visitors import forget_caches

HOST = "go.example.com"
LINK_HOST = f"https://{HOST}"
ADDRESS = "192.0.2.77"

# These import Wagtail.
collect_ignore = (
    ["test_main_site.py", "test_maintenance.py", "test_no_traces.py"] if project.ADVOCACY_PROJECT == "link_host" else []
)


@pytest.fixture(autouse=True)
def _fresh_process(settings, tmp_path, monkeypatch):
    """Each test is a process that has seen nothing, on a machine where no click waits."""
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_SPOOL": str(tmp_path / "spool")}
    monkeypatch.setattr(following, "_asks_again_at", 0.0)
    monkeypatch.setattr(following, "_still_reads", False)
    monkeypatch.setattr(following, "_looks_at", 0.0)
    monkeypatch.setattr(spool, "_told_at", float("-inf"))
    for forget in (forget_caches, remembered.clear, guessing.forget):
        forget()
    yield
    spool.close()
    for forget in (forget_caches, remembered.clear, guessing.forget):
        forget()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    """The address of a Redis of our own."""
    need("Redis", own_redis.is_here())
    with own_redis.running(tmp_path_factory.mktemp("redis")) as address:
        yield address


@pytest.fixture
def make_link(db):
    """Makes a link to an open target; `query` is the link's own, the rest are fields of the target."""

    def make(query="", **fields):
        values = {"url": "https://www.example.com/news/", "fallback": "https://www.example.com/", "is_open": True}
        number = Target.objects.count()
        target = Target.objects.create(**{"subject": f"test.subject/{number}", **values, **fields})
        return Link.objects.create(target=target, query=query)

    return make


@pytest.fixture
def visit(client):
    """Requests a path of the link host as a stranger with a browser would; `code` may also be a `Link`."""

    def request(code, agent=CHROME, method="get", **headers):
        path = host_path("follow", code.code) if isinstance(code, Link) else f"{host_path('home')}{code}"
        send = getattr(client, method)
        return send(path, headers={"User-Agent": agent, **headers}, REMOTE_ADDR=ADDRESS)

    return request


@pytest.fixture
def host_text(db):
    """Writes what the link host says of itself, as the main site does when its settings are saved."""

    def write(language="en", home="https://www.example.com/", **privacy):
        return HostText.objects.create(host=HOST, language=language, home=home, privacy=privacy)

    return write


@pytest.fixture
def at(monkeypatch):
    """Moves the clock of the link host to a moment."""

    def move(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return move


@pytest.fixture
def told(settings):
    """Says which of our checks speak, with their sentences, for a settings dict."""

    def tell(value, **options):
        settings.WAGTAIL_ADVOCACY = value
        messages = run_checks(tags=["compatibility", "templates", "security"], **options)
        return {each.id: f"{each.msg} {each.hint or ''}" for each in messages if each.id.startswith("wagtail_advocacy")}

    return tell
