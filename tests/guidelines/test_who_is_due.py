"""Publishing a version asks exactly those who have not agreed to what is new, from its day on."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Site

from tests.factories import UserFactory, default_site
from tests.guidelines.conftest import avoid, introduction, publish
from wagtail_advocacy.actions import erase, join
from wagtail_advocacy.guidelines.due import due_for
from wagtail_advocacy.guidelines.models import Acknowledgement


class Reader:
    """Somebody who reads policies."""

    def __init__(self, **fields):
        self.user = UserFactory(**fields)
        self.client = Client()
        self.client.force_login(self.user)

    def page(self, policy, **query):
        response = self.client.get(reverse("wagtail_advocacy:policy", args=[policy.pk]), query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    def agree(self, policy):
        """Press the button under the policy, if there is one."""
        form = self.page(policy).select_one("form.wa-agree__form")
        if form is None:
            return None
        sent = {each["name"]: each["value"] for each in form.select("input")}
        return self.client.post(form["action"], sent, follow=True)

    def is_asked(self, site=None):
        """What this person is asked about, and whether it stops a share."""
        with translation.override("en"):
            return [(due.version.number, due.since, due.stops) for due in due_for(self.user, site or default_site())]


@pytest.fixture
def reader(db):
    return Reader()


@pytest.fixture
def on_day(monkeypatch):
    """`on_day(20)`: twenty days later."""
    today = timezone.localdate()
    return lambda days: monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=days))


def test_everybody_is_asked_about_the_first_version(policy, reader):
    made = policy()
    assert reader.is_asked() == [(1, 0, False)]
    answer = reader.agree(made)
    assert "Thank you." in answer.content.decode()
    assert reader.is_asked() == []
    [kept] = Acknowledgement.objects.all()
    assert (kept.user, kept.version.number, kept.language) == (reader.user, 1, "en")
    assert kept.hash == kept.version.hash
    assert reader.agree(made) is None


def test_a_material_version_asks_again_and_shows_what_changed(policy, reader):
    made, newcomer = policy(introduction("Share what you like.", id="a"), title="Social"), Reader()
    reader.agree(made)
    publish(made, body=[introduction("Share what you love.", id="a")], asks_again="yes", what_changed="Warmer.")
    assert reader.is_asked() == [(2, 1, False)]
    assert newcomer.is_asked() == [(2, 0, False)]
    page = reader.page(made)
    assert page.select_one("ins").text == "new: love"
    assert page.select_one("del").text == "gone: like"
    assert "Warmer." in page.text
    reader.agree(made)
    assert (reader.is_asked(), newcomer.is_asked()) == ([], [(2, 0, False)])


def test_a_version_in_better_words_asks_nobody_who_has_agreed(policy, reader):
    made, newcomer = policy(), Reader()
    reader.agree(made)
    publish(made, title="B", asks_again="no")
    assert reader.is_asked() == []
    assert newcomer.is_asked() == [(2, 0, False)]


def test_who_missed_a_material_version_is_asked_about_the_newest(policy, reader):
    made = policy()
    reader.agree(made)
    publish(made, title="B", asks_again="yes")
    publish(made, title="C", asks_again="no")
    assert reader.is_asked() == [(3, 1, False)]
    reader.agree(made)
    assert reader.is_asked() == []


def test_it_stops_a_share_once_the_days_to_read_are_over(policy, reader, on_day):
    policy(grace_days=14)
    on_day(13)
    assert reader.is_asked() == [(1, 0, False)]
    on_day(14)
    assert reader.is_asked() == [(1, 0, True)]


def test_nobody_is_asked_before_the_day(policy, reader, on_day):
    made = policy(grace_days=0)
    reader.agree(made)
    publish(made, title="B", asks_again="yes", asks_from=timezone.localdate() + timedelta(days=30), grace_days=7)
    assert reader.is_asked() == []
    on_day(30)
    assert reader.is_asked() == [(2, 1, False)]
    on_day(37)
    assert reader.is_asked() == [(2, 1, True)]


def test_the_days_to_read_do_not_begin_anew_with_every_version(policy, reader, on_day):
    made = policy(grace_days=14)
    on_day(13)
    publish(made, title="B", asks_again="yes")
    on_day(14)
    assert reader.is_asked() == [(2, 0, True)]


def test_a_policy_that_is_taken_back_asks_nobody(policy, reader):
    made = policy()
    made.unpublish()
    assert reader.is_asked() == []
    assert reader.client.get(reverse("wagtail_advocacy:policy", args=[made.pk])).status_code == 404
    assert (
        "There are no guidelines here yet" in reader.client.get(reverse("wagtail_advocacy:policies")).content.decode()
    )


def test_each_programme_asks_about_its_own(policy, reader):
    other = Site.objects.create(hostname="elsewhere.example", root_page=default_site().root_page)
    policy(site=other)
    assert reader.is_asked() == []
    assert reader.is_asked(other) == [(1, 0, False)]


def test_the_text_one_agreed_to_is_the_one_whose_changes_count(policy, reader):
    made = policy(avoid("guaranteed"))
    spanish = made.copy_for_translation(Locale.objects.create(language_code="es"))
    spanish.save()
    publish(spanish, body=[avoid("garantizado")])
    reader.agree(made)
    with translation.override("es"):
        assert due_for(reader.user, default_site()) == []
        assert [due.version.policy for due in due_for(Reader().user, default_site())] == [spanish.pk]
    publish(spanish, title="B", asks_again="yes")
    assert reader.is_asked() == []
    publish(made, title="B", asks_again="yes")
    assert reader.is_asked() == [(2, 1, False)]


def test_a_button_of_an_earlier_version_does_not_take_the_newer_agreement_back(policy, reader):
    made = policy()
    first = made.versions.get()
    newest = publish(made, title="B", asks_again="yes")
    reader.agree(made)
    # A tab that was open since before: what its button says is kept, and nothing is asked again.
    answer = reader.client.post(reverse("wagtail_advocacy:agree"), {"versions": str(first.pk)}, follow=True)
    assert "Thank you." in answer.content.decode()
    assert {each.version for each in Acknowledgement.objects.all()} == {first, newest}
    assert reader.is_asked() == []


def test_who_agreed_to_both_languages_is_asked_about_neither_again(policy, reader):
    made = policy(avoid("guaranteed"))
    spanish = made.copy_for_translation(Locale.objects.create(language_code="es"))
    spanish.save()
    reader.agree(made)
    made.unpublish()
    publish(spanish, body=[avoid("garantizado")])
    reader.agree(spanish)
    assert reader.is_asked() == []
    spanish.unpublish()
    publish(made)
    assert reader.is_asked() == []
    publish(spanish)
    assert reader.is_asked() == []
    publish(made, title="B", asks_again="yes")
    assert reader.is_asked() == []
    publish(spanish, title="B", asks_again="yes")
    assert reader.is_asked() == [(2, 1, False)]


def test_who_erased_their_data_is_asked_again(policy, reader):
    made = policy()
    join(reader.user, default_site())
    reader.agree(made)
    erase(reader.user)
    assert not Acknowledgement.objects.exists()
    assert reader.is_asked() == [(1, 0, False)]


def test_a_renamed_person_has_still_agreed(policy, reader):
    made = policy()
    reader.agree(made)
    reader.user.username = "renamed"
    reader.user.save()
    assert reader.is_asked() == []


def test_a_deleted_account_leaves_nothing(policy, reader):
    reader.agree(policy())
    reader.user.delete()
    assert not Acknowledgement.objects.exists()


def test_pressing_twice_is_one_agreement(policy, reader):
    made = policy()
    sent = {"versions": str(made.versions.get().pk)}
    url = reverse("wagtail_advocacy:agree")
    assert "Thank you." in reader.client.post(url, sent, follow=True).content.decode()
    assert "agreed to this version before" in reader.client.post(url, sent, follow=True).content.decode()
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("versions", ["", "x", "-", "4711", "9" * 30, "1" * 5000, "١", "0-0"])
def test_a_button_that_names_nothing_stores_nothing(policy, reader, versions):
    answer = reader.client.post(reverse("wagtail_advocacy:agree"), {"versions": versions}, follow=True)
    assert "Nothing was stored" in answer.content.decode()
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_sent_elsewhere(policy, reader, target):
    made = policy()
    sent = {"versions": str(made.versions.get().pk), "next": target}
    assert reader.client.post(reverse("wagtail_advocacy:agree"), sent).url == reverse("wagtail_advocacy:policies")


def test_looking_at_the_address_of_the_button_stores_nothing(policy, reader):
    policy()
    answer = reader.client.get(reverse("wagtail_advocacy:agree"), follow=True)
    assert answer.redirect_chain[0][0] == reverse("wagtail_advocacy:policies")
    assert not Acknowledgement.objects.exists()


def test_strangers_log_in_first(policy, client):
    made = policy()
    for name, args in [("policies", []), ("policy", [made.pk]), ("agree", [])]:
        assert client.get(reverse(f"wagtail_advocacy:{name}", args=args)).status_code == 302
    assert client.post(reverse("wagtail_advocacy:agree"), {"versions": made.versions.get().pk}).status_code == 302
    assert not Acknowledgement.objects.exists()


def test_earlier_versions_can_be_read(policy, reader):
    made = policy(introduction("Share what you like.", id="a"))
    publish(made, body=[introduction("Share what you love.", id="a")], asks_again="no")
    old = reader.page(made, version=1)
    assert "Share what you like." in old.text
    assert "This is an earlier version. Version 2 applies." in old.text
    assert old.select_one("form.wa-agree__form") is None
    assert reader.client.get(reverse("wagtail_advocacy:policy", args=[made.pk]), {"version": 3}).status_code == 404


@pytest.mark.parametrize("query", ["", "x", "-1", "1.5", "9" * 30])
def test_a_version_that_is_no_number_is_the_one_that_applies(policy, reader, query):
    assert "Version 1" in reader.page(policy(), version=query).text
