"""A feed of new items for programs that cannot log in: the address is the key."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from tests.factories import CategoryFactory, live_item
from wagtail_advocacy.actions import erase, export, leave
from wagtail_advocacy.sharing.feeds import PER_HOUR
from wagtail_advocacy.sharing.models import FeedAddress

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def address(colleague, deed="make"):
    colleague.client.post(reverse("wagtail_advocacy:feed"), {deed: "1"})
    page = BeautifulSoup(colleague.client.get(reverse("wagtail_advocacy:feed")).content, "html.parser")
    field = page.select_one("#wa-feed")
    return urlsplit(field["value"]).path if field else ""


def parsed(response):
    return ET.fromstring(response.content)  # noqa: S314 - what we wrote ourselves


def entries(path, client=None, **extra):
    response = (client or Client()).get(path, **extra)
    assert response.status_code == 200
    return [entry.find(f"{ATOM}title").text for entry in parsed(response).iter(f"{ATOM}entry")]


@pytest.fixture
def member(anna, item):
    anna.share(item)
    return anna


@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_a_feed_reader_gets_new_items_without_a_login(member, item):
    newer = live_item(
        headline="Newer", why="Because.", description="What it is.", category=CategoryFactory(name="Jobs")
    )

    response = Client().get(address(member))

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    entry = next(parsed(response).iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}title").text == "Newer"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/advocacy/share/{newer.pk}/"
    assert entry.find(f"{ATOM}summary").text == "Because.\n\nWhat it is."
    assert entry.find(f"{ATOM}category").get("term") == "Jobs"
    assert entries(address(member)) == ["Newer", item.headline]


def test_the_hub_leads_to_the_address_and_only_members_get_one(anna, member, ben):
    assert reverse("wagtail_advocacy:feed") in member.client.get("/advocacy/").content.decode()
    assert address(member).startswith("/advocacy/feed/")
    assert address(ben) == ""
    assert "It is for members." in ben.client.get(reverse("wagtail_advocacy:feed")).content.decode()
    assert not FeedAddress.objects.exclude(advocate__user=member.user).exists()
    assert Client().get(reverse("wagtail_advocacy:feed")).url.startswith(reverse("wagtailcore_login"))


def test_it_shows_only_what_its_owner_may_share(member, item):
    path = address(member)
    item.groups = [Group.objects.create(name="Others")]
    item.save()
    other = Site.objects.create(hostname="other.example.com", root_page=item.site.root_page)
    live_item(site=other)
    live_item(go_live_at=timezone.now() + timedelta(days=1))

    assert entries(path) == []
    member.user.groups.add(item.groups.first())
    assert entries(path) == [item.headline]


def test_a_new_address_ends_the_old_one(member):
    old, new = address(member), address(member)

    assert old != new
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert address(member, "stop") == ""
    assert Client().get(new).status_code == 404


def test_only_a_second_address_is_said_to_end_one(member):
    def told(deed):
        page = member.client.post(reverse("wagtail_advocacy:feed"), {deed: "1"}, follow=True).content
        return BeautifulSoup(page, "html.parser").select_one("[role=status]").text.strip()

    assert told("make") == "This is your address."
    assert told("make") == "This is your new address. The old one has ended."
    told("stop")
    assert told("make") == "This is your address."


@pytest.mark.parametrize("ending", [leave, erase, lambda user: user.delete()])
def test_leaving_erasing_and_deleting_end_it(member, ending):
    path = address(member)
    ending(member.user)

    assert Client().get(path).status_code == 404
    assert not FeedAddress.objects.exists()


def test_who_may_no_longer_log_in_reads_no_more(member):
    path = address(member)
    member.user.is_active = False
    member.user.save()

    assert Client().get(path).status_code == 404


def test_guessing_costs_no_query(member, django_assert_num_queries):
    path = address(member)
    key = FeedAddress.objects.get().key
    for guess in ("x", key, f"{key}:{'a' * 43}", f"{path.split('/')[-2]}x", "\x00", "ü" * 300):
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(reverse("wagtail_advocacy:feed_of", args=[guess])).status_code == 404
        assert not [query for query in captured if "feed" in query["sql"].lower()]


def test_too_many_requests_are_sent_away(member):
    path = address(member)
    for _number in range(PER_HOUR):
        assert Client().get(path).status_code == 200

    response = Client().get(path)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_posting_is_refused(member):
    assert Client().post(address(member)).status_code == 405


def test_the_feed_is_well_formed_whatever_a_headline_holds(member):
    live_item(headline='<b>A & B</b> \x0b"quoted"', why="\x01]]>")

    assert entries(address(member))[0] == '<b>A & B</b> "quoted"'


def test_many_items_ask_no_more_than_one(member):
    path = address(member)

    def asked():
        Client().get(path)
        with CaptureQueriesContext(connection) as captured:
            Client().get(path)
        return len(captured)

    one = asked()
    for _number in range(10):
        live_item(category=CategoryFactory())
    assert asked() == one


def test_the_export_names_the_address(member):
    address(member)

    assert export(member.user)["wagtail_advocacy_sharing.FeedAddress"][0]["key"] == FeedAddress.objects.get().key
