"""What a pasted page calls its website: filled in, edited, and read by strangers."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import LinkFactory
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork

URL = "http://news.example.org/post"
NAME = "The Bridge & Paper Post"


@pytest.fixture(autouse=True)
def post(world, outside):
    outside.says("/post", f'<title>Bridge</title><meta property="og:site_name" content="{NAME}\u202e">')


def pasted(editor, url=URL):
    response = editor.get(editor.post(item_url("paste"), {"address": url}).url)
    return BeautifulSoup(response.content, "html.parser").select_one("[name=site_name]")["value"]


@pytest.fixture
def publish(as_editor, intranet, committed):
    def publish(**fields):
        form = item_form(intranet.site, **{"destination": "address", "address": URL, **fields})
        with committed():
            as_editor.post(item_url("add"), form | {"action-publish": "1"})
        return ShareableItem.objects.get()

    return publish


def card_of(item):
    """The lines about the website on the card that a network's robot gets."""
    link = LinkFactory(target=item.target)
    response = Client().get(f"/s/{link.code}", headers={"User-Agent": "LinkedInBot/1.0"})
    page = BeautifulSoup(response.content, "html.parser")
    tag = page.select_one('meta[property="og:site_name"]')
    return tag and tag["content"], page.select_one(".body p.soft").text


def test_it_is_filled_in_and_cut_where_nobody_reads_on(as_editor, intranet, outside):
    assert pasted(as_editor) == NAME
    outside.says("/post", f'<title>Bridge</title><meta name="application-name" content="{"Long name " * 40}">')
    assert len(pasted(as_editor)) <= 100


def test_what_the_editor_makes_of_it_is_what_strangers_read(publish):
    item = publish(site_name="The Post")
    assert item.site_name == "The Post"
    assert card_of(item) == ("The Post", "The Post")


def test_without_it_strangers_read_the_host(publish):
    assert card_of(publish()) == ("news.example.org", "news.example.org")


def test_an_item_that_leads_elsewhere_by_now_does_not_borrow_the_name(publish, website):
    assert card_of(publish(site_name="The Post", destination="page", page=website.post.pk))[0] == "Example"


@pytest.mark.parametrize(
    ("network", "line"), [("mastodon", NAME), ("telegram", NAME), ("linkedin", "news.example.org")]
)
def test_previews_show_it_where_the_network_does(as_editor, intranet, publish, network, line):
    programme = AdvocacySettings.for_site(intranet.site)
    programme.site_networks = [SiteNetwork(network=network)]
    programme.save()
    form = item_form(intranet.site, destination="address", address=URL, site_name=NAME)
    as_editor.post(item_url("preview_on_add"), form)
    before = as_editor.get(item_url("preview_on_add"), {"mode": f"network-{network}"})
    item = publish(site_name=NAME)
    for response in (before, as_editor.get(f"/advocacy/share/{item.pk}/")):
        card = BeautifulSoup(response.content, "html.parser").select_one(".wa-post__card")
        assert [each.text for each in card.select("p.wa-soft")] == [line]


def test_copies_translations_and_revisions_keep_it(as_editor, publish, locales):
    item = publish(site_name="The Post")
    assert as_editor.get(item_url("copy", item.pk)).context["form"].instance.site_name == "The Post"
    assert item.copy_for_translation(locales.fr).site_name == "The Post"
    revision = item.latest_revision
    ShareableItem.objects.filter(pk=item.pk).update(site_name="Changed behind our back")
    assert revision.as_object().site_name == "The Post"
