"""Whatever happens to an item, its page, its campaign or its site: the links that are out there follow the truth."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests.factories import CampaignFactory, ItemFactory, LinkFactory
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.actions import refresh_targets
from wagtail_advocacy.library.models import Campaign, ShareableItem
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.registries import offer_sources

POST = "https://www.example.com/blog/bridge/"
HOME = "https://www.example.com/"
PERSON = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
}


@pytest.fixture
def item(intranet, website, committed):
    """A live item that leads to the post."""
    with committed():
        item = ItemFactory(site=intranet.site, destination="page", page=website.post)
        item.save_revision().publish()
    item.refresh_from_db()
    return item


@pytest.fixture
def follow(item):
    """Where a stranger who follows the link lands."""
    link = LinkFactory(target=item.target)

    def follow():
        response = Client().get(f"/s/{link.code}", headers=PERSON)
        assert response.status_code == 302
        return response["Location"]

    assert follow() == POST
    return follow


def in_hub(item):
    return ShareableItem.objects.shareable().filter(pk=item.pk).exists()


def soon():
    return timezone.now() - timedelta(minutes=1)


# What editors do to the item.


def test_unpublishing_and_publishing_through_the_admin(as_editor, item, follow, committed):
    with committed():
        as_editor.post(item_url("unpublish", item.pk))
    assert (follow(), in_hub(item)) == (HOME, False)
    with committed():
        as_editor.post(
            item_url("edit", item.pk),
            item_form(item.site, destination="page", page=item.page_id) | {"action-publish": "1"},
        )
    assert (follow(), in_hub(item)) == (POST, True)


def test_deleting_through_the_admin(as_editor, item, follow, committed):
    with committed():
        as_editor.post(item_url("delete", item.pk))
    assert not ShareableItem.objects.exists()
    assert follow() == HOME


def test_deleting_an_item_that_does_not_know_its_target_yet(intranet, committed):
    with committed():
        item = ItemFactory()
        item.save_revision().publish()
    assert item.target_id is None
    assert Target.objects.get(subject=item.subject).is_open
    item.delete()
    assert not Target.objects.get().is_open


def test_deleting_many_at_once(intranet, committed):
    with committed():
        for _ in range(3):
            ItemFactory().save_revision().publish()
    assert Target.objects.filter(is_open=True).count() == 3
    with committed():
        ShareableItem.objects.all().delete()
    assert not Target.objects.filter(is_open=True).exists()


def test_the_destination_is_changed(as_editor, item, follow, website, committed):
    other = website.blog.add_child(instance=type(website.post)(title="Other", slug="other"))
    with committed():
        as_editor.post(
            item_url("edit", item.pk),
            item_form(item.site, destination="page", page=other.pk) | {"action-publish": "1"},
        )
    assert follow() == "https://www.example.com/blog/other/"


def test_a_draft_changes_nothing(as_editor, item, follow, committed):
    with committed():
        as_editor.post(item_url("edit", item.pk), item_form(item.site, destination="card"))
    assert follow() == POST


def test_going_live_and_expiring_by_cron(intranet, website, committed):
    item = ItemFactory(site=intranet.site, destination="page", page=website.post, headline="Later")
    item.go_live_at, item.expire_at = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    with committed():
        item.save_revision().publish()
    item.refresh_from_db()
    assert (item.live, item.target.is_open) == (False, False)
    item.revisions.update(approved_go_live_at=soon())
    revision = item.latest_revision
    revision.content["go_live_at"] = soon().isoformat()
    revision.save()
    with committed():
        call_command("publish_scheduled")
    item.target.refresh_from_db()
    assert item.target.is_open
    assert item.target.closes_at
    ShareableItem.objects.update(expire_at=soon())
    with committed():
        call_command("publish_scheduled")
    item.refresh_from_db()
    item.target.refresh_from_db()
    assert (item.live, item.target.is_open) == (False, False)


def test_between_expiry_and_cron_the_clock_decides(item, follow, committed):
    item.expire_at = timezone.now() + timedelta(hours=1)
    with committed():
        item.save_revision().publish()
    assert (follow(), in_hub(item)) == (POST, True)
    later = timezone.now() + timedelta(hours=2)
    assert not ShareableItem.objects.shareable(later).exists()
    assert not Target.objects.open(later).exists()


def test_a_new_version_of_a_live_item_is_scheduled_and_the_old_one_stays(as_editor, item, follow, committed):
    with committed():
        as_editor.post(
            item_url("edit", item.pk),
            item_form(item.site, destination="card", go_live_at=f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}")
            | {"action-publish": "1"},
        )
    item.refresh_from_db()
    assert item.has_unpublished_changes
    assert (follow(), in_hub(item)) == (POST, True)


# What happens to the page.


def test_the_page_is_unpublished_and_published(item, follow, website, committed):
    with committed():
        website.post.unpublish()
    assert (follow(), in_hub(item)) == (HOME, False)
    with committed():
        website.post.save_revision().publish()
    assert (follow(), in_hub(item)) == (POST, True)


def test_a_section_is_unpublished(as_editor, item, follow, website, committed):
    with committed():
        as_editor.post(f"/admin/pages/{website.home.pk}/unpublish/", {"include_descendants": "on"})
    assert (follow(), in_hub(item)) == (HOME, False)


def test_the_page_expires(item, follow, website, committed):
    website.post.expire_at = timezone.now() + timedelta(hours=1)
    with committed():
        website.post.save_revision().publish()
    assert follow() == POST
    assert not Target.objects.open(timezone.now() + timedelta(hours=2)).exists()
    assert not ShareableItem.objects.shareable(timezone.now() + timedelta(hours=2)).exists()
    Page.objects.filter(pk=website.post.pk).update(expire_at=soon())
    with committed():
        call_command("publish_scheduled")
    assert (follow(), in_hub(item)) == (HOME, False)


def test_the_slug_of_the_page_and_of_its_parent_change(item, follow, website, committed):
    website.post.slug = "new-bridge"
    with committed():
        website.post.save_revision().publish()
    assert follow() == "https://www.example.com/blog/new-bridge/"
    website.blog.slug = "stories"
    with committed():
        website.blog.save_revision().publish()
    assert follow() == "https://www.example.com/stories/new-bridge/"


def test_the_parent_moves_and_moves_behind_login(as_editor, item, follow, website, intranet, committed):
    archive = website.home.add_child(instance=Page(title="Archive", slug="archive"))
    with committed():
        as_editor.post(f"/admin/pages/{website.blog.pk}/move/{archive.pk}/confirm/")
    assert follow() == "https://www.example.com/archive/blog/bridge/"
    with committed():
        as_editor.post(f"/admin/pages/{website.blog.pk}/move/{intranet.home.pk}/confirm/")
    assert (follow(), in_hub(item)) == (HOME, False)


@pytest.mark.parametrize("where", ["post", "blog", "home"])
def test_a_restriction_comes_and_goes(item, follow, website, committed, where):
    with committed():
        restriction = PageViewRestriction.objects.create(
            page=getattr(website, where), restriction_type=PageViewRestriction.LOGIN
        )
    assert (follow(), in_hub(item)) == (HOME, False)
    with committed():
        restriction.delete()
    assert (follow(), in_hub(item)) == (POST, True)


def test_a_restricted_section_is_deleted(item, follow, website, committed):
    PageViewRestriction.objects.create(page=website.blog, restriction_type=PageViewRestriction.LOGIN)
    with committed():
        Page.objects.get(pk=website.blog.pk).delete()
    assert (follow(), in_hub(item)) == (HOME, False)
    assert ShareableItem.objects.get().page is None


def test_a_section_is_deleted_through_the_admin(admin_client, item, follow, website, committed):
    with committed():
        admin_client.post(f"/admin/pages/{website.blog.pk}/delete/")
    assert not Page.objects.filter(pk=website.post.pk).exists()
    assert (follow(), in_hub(item)) == (HOME, False)


def test_the_page_it_was_made_from_is_deleted_and_the_item_lives_on(item, follow, intranet, committed):
    ShareableItem.objects.update(origin=intranet.news)
    with committed():
        intranet.news.delete()
    assert (follow(), in_hub(item)) == (POST, True)


# What happens to the site, the programme and the campaign.


def test_the_host_of_the_site_changes(item, follow, website, committed):
    website.site.hostname = "www.example.org"
    with committed():
        website.site.save()
    assert follow() == "https://www.example.org/blog/bridge/"


def test_the_site_is_deleted(item, follow, website, committed):
    with committed():
        website.site.delete()
    assert not in_hub(item)
    assert Client().get(f"/s/{item.target.links.get().code}", headers=PERSON).get("Location", "") != POST


def test_the_programme_is_deleted_with_its_site(item, follow, intranet, committed):
    with committed():
        intranet.site.delete()
    assert follow() == HOME


def test_the_site_is_switched_to_login_and_back(item, follow, website, committed):
    programme = AdvocacySettings.objects.get(site=website.site)
    programme.visible_without_login = False
    with committed():
        programme.save()
    item.target.refresh_from_db()
    assert not item.target.is_open
    assert not in_hub(item)
    programme.visible_without_login = True
    with committed():
        programme.save()
    assert (follow(), in_hub(item)) == (POST, True)


def test_the_fallback_is_the_programmes_own(item, follow, intranet, website, committed):
    programme = AdvocacySettings.objects.get(site=intranet.site)
    programme.fallback_url = "https://www.example.com/news/"
    with committed():
        programme.save()
        website.post.unpublish()
    assert follow() == "https://www.example.com/news/"


def test_a_second_site_on_the_same_pages_makes_them_public(intranet, website, committed):
    """An intranet host and a public host over one tree: the public address is the one that is given."""
    hidden = Site.objects.create(hostname="aaa.example.com", port=443, root_page=website.home)
    AdvocacySettings.objects.create(site=hidden, visible_without_login=False)
    with committed():
        item = ItemFactory(destination="page", page=website.post)
        item.save_revision().publish()
    item.refresh_from_db()
    assert item.target.url == POST


def test_a_site_behind_login_within_a_public_one_stays_behind_login(item, follow, website, committed):
    with committed():
        site = Site.objects.create(hostname="inner.example.com", port=443, root_page=website.blog)
    assert (follow(), in_hub(item)) == (HOME, False)
    with committed():
        AdvocacySettings.objects.create(site=site, visible_without_login=True)
    assert follow() == "https://inner.example.com/bridge/"


@pytest.fixture
def campaign(item, committed):
    campaign = CampaignFactory()
    campaign.save_revision().publish()
    item.campaign = campaign
    with committed():
        item.save_revision().publish()
    return campaign


def test_the_campaign_ends(item, campaign, follow, committed):
    assert (follow(), in_hub(item)) == (POST, True)
    campaign.ends_on = timezone.localdate()
    with committed():
        campaign.save_revision().publish()
    assert (follow(), in_hub(item)) == (POST, True)
    tomorrow = timezone.now() + timedelta(days=1)
    assert not ShareableItem.objects.shareable(tomorrow).exists()
    assert not Target.objects.open(tomorrow).exists()
    campaign.ends_on = timezone.localdate() - timedelta(days=1)
    with committed():
        campaign.save_revision().publish()
    assert (follow(), in_hub(item)) == (HOME, False)


def test_the_campaign_is_unpublished(item, campaign, follow, committed):
    with committed():
        campaign.unpublish()
    assert (follow(), in_hub(item)) == (HOME, False)
    with committed():
        campaign.save_revision().publish()
    assert (follow(), in_hub(item)) == (POST, True)


def test_deleting_a_running_campaign_leaves_its_items(item, campaign, follow, committed):
    with committed():
        campaign.delete()
    item.refresh_from_db()
    assert (item.campaign, follow(), in_hub(item)) == (None, POST, True)


@pytest.mark.parametrize("how", ["ended", "unpublished"])
def test_deleting_a_campaign_that_is_over_does_not_bring_its_items_back(item, campaign, follow, committed, how):
    with committed():
        if how == "ended":
            campaign.ends_on = timezone.localdate() - timedelta(days=1)
            campaign.save_revision().publish()
        else:
            campaign.unpublish()
    with committed():
        Campaign.objects.get().delete()
    refresh_targets()
    item.refresh_from_db()
    assert (item.live, item.has_unpublished_changes) == (False, True)
    assert (follow(), in_hub(item)) == (HOME, False)


# What no signal tells.


@pytest.mark.parametrize(
    "silently",
    [
        lambda item: Page.objects.filter(pk=item.page_id).update(live=False),
        lambda item: ShareableItem.objects.update(live=False),
        lambda item: ShareableItem.objects.update(page=None),
        lambda item: AdvocacySettings.objects.update(
            visible_without_login=False, fallback_url="https://www.example.com/"
        ),
        lambda item: PageViewRestriction.objects.bulk_create([PageViewRestriction(page_id=item.page_id)]),
    ],
    ids=["page", "item", "no page", "settings", "restriction"],
)
def test_a_silent_update_is_mended(item, follow, silently):
    silently(item)
    assert refresh_targets() == 1
    assert (follow(), in_hub(item)) == (HOME, False)
    assert refresh_targets() == 0


def test_a_target_that_was_never_written_is_mended(intranet):
    ShareableItem.objects.bulk_create([ItemFactory.build(live=True, first_published_at=timezone.now())])
    refresh_targets()
    assert in_hub(ShareableItem.objects.get())


def test_refreshing_costs_a_fixed_number_of_queries(intranet, website, committed):
    def items(number):
        with committed():
            for _ in range(number):
                ItemFactory(destination="page", page=website.post).save_revision().publish()

    def cost():
        refresh_targets()
        with CaptureQueriesContext(connection) as captured:
            refresh_targets()
        return len(captured)

    # What is asked: which items came from a source, all ids, the items, programmes, sites, restrictions, which pages
    # nobody has read yet; and one for each model that offers itself.
    fixed = 7 + len(offer_sources)
    items(3)
    assert cost() == fixed
    items(30)
    assert cost() == fixed
