"""What an editor sees of the post in each network, before anything is saved."""

import pytest
from bs4 import BeautifulSoup
from wagtail import hooks

from tests.factories import live_item
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork
from wagtail_advocacy.networks.base import Network
from wagtail_advocacy.networks.registry import HOOK

SHOWN = ["linkedin", "x", "facebook", "bluesky", "threads", "mastodon", "whatsapp"]


class Allotment(Network):
    key = "allotment"
    label = "Allotment"


def preview(editor, site, mode, *args, **fields):
    """What the preview panel shows of a form that was never saved."""
    address = item_url("preview_on_edit" if args else "preview_on_add", *args)
    sent = editor.post(address, item_form(site, **fields))
    assert sent.json() == {"is_valid": True, "is_available": True}
    response = editor.get(address, {"mode": mode})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("network", SHOWN)
def test_draft_values_stand_on_the_card_of_every_network(as_editor, intranet, picture, network):
    page = preview(
        as_editor,
        intranet.site,
        f"network-{network}",
        headline="Not saved yet",
        description="Nor this.",
        image=picture.pk,
        image_alt="A bridge at dawn",
        captions=[{"text": "Look at our bridge."}],
    )

    card = page.select_one(".wa-post__card")
    assert card.select_one(".wa-post__title").text == "Not saved yet"
    assert card.img["alt"] == "A bridge at dawn"
    assert "go.example.com" in card.text
    assert ("Nor this." in card.text) is (network in ("facebook", "bluesky", "mastodon", "whatsapp"))
    assert "Look at our bridge." in page.select_one(".wa-post__words").text
    assert "A bridge at dawn" in page.text
    assert not ShareableItem.objects.exists()


def test_what_strangers_could_not_open_is_said(as_editor, intranet):
    fields = {"destination": "page", "page": intranet.news.pk}

    page = preview(as_editor, intranet.site, "network-linkedin", **fields)

    assert "needs a login" in page.select_one(".wa-note--stop").text


def test_the_host_of_an_address_is_the_line_that_strangers_see(as_editor, intranet, website):
    item = live_item(destination="address", address="https://www.example.com/bridge/")

    page = preview(
        as_editor,
        intranet.site,
        "network-facebook",
        item.pk,
        destination="address",
        address="https://www.example.com/x",
    )

    assert "www.example.com" in page.select_one(".wa-post__card").text


def test_a_network_of_the_site_has_its_card_and_networks_without_cards_have_none(as_editor, intranet, monkeypatch):
    monkeypatch.setitem(hooks._hooks, HOOK, [(Allotment, 0)])
    modes = dict(ShareableItem().preview_modes)

    assert list(modes) == ["", "dialog", *(f"network-{key}" for key in [*SHOWN, "allotment"])]
    assert str(modes["network-allotment"]) == "Post on Allotment"
    page = preview(as_editor, intranet.site, "network-allotment", headline="Onions")
    assert page.select_one(".wa-post__title").text == "Onions"
    assert "Post on Allotment" in as_editor.get(item_url("add")).content.decode()


def test_a_network_that_a_programme_chose_is_previewed_too(as_editor, intranet):
    assert "network-telegram" not in dict(ShareableItem().preview_modes)
    programme = AdvocacySettings.for_site(intranet.site)
    programme.site_networks = [SiteNetwork(network="telegram")]
    programme.save()

    assert "network-telegram" in dict(ShareableItem().preview_modes)
    page = preview(as_editor, intranet.site, "network-telegram", headline="Onions", description="Fresh.")
    assert "Fresh." in page.select_one(".wa-post__card").text


def test_the_dialog_is_previewed_with_ideas_and_an_empty_box(as_editor, intranet):
    page = preview(as_editor, intranet.site, "dialog", own_words="required", captions=[{"text": "Look at our bridge."}])

    assert page.select_one(".wa-ideas li").text == "Look at our bridge."
    assert page.textarea.text == ""
