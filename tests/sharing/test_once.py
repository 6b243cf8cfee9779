"""One deed, one share: a form that is sent twice, from two tabs, at one moment, a day later."""

import threading

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import timezone

from tests.factories import UserFactory, default_site, live_item, started_share
from tests.sharing.conftest import Colleague, form_of, said, shares
from wagtail_advocacy import actions as membership
from wagtail_advocacy.models import AdvocacySettings, Advocate
from wagtail_advocacy.sharing.models import Share


def led_to(answer):
    """The page of a share that an answer leads to; whether that share is new is said behind it."""
    return answer.url.partition("?")[0]


@pytest.mark.django_db
class TestTheSameForm:
    def test_sent_twice_is_one_share(self, anna, item):
        form = anna.form(item)

        first, second = anna.start(item, form), anna.start(item, form)

        assert led_to(first) == led_to(second)
        # Only who made a share may take it back without being asked.
        assert [each.url.partition("?")[2] for each in (first, second)] == ["go=new", "go"]
        assert shares() == 1

    def test_sent_again_with_other_words_answers_with_what_was_shared(self, anna, item):
        form = anna.form(item)
        first = anna.start(item, {**form, "words": "First."})

        second = anna.start(item, {**form, "words": "Second."})

        assert led_to(first) == led_to(second)
        assert Share.objects.get().words == "First."

    def test_a_month_later_answers_with_its_share(self, anna, item, later):
        form = anna.form(item)
        first = anna.start(item, form)
        later(days=30)
        anna.client.force_login(anna.user)

        assert led_to(anna.start(item, form)) == led_to(first)
        assert shares() == 1

    @pytest.mark.parametrize("over", ["unpublished", "left"])
    def test_still_answers_with_its_share_when_all_is_over(self, anna, item, over):
        form = anna.form(item)
        first = anna.start(item, form)
        if over == "unpublished":
            item.unpublish()
        else:
            membership.leave(anna.user)

        assert led_to(anna.start(item, form, joins=False)) == led_to(first)

    def test_of_a_deleted_item_still_answers_with_its_share(self, anna, item):
        form, address = anna.form(item), f"/advocacy/share/{item.pk}/"
        first = anna.start(item, form)
        item.delete()

        assert led_to(anna.client.post(address, {**form, "start": "1"})) == led_to(first)

    def test_a_day_later_unused_gives_a_fresh_form_and_keeps_the_words(self, anna, item, later):
        form = {**anna.form(item), "words": "Written yesterday."}
        later(hours=25)

        response = anna.start(item, form)

        assert response.status_code == 422
        assert "more than a day" in said(response)
        assert shares() == 0
        assert not Advocate.objects.exists()
        fresh = form_of(response)
        assert fresh["words"] == "Written yesterday."
        assert fresh["token"] != form["token"]
        assert anna.start(item, fresh).status_code == 302
        assert Share.objects.get().words == "Written yesterday."

    def test_after_erasing_is_a_fresh_form_not_a_way_back(self, anna, item):
        form = anna.form(item)
        anna.start(item, form)
        membership.erase(anna.user)

        response = anna.start(item, form)

        assert response.status_code == 422
        assert not Advocate.objects.exists()
        assert Share.objects.get().words == ""
        assert anna.start(item, form_of(response)).status_code == 302


@pytest.mark.django_db
class TestTwoForms:
    def test_of_two_tabs_with_the_same_words_are_one_share(self, anna, item):
        one, two = anna.form(item), anna.form(item)
        assert one["token"] != two["token"]

        assert led_to(anna.start(item, one)) == led_to(anna.start(item, two))
        assert shares() == 1

    def test_with_other_words_are_two(self, anna, item):
        anna.start(item, {**anna.form(item), "words": "One."})
        anna.start(item, {**anna.form(item), "words": "Two."})

        assert shares() == 2

    def test_for_two_networks_are_two(self, anna, item):
        anna.share(item, "linkedin", words="Same.")
        anna.share(item, "x", words="Same.")

        assert shares() == 2

    def test_of_two_people_are_two(self, anna, ben, item):
        anna.share(item, words="Same.")
        ben.share(item, words="Same.")

        assert shares() == 2

    def test_eleven_minutes_apart_are_two(self, anna, item, later):
        anna.share(item, words="Same.")
        later(minutes=11)
        anna.share(item, words="Same.")

        assert shares() == 2

    def test_a_month_apart_are_two(self, anna, item, later):
        anna.share(item, words="Same.")
        later(days=31)
        anna.client.force_login(anna.user)
        anna.share(item, words="Same.")

        assert shares() == 2

    def test_that_hand_out_their_link_are_two_for_both_links_must_live(self, anna, item):
        one, two = anna.form(item, "copy_link"), anna.form(item, "copy_link")
        anna.start(item, one)
        anna.start(item, two)

        assert shares() == 2


@pytest.mark.django_db
class TestACode:
    @pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "ü" * 5000])
    def test_that_we_did_not_sign_stores_nothing(self, anna, item, token):
        response = anna.start(item, {**anna.form(item), "token": token, "words": "Mine."})

        assert response.status_code == 422
        assert form_of(response)["words"] == "Mine."
        assert shares() == 0

    def test_of_somebody_else_stores_nothing_and_shows_nothing(self, anna, ben, item):
        theirs = anna.form(item)
        anna.start(item, theirs)

        assert ben.start(item, theirs).status_code == 422
        assert shares() == 1

    def test_of_another_item_stores_nothing(self, anna, item):
        token = anna.form(live_item())["token"]

        assert anna.start(item, {**anna.form(item), "token": token}).status_code == 422
        assert shares() == 0

    def test_of_another_network_stores_nothing(self, anna, item):
        response = anna.start(item, {**anna.form(item), "network": "x"})

        assert response.status_code == 422
        assert form_of(response)["network"] == "x"
        assert shares() == 0

    def test_that_a_stranger_has_by_chance_is_no_error(self, anna, ben, item, monkeypatch):
        monkeypatch.setattr("wagtail_advocacy.sharing.codes.new_code", lambda: "2345678abc")
        started_share(ben.user, item)
        form = anna.form(item)
        monkeypatch.undo()

        response = anna.start(item, form)

        assert response.status_code == 422
        assert anna.start(item, form_of(response)).status_code == 302


@pytest.mark.services
class TestAtOneMoment(TransactionTestCase):
    """Two requests of one person, on a database that really has two."""

    # Every transactional test or none: else one finds content types twice, the next finds none.
    serialized_rollback = True

    def setUp(self):
        self.site = default_site()
        AdvocacySettings.for_site(self.site)
        self.item = live_item()
        self.user = UserFactory()

    def at_once(self, forms):
        gate, answers = threading.Barrier(len(forms)), []
        clients = [Colleague(self.user, Client()) for _ in forms]

        def send(colleague, form):
            try:
                gate.wait(10)
                answers.append(colleague.start(self.item, form))
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, forms, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return answers

    def form(self, **changes):
        return {**Colleague(self.user, Client()).form(self.item), "words": "Mine.", **changes}

    def test_the_same_form_is_one_share(self):
        form = self.form()

        answers = self.at_once([form] * 4)

        assert {answer.status_code for answer in answers} == {302}
        assert len({led_to(answer) for answer in answers}) == 1
        assert len(answers) == 4
        assert shares() == Advocate.objects.count() == 1

    def test_two_tabs_with_the_same_words_are_one_share(self):
        answers = self.at_once([self.form(), self.form()])

        assert [answer.status_code for answer in answers] == [302, 302]
        assert led_to(answers[0]) == led_to(answers[1])
        assert shares() == Advocate.objects.count() == 1

    def test_the_same_form_with_two_wordings_is_one_share(self):
        form = self.form()

        answers = self.at_once([form, {**form, "words": "Other."}])

        assert [answer.status_code for answer in answers] == [302, 302]
        assert led_to(answers[0]) == led_to(answers[1])
        assert shares() == 1

    def test_people_who_share_twice_a_month_are_one_person_in_it(self):
        self.at_once([self.form(words="One."), self.form(words="Two.")])

        assert shares() == 2
        assert Share.objects.values("sharer_month").distinct().count() == 1
        assert timezone.now() > Share.objects.first().started_at
