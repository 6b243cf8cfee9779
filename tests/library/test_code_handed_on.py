"""“Hand on the code of the link”: what an editor or a source says about an item arrives at its target."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import ItemFactory
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.actions import offer, refresh_targets
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.registries import Offer, offer_sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(intranet, website, committed):
    """A live item that leads to the post and hands on the code."""
    item = ItemFactory(site=intranet.site, destination="page", page=website.post, adds_code=True)
    with committed():
        item.save_revision(clean=False).publish()
    item.refresh_from_db()
    return item


def hands_on(item):
    return Target.objects.get(subject=item.subject).adds_code


def test_an_editor_ticks_it_and_takes_it_back(as_editor, intranet, website, committed):
    ticked = item_form(intranet.site, destination="page", page=website.post.pk, adds_code="on")
    with committed():
        as_editor.post(item_url("add"), ticked | {"action-publish": "1"})
    item = ShareableItem.objects.get()
    assert hands_on(item)
    with committed():
        as_editor.post(
            item_url("edit", item.pk),
            item_form(intranet.site, destination="page", page=website.post.pk) | {"action-publish": "1"},
        )
    assert not hands_on(item)


def test_it_stands_where_the_link_leads(as_editor, item):
    page = as_editor.get(item_url("edit", item.pk)).content.decode()
    assert page.index('id="id_address"') < page.index('id="id_adds_code"') < page.index('id="id_image_alt"')


def test_a_draft_changes_nothing_before_it_is_published(item, committed):
    item.adds_code = False
    with committed():
        draft = item.save_revision(clean=False)
    refresh_targets()
    assert hands_on(item)
    with committed():
        draft.publish()
    assert not hands_on(item)


def test_a_scheduled_draft_brings_what_it_says(item, committed):
    item.adds_code = False
    item.save_revision(clean=False, approved_go_live_at=timezone.now())
    with committed():
        call_command("publish_scheduled")
    assert not hands_on(item)


def test_a_copy_and_a_translation_say_the_same(item, locales):
    assert item.copied().adds_code
    assert item.copy_for_translation(locales.fr).adds_code


def test_its_own_public_page_has_nothing_to_hand_on_to(item, committed):
    item.destination = "card"
    with committed():
        item.save_revision(clean=False).publish()
    assert not hands_on(item)


def test_a_source_says_it_in_its_offer(item, website, monkeypatch):
    said = {"site": item.site, "locale": item.locale, "headline": "A post", "url": website.post.full_url}
    monkeypatch.setitem(offer_sources, type(website.post), lambda page: Offer(**said, public=True))
    offered = offer(website.post)
    refresh_targets()
    assert not hands_on(offered)
    said["adds_code"] = True
    assert offer(website.post) == offered
    refresh_targets()
    assert hands_on(offered)
