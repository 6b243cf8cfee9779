"""The page with the card of each network, and the button that looks."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories import ItemFactory, live_item, publish
from tests.library.conftest import permissions_of, person
from tests.tracking.previews.conftest import URL, html, tags
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.tracking.models import PreviewCheck
from wagtail_advocacy.tracking.preview_check import views


def address(item):
    return reverse("wagtail_advocacy_previews:preview", args=[item.pk])


def read(client, item):
    response = client.get(address(item))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def main(soup):
    return " ".join(soup.select_one(".wa-admin-main").get_text(" ").split())


def press(client, item, **data):
    """The page after a button was pressed, and what its messages say."""
    response = client.post(address(item), data, follow=True)
    assert response.redirect_chain == [(address(item), 302)]
    soup = BeautifulSoup(response.content, "html.parser")
    return soup, " ".join(str(each).strip() for each in response.context["messages"])


def cards(soup):
    """Name of a network → its card."""
    return {each.h3.get_text(strip=True): each for each in soup.select(".wa-admin-cards article")}


def test_nobody_has_looked_yet(as_editor, item, outside):
    soup = read(as_editor, item)
    assert "Nobody has looked yet." in main(soup)
    assert soup.select_one(".wa-admin-main form button").get_text() == "Check how it will look"
    assert not outside.seen


def test_the_button_looks_and_shows_a_card_for_every_network(as_editor, item, page):
    soup, message = press(as_editor, item)
    assert message == "Looked at just now."
    found = cards(soup)
    assert list(found) == ["LinkedIn", "X", "Facebook", "Bluesky", "Threads", "Mastodon", "WhatsApp"]
    for card in found.values():
        assert card.select_one(".wa-post__title").get_text() == "Our bridge"
        assert "news.example.org" in card.select_one(".wa-post__card").get_text()
        assert card.img["alt"] == "A bridge at dawn"
        picture = as_editor.get(card.img["src"])
        assert (picture["Content-Type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "How it was built." in found["Bluesky"].get_text()
    assert "How it was built." not in found["X"].get_text()
    assert "As seen on" in main(soup)
    assert soup.select_one(".wa-admin-main form button").get_text() == "Look again"


def test_what_concerns_all_stands_once_and_what_concerns_one_at_its_card(as_editor, item, page, outside):
    outside.says("/robots.txt", "User-agent: Twitterbot\nDisallow: /\n", "text/plain")
    page("")
    soup, _message = press(as_editor, item)
    everywhere = soup.select_one("[aria-labelledby=preview-problems]").get_text()
    assert "no tags for cards" in everywhere
    assert "Twitterbot" not in everywhere
    found = cards(soup)
    assert "keeps Twitterbot out" in found["X"].get_text()
    assert "No card" in found["X"].get_text()
    assert "Twitterbot" not in found["LinkedIn"].get_text()


def test_the_card_of_a_login_is_what_people_would_see(as_editor, item, page):
    page("", '<input type="password">', "Sign in")
    soup, _message = press(as_editor, item)
    assert "arrive at a login (news.example.org)" in main(soup)
    assert cards(soup)["LinkedIn"].select_one(".wa-post__title").get_text() == "Sign in"


def test_how_long_cards_are_kept_and_where_they_are_made_anew(as_editor, item, page):
    soup, _message = press(as_editor, item)
    found = cards(soup)
    assert "about 7 days" in found["LinkedIn"].get_text()
    assert found["LinkedIn"].select("a")[-1]["href"] == "https://www.linkedin.com/post-inspector/"
    assert "about 1 day." in found["Facebook"].get_text()
    assert "keeps a card" not in found["WhatsApp"].get_text()


def test_no_answer_keeps_what_was_seen(as_editor, item, page):
    press(as_editor, item)
    page(status=503)
    soup, message = press(as_editor, item)
    assert message.startswith("It did not answer.")
    assert "It did not answer last time. That happens" in main(soup)
    assert cards(soup)["LinkedIn"].select_one(".wa-post__title").get_text() == "Our bridge"
    soup, _message = press(as_editor, item)
    assert "twice in a row" in main(soup)


def test_no_answer_from_the_beginning(as_editor, item, page):
    page(status=503)
    soup, _message = press(as_editor, item)
    assert "Nothing has been found there yet." in main(soup)
    assert not cards(soup)


def test_leaving_it_as_it_is(as_editor, item, page):
    assert "Leave it" not in main(press(as_editor, item)[0])
    page("")
    soup, _message = press(as_editor, item)
    assert "Leave it as it is" in main(soup)
    soup, message = press(as_editor, item, leave="1")
    assert message.startswith("It stays as it is.")
    assert "Left as it is: The page has no tags" in main(soup)
    assert not soup.find("button", string="Leave it as it is")


class TestDrafts:
    def test_the_draft_is_looked_at(self, as_editor, item, page, outside):
        outside.says("/draft", html(tags(og__title="The draft")))
        item.address = "http://news.example.org/draft"
        item.save_revision()
        soup, _message = press(as_editor, item)
        assert cards(soup)["LinkedIn"].select_one(".wa-post__title").get_text() == "The draft"

    def test_what_was_seen_elsewhere_is_not_shown_as_the_drafts(self, as_editor, item, page):
        press(as_editor, item)
        item.address = "http://news.example.org/draft"
        item.save_revision()
        soup = read(as_editor, item)
        assert f"Last time we looked at {URL}" in main(soup)
        assert not cards(soup)

    def test_one_that_was_never_live(self, as_editor, page, intranet):
        item = ItemFactory(headline="New", destination="address", address=URL, live=False)
        item.save_revision()
        assert cards(press(as_editor, item)[0])

    def test_what_strangers_cannot_open_is_not_asked_for(self, as_editor, intranet, outside, said):
        item = live_item(destination="page", page=intranet.news)
        soup = read(as_editor, item)
        assert "needs a login" in main(soup)
        assert not soup.select(".wa-admin-main form")
        _soup, message = press(as_editor, item)
        said("Preview check", "Looks at an item whose page needs a login", message)
        assert not outside.seen


class TestItsOwnPage:
    def test_nobody_is_asked(self, as_editor, intranet, outside, picture):
        item = publish(live_item(headline="Ours", description="In short.", image=picture, image_alt="A bridge"))
        soup = read(as_editor, item)
        assert "leads to its own public page" in main(soup)
        found = cards(soup)
        assert set(found) == {"LinkedIn", "X", "Facebook", "Bluesky", "Threads", "Mastodon", "WhatsApp"}
        assert found["Facebook"].select_one(".wa-post__title").get_text() == "Ours"
        assert found["Facebook"].img["alt"] == "A bridge"
        assert "Nothing is wrong." in main(soup)
        assert not outside.seen
        assert not soup.select(".wa-admin-main form")

    def test_its_picture_is_judged(self, as_editor, intranet):
        small = get_image_model().objects.create(title="Small", file=get_test_image_file(size=(400, 210)))
        item = live_item(headline="Ours", image=small, image_alt="")
        found = cards(read(as_editor, item))
        assert "400 × 210 pixels" in found["Facebook"].get_text()
        assert "pixels" not in found["X"].get_text()

    def test_pressing_a_button_that_is_not_there(self, as_editor, intranet, outside, said):
        _soup, message = press(as_editor, live_item())
        said("Preview check", "Looks at an item that leads to its own public page", message)


class TestWho:
    @pytest.mark.parametrize("what", ["preview", "picture"])
    def test_strangers_and_colleagues_without_permission(self, item, what):
        url = reverse(f"wagtail_advocacy_previews:{what}", args=[item.pk])
        assert Client().get(url)["Location"].startswith(reverse("wagtailadmin_login"))
        colleague = Client()
        colleague.force_login(person(permissions_of(ShareableItem, "view")))
        for response in (colleague.get(url), colleague.post(url)):
            assert response.status_code == 302
            assert response["Location"] == reverse("wagtailadmin_home")
        assert not PreviewCheck.objects.exists()

    def test_who_may_change_only_their_own(self, item, page):
        owner = person(permissions_of(ShareableItem, "add"))
        client = Client()
        client.force_login(owner)
        assert client.get(address(item)).status_code == 302
        ShareableItem.objects.filter(pk=item.pk).update(owner=owner)
        assert cards(press(client, item)[0])

    @pytest.mark.parametrize("what", ["preview", "picture"])
    def test_no_such_item(self, as_editor, intranet, what):
        assert as_editor.get(reverse(f"wagtail_advocacy_previews:{what}", args=[4711])).status_code == 404

    def test_no_picture(self, as_editor, item):
        assert as_editor.get(reverse("wagtail_advocacy_previews:picture", args=[item.pk])).status_code == 404

    def test_not_more_often_than_others_can_bear(self, as_editor, item, page, outside, monkeypatch, said):
        monkeypatch.setattr(views, "PER_HOUR", 1)
        press(as_editor, item)
        outside.seen.clear()
        _soup, message = press(as_editor, item)
        said("Preview check", "Looks at more than 20 previews within an hour", message)
        assert not outside.seen


class TestSwitchedOff:
    def test_what_was_seen_stays_and_there_is_no_button(self, as_editor, item, page, settings, outside, said):
        press(as_editor, item)
        settings.WAGTAIL_ADVOCACY = {"FETCH": False}
        outside.seen.clear()
        soup = read(as_editor, item)
        assert "What you see may be old." in main(soup)
        assert cards(soup)
        assert not soup.select(".wa-admin-main form")
        _soup, message = press(as_editor, item)
        said("Preview check", "Looks where the settings file says `FETCH: False`", message)
        assert not outside.seen


def test_a_page_costs_a_fixed_number_of_queries(as_editor, item, page, outside):
    press(as_editor, item)
    as_editor.get(address(item))
    with CaptureQueriesContext(connection) as one:
        as_editor.get(address(item))
    page("", title="", body="")
    press(as_editor, item)
    with CaptureQueriesContext(connection) as other:
        as_editor.get(address(item))
    assert len(one) == len(other)
    assert len(one) <= 22


def test_what_a_page_says_is_never_markup(as_editor, item, page):
    page(tags(og__title="&lt;script&gt;alert(1)&lt;/script&gt;", og__image__alt="&quot;&gt;&lt;b&gt;"))
    soup, _message = press(as_editor, item)
    assert cards(soup)["X"].select_one(".wa-post__title").get_text() == "<script>alert(1)</script>"
    assert not soup.select(".wa-admin-cards script, .wa-admin-cards b")
