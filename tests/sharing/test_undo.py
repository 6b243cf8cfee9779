"""Taking a share back: out of every list and figure, and the link goes on."""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, TransactionTestCase
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    CampaignFactory,
    ClickFactory,
    UserFactory,
    default_site,
    live_item,
    started_share,
)
from tests.sharing.conftest import Colleague, form_of, said
from wagtail_advocacy import registries
from wagtail_advocacy.library.progress import campaign_progress
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.links.models import Link
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.sharing.models import Share
from wagtail_advocacy.signals import activity_recorded

GROUP = "Taking a share back"


def take_back(colleague, share):
    return colleague.client.post(reverse("wagtail_advocacy:undo", args=[share.link.code]))


@pytest.mark.django_db
def test_a_refused_one_does_not_blame_the_address_of_the_post(anna, item):
    share = anna.share(item)
    Share.objects.update(started_at=timezone.now() - timedelta(days=2))

    page = BeautifulSoup(take_back(anna, share).content, "html.parser")

    assert "more than a day ago" in page.select_one("#wa-refusal").text
    field = page.select_one("#wa-posted")
    assert not field.has_attr("aria-invalid")
    assert not field.find_parent("details").has_attr("open")
    answer = anna.client.post(
        reverse("wagtail_advocacy:posted", args=[share.link.code]), {"answer": "link", "url": "x"}
    )
    field = BeautifulSoup(answer.content, "html.parser").select_one("#wa-posted")
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "wa-refusal")
    assert field.find_parent("details").has_attr("open")


@pytest.mark.django_db
class TestTakenBack:
    def test_it_is_in_no_list_and_no_figure(self, anna, programme):
        campaign = CampaignFactory(metric="shares")
        item = live_item(campaign=campaign)
        kept, gone = (started_share(anna.user, item, words=words) for words in ("One.", "Two."))

        response = take_back(anna, gone)

        assert response.status_code == 302
        assert list(Share.objects.all()) == [kept]
        assert registries.figures([item.subject])[item.subject].shares == 1
        assert campaign_progress(campaign).number == 1
        assert anna.client.get(f"/advocacy/shares/{gone.link.code}/").status_code == 404

    @pytest.mark.smoke
    def test_its_link_leads_on_and_later_clicks_count_nowhere(self, anna, item):
        share = anna.share(item)
        take_back(anna, share)

        answer = Client().get(f"/s/{share.link.code}", HTTP_USER_AGENT="Mozilla/5.0 Firefox/140.0")

        assert answer.status_code in (200, 302)
        assert Link.objects.get(code=share.link.code).counts is False
        ClickFactory(link=share.link)
        assert registries.figures([item.subject])[item.subject].clicks == 0

    def test_the_dialog_opens_again_with_its_words_and_network(self, anna, item):
        share = anna.share(item, "x", words="Mine.")

        form = form_of(anna.client.get(take_back(anna, share).url))

        assert (form["network"], form["words"]) == ("x", "Mine.")
        assert anna.start(item, form).status_code == 302

    def test_its_form_gives_a_fresh_one(self, anna, item, request):
        form = {**anna.form(item), "words": "Mine."}
        anna.start(item, form)
        take_back(anna, Share.objects.get())

        response = anna.start(item, form)

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, "sharing with the form whose share was taken back", said(response))
        fresh = form_of(response)
        assert (fresh["words"], Share.objects.count()) == ("Mine.", 0)
        assert anna.start(item, fresh).status_code == 302

    def test_whoever_listens_hears_of_it(self, anna, item):
        seen = []

        def listen(sender, verb, advocate, **kwargs):
            seen.append((verb, advocate.user))

        share = anna.share(item)
        activity_recorded.connect(listen)
        take_back(anna, share)
        activity_recorded.disconnect(listen)

        assert seen == [("share.taken_back", anna.user)]

    def test_an_item_that_is_gone_is_no_obstacle(self, anna, item):
        share = anna.share(item)
        item.delete()

        assert take_back(anna, share).url == "/advocacy/"
        assert not Share.objects.exists()

    def test_robots_and_previews_are_no_obstacle(self, anna, item):
        share = anna.share(item)
        ClickFactory(link=share.link, kind=ClickKind.PREVIEW)

        take_back(anna, share)

        assert not Share.objects.exists()


@pytest.mark.django_db
class TestNotTakenBack:
    def test_after_a_day(self, anna, item, request):
        share = anna.share(item)
        Share.objects.update(started_at=timezone.now() - timedelta(hours=24))

        response = take_back(anna, share)

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, "after more than a day", said(response))
        assert Share.objects.exists()
        assert b"data-wa-undo" not in response.content

    def test_once_somebody_has_opened_the_link(self, anna, item, request):
        share = anna.share(item)
        ClickFactory(link=share.link)

        response = take_back(anna, share)

        assert response.status_code == 422
        request.getfixturevalue("said")(GROUP, "after somebody has opened the link", said(response))
        assert Link.objects.get().counts
        assert b"data-wa-undo" not in response.content

    def test_twice(self, anna, item, request):
        share = anna.share(item)
        take_back(anna, share)

        response = take_back(anna, share)

        assert response.status_code == 404
        request.getfixturevalue("said")(GROUP, "twice", said(response))

    def test_by_somebody_else(self, anna, ben, item, request):
        share = anna.share(item)

        response = take_back(ben, share)

        assert response.status_code == 404
        request.getfixturevalue("said")(GROUP, "somebody else’s share", said(response))
        assert Share.objects.get() == share

    @pytest.mark.parametrize("code", ["2345678abc", "%00", "x" * 300])
    def test_what_never_was(self, anna, code):
        assert anna.client.post(f"/advocacy/shares/{code}/undo/").status_code == 404
        assert anna.client.get(f"/advocacy/shares/{code}/undo/").status_code == 404

    def test_by_reading_an_address(self, anna, item):
        share = anna.share(item)

        response = anna.client.get(reverse("wagtail_advocacy:undo", args=[share.link.code]))

        assert response.url == f"/advocacy/shares/{share.link.code}/"
        assert Share.objects.exists()

    def test_without_the_token_against_forgery(self, anna, item):
        share = anna.share(item)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(anna.user)

        assert strict.post(reverse("wagtail_advocacy:undo", args=[share.link.code])).status_code == 403
        assert Share.objects.exists()


@pytest.mark.services
class TestAtOneMoment(TransactionTestCase):
    """Requests of one person, on a database that really has two."""

    serialized_rollback = True

    def setUp(self):
        AdvocacySettings.for_site(default_site())
        self.item, self.user = live_item(), UserFactory()

    def at_once(self, *deeds):
        gate, answers = threading.Barrier(len(deeds)), []

        def run(deed):
            try:
                gate.wait(10)
                answers.append(deed().status_code)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return sorted(answers)

    def test_taking_back_twice_takes_back_once(self):
        share = started_share(self.user, self.item)
        people = [Colleague(self.user, Client()) for _ in range(3)]

        answers = self.at_once(*(lambda person=person: take_back(person, share) for person in people))

        assert answers == [302, 404, 404]
        assert not Share.objects.exists()
        assert Link.objects.get().counts is False

    def test_sharing_again_and_taking_back_leave_one_truth(self):
        one, two = Colleague(self.user, Client()), Colleague(self.user, Client())
        form = {**one.form(self.item), "words": "Mine."}
        one.start(self.item, form)
        share = Share.objects.get()

        answers = self.at_once(lambda: take_back(one, share), lambda: two.start(self.item, form))

        assert answers in ([302, 302], [302, 422])
        assert not Share.objects.exists()
