"""An address is published although this server cannot look its name up: behind a proxy, or where nothing is read."""

import pytest

from tests.library.conftest import item_form, item_url, sentence_of
from wagtail_advocacy.library.models import ShareableItem

PUBLISH = {"action-publish": "1"}
UNKNOWN = "http://unknown.example.org/post"


@pytest.fixture
def publish(as_editor, intranet, committed):
    """Publishes an item that leads to an address: what the form says against it, or nothing."""

    def publish(address):
        form = item_form(intranet.site, destination="address", address=address)
        with committed():
            response = as_editor.post(item_url("add"), form | PUBLISH)
        return sentence_of(response, "address") if response.status_code == 200 else ""

    return publish


@pytest.fixture
def behind_a_proxy(settings):
    settings.WAGTAIL_ADVOCACY = {"FETCH_PROXY": "http://proxy:3128"}


@pytest.fixture
def reading_nothing(settings):
    settings.WAGTAIL_ADVOCACY = {"FETCH": False}


WAYS = pytest.mark.parametrize("way", ["behind_a_proxy", "reading_nothing"])


@WAYS
def test_a_name_that_only_others_know_goes_live(request, way, world, publish, as_editor):
    request.getfixturevalue(way)
    assert publish(UNKNOWN) == ""
    item = ShareableItem.objects.get()
    assert (item.live, item.target.is_open, item.target.url) == (True, True, UNKNOWN)
    assert "cannot be found" not in as_editor.get(item_url("edit", item.pk)).content.decode()


def test_a_name_that_nobody_knows_is_refused_where_this_server_looks_it_up(world, publish):
    assert publish(UNKNOWN) == "unknown.example.org cannot be found. Check the spelling."


@WAYS
@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("10.0.0.1", "inside your network"),
        ("[::1]", "inside your network"),
        ("2130706433", "valid URL"),
        ("intranet", "valid URL"),
        ("printer.local", "inside your network"),
        ("nas.home.arpa", "inside your network"),
    ],
)
def test_what_says_itself_that_it_lies_inside_is_refused(request, way, world, publish, host, sentence):
    request.getfixturevalue(way)
    assert sentence in publish(f"http://{host}/")
    assert not ShareableItem.objects.exists()


def test_a_name_of_the_house_is_refused_where_nothing_is_read(reading_nothing, world, publish):
    world.names["wiki.example.org"] = [["10.0.0.7"]]
    assert "inside your network" in publish("https://wiki.example.org/")
    assert world.asked == ["wiki.example.org"]


def test_a_proxy_is_told_no_names_and_nobody_else_is(behind_a_proxy, world, publish, as_editor):
    as_editor.get(item_url("add"))
    publish(UNKNOWN)
    as_editor.get(item_url("edit", ShareableItem.objects.get().pk))
    assert world.asked == []
