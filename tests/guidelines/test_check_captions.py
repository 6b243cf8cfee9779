"""After a policy has changed: the command that lists captions of live items which no longer fit."""

import csv
import io
import json
from datetime import timedelta
from time import monotonic

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Site

from tests.factories import CampaignFactory, CaptionFactory, ItemFactory, default_site
from tests.factories import publish as publish_item
from tests.guidelines.conftest import avoid, block, introduction, publish
from wagtail_advocacy import registries
from wagtail_advocacy.library.models import Caption, ShareableItem
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork

pytestmark = pytest.mark.projects("full", "own_base")

BASE = "http://testserver/admin/snippets/wagtail_advocacy_library/shareableitem/edit/"


@pytest.fixture
def programme(db):
    mine = AdvocacySettings.for_site(default_site())
    mine.site_networks = [SiteNetwork(network=key, sort_order=n) for n, key in enumerate(["linkedin", "x"])]
    mine.save()
    return mine


@pytest.fixture
def offered(programme):
    """`offered("words", …)`: a live item with these captions; a pair names the network as well."""

    def make(*captions, **fields):
        item = ItemFactory(**fields)
        pairs = [each if isinstance(each, tuple) else (each, "") for each in captions]
        item.captions = [CaptionFactory.build(item=item, text=text, network=network) for text, network in pairs]
        return publish_item(item)

    return make


@pytest.fixture
def run(capsys):
    def call(*arguments):
        call_command("check_captions", *arguments)
        return capsys.readouterr().out

    return call


def rows(out):
    return json.loads(out)


class TestAfterAChange:
    def test_an_item_that_was_right_is_listed_and_untouched(self, offered, policy, run):
        item = offered("Growth is guaranteed.", "We did our best.", headline="The year in figures")
        made = policy(introduction())
        before = ShareableItem.objects.values().get()
        assert run() == "0 points in 0 items.\n"

        publish(made, body=[introduction(), avoid("guaranteed", severity="must")])
        assert run() == (
            f"The year in figures\n{BASE}{item.pk}/\n"
            "  must: “Growth is guaranteed.”: Leave out “guaranteed”. Marked: “guaranteed”.\n\n"
            "1 point in 1 item.\n"
        )
        assert ShareableItem.objects.values().get() == before
        assert Caption.objects.count() == 2

    def test_the_networks_are_named_where_it_is_not_all(self, offered, policy, run):
        offered("Growth is guaranteed.", ("All guaranteed.", "x"), ("Guaranteed.", "linkedin"))
        policy(avoid("guaranteed", severity="must"), networks=["x"])
        found = rows(run("--format", "json"))
        assert [(each["caption"], each["networks"]) for each in found] == [
            ("Growth is guaranteed.", ["X"]),
            ("All guaranteed.", []),
        ]

    def test_a_network_that_the_programme_does_not_show_does_not_count(self, offered, policy, run):
        offered("Growth is guaranteed.")
        policy(avoid("guaranteed", severity="must"), networks=["mastodon"])
        assert rows(run("--format", "json")) == []

    def test_the_language_of_the_caption_counts(self, offered, policy, run):
        offered("Growth is guaranteed.")
        policy(avoid("guaranteed", severity="must"), languages=["es"])
        assert rows(run("--format", "json")) == []
        Caption.objects.update(language="es")
        assert len(rows(run("--format", "json"))) == 1

    def test_the_words_that_the_dialog_puts_before_are_there(self, offered, policy, programme, run):
        programme.disclosure = "I work at Acme."
        programme.save()
        offered("We listened for nine days.")
        said = {"severity": "must", "passes": "I work at Acme. Look", "fails": "Look"}
        policy(block("disclosure", sentence="Say that you work here.", sentences="I work at Acme", **said))
        assert rows(run("--format", "json")) == []
        AdvocacySettings.objects.update(disclosure="")
        (found,) = rows(run("--format", "json"))
        assert found["message"] == "Say that you work here. Better: I work at Acme"

    def test_a_hashtag_of_item_or_campaign_is_told_once(self, offered, policy, run):
        offered("One.", "Two.", hashtags="guaranteed", campaign=CampaignFactory())
        policy(avoid("guaranteed", severity="must"))
        assert len(rows(run("--format", "json"))) == 1


class TestWhichItems:
    @pytest.fixture(autouse=True)
    def _rule(self, policy):
        policy(avoid("guaranteed", severity="must"))

    def test_only_what_colleagues_are_offered_now(self, offered, run):
        live = offered("guaranteed")
        offered("guaranteed").unpublish()
        ItemFactory().captions.add(CaptionFactory.build(text="guaranteed"))
        ShareableItem.objects.filter(pk=offered("guaranteed").pk).update(withdrawn_at=timezone.now())
        ended = timezone.now() - timedelta(days=1)
        ShareableItem.objects.filter(pk=offered("guaranteed").pk).update(expire_at=ended)
        assert [each["item"] for each in rows(run("--format", "json"))] == [live.pk]

    def test_a_draft_of_a_live_item_does_not_count(self, offered, run):
        item = offered("We did our best.")
        item.captions = [CaptionFactory.build(item=item, text="guaranteed")]
        item.save_revision(clean=False)
        assert rows(run("--format", "json")) == []

    def test_one_programme(self, offered, run):
        other = Site.objects.create(hostname="other.example.org", root_page=default_site().root_page)
        offered("guaranteed here")
        there = offered("guaranteed there", site=other)
        assert len(rows(run("--format", "json"))) == 2
        found = rows(run("--site", "other.example.org", "--format", "json"))
        assert [each["item"] for each in found] == [there.pk]

    def test_an_unknown_site_is_refused(self, db, run, said):
        with pytest.raises(CommandError) as refused:
            run("--site", "nowhere.example.org")
        said("Commands", "`check_captions --site` with an unknown host", str(refused.value))


class TestSeverity:
    @pytest.fixture(autouse=True)
    def _rules(self, offered, policy):
        offered("Guaranteed, likely and maybe.")
        policy(avoid("guaranteed", severity="must"), avoid("likely", severity="should"), avoid("maybe", severity="tip"))

    @pytest.mark.parametrize(("severity", "listed"), [("must", 1), ("should", 2), ("tip", 3)])
    def test_it_and_what_is_graver(self, severity, listed, run):
        assert len(rows(run("--severity", severity, "--format", "json"))) == listed

    def test_must_without_saying_so(self, run):
        assert [each["severity"] for each in rows(run("--format", "json"))] == ["must"]

    def test_another_one_is_refused(self, run):
        with pytest.raises(CommandError, match="invalid choice: 'fatal'"):
            run("--severity", "fatal")


class TestFormats:
    def test_json(self, offered, policy, run):
        item = offered(
            "Growth is guaranteed, as “they” say – and much more than a line can hold.", headline="Año nuevo"
        )
        policy(avoid("guaranteed", severity="must", replacement="likely"))
        assert rows(run("--format", "json")) == [
            {
                "item": item.pk,
                "headline": "Año nuevo",
                "edit_url": f"{BASE}{item.pk}/",
                "caption": "Growth is guaranteed, as “they” say – a…",
                "networks": [],
                "severity": "must",
                "message": "Leave out “guaranteed”. Marked: “guaranteed”. Better: likely",
            }
        ]

    def test_csv_that_no_spreadsheet_runs(self, offered, policy, run):
        item = offered("=1+1 guaranteed", headline='Says "yes", twice')
        policy(avoid("guaranteed", severity="must"))
        head, row = csv.reader(io.StringIO(run("--format", "csv")))
        assert head == ["item", "headline", "edit address", "caption", "networks", "severity", "what is open"]
        assert row[:4] == [str(item.pk), 'Says "yes", twice', f"{BASE}{item.pk}/", "'=1+1 guaranteed"]

    def test_nothing(self, db, run):
        assert run("--format", "json") == "[]\n"
        assert len(run("--format", "csv").splitlines()) == 1
        assert run() == "0 points in 0 items.\n"


class TestHowItEnds:
    def test_with_an_error_where_asked_and_something_is_listed(self, offered, policy, run):
        offered("guaranteed, guaranteed")
        policy(avoid("guaranteed", severity="must"))
        run()
        with pytest.raises(CommandError, match="2 points in 1 item"):
            run("--fail")

    def test_well_where_nothing_is(self, offered, policy, run):
        offered("guaranteed")
        policy()
        run("--fail")

    def test_a_check_that_fails_is_told_and_the_others_go_on(self, offered, policy, capsys, monkeypatch):
        def fragile(text, context):
            if "boom" in text:
                raise RuntimeError("a check of the site's own")
            return registries.CheckResult()

        monkeypatch.setattr(registries, "caption_checks", [*registries.caption_checks, fragile])
        broken = offered("boom", headline="Broken")
        offered("guaranteed")
        policy(avoid("guaranteed", severity="must"))
        call_command("check_captions", "--format", "json")
        out, err = capsys.readouterr()
        assert len(rows(out)) == 1
        assert f"Not checked: Broken {BASE}{broken.pk}/" in err
        assert "1 item could not be checked" in err
        with pytest.raises(CommandError):
            call_command("check_captions", "--fail")


def fill(number):
    """Live items with two captions each, straight into the database; every tenth has one that does not fit."""
    site, locale = default_site(), Locale.get_default()
    start = Target.objects.count()
    targets = Target.objects.bulk_create(
        Target(subject=f"test.item/{n}", url="https://www.example.com/", is_open=True)
        for n in range(start, start + number)
    )
    items = ShareableItem.objects.bulk_create(
        ShareableItem(
            site=site,
            locale=locale,
            headline=f"Item {n}",
            destination="card",
            live=True,
            target=target,
            hashtags="Water",
        )
        for n, target in enumerate(targets)
    )
    words = "We listened for nine days, and this is what we heard from you"
    Caption.objects.bulk_create(
        Caption(item=item, text=f"{words}{' guaranteed' if n % 10 == part == 0 else ''}.", language="en")
        for n, item in enumerate(items)
        for part in range(2)
    )


class TestManyItems:
    def queries(self, run):
        with CaptureQueriesContext(connection) as queries:
            out = run("--format", "json")
        return len(queries), len(rows(out))

    def test_queries_do_not_grow_within_a_chunk(self, programme, policy, run):
        policy(avoid("guaranteed", severity="must"))
        fill(10)
        few, listed = self.queries(run)
        assert listed == 1
        fill(390)
        cache.clear()
        many, listed = self.queries(run)
        assert listed == 40
        assert many <= few + 2

    @pytest.mark.large
    def test_ten_thousand(self, programme, policy, run):
        policy(avoid("guaranteed", severity="must"))
        fill(10_000)
        begun = monotonic()
        queries, listed = self.queries(run)
        assert listed == 1_000
        # A chunk takes one query for its captions; on the way the list of policies may grow old once a minute.
        assert queries <= 20 + 10_000 // 500 + 2
        assert monotonic() - begun < 240
