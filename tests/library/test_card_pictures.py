"""The picture of a card: drawn at publish into public storage, drawn anew when the image changes."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import ItemFactory
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.conf import card_storage
from wagtail_advocacy.library.actions import refresh_targets
from wagtail_advocacy.library.cards import sweep
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.tasks import draw_card


@pytest.fixture
def item(intranet, picture, committed):
    with committed():
        item = ItemFactory(image=picture, image_alt="The bridge at dawn")
        item.save_revision().publish()
    return item


def card_of(item):
    item.refresh_from_db()
    return item.target.card


def test_it_is_drawn_at_publish_through_the_admin(as_editor, intranet, picture, committed):
    with committed():
        as_editor.post(item_url("add"), item_form(intranet.site, image=picture.pk) | {"action-publish": "1"})
    card = card_of(ShareableItem.objects.get())
    assert (card["width"], card["height"]) == (1200, 630)
    with card_storage().open(card["image"]) as file:
        drawn = Pillow.open(io.BytesIO(file.read()))
    assert (drawn.format, drawn.size) == ("JPEG", (1200, 630))
    served = Client().get(f"/s/c/{card['image']}")
    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")


def test_a_draft_has_none(intranet, picture, committed):
    with committed():
        item = ItemFactory(image=picture)
        item.save_revision()
    assert "image" not in card_of(item)


def test_its_words_are_the_editors_or_the_images(item, picture, committed):
    assert card_of(item)["alt"] == "The bridge at dawn"
    item.image_alt = ""
    with committed():
        item.save_revision().publish()
    assert card_of(item)["alt"] == picture.default_alt_text


def test_another_image_is_drawn(item, committed):
    before = card_of(item)["image"]
    item.image = get_image_model().objects.create(
        title="Other", file=get_test_image_file(size=(1300, 1300), colour="red")
    )
    with committed():
        item.save_revision().publish()
    after = card_of(item)["image"]
    assert after != before
    assert card_storage().exists(after)


def test_the_same_image_with_a_new_file_or_focus_is_drawn(item, picture, committed):
    before = card_of(item)["picture_of"]
    picture.file.save("new.png", get_test_image_file(size=(1400, 1400)), save=False)
    picture._set_image_file_metadata()
    with committed():
        picture.save()
    renewed = card_of(item)["picture_of"]
    assert renewed != before
    picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height = 9, 9, 9, 9
    with committed():
        picture.save()
    assert card_of(item)["picture_of"] != renewed


def test_without_image_the_card_has_no_picture(item, picture, committed):
    item.image = None
    with committed():
        item.save_revision().publish()
    assert "image" not in card_of(item)


def test_a_deleted_image_leaves_the_card_at_once(item, picture, committed):
    with committed():
        picture.delete()
    assert "image" not in card_of(item)
    assert item.target.is_open


@pytest.mark.parametrize("content", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 99], ids=repr)
def test_a_file_that_is_missing_or_broken_costs_the_picture_and_nothing_else(intranet, picture, committed, content):
    name = picture.file.name
    picture.file.storage.delete(name)
    if content is not None:
        picture.file.storage.save(name, ContentFile(content))
    with committed():
        item = ItemFactory(image=picture)
        item.save_revision().publish()
    assert "image" not in card_of(item)
    assert item.target.is_open
    assert item.target.card["picture_of"]
    assert Client().get(f"/s/p/{item.target.key}").status_code == 200


def test_a_vector_image_costs_no_error(intranet, committed):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="9" height="9"/></svg>'
    image = get_image_model().objects.create(
        title="Logo", file=ContentFile(svg, name="logo.svg"), width=1600, height=900
    )
    with committed():
        item = ItemFactory(image=image)
        item.save_revision().publish()
    assert card_of(item)["picture_of"]
    assert "image" not in card_of(item)


def test_drawing_is_safe_to_run_twice_and_for_nobody(item):
    before = card_of(item)
    for pk in (item.pk, item.pk, 999_999):
        draw_card.func(pk)
    assert card_of(item) == before


def test_what_was_not_drawn_yet_is_drawn_by_maintenance(item, committed):
    item.refresh_from_db()
    item.target.card = {}
    item.target.save()
    with committed():
        refresh_targets()
    assert card_of(item)["image"]


def test_pictures_that_nobody_shows_any_more_leave_the_open(item, committed):
    shown = card_of(item)["image"]
    card_storage().save("0123456789abcdef0123456789abcdef.jpg", ContentFile(b"old"))
    assert sweep() == 0

    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    assert sweep(tomorrow) == 1
    assert card_storage().exists(shown)

    with committed():
        item.unpublish()
    assert sweep(tomorrow) == 1
    assert not card_storage().exists(shown)
    assert "image" not in card_of(item)

    with committed():
        item.save_revision().publish()
    assert card_storage().exists(card_of(item)["image"])


def test_without_any_picture_there_is_nothing_to_sweep(db):
    assert sweep() == 0
