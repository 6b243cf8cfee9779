"""From a page's header button to a stored item; nothing is stored before the editor saves."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.library.conftest import item_form, item_url, permissions_of, person
from wagtail_advocacy.library.actions import item_from_page
from wagtail_advocacy.library.models import Caption, ShareableItem
from wagtail_advocacy.library.wagtail_hooks import offer_button
from wagtail_advocacy.models import AdvocacySettings

BUTTON = "Offer for sharing"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def first_look(client, **query):
    """The unsaved item behind an empty form."""
    response = client.get(item_url("add", **query))
    assert response.status_code == 200
    return response.context["form"].instance


@pytest.mark.parametrize("view", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_the_button_stands_on_the_page_and_leads_to_the_filled_form(as_editor, intranet, view):
    page = as_editor.get(reverse(view, args=[intranet.news.pk])).content.decode()
    assert BUTTON in page
    assert f"{item_url('add')}?page={intranet.news.pk}&amp;locale=en" in page


def test_the_button_needs_both_permissions(editor, intranet, website):
    add = permissions_of(ShareableItem, "add")
    nobody = person()
    only_items, only_pages = person(add), person(pages=[intranet.home])
    both = person(add, pages=[intranet.home])
    buttons = {
        user: [bool(list(offer_button(page, user, "edit"))) for page in (intranet.news, website.post)]
        for user in (nobody, only_items, only_pages, both)
    }
    assert buttons == {
        nobody: [False, False],
        only_items: [False, False],
        only_pages: [False, False],
        both: [True, False],
    }
    assert not list(offer_button(Page.get_first_root_node(), editor, "edit"))
    assert not list(offer_button(Page(title="unsaved"), editor, "edit"))


def test_the_form_is_filled_from_a_page_behind_login(as_editor, intranet):
    item = first_look(as_editor, page=intranet.news.pk, locale="en")
    assert (item.headline, item.description) == ("We won the prize", "A prize for our bridge.")
    assert (item.origin_id, item.page_id) == (intranet.news.pk, None)
    assert (item.site, item.locale) == (intranet.site, intranet.news.locale)
    assert not ShareableItem.objects.exists()


def test_a_public_page_is_also_the_destination_and_the_item_belongs_to_the_intranet(as_editor, intranet, website):
    item = first_look(as_editor, page=website.post.pk)
    assert (item.origin_id, item.page_id) == (website.post.pk, website.post.pk)
    assert item.site == intranet.site


def test_the_first_picture_of_the_page_is_taken_along(picture, monkeypatch, intranet):
    monkeypatch.setattr(type(intranet.news), "_meta", _WithPicture(type(intranet.news)._meta))
    monkeypatch.setattr(type(intranet.news), "lead_id", picture.pk, raising=False)
    monkeypatch.setattr(type(intranet.news), "lead", picture, raising=False)
    picture.description = "A bridge"
    item = item_from_page(intranet.news)
    assert (item.image, item.image_alt) == (picture, "A bridge")


class _WithPicture:
    """The options of a page with one more field, which points to an image."""

    def __init__(self, options):
        self._options = options

    def __getattr__(self, name):
        return getattr(self._options, name)

    @property
    def concrete_fields(self):
        class Lead:
            is_relation, related_model, name, attname = True, get_image_model(), "lead", "lead_id"

        return [*self._options.concrete_fields, Lead]


def test_the_language_of_the_page_is_the_language_of_the_item(as_editor, intranet, locales):
    page = intranet.news.copy_for_translation(locales.fr, copy_parents=True)
    page.title = "Nous avons gagné"
    page.save_revision().publish()
    item = first_look(as_editor, page=page.pk, locale="fr")
    assert (item.headline, item.locale) == ("Nous avons gagné", locales.fr)
    data = item_form(intranet.site, headline=item.headline, origin=page.pk)
    as_editor.post(item_url("add", locale="fr"), data)
    assert ShareableItem.objects.get().locale == locales.fr


@pytest.mark.parametrize("page", ["", "0", "999999", "-1", "½", "²", "1 OR 1=1", "9" * 19, "9" * 400, "\x00"])
def test_an_unknown_page_opens_an_empty_form(as_editor, intranet, page):
    assert first_look(as_editor, page=page).headline == ""


def test_the_root_opens_an_empty_form_or_its_own(as_editor, intranet):
    assert first_look(as_editor, page=Page.get_first_root_node().pk).page_id is None


def test_a_page_without_permission_opens_an_empty_form(intranet, website):
    user = person(permissions_of(ShareableItem, "add"), pages=[intranet.home])
    item = first_look(client_of(user), page=website.post.pk)
    assert (item.headline, item.origin_id, item.site) == ("", None, intranet.site)


def test_saving_stores_a_draft_with_captions_and_a_closed_target(as_editor, intranet, committed):
    data = item_form(intranet.site, captions=[{}], origin=intranet.news.pk)
    with committed():
        response = as_editor.post(item_url("add"), data)
    item = ShareableItem.objects.get()
    assert response.status_code == 302
    assert (item.live, item.origin_id, item.locale) == (False, intranet.news.pk, intranet.news.locale)
    assert Caption.objects.get().item == item
    assert (item.target.is_open, item.target.subject) == (False, f"library.item/{item.pk}")


def test_publishing_at_once_opens_the_target(as_editor, intranet, committed):
    with committed():
        as_editor.post(item_url("add"), item_form(intranet.site) | {"action-publish": "1"})
    item = ShareableItem.objects.get()
    assert item.live
    assert item.target.is_open
    assert item.target.url == f"https://go.example.com/s/p/{item.target.key}"
    assert list(ShareableItem.objects.shareable()) == [item]


def test_autosave_answers_json(as_editor, intranet):
    created = as_editor.post(item_url("add"), item_form(intranet.site), headers={"Accept": "application/json"})
    answer = json.loads(created.content)
    assert answer["success"]
    item = ShareableItem.objects.get()
    assert str(item.pk) == str(answer["pk"])
    saved = as_editor.post(
        item_url("edit", item.pk),
        item_form(intranet.site, headline="Better"),
        headers={"Accept": "application/json"},
    )
    assert json.loads(saved.content)["success"]
    assert item.revisions.latest("pk").as_object().headline == "Better"


def test_autosave_without_headline_is_refused_in_json(as_editor, intranet):
    answer = as_editor.post(
        item_url("add"), item_form(intranet.site, headline=""), headers={"Accept": "application/json"}
    )
    assert not json.loads(answer.content)["success"]
    assert not ShareableItem.objects.exists()


@pytest.mark.parametrize("mode", ["", "dialog"])
def test_an_unsaved_item_has_a_preview(as_editor, intranet, mode):
    url = item_url("preview_on_add")
    posted = as_editor.post(f"{url}?mode={mode}", item_form(intranet.site, captions=[{}]))
    assert posted.json() == {"is_valid": True, "is_available": True}
    shown = as_editor.get(f"{url}?mode={mode}&in_preview_panel=true")
    assert shown.status_code == 200
    assert b"We won the prize" in shown.content or b"Our bridge won." in shown.content
    assert not ShareableItem.objects.exists()


def test_an_empty_item_has_a_preview(as_editor, intranet):
    url = item_url("preview_on_add")
    as_editor.post(url, item_form(intranet.site, headline="") | {"site": ""})
    assert as_editor.get(url).status_code == 200


def test_without_any_programme_the_form_opens_on_the_default_site(as_editor, intranet):
    AdvocacySettings.objects.all().delete()
    assert first_look(as_editor).site == intranet.site
