"""What is open about an item is said after each save, and stands in its editor."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, Site

from tests.factories import CampaignFactory, CaptionFactory, ItemFactory, live_item, publish
from tests.library.conftest import item_form, item_url, sentence_of
from tests.library.test_destination_refused import workflow_for_items
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork

PUBLISH = {"action-publish": "1"}
GROUP = "What the editor tells you"


def warnings(response):
    """The warnings that this answer added, as HTML."""
    # Older ones wait until a page shows them.
    added = get_messages(response.wsgi_request)._queued_messages
    return [BeautifulSoup(str(each), "html.parser") for each in added if each.level_tag == "warning"]


def points(response):
    """The points of the one warning, as sentences without their links."""
    found = warnings(response)
    assert len(found) <= 1
    return [each.contents[0].strip() for html in found for each in html.select("li")]


def panel(client, item):
    """The panel “Before it goes out” of the editor."""
    page = BeautifulSoup(client.get(item_url("edit", item.pk)).content, "html.parser")
    heading = next(each for each in page.select("h2") if "Before it goes out" in each.get_text())
    return heading.find_parent("section")


def panel_points(client, item):
    return [" ".join(each.select_one("span").get_text(" ").split()) for each in panel(client, item).select("li")]


@pytest.fixture
def well(intranet, picture):
    """The form of an item about which nothing is open."""
    return lambda **fields: item_form(
        intranet.site,
        **{"captions": [{"text": "Our bridge won."}], "image": picture.pk, "image_alt": "A bridge", **fields},
    )


def test_nothing_open_is_said_in_one_quiet_line(as_editor, well):
    response = as_editor.post(item_url("add"), well())
    assert points(response) == []
    item = ShareableItem.objects.get()
    assert panel_points(as_editor, item) == []
    assert "Nothing is open. It can go out as it is." in panel(as_editor, item).get_text()


def test_a_draft_that_leads_to_a_login_is_stored_and_told(as_editor, intranet, well, said):
    response = as_editor.post(item_url("add"), well(destination="page", page=intranet.news.pk))
    item = ShareableItem.objects.get()
    assert response["Location"] == item_url("edit", item.pk)
    (sentence,) = points(response)
    assert sentence.startswith("“We won the prize” needs a login")
    assert "own public page" in sentence
    said(GROUP, "Leads an item to a page behind the login", sentence)
    (shown,) = panel_points(as_editor, item)
    assert shown == f"Needed before it can go out: {sentence} Choose another destination"
    refused = as_editor.post(
        item_url("edit", item.pk),
        well(destination="page", page=intranet.news.pk, go_live_at="2090-01-01 10:00") | PUBLISH,
    )
    assert sentence_of(refused, "page") == sentence


@pytest.mark.parametrize("deed", ["action-publish", "action-submit"])
def test_the_own_public_page_is_the_way_out(as_editor, editor, intranet, well, deed):
    workflow_for_items(editor.groups.first())
    form = well(destination="page", page=intranet.news.pk) | {deed: "1"}
    assert as_editor.post(item_url("add"), form).status_code == 200
    assert as_editor.post(item_url("add"), form | {"destination": "card"}).status_code == 302


def test_each_point_leads_to_its_field(as_editor, intranet):
    response = as_editor.post(item_url("add"), item_form(intranet.site, hashtags="prize, #bridge"))
    item = ShareableItem.objects.get()
    links = [each["href"] for each in warnings(response)[0].select("a")]
    editor = item_url("edit", item.pk)
    assert links == [f"{editor}#id_image-label", f"{editor}#id_captions-ADD", f"{editor}#id_hashtags-label"]
    page = BeautifulSoup(as_editor.get(editor).content, "html.parser")
    for link in links:
        assert page.find(id=link.partition("#")[2]), link


def test_what_should_be_done_never_blocks(as_editor, intranet):
    response = as_editor.post(item_url("add"), item_form(intranet.site) | PUBLISH)
    item = ShareableItem.objects.get()
    assert item.live
    assert len(points(response)) == 2
    assert "“We won the prize”:" in warnings(response)[0].get_text()


def test_autosave_answers_as_ever_and_the_panel_tells(as_editor, intranet, well):
    item = live_item()
    form = well(destination="page", page=intranet.news.pk)
    response = as_editor.post(item_url("edit", item.pk), form, headers={"accept": "application/json"})
    assert json.loads(response.content)["success"] is True
    assert points(response) == []
    assert "needs a login" in panel_points(as_editor, item)[0]
    added = as_editor.post(item_url("add"), well(headline="New"), headers={"accept": "application/json"})
    assert json.loads(added.content)["success"] is True


def picture_of(width, height, name="small.png"):
    return get_image_model().objects.create(title="x", file=get_test_image_file(filename=name, size=(width, height)))


def webp(width, height):
    from io import BytesIO

    from django.core.files.images import ImageFile
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "WEBP")
    return get_image_model().objects.create(title="x", file=ImageFile(file, name="picture.webp"))


SIZES = [
    (1200, 630, None, "Chooses a picture that is large enough"),
    (1000, 1000, "has 1000 × 1000 pixels, so its card looks coarse", "Chooses a picture smaller than the card"),
    (599, 900, "Facebook shows it tiny or not at all", "Chooses a picture that is too small for a network"),
    (300, 200, "LinkedIn shows it tiny", "Chooses a tiny picture"),
]


@pytest.mark.parametrize(("width", "height", "part", "what"), SIZES)
def test_a_picture_is_judged_by_its_card(as_editor, well, said, width, height, part, what):
    response = as_editor.post(item_url("add"), well(image=picture_of(width, height).pk))
    if part is None:
        assert points(response) == []
        return
    (sentence,) = points(response)
    assert part in sentence
    assert "Choose one of at least 1200 × 630" in sentence
    said(GROUP, what, sentence)


def test_only_networks_of_the_programme_are_strict(as_editor, intranet, well):
    programme = AdvocacySettings.objects.get(site=intranet.site)
    SiteNetwork.objects.create(settings=programme, network="mastodon")
    (sentence,) = points(as_editor.post(item_url("add"), well(image=picture_of(300, 200).pk)))
    assert "looks coarse" in sentence


def test_a_webp_is_drawn_as_jpeg_so_nothing_is_said(as_editor, well, committed):
    with committed():
        response = as_editor.post(item_url("add"), well(image=webp(1300, 700).pk) | PUBLISH)
    assert points(response) == []
    card = ShareableItem.objects.get().target.card
    assert card["image"].endswith(".jpg")
    assert 0 < card["bytes"] < 1_000_000


def test_a_picture_that_cannot_be_drawn(as_editor, well, committed, said):
    broken = picture_of(1300, 700, "broken.png")
    with broken.file.storage.open(broken.file.name, "wb") as file:
        file.write(b"no picture")
    with committed():
        as_editor.post(item_url("add"), well(image=broken.pk) | PUBLISH)
    item = ShareableItem.objects.get()
    kept = [{"id": item.captions.get().pk}]
    (sentence,) = points(as_editor.post(item_url("edit", item.pk), well(image=broken.pk, captions=kept) | PUBLISH))
    assert sentence == "No card can be drawn from this picture. Choose a JPEG or PNG instead."
    said(GROUP, "Chooses a picture that cannot be read", sentence)


def test_a_card_too_heavy_for_a_network(as_editor, well, committed, said, monkeypatch):
    from wagtail_advocacy.networks.base import PictureRules
    from wagtail_advocacy.networks.bluesky import Bluesky

    monkeypatch.setattr(Bluesky, "picture", PictureRules(max_bytes=1000))
    with committed():
        as_editor.post(item_url("add"), well() | PUBLISH)
    (shown,) = panel_points(as_editor, ShareableItem.objects.get())
    assert "too many for Bluesky" in shown
    said(
        GROUP, "Chooses a picture whose card is too heavy for a network", shown.removesuffix(" Choose another picture")
    )


def test_no_picture_and_no_words_for_it(as_editor, well, said):
    (sentence,) = points(as_editor.post(item_url("add"), well(image="")))
    said(GROUP, "Saves an item without a picture", sentence)
    (sentence,) = points(as_editor.post(item_url("add"), well(image_alt=" ")))
    said(GROUP, "Leaves the picture without a description", sentence)


def test_no_caption(as_editor, well, said):
    (sentence,) = points(as_editor.post(item_url("add"), well(captions=[])))
    said(GROUP, "Saves an item without a caption", sentence)


def test_no_caption_is_needed_where_everybody_writes_their_own(as_editor, well):
    assert points(as_editor.post(item_url("add"), well(captions=[], own_words="required"))) == []


def test_a_language_without_a_caption_is_named(as_editor, well, locales, said):
    (sentence,) = points(as_editor.post(item_url("add"), well()))
    assert sentence == "There is no caption in French. Suggest some words for colleagues who write it."
    said(GROUP, "Writes captions in English alone where French is written too", sentence)
    both = [{"text": "Our bridge won."}, {"text": "Notre pont a gagné.", "language": "fr"}]
    assert points(as_editor.post(item_url("add"), well(captions=both))) == []


def test_captions_of_translations_count_as_they_do_in_the_dialog(as_editor, well, locales, intranet, picture):
    english = live_item(image=picture, image_alt="A bridge")
    missing = "There is no caption in French. Suggest some words for colleagues who write it."
    assert [each.removesuffix(" Add a caption") for each in panel_points(as_editor, english)] == [missing]
    french = english.copy_for_translation(locales.fr)
    french.live = False
    french.captions = [CaptionFactory.build(text="Notre pont a gagné.", language="fr")]
    french.save()
    # A draft's words wait for it, so what is live misses them still.
    assert [each.removesuffix(" Add a caption") for each in panel_points(as_editor, english)] == [missing]
    assert panel_points(as_editor, french) == []
    publish(french)
    assert panel_points(as_editor, english) == []
    assert panel_points(as_editor, french) == []
    english.captions = []
    publish(english)
    (shown,) = panel_points(as_editor, english)
    assert "There is no caption in English." in shown
    elsewhere = Site.objects.create(hostname="plant.example.com", port=80, root_page=intranet.home)
    ShareableItem.objects.filter(pk=french.pk).update(site=elsewhere)
    assert "It has no caption" in panel_points(as_editor, english)[0]


def test_a_caption_that_is_too_long_for_its_network(as_editor, well, said):
    long = "word " * 60
    (sentence,) = points(as_editor.post(item_url("add"), well(captions=[{"text": long, "network": "x"}])))
    assert "too long for X" in sentence
    said(GROUP, "Writes more than a network takes", sentence)
    assert points(as_editor.post(item_url("add"), well(captions=[{"text": long, "network": "mastodon"}]))) == []


def test_a_caption_for_any_network_names_the_first_that_does_not_take_it(as_editor, intranet, well):
    form = well(captions=[{"text": "word " * 90}])
    assert "for X." in points(as_editor.post(item_url("add"), form))[0]
    programme = AdvocacySettings.objects.get(site=intranet.site)
    SiteNetwork.objects.create(settings=programme, network="linkedin")
    assert points(as_editor.post(item_url("add"), form)) == []
    SiteNetwork.objects.create(settings=programme, network="bluesky")
    assert "for Bluesky." in points(as_editor.post(item_url("add"), form))[0]


def test_link_hashtags_and_disclosure_count(as_editor, intranet, well):
    just = "x" * (280 - 24)
    captions = [{"text": just, "network": "x"}]
    assert points(as_editor.post(item_url("add"), well(captions=captions))) == []
    assert (
        "7 characters too long" in points(as_editor.post(item_url("add"), well(captions=captions, hashtags="prize")))[0]
    )
    AdvocacySettings.objects.update(disclosure="#TeamAcme")
    assert "10 characters too long" in points(as_editor.post(item_url("add"), well(captions=captions)))[0]
    AdvocacySettings.objects.update(disclosures="en: Hi.")
    assert "4 characters too long" in points(as_editor.post(item_url("add"), well(captions=captions)))[0]


def test_the_same_caption_twice(as_editor, well, said):
    twice = [{"text": "Our bridge won!"}, {"text": "our BRIDGE won 🏆 #bridge", "network": "x"}]
    (sentence,) = points(as_editor.post(item_url("add"), well(captions=twice)))
    said(GROUP, "Writes the same caption twice", sentence)
    apart = [{"text": "Our bridge won!", "network": "linkedin"}, {"text": "our bridge won", "network": "x"}]
    assert points(as_editor.post(item_url("add"), well(captions=apart))) == []


def test_expiry_before_it_goes_live_is_refused(as_editor, well, said):
    form = well(go_live_at="2090-01-02 10:00", expire_at="2090-01-01 10:00")
    response = as_editor.post(item_url("add"), form)
    assert response.status_code == 200
    sentence = sentence_of(response, "expire_at")
    assert sentence == "Go live date/time must be before expiry date/time"
    assert sentence_of(response, "go_live_at") == sentence
    said(GROUP, "Lets an item expire before it goes live", sentence)
    assert not ShareableItem.objects.exists()


FAR = date(2090, 1, 5)
CAMPAIGNS = [
    ({"ends_on": date(2020, 1, 5)}, {}, "is over", "Puts an item into a campaign that is over"),
    ({"live": False}, {}, "is not published", "Puts an item into a campaign that is a draft"),
    ({"starts_on": FAR}, {}, "begins on Jan. 5, 2090", "Puts an item into a campaign that has not begun"),
    ({"ends_on": FAR}, {"expire_at": "2090-02-01 10:00"}, "on Jan. 5, 2090", "Lets an item expire after its campaign"),
]


@pytest.mark.parametrize(("campaign", "fields", "part", "what"), CAMPAIGNS)
def test_the_campaign_in_words(as_editor, well, said, campaign, fields, part, what):
    made = CampaignFactory(title="Autumn", **{"live": True, **campaign})
    (sentence,) = points(as_editor.post(item_url("add"), well(campaign=made.pk, **fields)))
    assert part in sentence
    assert "“Autumn”" in sentence
    said(GROUP, what, sentence)


@pytest.mark.parametrize(
    ("hashtags", "wrong"),
    [
        ("#new-bridge", "new-bridge"),
        ("prize,bridge", "prize,bridge"),
        ("a #b.c", "b.c"),
        ("2026", "2026"),
        ("##x y_z é1", ""),
    ],
)
def test_hashtags_that_break_off(as_editor, well, said, hashtags, wrong):
    found = points(as_editor.post(item_url("add"), well(hashtags=hashtags)))
    assert [f"“#{wrong}”" in sentence for sentence in found] == ([True] if wrong else [])
    if wrong == "new-bridge":
        said(GROUP, "Writes a hashtag with a hyphen", found[0])


def test_an_approver_sees_the_remarks_and_an_approval_of_what_closed_meanwhile_says_so(
    as_editor, editor, intranet, website, well, committed, said
):
    workflow_for_items(editor.groups.first())
    with committed():
        as_editor.post(item_url("add"), well(destination="page", page=website.post.pk) | {"action-submit": "1"})
    item = ShareableItem.objects.get()
    assert panel_points(as_editor, item) == []
    with committed():
        PageViewRestriction.objects.create(page=website.post, restriction_type=PageViewRestriction.LOGIN)
    assert "needs a login" in panel_points(as_editor, item)[0]
    url = item_url("workflow_action", item.pk, "approve", item.current_workflow_task_state.pk)
    with committed():
        response = as_editor.post(url)
    item.refresh_from_db()
    assert item.live
    assert not item.target.is_open
    (warning,) = warnings(response)
    sentence = warning.contents[0]
    assert sentence == "“We won the prize” is live, but closed: nobody can share it until this is done."
    assert "needs a login" in points(response)[0]
    said(GROUP, "Approves an item whose page was closed meanwhile", sentence)


def test_approving_in_the_editor_is_refused_at_the_field(as_editor, editor, intranet, website, well, committed):
    workflow_for_items(editor.groups.first())
    form = well(destination="page", page=website.post.pk)
    with committed():
        as_editor.post(item_url("add"), form | {"action-submit": "1"})
    item = ShareableItem.objects.get()
    website.post.unpublish()
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    refused = as_editor.post(item_url("edit", item.pk), form | approve)
    assert "is not published" in sentence_of(refused, "page")
    item.refresh_from_db()
    assert not item.live


def test_remarks_cost_the_same_for_any_number_of_captions(as_editor, intranet, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(number):
        item = ItemFactory()
        item.captions = [CaptionFactory.build(item=item, text=f"Words {each}") for each in range(number)]
        item.save()
        as_editor.get(item_url("edit", item.pk))
        with CaptureQueriesContext(connection) as captured:
            as_editor.get(item_url("edit", item.pk))
        return len(captured)

    assert cost(2) == cost(30)


def test_an_item_of_a_source_has_its_remarks_there(as_editor, intranet):
    item = ItemFactory(source_id="1")
    assert as_editor.get(item_url("edit", item.pk)).status_code == 302
