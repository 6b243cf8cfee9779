"""Where else a broken preview is said: under “Needs attention”, in the editor, after a save, in the list."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import LinkFactory, live_item
from tests.library.conftest import item_form, item_url
from tests.tracking.previews.conftest import URL
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.tracking.models import PreviewCheck
from wagtail_advocacy.tracking.preview_check.checking import accept, check_preview

PROBLEM = "The page has no tags for cards"


def preview(item):
    return reverse("wagtail_advocacy_previews:preview", args=[item.pk])


def attention(client):
    """The rows about previews: item, why, the way out."""
    soup = BeautifulSoup(client.get(reverse("wagtail_advocacy_library:attention")).content, "html.parser")
    rows = soup.select("section[aria-labelledby=attention-preview] li:has(strong)")
    return [(row.strong.get_text(strip=True), " ".join(row.p.get_text().split()), row.a["href"]) for row in rows]


@pytest.fixture
def broken(item, page):
    """The item, once its page was seen without tags."""
    page("")
    check_preview(item)
    LinkFactory(target=item.target)
    return item


class TestNeedsAttention:
    def test_a_broken_preview_with_why_and_its_way_out(self, as_editor, broken):
        [(name, why, way)] = attention(as_editor)
        assert (name, way) == ("Bridge", preview(broken))
        assert why.startswith(PROBLEM)
        assert "Waiting since" in why

    def test_a_hint_alone_is_none(self, as_editor, item, page):
        check_preview(item)
        assert PreviewCheck.objects.get().problems
        assert attention(as_editor) == []

    def test_trouble_is_one_the_second_time(self, as_editor, item, page):
        page(status=503)
        check_preview(item)
        assert attention(as_editor) == []
        check_preview(item)
        assert "twice in a row" in attention(as_editor)[0][1]

    def test_gone_once_it_is_put_right_or_left_as_it_is(self, as_editor, broken, page):
        accept(broken)
        assert attention(as_editor) == []
        page("", title="")
        check_preview(broken)
        assert attention(as_editor)
        page()
        check_preview(broken)
        assert attention(as_editor) == []

    def test_what_is_not_offered_or_leads_elsewhere_waits(self, as_editor, broken):
        Target.objects.filter(pk=broken.target_id).update(url="http://news.example.org/other")
        assert attention(as_editor) == []
        Target.objects.filter(pk=broken.target_id).update(url=URL, is_open=False)
        assert attention(as_editor) == []

    def test_switched_off(self, as_editor, broken, settings):
        settings.WAGTAIL_ADVOCACY = {"FETCH": False}
        assert attention(as_editor) == []

    def test_a_fixed_number_of_queries(self, as_editor, broken):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                attention(as_editor)
            return len(captured)

        queries()
        one = queries()
        first = PreviewCheck.objects.get()
        for number in range(3):
            other = live_item(headline=str(number), destination="address", address=URL)
            LinkFactory(target=other.target)
            PreviewCheck.objects.create(
                item=other,
                url=URL,
                checked_at=timezone.now(),
                due_at=timezone.now(),
                problems=first.problems,
                broken_since=timezone.now(),
            )
        assert queries() == one
        assert len(attention(as_editor)) == 4


class TestEditor:
    def panel(self, client, item):
        soup = BeautifulSoup(client.get(item_url("edit", item.pk)).content, "html.parser")
        heading = soup.find(string=lambda text: text and "Before it goes out" in text)
        return heading.find_parent("section")

    def test_what_is_wrong_and_the_way_to_the_preview(self, as_editor, broken):
        panel = self.panel(as_editor, broken)
        text = " ".join(panel.get_text().split())
        assert f"Its preview is broken, as seen on {date_format(timezone.localdate())}: {PROBLEM}" in text
        assert [link["href"] for link in panel.select("a") if "/previews/" in link["href"]] == [preview(broken)] * 2

    def test_without_a_problem_the_way_is_there(self, as_editor, item):
        panel = self.panel(as_editor, item)
        [link] = [link for link in panel.select("a") if "/previews/" in link["href"]]
        assert (link["href"], link.get_text()) == (preview(item), "Check how it will look")
        assert "preview is broken" not in panel.get_text()

    def test_a_draft_that_leads_elsewhere_has_not_that_problem(self, as_editor, broken):
        broken.address = "http://news.example.org/other"
        broken.save_revision()
        assert "preview is broken" not in self.panel(as_editor, broken).get_text()

    def test_switched_off(self, as_editor, item, settings):
        settings.WAGTAIL_ADVOCACY = {"FETCH": False}
        assert not [link for link in self.panel(as_editor, item).select("a") if "/previews/" in link["href"]]

    def test_it_is_said_after_a_save_and_stops_nothing(self, as_editor, broken, intranet):
        form = item_form(intranet.site, destination="address", address=URL, headline="Bridge")
        response = as_editor.post(item_url("edit", broken.pk), form | {"action-publish": "1"}, follow=True)
        said = " ".join(str(each) for each in response.context["messages"])
        assert "Its preview is broken" in said
        broken.refresh_from_db()
        assert broken.live


def test_the_list_leads_to_the_preview(as_editor, item):
    soup = BeautifulSoup(as_editor.get(item_url("list")).content, "html.parser")
    assert soup.find("a", href=preview(item)).get_text(strip=True) == "Preview in networks"
