"""What somebody prefers, and the pause: changed by themselves, told to nobody."""

import logging
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import AdvocateFactory, CategoryFactory, UserFactory, default_site
from tests.sharing.conftest import Colleague
from wagtail_advocacy.actions import join, leave
from wagtail_advocacy.models import Advocate, AudienceSize, SiteNetwork
from wagtail_advocacy.sharing.afterwards import question_for
from wagtail_advocacy.sharing.models import Preferences
from wagtail_advocacy.sharing.preferences import preferences_of
from wagtail_advocacy.signals import activity_recorded

pytestmark = pytest.mark.django_db

GROUP = "Preferences and pause"
TWO_LANGUAGES = override_settings(
    WAGTAIL_I18N_ENABLED=True, WAGTAIL_CONTENT_LANGUAGES=[("en", "English"), ("es", "Spanish")]
)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def open_page(colleague):
    response = colleague.client.get(reverse("wagtail_advocacy:preferences"))
    assert response.status_code == 200
    return soup(response)


def fields_of(page):
    """What a browser would send unchanged."""
    form = page.select_one("form.wa-form")
    sent = {each["name"]: each.get("value", "") for each in form.select("input:not([type=checkbox])")}
    for select in form.select("select"):
        sent[select["name"]] = select.select_one("option[selected]")["value"]
    for tick in form.select("input[type=checkbox][checked]"):
        sent.setdefault(tick["name"], []).append(tick["value"])
    return sent


def send(colleague, **changes):
    return colleague.client.post(
        reverse("wagtail_advocacy:preferences"), {**fields_of(open_page(colleague)), **changes}
    )


def refused(response):
    """The one field that is refused: its name and the sentence beside it."""
    assert response.status_code == 422
    page = soup(response)
    assert "Nothing is saved yet" in page.select_one("[role=alert]").text
    (wrong,) = page.select(".wa-wrong")
    (field,) = page.select("[aria-invalid=true]")
    assert wrong["id"] in field["aria-describedby"].split()
    return field["name"], wrong.text


@pytest.fixture
def member(anna):
    join(anna.user, default_site())
    return anna


@pytest.mark.smoke
@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_nothing_chosen_leaves_no_row(anna):
    assert send(anna).status_code == 302

    assert not Preferences.objects.exists()


@pytest.mark.projects("minimal", "own_base", "custom_page")
def test_everything_is_kept_and_shown_again(member):
    first, second = CategoryFactory(), CategoryFactory()
    with TWO_LANGUAGES:
        response = send(
            member,
            language_1="es",
            network_1="mastodon",
            network_2="x",
            topics=[second.pk],
            mastodon_server="Social.Example.org",
            audience_linkedin="350",
            audience_x="0",
            alias="  Night   owl ",
        )
        assert response.url == reverse("wagtail_advocacy:preferences")
        page = open_page(member)

    mine = preferences_of(member.user)
    assert (mine.languages, mine.networks, mine.mastodon_server) == (["es"], ["mastodon", "x"], "social.example.org")
    assert list(mine.topics.all()) == [second]
    assert dict(AudienceSize.objects.values_list("network", "size")) == {"linkedin": 350, "x": 0}
    assert Advocate.objects.get().alias == "Night owl"
    assert "Saved." in page.select_one("[role=status]").text
    sent = fields_of(page)
    assert (sent["language_1"], sent["network_1"], sent["network_2"]) == ("es", "mastodon", "x")
    assert sent["topics"] == [str(second.pk)]
    assert (sent["audience_linkedin"], sent["audience_x"], sent["alias"]) == ("350", "0", "Night owl")
    assert str(first.pk) not in sent["topics"]


def test_taking_everything_back_leaves_no_row(member):
    send(member, network_1="x", audience_x="5", alias="Owl")
    send(member, network_1="", audience_x="", alias="")

    assert not Preferences.objects.exists()
    assert not AudienceSize.objects.exists()
    assert Advocate.objects.get().alias == ""


def test_gaps_between_choices_close(anna):
    send(anna, network_2="x", network_5="email")

    assert preferences_of(anna.user).networks == ["x", "email"]


def test_what_another_programme_offers_stays_behind(anna, programme):
    Preferences.objects.create(user=anna.user, networks=["facebook", "x"], languages=["tlh"])

    send(anna, network_1="email")

    mine = preferences_of(anna.user)
    assert (mine.networks, mine.languages) == (["email", "facebook"], ["tlh"])


def test_a_number_said_again_keeps_its_age(member, later):
    send(member, audience_x="5", audience_linkedin="7")
    told = dict(AudienceSize.objects.values_list("network", "declared_at"))
    later(days=30)
    member.client.force_login(member.user)
    send(member, audience_x="5", audience_linkedin="8")

    assert AudienceSize.objects.get(network="x").declared_at == told["x"]
    assert AudienceSize.objects.get(network="linkedin").declared_at == timezone.now()


class TestWhoHasNotJoined:
    def test_is_not_asked_for_audience_and_alias(self, anna):
        page = open_page(anna)

        assert not page.select("[name^=audience_], [name=alias]")
        assert "Once you have joined" in page.text

    def test_cannot_tell_them_either(self, anna):
        send(anna, audience_x="5", alias="Owl")

        assert not AudienceSize.objects.exists()
        assert not Advocate.objects.exists()

    def test_nor_after_leaving_and_what_was_told_stays(self, member):
        send(member, audience_x="5", alias="Owl", network_1="x")
        leave(member.user)
        assert not open_page(member).select("[name^=audience_], [name=alias]")
        send(member, alias="Other", audience_x="9")

        assert (Advocate.objects.get().alias, AudienceSize.objects.get().size) == ("Owl", 5)
        assert preferences_of(member.user).networks == ["x"]


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("The same network twice", {"network_1": "x", "network_3": "x"}),
        ("A network that is not offered any more", {"network_1": "gone"}),
        ("`https://mastodon.social/@anna` as one’s server", {"mastodon_server": "https://mastodon.social/@anna"}),
        ("`localhost` as one’s server", {"mastodon_server": "localhost"}),
        ("`192.168.0.1` as one’s server", {"mastodon_server": "192.168.0.1"}),
        ("`about 300` people", {"audience_x": "about 300"}),
        ("`1,000` people", {"audience_x": "1,000"}),
        ("`12.5` people", {"audience_x": "12.5"}),
        ("`-1` people", {"audience_x": "-1"}),
        ("`100000001` people", {"audience_x": "100000001"}),
        ("An alias of 61 characters", {"alias": "a" * 61}),
        ("The alias of somebody else, in capitals", {"alias": "NIGHT OWL"}),
    ],
)
def test_wrong_input_is_told_and_nothing_is_kept(member, said, what, changes):
    AdvocateFactory(alias="Night owl")
    send(member, network_2="email")

    name, sentence = refused(send(member, **changes, network_4="linkedin"))

    assert name in changes
    said(GROUP, what, sentence)
    assert preferences_of(member.user).networks == ["email"]
    assert not AudienceSize.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": ["99999"]},
        {"topics": ["x"]},
        {"topics": ["\x00"]},
        {"network_1": "\x00"},
        {"mastodon_server": "a" * 400},
        {"mastodon_server": "\x00"},
        {"audience_x": "9" * 5000},
        {"audience_x": "1e3"},
    ],
    ids=str,
)
def test_odd_input_is_refused(member, changes):
    CategoryFactory()

    assert send(member, **changes).status_code == 422
    assert not Preferences.objects.exists()


def test_what_was_typed_is_still_there(member):
    page = soup(send(member, audience_x="about 300", alias="Owl", network_1="x"))

    assert page.select_one("[name=audience_x]")["value"] == "about 300"
    assert page.select_one("[name=alias]")["value"] == "Owl"
    assert page.select_one("[name=network_1] option[selected]")["value"] == "x"


@pytest.mark.parametrize("alias", [" ", "\u200b\u200b", "\u202e", "\u00ad"])
def test_an_alias_of_nothing_visible_is_none(member, alias):
    assert send(member, alias=alias).status_code == 302
    assert Advocate.objects.get().alias == ""


def test_marks_that_turn_text_around_are_left_out(member):
    send(member, alias="Night\u202eowl\u2066")

    assert Advocate.objects.get().alias == "Nightowl"


def test_a_server_is_asked_only_where_a_network_has_servers(anna, programme):
    assert open_page(anna).select("[name=mastodon_server]")
    programme.site_networks = [SiteNetwork(network="x", sort_order=0)]
    programme.save()

    assert not open_page(anna).select("[name=mastodon_server]")


def test_a_server_outlives_a_programme_that_does_not_ask(anna, programme):
    send(anna, mastodon_server="social.example.org")
    programme.site_networks = [SiteNetwork(network="x", sort_order=0), SiteNetwork(network="email", sort_order=1)]
    programme.save()
    send(anna, network_1="email")

    assert preferences_of(anna.user).mastodon_server == "social.example.org"


def test_one_language_is_no_choice(anna):
    assert not open_page(anna).select("[name=language_1]")


def test_asks_the_database_as_often_for_many_topics(member):
    def asked():
        open_page(member)
        with CaptureQueriesContext(connection) as captured:
            open_page(member)
        return len(captured)

    CategoryFactory.create_batch(2)
    send(member, topics=[])
    few = asked()
    CategoryFactory.create_batch(30)

    assert asked() == few <= 25


class TestPause:
    def post(self, colleague, **data):
        return colleague.client.post(reverse("wagtail_advocacy:pause"), data)

    def me(self, colleague):
        return soup(colleague.client.get(reverse("wagtail_advocacy:me")))

    @pytest.mark.smoke
    @pytest.mark.projects("minimal", "own_base", "custom_page")
    def test_until_i_end_it(self, anna):
        assert self.post(anna, until="").url == reverse("wagtail_advocacy:me")

        assert preferences_of(anna.user).is_paused
        assert "You are pausing until you end it." in self.me(anna).text
        self.post(anna, end="1")
        assert not Preferences.objects.exists()
        assert "Your pause is over." in self.me(anna).text

    def test_until_a_day_and_not_longer(self, anna, later):
        until = timezone.localdate() + timedelta(days=3)
        self.post(anna, until=f"{until}")

        assert preferences_of(anna.user).paused_until == until
        assert "You are pausing until" in self.me(anna).text
        later(days=3)
        assert preferences_of(anna.user).is_paused
        later(days=1)
        assert not preferences_of(anna.user).is_paused

    def test_ends_by_itself_and_leaves_the_rest(self, anna, later):
        send(anna, network_1="x")
        self.post(anna, until=f"{timezone.localdate()}")
        later(days=1)
        anna.client.force_login(anna.user)
        assert self.me(anna).select("[name=until]")
        send(anna, network_1="email")

        mine = preferences_of(anna.user)
        assert (mine.networks, mine.paused_until) == (["email"], None)

    def test_ending_keeps_what_i_prefer(self, anna):
        topic = CategoryFactory()
        send(anna, topics=[topic.pk])
        self.post(anna)
        self.post(anna, end="1")

        assert list(preferences_of(anna.user).topics.all()) == [topic]

    def test_choosing_does_not_end_it(self, anna):
        self.post(anna)
        send(anna, network_1="x")
        send(anna, network_1="")

        assert preferences_of(anna.user).is_paused

    def test_nobody_asks_whether_it_was_posted(self, anna, item):
        anna.share(item)
        self.post(anna)
        assert question_for(anna.user) is None
        self.post(anna, end="1")
        assert question_for(anna.user) is not None

    @pytest.mark.parametrize(
        ("what", "until"),
        [("A pause until yesterday", -1), ("A pause until `Friday`", "Friday"), ("A pause of three years", 3 * 365)],
    )
    def test_wrong_days_are_told(self, anna, said, what, until):
        day = f"{timezone.localdate() + timedelta(days=until)}" if isinstance(until, int) else until

        self.post(anna, until=day)

        said(GROUP, what, self.me(anna).select_one(".wa-note--stop").text)
        assert not Preferences.objects.exists()

    def test_leaves_no_trace_for_staff(self, anna, item, programme, caplog):
        caplog.set_level(logging.DEBUG)
        anna.share(item)
        admin = Colleague(UserFactory(admin=True)).client
        pages = [reverse("wagtail_advocacy_admin:shares"), reverse("wagtailadmin_reports:site_history")]
        before = [rows(admin.get(page)) for page in pages]
        heard, logged = [], ModelLogEntry.objects.count()
        activity_recorded.connect(heard.append, weak=False, dispatch_uid="pause")
        caplog.clear()

        self.post(anna)

        activity_recorded.disconnect(dispatch_uid="pause")
        assert [rows(admin.get(page)) for page in pages] == before
        assert not heard
        assert ModelLogEntry.objects.count() == logged
        assert not [record for record in caplog.records if "anna" in record.getMessage().casefold()]


def rows(response):
    return [row.get_text(" ", strip=True) for row in soup(response).select("table.listing tbody tr")]


@pytest.mark.parametrize("name", ["preferences", "pause"])
def test_changes_are_for_members_alone_and_cannot_be_forged(client, anna, programme, name):
    address = reverse(f"wagtail_advocacy:{name}")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna.user)

    assert client.post(address).url.startswith(reverse("wagtailcore_login"))
    assert strict.post(address, {"network_1": "x"}).status_code == 403
    assert not Preferences.objects.exists()


def test_a_pause_takes_a_post(anna):
    assert anna.client.get(reverse("wagtail_advocacy:pause")).status_code == 302
    assert not Preferences.objects.exists()
