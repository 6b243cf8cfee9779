"""“Needs attention”: what is found, for whom, and that it can be worked down to nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import PageViewRestriction

from tests.factories import CampaignFactory, CaptionFactory, ItemFactory, LinkFactory, UserFactory, live_item, publish
from tests.library.conftest import item_url, permissions_of, person
from wagtail_advocacy import registries
from wagtail_advocacy.library.actions import resolve_targets
from wagtail_advocacy.library.models import Caption, ShareableItem
from wagtail_advocacy.links.codes import new_code
from wagtail_advocacy.links.models import Link, Target
from wagtail_advocacy.models import AdvocacySettings, MaintenanceJob
from wagtail_advocacy.registries import AttentionAction, AttentionRule

LIST = "wagtail_advocacy_library:attention"
LABELS = {
    "closed": "Nobody can open them",
    "expiring": "Expiring within a week",
    "wordless": "Without a caption",
    "stale": "Nobody shares them",
}


def page_of(client, **query):
    response = client.get(reverse(LIST, query=query or None))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def sections(page):
    """Key of the reason → its rows: item, why, the way out as a tag."""
    found = {}
    for section in page.select("section[aria-labelledby^=attention-]"):
        rows = [
            (
                row.strong.get_text(strip=True),
                row.p.find(string=True).strip(),
                row.select("a, button")[-1],
            )
            for row in section.select("li:has(strong)")
        ]
        found[section["aria-labelledby"].removeprefix("attention-")] = rows
    return found


def shared(item):
    LinkFactory(target=item.target)
    return item


def closed(website, headline="Closed"):
    item = shared(live_item(headline=headline, destination="page", page=website.post))
    PageViewRestriction.objects.get_or_create(page=website.post, restriction_type=PageViewRestriction.LOGIN)
    resolve_targets([item.pk])
    return item


def stale(days=31, **fields):
    item = live_item(**{"headline": "Stale", **fields})
    moment = timezone.now() - timedelta(days=days)
    ShareableItem.objects.filter(pk=item.pk).update(first_published_at=moment, last_published_at=moment)
    return item


def wordless(headline="Wordless"):
    return shared(live_item(headline=headline, captions=0))


def expiring(days=6, **fields):
    return shared(live_item(**{"headline": "Expiring", "expire_at": timezone.now() + timedelta(days=days), **fields}))


def test_each_reason_with_why_and_one_way_out(as_editor, intranet, website):
    gone, quiet, mute, soon = closed(website), stale(), wordless(), expiring()
    shared(live_item(headline="Well"))
    rows = sections(page_of(as_editor))
    assert {key: [item for item, _why, _way in found] for key, found in rows.items()} == {
        "closed": ["Closed"],
        "stale": ["Stale"],
        "wordless": ["Wordless"],
        "expiring": ["Expiring"],
    }
    ways = {key: found[0][2] for key, found in rows.items()}
    assert ways["closed"]["href"] == item_url("edit", gone.pk) + "#id_destination-label"
    assert ways["closed"].get_text() == "Choose another destination: Closed"
    assert "needs a login" in rows["closed"][0][1]
    assert ways["stale"]["href"] == reverse("wagtail_advocacy_library:take_out", args=[quiet.pk])
    assert rows["stale"][0][1].startswith("Nobody has started to share it for 1\xa0month")
    assert ways["wordless"]["href"] == item_url("edit", mute.pk) + "#id_captions-ADD"
    assert ways["expiring"].name == "button"
    assert ways["expiring"].find_parent("form")["action"] == reverse("wagtail_advocacy_library:renew", args=[soon.pk])
    for key in ("closed", "wordless"):
        address, _, place = ways[key]["href"].partition("#")
        assert BeautifulSoup(as_editor.get(address).content, "html.parser").find(id=place)


def test_worked_down_to_empty(as_editor, intranet, website, committed):
    gone, quiet, mute, soon = closed(website), stale(), wordless(), expiring()
    with committed():
        PageViewRestriction.objects.all().delete()
    confirm = as_editor.get(reverse("wagtail_advocacy_library:take_out", args=[quiet.pk]))
    assert "Colleagues no longer see “Stale” in the hub" in confirm.content.decode()
    quiet.refresh_from_db()
    assert quiet.live
    with committed():
        done = as_editor.post(reverse("wagtail_advocacy_library:take_out", args=[quiet.pk]))
    assert done["Location"] == reverse(LIST)
    CaptionFactory(item=mute)
    button = sections(page_of(as_editor))["expiring"][0][2].find_parent("form")
    values = {each["name"]: each["value"] for each in button.select("input") if each["name"] != "csrfmiddlewaretoken"}
    with committed():
        renewed = as_editor.post(button["action"], values)
    assert renewed["Location"] == reverse(LIST)
    soon.refresh_from_db()
    assert timedelta(days=29) < soon.expire_at - timezone.now() <= timedelta(days=30)
    page = page_of(as_editor)
    assert sections(page) == {}
    assert "Nothing needs attention." in page.get_text()
    assert {gone.pk, mute.pk, soon.pk} == set(ShareableItem.objects.filter(live=True).values_list("pk", flat=True))


def test_what_ends_first_is_the_day_that_counts_and_the_way_out(as_editor, intranet, website, committed):
    soon, later = timezone.now() + timedelta(days=4), timezone.now() + timedelta(days=40)
    ending = CampaignFactory(title="Spring", ends_on=timezone.localdate() + timedelta(days=5))
    website.post.expire_at = soon
    website.post.save()
    with committed():
        by_campaign = shared(live_item(headline="With its campaign", campaign=ending, expire_at=later))
        by_page = shared(live_item(headline="With its page", destination="page", page=website.post))
        by_itself = shared(live_item(headline="By itself", campaign=ending, expire_at=soon))
        shared(live_item(headline="Stays", campaign=CampaignFactory(ends_on=later.date()), expire_at=later))

    rows = {headline: (why, way) for headline, why, way in sections(page_of(as_editor))["expiring"]}

    assert set(rows) == {"With its campaign", "With its page", "By itself"}
    for item, sentence in (
        (by_campaign, "It leaves the hub on {day}, with its campaign “Spring”."),
        (by_page, "It leaves the hub on {day}, with the page “Our bridge”."),
        (by_itself, "It leaves the hub on {day}."),
    ):
        closes = timezone.localtime(item.target.closes_at)
        assert rows[item.headline][0] == sentence.format(day=date_format(closes, "DATETIME_FORMAT"))
    assert rows["With its campaign"][1]["href"] == item_url("edit", by_campaign.pk) + "#id_campaign-label"
    assert rows["With its page"][1]["href"] == item_url("edit", by_page.pk) + "#id_destination-label"
    assert rows["By itself"][1].get_text().startswith("Renew for 30 days")
    editor = BeautifulSoup(as_editor.get(item_url("edit", by_campaign.pk)).content, "html.parser")
    assert editor.find(id="id_campaign-label")


def test_stale_counts_started_shares_and_the_days_of_the_programme(as_editor, intranet):
    AdvocacySettings.objects.filter(site=intranet.site).update(stale_days=10)
    old = stale(days=40)
    link = LinkFactory(target=old.target)
    assert "stale" not in sections(page_of(as_editor))
    type(link).objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(days=11))
    assert [row[0] for row in sections(page_of(as_editor))["stale"]] == ["Stale"]
    AdvocacySettings.objects.filter(site=intranet.site).update(stale_days=12)
    assert "stale" not in sections(page_of(as_editor))
    stale(days=11, headline="Young")
    assert "stale" not in sections(page_of(as_editor))


def test_what_waits_rightly_is_not_called_closed(as_editor, intranet, committed):
    today = timezone.localdate()
    with committed():
        for dates in (
            {"ends_on": today - timedelta(days=1)},
            {"starts_on": today + timedelta(days=1)},
            {"live": False},
        ):
            live_item(campaign=CampaignFactory(**{"live": True, **dates}))
        live_item(go_live_at=timezone.now() + timedelta(days=1))
        ItemFactory()
    assert "closed" not in sections(page_of(as_editor))


def test_what_comes_from_a_source_leads_there(as_editor, intranet):
    item = stale(headline="Vacancy")
    ShareableItem.objects.filter(pk=item.pk).update(source_id="7", expire_at=timezone.now() + timedelta(days=2))
    rows = sections(page_of(as_editor))
    assert set(rows) == {"stale"}
    assert rows["stale"][0][2].get_text().startswith("Open where it comes from")
    refused = as_editor.post(reverse("wagtail_advocacy_library:take_out", args=[item.pk]))
    assert refused.status_code == 302
    item.refresh_from_db()
    assert item.live


def test_nobody_is_asked_for_captions_that_nobody_can_add(as_editor, intranet):
    item = wordless(headline="Story")
    assert set(sections(page_of(as_editor))) == {"wordless"}
    ShareableItem.objects.filter(pk=item.pk).update(source_id="7")
    assert sections(page_of(as_editor)) == {}


def test_words_of_a_translation_are_words_as_in_the_dialog(as_editor, intranet, website, locales):
    item = wordless()
    french = item.copy_for_translation(locales.fr)
    french.headline, french.live = "Nous avons gagné", False
    french.captions = [CaptionFactory.build(text="Notre pont a gagné.", language="fr")]
    french.save()
    assert [row[0] for row in sections(page_of(as_editor))["wordless"]] == ["Wordless"]
    shared(publish(french))
    assert sections(page_of(as_editor)) == {}
    ShareableItem.objects.filter(pk=french.pk).update(site=website.site)
    assert [row[0] for row in sections(page_of(as_editor))["wordless"]] == ["Wordless"]


def test_only_ones_own_items_and_permitted_deeds(intranet, website):
    mine, other = expiring(headline="Mine"), expiring(headline="Theirs")
    author = person(permissions_of(ShareableItem, "add"), username="author")
    ShareableItem.objects.filter(pk=mine.pk).update(owner=author)
    client = Client()
    client.force_login(author)
    rows = sections(page_of(client))
    assert [row[0] for row in rows["expiring"]] == ["Mine"]
    assert rows["expiring"][0][2]["href"] == item_url("edit", mine.pk)
    for name in ("renew", "take_out"):
        for item in (mine, other):
            url = reverse(f"wagtail_advocacy_library:{name}", args=[item.pk])
            assert client.get(url).status_code == 302
            assert client.post(url, {"when": "never"}).status_code == 302
            item.refresh_from_db()
            assert item.live
            assert item.expire_at


@pytest.mark.parametrize("kind", ["anonymous", "colleague", "admin only"])
def test_nobody_else_sees_the_list(intranet, kind):
    client, item = Client(), expiring()
    if kind != "anonymous":
        client.force_login(UserFactory() if kind == "colleague" else person())
    for url in (reverse(LIST), reverse("wagtail_advocacy_library:take_out", args=[item.pk])):
        assert client.get(url).status_code == 302
    home = client.get(reverse("wagtailadmin_home"))
    assert "advocacy-attention" not in home.content.decode()


def test_the_home_page_counts_and_leads_there(as_editor, intranet, website):
    home = as_editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "needs attention" not in home
    for number in range(5):
        wordless(f"Wordless {number}")
    panel = BeautifulSoup(as_editor.get(reverse("wagtailadmin_home")).content, "html.parser").find(
        string="Advocacy: needs attention"
    ) or BeautifulSoup(as_editor.get(reverse("wagtailadmin_home")).content, "html.parser").find(
        string=lambda text: text and "Advocacy: needs attention" in text
    )
    section = panel.find_parent("section")
    assert "Without a caption (5)" in section.get_text()
    assert section.get_text().count("Wordless") == 3
    assert section.select_one(f'a[href="{reverse(LIST)}?reason=wordless"]')


def test_all_of_one_reason_page_by_page(as_editor, intranet):
    for number in range(35):
        wordless(f"Wordless {number}")
    assert len(sections(page_of(as_editor))["wordless"]) == 10
    first, second = page_of(as_editor, reason="wordless"), page_of(as_editor, reason="wordless", p=2)
    assert len(sections(first)["wordless"]) == 30
    assert len(sections(second)["wordless"]) == 5
    assert {row[0] for row in sections(first)["wordless"]}.isdisjoint(row[0] for row in sections(second)["wordless"])
    assert page_of(as_editor, reason="nonsense", p="x")
    assert page_of(as_editor, reason="wordless", p="999")


def twenty_times_more():
    """Twenty copies of every item, straight into the database, each with its target, captions and a link."""
    for item in ShareableItem.objects.select_related("target").prefetch_related("captions", "target__links"):
        made = ShareableItem.objects.bulk_create(again(item, translation_key=uuid4(), target=None) for _ in range(20))
        for each in made:
            each.target = again(item.target, subject=each.subject, key=new_code())
        Target.objects.bulk_create(each.target for each in made)
        ShareableItem.objects.bulk_update(made, ["target"])
        captions, links = item.captions.all(), item.target.links.all()
        Caption.objects.bulk_create(again(caption, item=each) for each in made for caption in captions)
        Link.objects.bulk_create(again(link, target=each.target, code=new_code()) for each in made for link in links)


def again(row, **changes):
    values = {each.name: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.is_relation}
    keys = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if each.is_relation}
    new = type(row)(**{**values, **keys, "id": None})
    for name, value in changes.items():
        setattr(new, name, value)
    return new


def test_queries_do_not_grow_with_the_library(as_editor, intranet, website):
    def fill(number):
        for each in range(number):
            closed(website, f"Closed {each}")
            stale(headline=f"Stale {each}")
            wordless(f"Wordless {each}")
            expiring(headline=f"Expiring {each}")

    def cost(url):
        as_editor.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert as_editor.get(url).status_code == 200
        return len(captured)

    urls = [reverse(LIST), reverse("wagtailadmin_home"), *(reverse(LIST, query={"reason": key}) for key in LABELS)]
    fill(2)
    few = [cost(url) for url in urls]
    assert {key: len(rows) for key, rows in sections(page_of(as_editor)).items()} == dict.fromkeys(LABELS, 2)
    twenty_times_more()
    assert [cost(url) for url in urls] == few
    assert "42" in page_of(as_editor).main.get_text()


@pytest.fixture
def failed_job(db):
    moment = timezone.now() - timedelta(hours=3)
    return MaintenanceJob.objects.create(name="library.targets", failed_at=moment, error="OperationalError")


def test_failed_maintenance_is_told_to_who_may_change_the_settings(as_editor, intranet, failed_job):
    assert "jobs" not in sections(page_of(as_editor))
    client = Client()
    client.force_login(person(permissions_of(AdvocacySettings, "change"), username="owner"))
    page = page_of(client)
    cells = page.select("section[aria-labelledby=attention-jobs] tbody tr > *")
    what, error = (each.get_text(strip=True) for each in cells[:2])
    assert (what, error) == ("Closing links to what is not public any more", "OperationalError")
    assert "Never" in page.get_text()
    assert "One piece of maintenance failed" in client.get(reverse("wagtailadmin_home")).content.decode()
    failed_job.failed_at = None
    failed_job.save()
    assert sections(page_of(client)) == {}


def test_a_rule_of_the_site(as_editor, intranet, monkeypatch):
    from django.db.models import F

    rule = AttentionRule(
        label="Too short",
        find=lambda items, now: items.filter(headline="Hm").annotate(attention_since=F("first_published_at")),
        say=lambda item, publicity: "Two letters.",
        action=lambda item: AttentionAction("Write more", f"/write/{item.pk}/"),
    )
    monkeypatch.setitem(registries.attention, "short", rule)
    item = shared(live_item(headline="Hm"))
    ((headline, why, way),) = sections(page_of(as_editor))["short"]
    assert (headline, why, way["href"]) == ("Hm", "Two letters.", f"/write/{item.pk}/")
