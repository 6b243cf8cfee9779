"""What the site's checks say about captions: told on save, and what must not be said keeps an item from going out."""

import json
import re
from dataclasses import replace
from time import sleep

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import CampaignFactory, CaptionFactory, ItemFactory, live_item
from tests.library.conftest import item_form, item_url, sentence_of
from tests.library.test_bulk_changes import bulk
from tests.library.test_destination_refused import workflow_for_items
from tests.library.test_renew import error_of, expired, renewal
from tests.library.test_said_on_save import panel, panel_points, points, warnings
from tests.sharing.conftest import registered  # noqa: F401 - a fixture
from wagtail_advocacy import registries
from wagtail_advocacy.library.actions import offer
from wagtail_advocacy.library.models import Campaign, Caption, ShareableItem
from wagtail_advocacy.library.programme import networks_of
from wagtail_advocacy.library.remarks import caption_findings
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork
from wagtail_advocacy.registries import CheckResult, Finding, Fix, Offer, OfferedCaption

GROUP = "What the editor tells you"
PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


def word(wanted, message, severity="must", suggestion="", network=""):
    """A check of a site: says `message` of every `wanted` word, on one network or all."""

    def check(text, context):
        if network and context.network != network:
            return CheckResult()
        found = [match.span() for match in re.finditer(wanted, text)]
        return CheckResult([Finding(severity, message, span, suggestion) for span in found])

    return check


def sourced(check, source):
    """The same check of another source."""
    return lambda text, context: CheckResult([replace(each, source=source) for each in check(text, context).findings])


@pytest.fixture
def checks(registered):  # noqa: F811
    """The checks of this test's site; there is none at first."""
    return registered.caption_checks


@pytest.fixture
def well(intranet, picture):
    """The form of an item about which nothing else is open."""
    return lambda *texts, **fields: item_form(
        intranet.site,
        [each if isinstance(each, dict) else {"text": each} for each in texts],
        **{"image": picture.pk, "image_alt": "A bridge", **fields},
    )


def caption_errors(response):
    forms = response.context["form"].formsets["captions"].forms
    return [" ".join(form.errors.get("text", [])) for form in forms]


class TestTold:
    def test_with_the_words_the_marked_ones_and_a_better_one(self, as_editor, checks, well, said):
        checks.append(word("larkwater", "Write our name with a capital.", "should", "Larkwater"))

        response = as_editor.post(item_url("add"), well("Tea.", "Our  larkwater\r\nis clean."))

        (sentence,) = points(response)
        assert sentence == (
            "“Our larkwater is clean.”: Write our name with a capital. Marked: “larkwater”. Better: Larkwater"
        )
        said(GROUP, "Writes a caption that the guidelines would have otherwise", sentence)
        item = ShareableItem.objects.get()
        (link,) = warnings(response)[0].select("a")
        assert link["href"] == f"{item_url('edit', item.pk)}#id_captions-1-text"
        assert link.text == "Change the words"
        assert panel(as_editor, item).select_one("li a")["href"] == "#id_captions-1-text"
        assert BeautifulSoup(as_editor.get(item_url("edit", item.pk)).content, "html.parser").select_one(
            "#id_captions-1-text"
        )

    def test_a_draft_with_what_must_not_be_said_is_stored_and_told_first(self, as_editor, checks, well):
        checks += [word("soon", "Say when.", "tip"), word("price", "Leave the price out.")]

        response = as_editor.post(item_url("add"), well("The price is told soon."))

        item = ShareableItem.objects.get()
        assert not item.live
        assert [each.split(": ")[1].split(".")[0] for each in points(response)] == ["Leave the price out", "Say when"]
        first, second = panel_points(as_editor, item)
        assert first.startswith("Needed before it can go out: “The price is told soon.”: Leave the price out.")
        assert second.startswith("“The price is told soon.”: Say when.")

    def test_a_live_item_with_a_draft_like_that_is_not_called_closed(self, as_editor, checks, well):
        item = live_item()
        checks.append(word("price", "Leave the price out."))
        form = well({"id": Caption.objects.get().pk, "text": "The price!"})

        response = as_editor.post(item_url("edit", item.pk), form)

        assert warnings(response)[0].contents[0] == "Still open about “We won the prize”:"

    def test_markup_in_a_finding_is_text(self, as_editor, checks, well):
        checks.append(word("price", "<script>alert(1)</script>", "should"))

        response = as_editor.post(item_url("add"), well("The price!"), follow=True)

        assert b"<script>alert" not in response.content

    def test_in_the_language_of_the_caption(self, as_editor, checks, well, locales):
        def check(text, context):
            return CheckResult([Finding("should", f"Read as {context.language}.")])

        checks.append(check)

        found = points(as_editor.post(item_url("add"), well("Tea.", {"text": "Du thé.", "language": "fr"})))

        assert found == ["“Tea.”: Read as en.", "“Du thé.”: Read as fr."]

    def test_autosave_stores_what_must_not_be_said(self, as_editor, checks, well):
        checks.append(word("price", "Leave the price out."))
        headers = {"accept": "application/json"}

        response = as_editor.post(item_url("add"), well("The price!"), headers=headers)

        assert json.loads(response.content)["success"] is True
        assert len(panel_points(as_editor, ShareableItem.objects.get())) == 1

    def test_a_few_of_each_caption_and_how_many_more(self, as_editor, checks, well):
        checks.append(word("x+", "Too many.", "should"))

        found = points(as_editor.post(item_url("add"), well({"text": "x " * 5000, "network": "copy_link"}, "x y")))

        assert len(found) == 7
        assert found[5].endswith(" has 4995 more points like these.")
        assert found[6].startswith("“x y”")

    def test_two_checks_that_say_the_same_on_one_network_are_not_all_networks(self, as_editor, checks, well):
        checks += [word("price", "Leave it out.", "should", network="x")]
        alone = points(as_editor.post(item_url("add"), well("The price!")))
        everywhere = len(networks_of(ShareableItem.objects.get()))
        # As policies with the same rule do, which are told apart by their source.
        for number in range(everywhere):
            checks.append(sourced(checks[0], str(number)))

        assert points(as_editor.post(item_url("add"), well("The price!"))) == alone


class TestStops:
    @pytest.mark.parametrize(
        "deed", [PUBLISH, SUBMIT, {**PUBLISH, "go_live_at": "2099-01-01 10:00"}], ids=["publish", "submit", "schedule"]
    )
    def test_publishing_submitting_and_scheduling_at_the_field(
        self, as_editor, editor, checks, well, deed, said, committed
    ):
        workflow_for_items(editor.groups.first())
        checks.append(word("price", "Leave the price out."))
        texts = ("Tea.", {"text": "The price goes.", "DELETE": "on"}, "The price!")

        refused = as_editor.post(item_url("add"), well(*texts) | deed)

        assert refused.status_code == 200
        assert not ShareableItem.objects.exists()
        assert caption_errors(refused) == ["", "", "“The price!”: Leave the price out. Marked: “price”."]
        assert "The price goes." in refused.text
        if deed is PUBLISH:
            said(GROUP, "Publishes a caption that the guidelines forbid", caption_errors(refused)[2])
        with committed():
            assert as_editor.post(item_url("add"), well("Tea.") | deed).status_code == 302

    def test_what_is_already_stored_does_not_count_but_what_is_written_now(self, as_editor, checks, well):
        item = live_item()
        Caption.objects.update(text="The price!")
        checks.append(word("price", "Leave the price out."))
        kept = Caption.objects.get().pk

        refused = as_editor.post(item_url("edit", item.pk), well({"id": kept, "text": "The price!"}) | PUBLISH)
        mended = as_editor.post(item_url("edit", item.pk), well({"id": kept, "text": "Tea."}) | PUBLISH)

        assert refused.status_code == 200
        assert mended.status_code == 302
        assert Caption.objects.get().text == "Tea."

    @pytest.mark.parametrize("severity", ["should", "tip", "hint"])
    def test_nothing_less_than_must(self, as_editor, checks, well, severity):
        checks.append(word("price", "Leave the price out.", severity))

        response = as_editor.post(item_url("add"), well("The price!") | PUBLISH)

        assert ShareableItem.objects.get().live
        assert len(points(response)) == 1

    def test_approving_in_the_editor_when_the_policy_changed_meanwhile(self, as_editor, editor, checks, well):
        workflow_for_items(editor.groups.first())
        as_editor.post(item_url("add"), well("The price!") | SUBMIT)
        item = ShareableItem.objects.get()
        caption = item.get_latest_revision_as_object().captions.all()[0]
        checks.append(word("price", "Leave the price out."))
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}

        refused = as_editor.post(item_url("edit", item.pk), well({"id": caption.pk, "text": caption.text}) | approve)

        assert caption_errors(refused)[0].startswith("“The price!”: Leave the price out.")
        item.refresh_from_db()
        assert not item.live

    def test_renewing_one_and_many(self, as_editor, checks, intranet, said):
        item = expired(captions=1)
        Caption.objects.update(text="The price!")
        checks.append(word("price", "Leave the price out."))

        one = as_editor.post(renewal(item), {"when": "never"})
        many = as_editor.post(bulk("renew", item), {"when": "never"}, follow=True)

        assert "“The price!”: Leave the price out." in error_of(one)
        assert "“The price!”: Leave the price out." in many.text
        item.refresh_from_db()
        assert not item.live

    def test_what_goes_live_another_way_stays_open(self, checks, intranet):
        checks.append(word("price", "Leave the price out."))
        item = ItemFactory()
        item.captions = [CaptionFactory.build(item=item, text="The price!")]
        item.save_revision(clean=False).publish()
        item.full_clean()

        assert ShareableItem.objects.get().live


class TestNetworks:
    @pytest.fixture(autouse=True)
    def _programme(self, intranet):
        programme = AdvocacySettings.objects.get(site=intranet.site)
        for network in ("linkedin", "x", "email"):
            SiteNetwork.objects.create(settings=programme, network=network)

    def test_what_all_say_is_told_once_and_names_none(self, as_editor, checks, well):
        checks.append(word("price", "Leave it out.", "should"))

        assert points(as_editor.post(item_url("add"), well("The price!"))) == [
            "“The price!”: Leave it out. Marked: “price”."
        ]

    def test_what_some_say_names_them(self, as_editor, checks, well):
        checks += [word("price", "Leave it out.", "should", network=each) for each in ("email", "x")]

        assert points(as_editor.post(item_url("add"), well("The price!"))) == [
            "“The price!”, on X and Email: Leave it out. Marked: “price”."
        ]

    def test_a_caption_is_asked_for_its_own_network_alone(self, as_editor, checks, well):
        asked = []

        def check(text, context):
            asked.append(context.network)
            return CheckResult([Finding("should", "Leave it out.")] if context.network == "x" else [])

        checks.append(check)
        for_x, elsewhere = {"text": "Tea.", "network": "x"}, {"text": "No tea.", "network": "bluesky"}

        assert points(as_editor.post(item_url("add"), well(for_x, elsewhere))) == ["“Tea.”: Leave it out."]
        assert set(asked) == {"x"}


class TestAsTheDialogOffersThem:
    @pytest.fixture(autouse=True)
    def _disclosure(self, intranet):
        AdvocacySettings.objects.update(disclosure="ACME pays me.", disclosures="fr: Chez ACME.", hashtags="acme")

    @pytest.fixture
    def seen(self, checks):
        """The texts that the check was asked about."""
        texts = []

        def check(text, context):
            texts.append(text)
            return CheckResult()

        checks.append(check)
        return texts

    def test_with_disclosure_and_hashtags(self, as_editor, seen, well, locales):
        campaign = CampaignFactory(hashtags="#Spring")
        texts = (" Tea. ", {"text": "Thé.", "language": "fr"}, "ACME pays me. #Tea", "x " * 80 + "ACME pays me.")

        as_editor.post(item_url("add"), well(*texts, hashtags="Tea", campaign=campaign.pk))

        assert set(seen) == {
            "ACME pays me. Tea.\n\n#Tea #Spring",
            "Chez ACME. Thé.\n\n#Tea #Spring",
            "ACME pays me. #Tea\n\n#Spring",
            f"ACME pays me. {'x ' * 80}ACME pays me.\n\n#Tea #Spring",
        }

    def test_the_disclosure_is_not_the_captions_fault(self, as_editor, checks, well):
        checks.append(word("pay|price", "Say nothing of money."))

        assert points(as_editor.post(item_url("add"), well("Tea.") | PUBLISH)) == []
        refused = as_editor.post(item_url("add"), well("The price!") | PUBLISH)
        assert caption_errors(refused) == ["“The price!”: Say nothing of money. Marked: “price”."]

    def test_nor_is_what_is_said_of_the_whole_text_because_of_it(self, as_editor, checks, well):
        def check(text, context):
            return CheckResult(
                [
                    *([Finding("must", "Say nothing of pay.")] if "pay" in text else []),
                    *([Finding("must", "Say #Tea.")] if "#Tea" not in text else []),
                    *([Finding("must", "Three words at most.")] if len(text.split()) > 5 else []),
                ]
            )

        checks.append(check)

        assert caption_errors(
            as_editor.post(item_url("add"), well("Tea.", "I pay.", "#Tea", "One two three") | PUBLISH)
        ) == [
            "“Tea.”: Say #Tea.",
            "“I pay.”: Say nothing of pay. “I pay.”: Say #Tea.",
            "",
            "“One two three”: Say #Tea. “One two three”: Three words at most.",
        ]

    def test_spans_and_fixes_are_those_of_the_caption(self, checks, intranet):
        finding = Finding("should", "Larkwater.", (14, 23), "Larkwater", fix=Fix(14, 23, "Larkwater"))
        checks += [
            lambda text, context: CheckResult([finding]),
            lambda text, context: CheckResult([Finding("tip", "Both.", (5, 17), fix=Fix(5, 17, ""))]),
            lambda text, context: CheckResult([Finding("tip", "Beyond.", (20, 900))]),
        ]
        item = ItemFactory()
        item.captions = [CaptionFactory.build(item=item, text="  larkwater\r\nis clean")]

        first, both, beyond = caption_findings(item)

        assert (first.text, first.marked, first.finding.span) == ("larkwater\nis clean", "larkwater", (0, 9))
        assert first.finding.fix.apply(first.text) == "Larkwater\nis clean"
        assert (both.marked, both.finding.span, both.finding.fix) == ("lar", (0, 3), None)
        assert (beyond.marked, beyond.finding.span) == ("ter\nis clean", (6, 18))

    def test_a_hashtag_of_the_item_is_told_once_at_its_own_field(self, as_editor, checks, well):
        checks.append(word("#tea", "Say nothing of tea."))

        refused = as_editor.post(item_url("add"), well("Milk.", "Water.", hashtags="tea") | PUBLISH)

        assert sentence_of(refused, "hashtags") == "Say nothing of tea. Marked: “#tea”."
        assert caption_errors(refused) == ["", ""]

    def test_a_hashtag_of_the_campaign_is_told_at_the_campaign(self, as_editor, checks, well):
        checks.append(word("#tea", "Say nothing of tea."))
        campaign = CampaignFactory(hashtags="tea", live=True)

        refused = as_editor.post(item_url("add"), well("Milk.", campaign=campaign.pk) | PUBLISH)

        assert sentence_of(refused, "campaign") == "Say nothing of tea. Marked: “#tea”."

    def test_what_the_check_knows(self, as_editor, checks, intranet, well):
        known = []

        def check(text, context):
            known.append(context)
            return CheckResult()

        checks.append(check)
        campaign = CampaignFactory(live=True)
        as_editor.post(item_url("add"), well("Tea.", campaign=campaign.pk))

        context = known[0]
        assert (context.site, context.campaign, context.category) == (intranet.site, campaign, None)
        assert (context.image_alt, context.suggestion, context.counts) == ("A bridge", "", False)
        assert context.link.startswith("https://go.example.com/")
        assert (context.item.headline, context.today) == ("We won the prize", timezone.localdate())


class TestAFailingCheck:
    @pytest.fixture(autouse=True)
    def _fails(self, checks):
        def check(text, context):
            if "tea" in text:
                raise ZeroDivisionError("a site's own mistake")
            return CheckResult([Finding("must", "Leave the price out.")] if "price" in text else [])

        checks.append(check)

    def test_stops_nobody_loses_nothing_and_is_told_and_logged_once(self, as_editor, well, caplog, said):
        response = as_editor.post(item_url("add"), well("Some tea.", "More tea.") | PUBLISH)

        (sentence,) = points(response)
        said(GROUP, "Saves an item while a check of captions is broken", sentence)
        assert ShareableItem.objects.get().live
        assert "a site's own mistake" in caplog.text

    def test_hides_nothing_that_is_found_in_another_caption(self, as_editor, well, caplog):
        refused = as_editor.post(item_url("add"), well("Some tea.", "The price!") | PUBLISH)

        assert caption_errors(refused) == ["", "“The price!”: Leave the price out."]
        assert not ShareableItem.objects.exists()


class TestASlowCheck:
    def test_is_not_waited_for_without_end(self, as_editor, checks, well, monkeypatch, said):
        monkeypatch.setattr("wagtail_advocacy.library.remarks.on_words.SECONDS", 0)
        asked = []

        def check(text, context):
            asked.append(text)
            sleep(0.001)
            return CheckResult()

        checks.append(check)
        captions = [{"text": f"Tea {number}.", "network": "x"} for number in range(5)]

        (sentence,) = points(as_editor.post(item_url("add"), well(*captions) | PUBLISH))

        assert ShareableItem.objects.get().live
        assert set(asked) == {"Tea 0."}
        said(GROUP, "Saves more captions than a slow check can read", sentence)

    def test_only_as_much_is_checked_as_can_be_shared(self, as_editor, checks, well):
        asked = []

        def check(text, context):
            asked.append(len(text))
            return CheckResult()

        checks.append(check)
        as_editor.post(item_url("add"), well({"text": "a" * 100_000, "network": "copy_link"}))

        assert set(asked) == {10_000}


class TestOffered:
    @pytest.fixture
    def campaign(self, intranet, checks, monkeypatch):
        """A campaign that offers itself, as a site's own model would."""
        checks.append(word("price", "Leave the price out."))
        monkeypatch.setitem(
            registries.offer_sources,
            Campaign,
            lambda campaign: Offer(
                site=intranet.site,
                locale=campaign.locale,
                headline=campaign.title,
                url="",
                captions=[OfferedCaption("The price!", "en")],
            ),
        )
        return CampaignFactory(title="Spring")

    def test_it_goes_out_and_says_so_where_it_comes_from(self, as_editor, campaign, committed):
        with committed():
            item = offer(campaign)
        assert ShareableItem.objects.shareable().get() == item

        response = as_editor.get(item_url("edit", item.pk))

        assert response.url == f"/admin/snippets/wagtail_advocacy_library/campaign/edit/{campaign.pk}/"
        (warning,) = warnings(response)
        assert warning.contents[0] == "“Spring” is edited where it comes from."
        assert warning.select_one("li").contents[0].strip() == "“The price!”: Leave the price out. Marked: “price”."
        assert warning.select_one("a")["href"] == response.url


class TestCost:
    def cost(self, client, number):
        item = ItemFactory(campaign=CampaignFactory())
        item.captions = [CaptionFactory.build(item=item, text=f"Price {each}") for each in range(number)]
        item.save()
        client.get(item_url("edit", item.pk))
        with CaptureQueriesContext(connection) as captured:
            client.get(item_url("edit", item.pk))
        return len(captured)

    def test_nothing_without_a_check_and_the_same_for_any_number_of_captions(self, as_editor, intranet, checks):
        bare = self.cost(as_editor, 3)
        checks.append(word("Price", "Leave it out."))

        assert self.cost(as_editor, 3) == self.cost(as_editor, 30) <= bare + 3

    def test_without_a_check_findings_ask_nothing(self, intranet, checks):
        item = ItemFactory()
        with CaptureQueriesContext(connection) as captured:
            assert list(caption_findings(ShareableItem.objects.defer(None).get(pk=item.pk))) == []
        assert len(captured) == 1
