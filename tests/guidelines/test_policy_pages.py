"""Policies as colleagues read them: all of them, one, an earlier version, what changed, what is asked of them."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Site

from tests.factories import UserFactory, default_site
from tests.guidelines.conftest import avoid, block, introduction, publish
from wagtail_advocacy import registries

pytestmark = [pytest.mark.django_db, pytest.mark.projects("full", "own_base", "custom_page")]


@pytest.fixture
def colleague():
    client = Client()
    client.force_login(UserFactory())
    return client


def read(client, policy, **query):
    """The page of a policy."""
    response = client.get(reverse("wagtail_advocacy:policy", args=[policy.pk]), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag) -> str:
    return " ".join(tag.get_text().split())


def agree(client, policy):
    version = policy.versions.order_by("number").last()
    return client.post(reverse("wagtail_advocacy:agree"), {"versions": str(version.pk)})


CONTACT = {"name": "Ida Brandt", "role": "Communications", "email": "ida@example.com", "phone": "+47 22 00 00 00"}


class TestTheText:
    def test_everything_that_people_need_is_on_it(self, colleague, policy):
        made = policy(
            introduction("Share what you like."),
            block("do_dont", pairs=[{"do": "Tell what you saw.", "dont": "Shout."}, {"do": "Thank people."}]),
            avoid("guaranteed", severity="must", reason="Nobody can know."),
            block("contact", **CONTACT),
            title="Social media",
        )
        page = read(colleague, made)
        assert words(page.h1) == "Social media"
        assert len(page.select("h1")) == 1
        assert [words(each) for each in page.select(".wa-policy__do, .wa-policy__dont")] == [
            "DoTell what you saw.",
            "Don’tShout.",
            "DoThank people.",
            "",
        ]
        rule = page.select_one(".wa-rule")
        assert rule["id"] == f"part-{made.versions.get().content['rules'][0]['key']}"
        assert "Checked: must" in words(rule)
        assert "Like this: We did our best." in words(rule)
        assert "Not like this: We did it guaranteed." in words(rule)
        assert len(rule.select("li svg")) == 2

    def test_whom_to_ask_stands_at_the_top(self, colleague, policy):
        made = policy(introduction(), block("contact", **CONTACT), block("contact", name="Somebody else"))
        top = read(colleague, made).select_one(".wa-policy__head .wa-policy__ask")
        assert words(top) == "Questions? Ida Brandt, Communications ida@example.com +47 22 00 00 00"
        assert top.a["href"] == "mailto:ida@example.com"

    def test_without_a_contact_nothing_is_said_of_questions(self, colleague, policy):
        assert not read(colleague, policy()).select(".wa-policy__ask")

    def test_what_somebody_typed_stays_text(self, colleague, policy):
        made = policy(
            block("contact", name="<script>alert(1)</script>"),
            block("topics", title="A <b>bold</b> & “quoted” one", topics=[{"topic": "<i>x</i>", "why": ""}]),
            introduction(),
            block("questions", questions=[]),
        )
        page = read(colleague, made)
        assert not page.select(".wa-policy script, .wa-policy b")
        assert "<script>alert(1)</script>" in words(page.select_one(".wa-policy__ask"))
        assert "A <b>bold</b> & “quoted” one" in words(page.select_one(".wa-policy__contents"))

    def test_a_language_that_runs_the_other_way(self, colleague, policy):
        arabic = Locale.objects.create(language_code="ar")
        page = read(colleague, policy(introduction("مرحبا"), locale=arabic, title="سياسة"))
        text = page.select_one(".wa-policy__text")
        assert (text["lang"], text["dir"]) == ("ar", "rtl")
        assert page.h1["dir"] == "auto"


class TestContents:
    def listed(self, page):
        return [(words(each), each["href"]) for each in page.select(".wa-policy__contents a")]

    def test_every_heading_leads_to_its_place(self, colleague, policy):
        made = policy(introduction(), block("text", title="Más allá", text="<p>x</p>"), block("contact", name="Ida"))
        page = read(colleague, made)
        assert self.listed(page) == [
            ("What this is for", "#policy-what-this-is-for"),
            ("Más allá", "#policy-más-allá"),
            ("Whom to ask", "#policy-whom-to-ask"),
        ]
        for title, anchor in self.listed(page):
            assert words(page.find(id=anchor[1:])) == title

    def test_two_headings_alike_have_two_places(self, colleague, policy):
        made = policy(*(block("text", title="More", text=f"<p>{n}</p>") for n in range(3)))
        page = read(colleague, made)
        anchors = [anchor for _title, anchor in self.listed(page)]
        assert anchors == ["#policy-more", "#policy-more-2", "#policy-more-3"]
        ids = [each["id"] for each in page.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_a_heading_of_signs_alone_has_no_place(self, colleague, policy):
        made = policy(*(block("text", title=title, text="<p>x</p>") for title in ("?!", "One", "Two", "Three")))
        page = read(colleague, made)
        assert [title for title, _anchor in self.listed(page)] == ["One", "Two", "Three"]
        assert not page.select('[id=""]')

    def test_with_two_headings_there_is_none(self, colleague, policy):
        assert not self.listed(read(colleague, policy(introduction(), block("contact", name="Ida"))))


class TestVersions:
    @pytest.fixture
    def changed(self, policy):
        """A policy in three versions."""
        first = introduction("Share what you like.")
        made = policy(first, avoid("guaranteed"), title="Social media")
        second = {**first, "value": {"text": "<p>Share what you love.</p>"}}
        publish(made, body=[second, avoid("guaranteed")], what_changed="We say it with more heart.", asks_again="yes")
        publish(made, body=[second, avoid("likely")], what_changed="Another word.", asks_again="yes")
        return made

    def test_the_one_that_applies_lists_the_others(self, colleague, changed):
        page = read(colleague, changed)
        assert words(page.select_one(".wa-policy__head .wa-hint")).startswith("Version 3, ")
        others = page.select(".wa-policy__versions li")
        assert [words(each).split(",")[0] for each in others] == ["Version 2", "Version 1"]
        assert "We say it with more heart." in words(others[0])
        assert [each.a["href"] for each in others] == ["?version=2", "?version=1"]

    def test_an_earlier_one_says_so(self, colleague, changed):
        page = read(colleague, changed, version=1)
        assert "Share what you like." in words(page.select_one(".wa-policy__text"))
        note = page.select_one(".wa-policy > .wa-note")
        assert words(note) == "This is an earlier version. Version 3 applies. Read what applies"
        assert "(applies)" in words(page.select_one(".wa-policy__versions li"))
        assert not page.select(".wa-agree__form")

    def test_what_changed_is_told_without_colours(self, colleague, changed):
        page = read(colleague, changed, version=2)
        details = page.select_one("details.wa-policy__changes")
        assert words(details.summary) == "What changed since version 1"
        change = details.select_one(".wa-change--changed")
        assert words(change.select_one(".wa-change__what")) == "Changed:"
        assert words(change.ins) == "new: love"
        assert words(change.find("del")) == "gone: like"
        assert {words(each) for each in details.select(".wa-change__what")} == {"Changed:", "New:", "Gone:"}

    @pytest.mark.parametrize("version", ["99", "0", "9" * 9])
    def test_one_that_never_was(self, colleague, changed, version, said):
        response = colleague.get(reverse("wagtail_advocacy:policy", args=[changed.pk]), {"version": version})
        assert response.status_code == 404
        page = BeautifulSoup(response.content, "html.parser")
        said("Guidelines", "a version that never was", f"{words(page.h1)}. {words(page.select_one('h1 + p'))}")

    @pytest.mark.parametrize("version", ["", "two", "-1", "1e3", "9" * 40])
    def test_what_is_no_number_shows_what_applies(self, colleague, changed, version):
        assert not read(colleague, changed, version=version).select(".wa-policy > .wa-note:not(.wa-due)")

    def test_many_versions_cost_no_query_each(self, colleague, changed, django_assert_max_num_queries):
        for number in range(8):
            publish(changed, title=f"Social media {number}", asks_again="no")
        read(colleague, changed)
        with django_assert_max_num_queries(14):
            read(colleague, changed)


class TestAgreeing:
    def test_who_agreed_reads_when(self, colleague, policy):
        made = policy()
        page = read(colleague, made)
        assert "Please read it and agree by" in words(page.select_one(".wa-due"))
        assert page.select(".wa-agree__form button")
        agree(colleague, made)
        page = read(colleague, made)
        assert "You agreed to it on" in words(page.select_one(".wa-policy__agreed"))
        assert not page.select(".wa-due, .wa-agree__form")
        rows = BeautifulSoup(colleague.get(reverse("wagtail_advocacy:policies")).content, "html.parser")
        assert "You agreed to it on" in words(rows.select_one(".wa-policies__one"))

    def test_who_agreed_before_reads_what_changed_for_them(self, colleague, policy):
        first = introduction("Share what you like.")
        made = policy(first)
        agree(colleague, made)
        second = {**first, "value": {"text": "<p>Share what you love.</p>"}}
        publish(made, body=[second], what_changed="We say it with more heart.", asks_again="yes")
        due = read(colleague, made).select_one(".wa-due")
        assert "What changed since you read version 1" in words(due)
        assert "We say it with more heart." in words(due)
        assert words(due.ins) == "new: love"

    def test_a_change_that_asks_nobody_is_told_in_a_line(self, colleague, policy):
        made = policy()
        agree(colleague, made)
        publish(made, body=[introduction("Share it.")], what_changed="Shorter.", asks_again="no")
        page = read(colleague, made)
        assert not page.select(".wa-due")
        assert words(page.select_one(".wa-policy__new")) == "Shorter."


class TestAll:
    def rows(self, client):
        response = client.get(reverse("wagtail_advocacy:policies"))
        page = BeautifulSoup(response.content, "html.parser")
        return page, [words(each.h2) for each in page.select(".wa-policies__one")]

    def test_those_of_this_programme(self, colleague, policy):
        other = Site.objects.create(hostname="other.example.org", root_page=default_site().root_page)
        policy(title="Everywhere")
        policy(title="Here", site=default_site())
        elsewhere = policy(title="Elsewhere", site=other)
        assert self.rows(colleague)[1] == ["Everywhere", "Here"]
        assert colleague.get(reverse("wagtail_advocacy:policy", args=[elsewhere.pk])).status_code == 404

    def test_none(self, colleague):
        page, rows = self.rows(colleague)
        assert rows == []
        assert "There are no guidelines here yet." in words(page)

    def test_gone_ones(self, colleague, policy):
        unpublished, expired, deleted = policy(title="One"), policy(title="Two"), policy(title="Three")
        unpublished.unpublish()
        publish(expired, expire_at=timezone.now() + timedelta(seconds=60))
        type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        expired.refresh_from_db()
        expired.save()
        number = deleted.pk
        deleted.delete()
        assert self.rows(colleague)[1] == []
        for pk in (unpublished.pk, expired.pk, number):
            assert colleague.get(reverse("wagtail_advocacy:policy", args=[pk])).status_code == 404

    @pytest.mark.parametrize("name", ["policies", "policy"])
    def test_strangers_log_in_first(self, policy, name):
        address = reverse(f"wagtail_advocacy:{name}", args=[policy().pk] if name == "policy" else [])
        response = Client().get(address)
        assert response.status_code == 302
        assert response.url.endswith(f"?next={address}")


class TestTheWayThere:
    PAGES = ["me", "my_shares", "saved", "preferences", "hub"]

    def links(self, client, name):
        response = client.get(reverse(f"wagtail_advocacy:{name}"))
        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        return page.select(f'a[href="{reverse("wagtail_advocacy:policies")}"]')

    @pytest.mark.parametrize("name", PAGES)
    def test_it_is_there_where_a_policy_is(self, colleague, policy, name):
        assert self.links(colleague, name) == []
        made = policy()
        (link,) = self.links(colleague, name)
        assert words(link) == "Guidelines"
        made.unpublish()
        assert self.links(colleague, name) == []

    def test_a_policy_of_another_programme_is_none(self, colleague, policy):
        policy(site=Site.objects.create(hostname="other.example.org", root_page=default_site().root_page))
        assert self.links(colleague, "me") == []

    def test_on_its_own_page_it_says_so(self, colleague, policy):
        policy()
        page = BeautifulSoup(colleague.get(reverse("wagtail_advocacy:policies")).content, "html.parser")
        assert words(page.select_one(".wa-me [aria-current=page]")) == "Guidelines"

    @pytest.mark.parametrize("name", ["me", "hub"])
    def test_it_costs_no_query(self, colleague, policy, name, monkeypatch):
        policy()

        def cost():
            self.links(colleague, name)
            with CaptureQueriesContext(connection) as queries:
                self.links(colleague, name)
            return len(queries)

        with_link = cost()
        monkeypatch.setattr(registries, "me_links", [])
        assert with_link == cost()


def test_nothing_is_inline_and_the_looks_come_along(colleague, policy):
    made = policy(introduction(), block("do_dont", pairs=[{"do": "x", "dont": "y"}]), avoid())
    for address in (reverse("wagtail_advocacy:policies"), reverse("wagtail_advocacy:policy", args=[made.pk])):
        html = colleague.get(address).content.decode()
        assert "wagtail_advocacy/policy.css" in html
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


def test_the_preview_of_a_draft_has_the_same_looks(policy):
    response = policy(introduction("A draft.")).make_preview_request()
    assert response.status_code == 200
    assert b"wagtail_advocacy/policy.css" in response.content
    assert b"A draft." in response.content
