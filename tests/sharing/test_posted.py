"""“Did you post it?”, asked once, and where, for the person alone."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.factories import live_item, started_share
from tests.sharing.conftest import deed, said
from wagtail_advocacy.actions import erase, leave
from wagtail_advocacy.sharing.afterwards import question_for
from wagtail_advocacy.sharing.models import Preferences, Share
from wagtail_advocacy.signals import activity_recorded

pytestmark = pytest.mark.django_db

GROUP = "Posting"


def tell(colleague, share, **sent):
    return colleague.client.post(reverse("wagtail_advocacy:posted", args=[share.link.code]), sent)


def keep_it(colleague, share, **typed):
    """Press the button below the field on the page of the share, and follow where it leads."""
    page = colleague.client.get(reverse("wagtail_advocacy:started", args=[share.link.code]))
    button = BeautifulSoup(page.content, "html.parser").select_one("form:has(#wa-posted) button")
    sent = {button["name"]: button["value"], **typed}
    answer = colleague.client.post(reverse("wagtail_advocacy:posted", args=[share.link.code]), sent, follow=True)
    return BeautifulSoup(answer.content, "html.parser")


def stored(share):
    share.refresh_from_db()
    return share.posted_url


def asks(response):
    return bool(BeautifulSoup(response.content, "html.parser").select("[data-wa-question]"))


@pytest.fixture
def share(anna, item):
    return started_share(anna.user, item)


class TestTheQuestion:
    def test_is_asked_once(self, anna, share):
        question = question_for(anna.user)

        assert (question.share, question.network.key) == (share, "linkedin")
        assert question_for(anna.user) is None
        share.refresh_from_db()
        assert share.asked_at
        assert share.confirmed_at is None

    def test_is_about_the_newest_and_leaves_those_before_in_peace(self, anna, item):
        _first, second = (started_share(anna.user, item, words=words) for words in ("One.", "Two."))

        assert question_for(anna.user).share == second
        assert question_for(anna.user) is None

    def test_is_not_asked_after_a_week(self, anna, share):
        Share.objects.update(started_at=timezone.now() - timedelta(days=7))

        assert question_for(anna.user) is None

    def test_is_not_asked_of_who_paused_left_or_erased(self, anna, share):
        paused = Preferences.objects.create(user=anna.user, paused_until=timezone.localdate())
        assert question_for(anna.user) is None
        paused.delete()
        leave(anna.user)
        assert question_for(anna.user) is None
        erase(anna.user)
        assert question_for(anna.user) is None

    def test_is_asked_again_after_a_pause(self, anna, share):
        Preferences.objects.create(user=anna.user, paused_until=timezone.localdate() - timedelta(days=1))

        assert question_for(anna.user)

    def test_is_nobody_elses(self, ben, share):
        assert question_for(ben.user) is None

    def test_is_not_asked_for_a_qr_code_or_a_network_that_is_gone(self, anna, item):
        for network in ("qr_code", "gone"):
            share = started_share(anna.user, item, words=network)
            Share.objects.filter(pk=share.pk).update(network=network)

        assert question_for(anna.user) is None

    def test_comes_with_the_dialog_after_the_share_and_no_more(self, anna, item):
        form = {**anna.form(item), "words": "Mine."}
        anna.start(item, form)

        # A look that nobody sees asks nothing.
        assert not asks(deed(anna, item, form, "look"))
        assert asks(deed(anna, item, form, "after"))
        assert not asks(deed(anna, item, form, "after"))
        assert question_for(anna.user) is None

    def test_does_not_come_before_the_share(self, anna, item):
        form = anna.form(item)

        response = deed(anna, item, form, "after")

        assert not asks(response)
        assert b"data-wa-after" not in response.content


class TestTheAnswer:
    def test_yes_is_a_figure_of_its_own(self, anna, share):
        seen = []

        def listen(sender, verb, subject, **kwargs):
            seen.append((verb, subject))

        activity_recorded.connect(listen)
        assert tell(anna, share, answer="yes").status_code == 302
        tell(anna, share, answer="yes")
        activity_recorded.disconnect(listen)

        share.refresh_from_db()
        assert share.confirmed_at
        assert share.posted_url == ""
        assert seen == [("share.confirmed", share)]
        assert question_for(anna.user) is None

    def test_not_yet_is_not_asked_again(self, anna, share):
        tell(anna, share, answer="no")

        share.refresh_from_db()
        assert share.confirmed_at is None
        assert question_for(anna.user) is None

    def test_it_counts_after_the_question_was_shown(self, anna, share):
        question_for(anna.user)
        tell(anna, share, answer="yes")

        share.refresh_from_db()
        assert share.confirmed_at

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("https://www.linkedin.com/feed/update/urn:li:activity:7/", None),
            ("http://chaos.social/@anna/1", None),
            (" x.com/anna/status/1 ", "https://x.com/anna/status/1"),
            ("https://bücher.example.com/ä", None),
            ("https://www.example.com/" + "a" * 1976, None),
        ],
    )
    def test_where_is_kept_as_it_was_given(self, anna, share, typed, kept):
        assert tell(anna, share, answer="link", url=typed).status_code == 302

        share.refresh_from_db()
        assert share.posted_url == (kept or typed)
        assert share.confirmed_at
        page = anna.client.get(reverse("wagtail_advocacy:started", args=[share.link.code]))
        assert share.posted_url in BeautifulSoup(page.content, "html.parser").select_one("#wa-posted")["value"]

    @pytest.mark.parametrize(
        ("what", "typed"),
        [
            ("words instead of the address of a post", "I posted it this morning"),
            ("`javascript:alert(1)` as the address of a post", "javascript:alert(1)"),
            ("`ftp://…` as the address of a post", "ftp://example.com/post"),
            ("an address of a post without a dot in its host", "https://intranet/post"),
            ("`http://127.0.0.1/` as the address of a post", "http://127.0.0.1/"),
            ("a name and password in the address of a post", "https://me:secret@example.com/post"),
            ("the address of a post longer than 2,000 characters", "https://www.example.com/" + "a" * 2000),
            ("the shared link itself as the address of a post", "https://go.example.com/s/2345678abc"),
            ("control characters in the address of a post", "https://exam\x00ple.com/\npost"),
        ],
    )
    def test_what_is_no_address_of_a_post_is_refused(self, anna, share, typed, what, request):
        response = tell(anna, share, answer="link", url=typed)

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, what, said(response))
        share.refresh_from_db()
        assert (share.posted_url, share.confirmed_at) == ("", None)

    def test_where_can_be_corrected_and_removed(self, anna, share):
        tell(anna, share, answer="link", url="https://www.example.com/1")
        assert stored(share) == "https://www.example.com/1"
        keep_it(anna, share, url="https://www.example.com/2")
        assert stored(share) == "https://www.example.com/2"

        page = keep_it(anna, share, url="")

        assert stored(share) == ""
        assert "The address of your post is removed." in page.text
        assert page.select_one("#wa-posted")["value"] == ""
        share.refresh_from_db()
        assert share.confirmed_at

    def test_a_yes_from_another_tab_removes_no_address(self, anna, share):
        tell(anna, share, answer="link", url="https://www.example.com/1")
        tell(anna, share, answer="yes", url="")

        assert stored(share) == "https://www.example.com/1"

    @pytest.mark.parametrize(
        "written",
        [
            "https://www.example.com/anna/1?id=2",
            "http://example.com/anna/1/?id=2",
            "WWW.Example.com/anna/1?utm_source=share&id=2&fbclid=x#top",
        ],
    )
    def test_a_post_that_a_colleague_has_given(self, anna, ben, item, share, written, request):
        tell(anna, share, answer="link", url="https://www.example.com/anna/1?id=2")
        theirs = started_share(ben.user, item)

        response = tell(ben, theirs, answer="link", url=written)

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, "the address of a post that a colleague has given", said(response))
        assert "anna" not in said(response).lower()
        theirs.refresh_from_db()
        assert (theirs.posted_url, theirs.confirmed_at) == ("", None)

    @pytest.mark.parametrize("written", ["https://example.com/anna/12", "https://example.com/anna/1?id=2"])
    def test_another_post_that_is_written_much_the_same(self, anna, ben, item, share, written):
        tell(anna, share, answer="link", url="https://example.com/anna/1")
        theirs = started_share(ben.user, item)

        assert tell(ben, theirs, answer="link", url=written).status_code == 302
        assert stored(theirs) == written

    def test_one_post_of_mine_for_two_of_my_shares_and_for_one_twice(self, anna, item, share):
        other = started_share(anna.user, item, "x")
        for each in (share, other, share):
            assert tell(anna, each, answer="link", url="https://www.example.com/1").status_code == 302

        assert stored(share) == stored(other) == "https://www.example.com/1"

    def test_no_address_at_all(self, anna, share, request):
        response = tell(anna, share, answer="link", url="  ")

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, "“Here is the link”, and no link", said(response))

    @pytest.mark.parametrize("answer", ["", "maybe", "x" * 5000])
    def test_an_answer_that_is_none(self, anna, share, answer, request):
        response = tell(anna, share, answer=answer)

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, "an answer that was not offered", said(response))
        share.refresh_from_db()
        assert share.confirmed_at is None

    def test_somebody_elses_share(self, ben, share, request):
        response = tell(ben, share, answer="yes", url="https://www.example.com/")

        assert response.status_code == 404
        request.getfixturevalue("said")(GROUP, "an answer about somebody else’s share", said(response))
        share.refresh_from_db()
        assert share.confirmed_at is None

    @pytest.mark.parametrize("code", ["2345678abc", "%00", "x" * 300])
    def test_a_share_that_is_not_there(self, anna, code):
        assert anna.client.post(f"/advocacy/shares/{code}/posted/", {"answer": "yes"}).status_code == 404

    def test_goes_on_where_it_was_asked_and_nowhere_else(self, anna, share):
        assert tell(anna, share, answer="yes", next="/advocacy/?p=2").url == "/advocacy/?p=2"
        for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
            assert tell(anna, share, answer="yes", next=elsewhere).url == f"/advocacy/shares/{share.link.code}/"

    def test_an_address_that_was_read_leads_to_the_share(self, anna, share):
        response = anna.client.get(reverse("wagtail_advocacy:posted", args=[share.link.code]))

        assert response.url == f"/advocacy/shares/{share.link.code}/"

    def test_strangers_log_in_first(self, client, share):
        response = client.post(reverse("wagtail_advocacy:posted", args=[share.link.code]), {"answer": "yes"})

        assert response.status_code == 302
        assert "login" in response.url
        share.refresh_from_db()
        assert share.confirmed_at is None

    def test_it_is_cut_with_the_person(self, anna, share):
        tell(anna, share, answer="link", url="https://www.example.com/1")
        erase(anna.user)

        share.refresh_from_db()
        assert share.posted_url == ""
        assert share.confirmed_at


def test_the_item_may_be_gone(anna, programme):
    item = live_item()
    share = started_share(anna.user, item)
    item.delete()

    assert question_for(anna.user).share == share
    assert tell(anna, share, answer="yes").status_code == 302
