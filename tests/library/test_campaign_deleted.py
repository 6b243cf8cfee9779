"""A campaign is deleted while it does not run: its items stay out of the hub, and somebody is told."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import CampaignFactory, live_item
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.models import Campaign, ShareableItem

GROUP = "What the editor tells you"
STATES = {"draft": {"live": False}, "early": {"starts_on": 5}, "over": {"ends_on": -1}}


def campaign_in(state):
    values = {name: timezone.localdate() + timedelta(days=value) if value else value for name, value in state.items()}
    return CampaignFactory(title="Autumn", **{"live": True, **values})


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def warnings(response):
    return [
        str(each).strip()
        for each in get_messages(response.wsgi_request)._queued_messages
        if each.level_tag == "warning"
    ]


def left_behind(client):
    page = client.get(reverse("wagtail_advocacy_library:attention"))
    return {
        row.item.headline: row for each in page.context["sections"] if each.key == "left-behind" for row in each.rows
    }


def delete_url(campaign, how):
    if how == "one":
        return reverse(Campaign.snippet_viewset.get_url_name("delete"), args=[campaign.pk])
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "campaign", "delete"])
    return f"{url}?id={campaign.pk}"


@pytest.mark.parametrize("how", ["one", "many"])
@pytest.mark.parametrize("state", STATES)
def test_it_is_said_before_and_after_and_in_the_history(as_editor, editor, intranet, committed, said, how, state):
    campaign = campaign_in(STATES[state])
    items = [live_item(headline=f"Item {number}", campaign=campaign) for number in range(2)]
    url = delete_url(campaign, how)
    asked = text_of(as_editor.get(url))
    before = "2 live items are outside the hub because their campaign does not run. They become drafts."
    assert before in asked
    with committed():
        (after,) = warnings(as_editor.post(url))
    assert after == "2 items of it are drafts now. Publish those that you want to offer without a campaign."
    said(GROUP, "Opens the page that deletes a campaign which does not run", before)
    said(GROUP, "Deletes a campaign that does not run", after)
    for item in items:
        item.refresh_from_db()
        assert (item.live, item.campaign) == (False, None)
        history = text_of(as_editor.get(item_url("history", item.pk)))
        assert "Became a draft, because its campaign “Autumn” was deleted while it did not run" in history
        assert editor.username in history
    assert set(left_behind(as_editor)) == (set() if state == "over" else {"Item 0", "Item 1"})


def test_a_running_campaign_takes_nothing_along(as_editor, intranet, committed):
    campaign = CampaignFactory()
    item = live_item(campaign=campaign)
    url = delete_url(campaign, "one")
    assert "become" not in text_of(as_editor.get(url))
    with committed():
        assert warnings(as_editor.post(url)) == []
    item.refresh_from_db()
    assert item.live
    assert left_behind(as_editor) == {}


@pytest.mark.parametrize("deed", ["action-publish", ""])
def test_whoever_looks_at_it_settles_it(as_editor, intranet, committed, said, deed):
    item = live_item(headline="We won", campaign=campaign_in(STATES["early"]))
    with committed():
        Campaign.objects.get().delete()
    row = left_behind(as_editor)["We won"]
    assert row.since is not None
    assert row.action.url == item_url("edit", item.pk)
    said(GROUP, "Leaves an item whose campaign was deleted before it began", row.why)
    form = as_editor.get(item_url("edit", item.pk)).context["form"]
    captions = [{"id": each["id"].value() or ""} for each in form.formsets["captions"]]
    with committed():
        as_editor.post(item_url("edit", item.pk), item_form(item.site, captions, headline="We won") | {deed: "1"})
    assert left_behind(as_editor) == {}
    assert ShareableItem.objects.get().live is bool(deed)


def test_the_list_costs_the_same_for_any_number(as_editor, intranet, committed):
    url = reverse("wagtail_advocacy_library:attention", query={"reason": "left-behind"})

    def cost(number):
        campaign = campaign_in(STATES["draft"])
        for _each in range(number):
            live_item(campaign=campaign)
        with committed():
            campaign.delete()
        as_editor.get(url)
        with CaptureQueriesContext(connection) as captured:
            as_editor.get(url)
        return len(captured), len(left_behind(as_editor))

    (few, two), (many, ten) = cost(2), cost(8)
    assert (two, ten, many) == (2, 10, few)
