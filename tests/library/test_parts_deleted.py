"""Category, picture, campaign, pages and sites are deleted under their items: what is left works, and says so."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import CampaignFactory, CaptionFactory, CategoryFactory, ItemFactory, LinkFactory, UserFactory
from tests.library.conftest import item_form, item_url
from tests.library.test_said_on_save import panel_points
from tests.library.test_targets_stay_true import HOME, PERSON, POST
from wagtail_advocacy.library.actions import refresh_targets
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Target

GROUP = "What the editor tells you"
PARTS = ["category", "image", "campaign", "origin", "page"]
CLOSING = ["page"]
"""Without it strangers cannot follow the link."""


@pytest.fixture
def item(intranet, website, editor, committed):
    """A live item that has everything."""
    origin = intranet.home.add_child(instance=type(intranet.news)(title="Prize for us", slug="prize-for-us"))
    item = ItemFactory(
        site=intranet.site,
        headline="We won",
        why="Be proud.",
        description="A prize for our bridge.",
        destination="page",
        page=website.post,
        origin=origin,
        category=CategoryFactory(name="News"),
        campaign=CampaignFactory(title="Autumn", live=True),
        image=get_image_model().objects.create(title="Bridge", file=get_test_image_file(size=(1600, 900))),
        image_alt="A bridge",
        hashtags="#bridge",
    )
    item.captions = [CaptionFactory.build(text="Our bridge won.")]
    with committed():
        item.save_revision(user=editor).publish()
    # Wagtail keeps what a revision named; one more draft names everything too.
    item.save_revision(user=editor)
    item.refresh_from_db()
    LinkFactory(target=item.target)
    return item


@pytest.fixture
def reader(intranet):
    client = Client()
    client.force_login(UserFactory())
    return client


def delete(item, part, committed):
    with committed():
        getattr(item, part).delete()
    item.refresh_from_db()


def follow(item):
    response = Client().get(f"/s/{item.target.links.get().code}", headers=PERSON)
    assert response.status_code == 302
    return response["Location"]


def card_in_hub(reader, item):
    response = reader.get(reverse("wagtail_advocacy:hub"))
    assert response.status_code == 200
    cards = BeautifulSoup(response.content, "html.parser").select(".wa-card")
    return next((card for card in cards if item.headline in card.get_text()), None)


def closed(client):
    """What “Needs attention” says nobody can open: item → why, and the address of the way out."""
    response = client.get(reverse("wagtail_advocacy_library:attention"))
    assert response.status_code == 200
    rows = [row for section in response.context["sections"] if section.key == "closed" for row in section.rows]
    text = BeautifulSoup(response.content, "html.parser").get_text()
    assert all(row.why in text for row in rows)
    return {row.item.headline: (row.why, row.action.url) for row in rows}


@pytest.mark.parametrize("part", PARTS)
def test_the_rest_of_the_item_stays(item, reader, as_editor, committed, part):
    kept = {name: getattr(item, f"{name}_id") for name in PARTS if name != part}
    delete(item, part, committed)
    assert getattr(item, part) is None
    assert {name: getattr(item, f"{name}_id") for name in kept} == kept
    assert (item.headline, item.why, item.description, item.hashtags) == (
        "We won",
        "Be proud.",
        "A prize for our bridge.",
        "#bridge",
    )
    assert [caption.text for caption in item.captions.all()] == ["Our bridge won."]
    assert item.live
    is_open = part not in CLOSING
    assert (item.target.is_open, follow(item)) == (is_open, POST if is_open else HOME)
    assert refresh_targets() == 0
    assert bool(card_in_hub(reader, item)) is is_open
    assert reader.get(reverse("wagtail_advocacy:share", args=[item.pk])).status_code == (200 if is_open else 410)
    for name in ("edit", "history", "usage", "inspect", "copy"):
        assert as_editor.get(item_url(name, item.pk)).status_code == 200, name
    for url in (item_url("list"), item_url("list", export="csv"), reverse("wagtailadmin_home")):
        assert as_editor.get(url).status_code == 200, url


@pytest.mark.parametrize("part", PARTS)
def test_a_draft_that_names_it_can_still_be_edited_compared_and_published(item, as_editor, intranet, committed, part):
    first, last = item.revisions.earliest("pk"), item.latest_revision
    delete(item, part, committed)
    for url in (
        item_url("edit", item.pk),
        item_url("revisions_revert", item.pk, first.pk),
        item_url("revisions_compare", item.pk, first.pk, last.pk),
        item_url("revisions_compare", item.pk, "live", last.pk),
    ):
        assert as_editor.get(url).status_code == 200, url
    with committed():
        first.publish()
    item.refresh_from_db()
    assert getattr(item, part) is None
    assert (item.live, item.target.is_open) == (True, part not in CLOSING)
    form = as_editor.get(item_url("edit", item.pk)).context["form"]
    values = {name: form[name].value() or "" for name in PARTS}
    assert not values[part]
    captions = [{"id": each["id"].value() or "", "text": "Our bridge won."} for each in form.formsets["captions"]]
    data = item_form(item.site, captions, headline="We won", destination="page", **values) | {"action-publish": "1"}
    with committed():
        response = as_editor.post(item_url("edit", item.pk), data)
    assert response.status_code == (200 if part in CLOSING else 302)


def test_a_scheduled_draft_that_names_the_deleted_page_goes_live_closed(item, as_editor, website, committed):
    item.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    delete(item, "page", committed)
    with committed():
        call_command("publish_scheduled")
    item.refresh_from_db()
    assert (item.live, item.page, item.target.is_open, follow(item)) == (True, None, False, HOME)


def test_a_deleted_destination_is_told_and_needs_attention(item, as_editor, committed, said):
    delete(item, "page", committed)
    (point,) = [each for each in panel_points(as_editor, item) if each.startswith("Needed before it can go out")]
    sentence = point.removeprefix("Needed before it can go out: ").removesuffix(" Choose another destination")
    said(GROUP, "Opens an item whose page was deleted", sentence)
    why, way = closed(as_editor)["We won"]
    assert why == sentence
    assert way.startswith(item_url("edit", item.pk))
    # The way out works: its own public page.
    form = as_editor.get(item_url("edit", item.pk)).context["form"]
    captions = [{"id": each["id"].value() or ""} for each in form.formsets["captions"]]
    with committed():
        as_editor.post(item_url("edit", item.pk), item_form(item.site, captions) | {"action-publish": "1"})
    assert not closed(as_editor)
    item.refresh_from_db()
    assert item.target.is_open


def test_a_deleted_picture_leaves_a_card_without_one(item, reader, as_editor, committed, said):
    assert card_in_hub(reader, item).select_one("img")
    assert item.target.card["image"]
    delete(item, "image", committed)
    assert not card_in_hub(reader, item).select_one("img")
    assert "image" not in item.target.card
    (point,) = [each for each in panel_points(as_editor, item) if "It has no picture" in each]
    said(GROUP, "Opens an item whose picture was deleted", point.removesuffix(" Choose a picture"))
    assert not closed(as_editor)


@pytest.mark.parametrize("part", ["category", "campaign", "origin"])
def test_what_only_sorts_is_no_reason_to_worry(item, as_editor, committed, part):
    before = panel_points(as_editor, item)
    delete(item, part, committed)
    assert panel_points(as_editor, item) == before
    assert not closed(as_editor)


def test_the_page_whose_button_offered_it_and_the_page_it_led_to_are_one(item, reader, website, as_editor, committed):
    ShareableItem.objects.update(origin=website.post)
    delete(item, "page", committed)
    assert (item.page, item.origin, item.target.is_open) == (None, None, False)
    assert as_editor.get(item_url("edit", item.pk)).status_code == 200
    assert card_in_hub(reader, item) is None


def test_the_site_of_the_programme_is_deleted(item, intranet, as_editor, reader, committed):
    link, pk = item.target.links.get(), item.pk
    with committed():
        intranet.site.delete()
    assert not ShareableItem.objects.exists()
    response = Client().get(f"/s/{link.code}", headers=PERSON)
    assert (response.status_code, response["Location"]) == (302, HOME)
    assert not Target.objects.filter(is_open=True).exists()
    assert as_editor.get(item_url("edit", pk)).status_code == 404
    for url in (item_url("list"), reverse("wagtail_advocacy_library:attention"), reverse("wagtailadmin_home")):
        assert as_editor.get(url).status_code == 200, url
    assert reader.get(reverse("wagtail_advocacy:hub")).status_code < 500
    assert reader.get(reverse("wagtail_advocacy:share", args=[pk])).status_code == 404
    assert refresh_targets() == 0


def test_the_website_that_items_lead_to_is_deleted(item, website, as_editor, reader, committed, said):
    with committed():
        website.site.delete()
    item.refresh_from_db()
    assert (item.live, item.page, item.target.is_open) == (True, website.post.page_ptr, False)
    response = Client().get(f"/s/{item.target.links.get().code}", headers=PERSON)
    assert response.status_code < 500
    assert response.get("Location") != POST
    why, _way = closed(as_editor)["We won"]
    assert any(why in point for point in panel_points(as_editor, item))
    said(GROUP, "Opens an item whose website was deleted", why)
    assert card_in_hub(reader, item) is None
