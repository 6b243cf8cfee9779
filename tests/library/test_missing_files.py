"""A picture or a document whose file is gone from the disk: everything else works without it."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from tests.factories import CaptionFactory, ItemFactory, UserFactory
from tests.library.conftest import item_form, item_url
from tests.library.test_said_on_save import panel_points
from wagtail_advocacy.library.models import ShareableItem

GROUP = "What the editor tells you"


@pytest.fixture
def reader(intranet):
    client = Client()
    client.force_login(UserFactory())
    return client


@pytest.fixture
def leaflet(db):
    return get_document_model().objects.create(title="Leaflet", file=ContentFile(b"%PDF-1.4", "leaflet.pdf"))


@pytest.fixture
def item(intranet, picture, leaflet, committed):
    """A live item whose picture and document are gone before anybody drew a card from them."""
    for each in (picture, leaflet):
        each.file.storage.delete(each.file.name)
    item = ItemFactory(headline="We won", image=picture, image_alt="A bridge", attachment=leaflet)
    item.captions = [CaptionFactory.build(text="Our bridge won.")]
    with committed():
        item.save_revision().publish()
    item.refresh_from_db()
    return item


def pictures(response):
    """The addresses of the pictures on a page of ours."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert "We won" in page.get_text()
    return [each["src"] for each in page.select("[class^=wa] img")]


def test_hub_and_dialog_show_the_item_without_a_broken_picture(reader, item):
    assert pictures(reader.get(reverse("wagtail_advocacy:hub"))) == []
    assert pictures(reader.get(reverse("wagtail_advocacy:share", args=[item.pk]))) == []


def test_the_item_is_shared_all_the_same(item):
    from tests.sharing.conftest import Colleague

    anna = Colleague(UserFactory(username="anna"))
    share = anna.share(item)
    assert share.item == item
    landed = Client().get(f"/s/p/{item.target.key}")
    assert landed.status_code == 200
    assert "We won" in landed.content.decode()
    assert "og:image" not in landed.content.decode()


def test_blocks_survive_without_the_picture(reader, intranet, item):
    intranet.news.body = [
        ("item", {"item": item}),
        ("items", {"limit": 3}),
        ("picture", {"item": item}),
        ("quote", {"item": item, "text": "Well done.", "person": "Anna"}),
    ]
    intranet.news.save_revision().publish()
    assert pictures(reader.get(intranet.news.get_url())) == []


def test_the_editor_opens_saves_publishes_and_says_so(as_editor, item, committed, said):
    for name in ("edit", "history", "inspect", "copy"):
        assert as_editor.get(item_url(name, item.pk)).status_code == 200, name
    assert as_editor.get(item_url("list")).status_code == 200
    preview = item_url("preview_on_edit", item.pk)
    kept = [{"id": item.captions.get().pk or ""}]
    form = item_form(
        item.site, kept, headline="We won", image=item.image_id, image_alt="A bridge", attachment=item.attachment_id
    )
    for mode in dict(item.preview_modes):
        assert as_editor.post(f"{preview}?mode={mode}", form).json()["is_valid"]
        assert as_editor.get(f"{preview}?mode={mode}").status_code == 200, mode
    with committed():
        assert as_editor.post(item_url("edit", item.pk), form | {"action-publish": "1"}).status_code == 302
    item.refresh_from_db()
    assert (item.live, item.target.is_open) == (True, True)
    assert (item.image_id, item.attachment_id) == (form["image"], form["attachment"])
    points = panel_points(as_editor, item)
    (point,) = [each for each in points if "The file of" in each]
    said(GROUP, "Opens an item whose video or document has lost its file", point.removesuffix(" Choose a file"))
    (point,) = [each for each in points if "No card can be drawn" in each]
    said(GROUP, "Opens an item whose picture has lost its file", point.removesuffix(" Choose another picture"))


def test_a_form_may_name_a_picture_whose_file_is_gone(as_editor, intranet, picture, committed):
    picture.file.storage.delete(picture.file.name)
    with committed():
        form = item_form(intranet.site, image=picture.pk) | {"action-publish": "1"}
        assert as_editor.post(item_url("add"), form).status_code == 302
    assert ShareableItem.objects.get().target.is_open


@pytest.mark.parametrize("is_size_known", [True, False])
def test_a_document_that_is_gone_is_not_offered(reader, item, is_size_known):
    get_document_model().objects.update(file_size=8 if is_size_known else None)
    dialog = reverse("wagtail_advocacy:share", args=[item.pk])
    assert "Leaflet" not in reader.get(dialog).content.decode()
    item.attachment.file.storage.save(item.attachment.file.name, ContentFile(b"%PDF-1.4"))
    assert "Leaflet" in reader.get(dialog).content.decode()


def test_a_document_that_is_gone_breaks_no_dialog_and_is_not_found(reader, item):
    response = reader.get(reverse("wagtail_advocacy:share", args=[item.pk]))
    assert response.status_code == 200
    assert "Our bridge won." in response.content.decode()
    assert reader.get(item.attachment.url).status_code == 404
