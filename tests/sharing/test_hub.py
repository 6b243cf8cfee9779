"""Everything a colleague may share, as a plain view and as a page of the site."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from tests.factories import CampaignFactory, UserFactory, default_site, live_item, publish
from tests.sharing.conftest import Colleague
from wagtail_advocacy.library.actions import withdraw
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.sharing.views.hub import PER_PAGE

pytestmark = pytest.mark.django_db


def shown(colleague, **query):
    response = colleague.client.get(reverse("wagtail_advocacy:hub"), query)
    assert response.status_code == 200
    return [item.headline for item in response.context["items"]]


@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_strangers_are_sent_to_the_login(client, item):
    response = client.get(reverse("wagtail_advocacy:hub"))

    assert response.url == f"{reverse('wagtailcore_login')}?next=/advocacy/"


@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_an_empty_hub_says_what_will_be_here(anna):
    assert b"Nothing to share yet" in anna.client.get("/advocacy/").content


def test_only_what_may_be_shared_here_and_now(anna, item):
    now = timezone.now()
    change = {
        "expired": {"expire_at": now - timedelta(seconds=1), "live": True},
        "later": {"go_live_at": now + timedelta(hours=1)},
    }
    for name, fields in change.items():
        ShareableItem.objects.filter(pk=live_item(headline=name).pk).update(**fields)
    live_item(headline="unpublished").unpublish()
    withdraw(live_item(headline="withdrawn"))
    other = Site.objects.create(hostname="other.example.com", root_page=Page.get_first_root_node())
    live_item(headline="other site", site=other)
    live_item(headline="board").groups.add(Group.objects.create(name="Board"))
    board = ShareableItem.objects.get(headline="board")
    board.groups = [Group.objects.get(name="Board")]
    board.save()

    assert shown(anna) == [item.headline]
    anna.user.groups.add(Group.objects.get(name="Board"))
    assert shown(anna) == ["board", item.headline]


def test_featured_then_own_language_then_newest(anna, item, later):
    german = Locale.objects.create(language_code="de")
    for hours, (headline, fields) in enumerate(
        {
            "old news": {},
            "neu": {"locale": german},
            "news": {},
            "featured": {"featured_until": timezone.now() + timedelta(days=30), "locale": german},
            "no longer featured": {"featured_until": timezone.now() + timedelta(minutes=1)},
        }.items()
    ):
        made = live_item(headline=headline, **fields)
        ShareableItem.objects.filter(pk=made.pk).update(first_published_at=timezone.now() + timedelta(hours=hours))
    item.delete()
    later(minutes=2)

    assert shown(anna) == ["featured", "no longer featured", "news", "old news", "neu"]


def test_pages_follow_each_other_without_gaps(anna, programme):
    moment = timezone.now()
    for _ in range(PER_PAGE + 3):
        live_item(captions=0)
    ShareableItem.objects.update(first_published_at=moment)

    pages = [shown(anna, p=number) for number in (1, 2)]

    assert [len(page) for page in pages] == [PER_PAGE, 3]
    assert len({*pages[0], *pages[1]}) == PER_PAGE + 3
    for odd in ("0", "99", "-1", "x", "\x00", "9" * 40):
        assert shown(anna, p=odd) in pages


def test_what_i_shared_says_so_to_me_alone(anna, ben, item):
    live_item()
    anna.share(item)

    assert anna.client.get("/advocacy/").content.count(b"You shared this") == 1
    assert b"You shared this" not in ben.client.get("/advocacy/").content


def test_a_campaign_is_shown_while_something_of_it_may_be_shared(anna, programme):
    item = live_item(campaign=CampaignFactory(title="Spring", goal="Everybody knows."))

    assert b"Everybody knows." in anna.client.get("/advocacy/").content
    item.unpublish()
    assert b"Spring" not in anna.client.get("/advocacy/").content


def test_posting_to_the_hub_is_refused(anna):
    assert anna.client.post("/advocacy/").status_code == 405


@pytest.mark.projects("own_base")
class TestHubPage:
    @pytest.fixture
    def page(self, programme):
        from wagtail_advocacy.sharing.pages.models import AdvocacyHubPage

        home = default_site().root_page
        return home.add_child(instance=AdvocacyHubPage(title="Tell others", slug="tell", intro="<p>Why we do it.</p>"))

    def test_sends_strangers_to_the_login(self, client, page):
        assert client.get(page.url).url == f"{reverse('wagtailcore_login')}?next={page.url}"

    def test_shows_the_hub_to_members(self, anna, page, item):
        response = anna.client.get(page.url)

        assert response.status_code == 200
        assert "Why we do it." in response.content.decode()
        assert "Tell others" in response.content.decode()
        assert item.headline in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"

    def test_may_be_previewed_and_edited(self, page, item):
        admin_client = Colleague(UserFactory(admin=True)).client

        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


@pytest.mark.own_base
def test_our_pages_keep_the_strictest_content_policy(anna, item):
    for response in (anna.open(item), anna.client.get("/advocacy/"), anna.client.get("/advocacy/me/")):
        content = response.content.decode()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert " style=" not in content
        assert " onclick=" not in content
        assert content.count("<script") == content.count('<script type="module" src=')


@pytest.mark.own_base
def test_public_links_need_no_login_where_every_view_does(client, anna, item):
    code = anna.share(item).link.code

    assert client.get(f"/s/{code}").status_code in (200, 302)
    assert "login" not in client.get(f"/s/{code}").headers.get("Location", "")
    for name in ("privacy", "robots.txt", "c/links.css", f"p/{item.target.key}"):
        assert client.get(f"/s/{name}").status_code == 200
    for path in ("", "me/", "me/export/", f"share/{item.pk}/", f"shares/{code}/"):
        assert client.get(f"/advocacy/{path}").url.startswith("/_util/login/?next=/advocacy/")
    for path in ("me/leave/", "me/erase/"):
        assert client.post(f"/advocacy/{path}").url.startswith("/_util/login/?next=/advocacy/")


def test_a_translated_hub_still_shows_everything(anna, item):
    german = item.copy_for_translation(Locale.objects.create(language_code="de"))
    german.save()
    publish(german)

    assert len(shown(anna)) == 2
    assert django_settings.LANGUAGE_CODE == "en"
