"""Which networks there are, and which of them a programme shows."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import translation
from wagtail import hooks
from wagtail.models import ModelLogEntry

from tests.networks.test_compose import LINK
from wagtail_advocacy.models import AdvocacySettings, SiteNetwork
from wagtail_advocacy.networks.base import Network, Post
from wagtail_advocacy.networks.registry import HOOK, UnknownNetwork, get_network, get_networks, networks_of

KEYS = [
    "linkedin",
    "x",
    "facebook",
    "bluesky",
    "threads",
    "mastodon",
    "whatsapp",
    "telegram",
    "reddit",
    "instagram",
    "tiktok",
    "xing",
    "teams",
    "viva_engage",
    "slack",
    "email",
    "copy_link",
    "qr_code",
]
USUAL = [
    "linkedin",
    "x",
    "facebook",
    "bluesky",
    "threads",
    "mastodon",
    "whatsapp",
    "email",
    "copy_link",
    "qr_code",
]


class Intranet(Network):
    key = "intranet"
    label = "Intranet"

    def compose_url(self, post):
        return "https://chat.example.com/"


class OwnX(Intranet):
    key = "x"
    label = "Own X"


class Rare(Intranet):
    key = "rare"
    by_default = False


@pytest.fixture
def programme(db):
    from tests.factories import default_site

    return AdvocacySettings.for_site(default_site())


def choose(programme, *rows):
    programme.site_networks = [
        SiteNetwork(network=key, option=option, sort_order=place) for place, (key, option) in enumerate(rows)
    ]
    programme.save()


@pytest.mark.smoke
@pytest.mark.projects("minimal")
def test_built_in_networks_come_in_their_order():
    assert list(get_networks()) == KEYS
    assert all(network.key == key and str(network.label) for key, network in get_networks().items())


def test_a_site_adds_and_replaces_networks():
    with hooks.register_temporarily([(HOOK, Intranet), (HOOK, OwnX)]):
        assert list(get_networks()) == [*KEYS, "intranet"]
        assert get_network("x").label == "Own X"
        assert get_network("intranet").problems(Post("any " * 1000, LINK)) == []
    assert list(get_networks()) == KEYS


@pytest.mark.parametrize("returned", [Intranet, None, Network()], ids=["class", "nothing", "no key"])
def test_a_hook_that_returns_no_network_is_named(returned):
    with hooks.register_temporarily(HOOK, lambda: returned), pytest.raises(ImproperlyConfigured, match=HOOK):
        get_networks()


def test_an_unknown_network_is_a_sentence():
    with pytest.raises(UnknownNetwork) as caught:
        get_network("myspace" + "!" * 10_000)
    assert str(caught.value).startswith("There is no network “myspace!!!")
    assert len(str(caught.value)) < 100


def test_a_lazy_label_stands_in_the_sentence():
    class Shouted(Network):
        key = "shouted"
        label = translation.gettext_lazy("Email")
        limit = 1

    assert Shouted().problems(Post("abc", "")) == ["This is 2 characters too long for Email."]


@pytest.mark.smoke
@pytest.mark.projects("minimal")
def test_who_does_not_choose_has_the_usual_ones(programme):
    assert list(networks_of(programme)) == USUAL
    with hooks.register_temporarily([(HOOK, Intranet), (HOOK, Rare)]):
        assert list(networks_of(programme)) == [*USUAL, "intranet"]


def test_a_programme_shows_what_it_chose_in_its_order_and_way(programme):
    choose(programme, ("qr_code", ""), ("linkedin", "linkedin.composer"), ("gone", ""), ("x", "x.gone"))

    shown = networks_of(programme)

    assert list(shown) == ["qr_code", "linkedin", "x"]
    assert shown["linkedin"].prefills_text
    assert shown["x"] is get_network("x")


def test_every_network_can_be_chosen(programme):
    for key in KEYS:
        SiteNetwork(settings=programme, network=key).full_clean()
    SiteNetwork(settings=programme, network="linkedin", option="linkedin.composer").full_clean()


@pytest.mark.parametrize(
    ("network", "option", "sentence"),
    [
        ("x", "linkedin.composer", "This is a way to share on another network. Leave it empty for X."),
        ("linkedin", "composer", "Value 'composer' is not a valid choice."),
        ("linkedin", "linkedin.scraper", "Value 'linkedin.scraper' is not a valid choice."),
    ],
)
def test_a_way_belongs_to_its_network(programme, network, option, sentence):
    with pytest.raises(ValidationError) as caught:
        SiteNetwork(settings=programme, network=network, option=option).full_clean()
    assert sentence in caught.value.message_dict["option"]


def test_the_history_says_which_way_was_chosen(programme):
    programme.save()
    again = AdvocacySettings.objects.get(pk=programme.pk)
    choose(again, ("linkedin", "linkedin.composer"), ("email", ""))

    entry = ModelLogEntry.objects.filter(action="wagtail_advocacy.settings").latest("timestamp")
    assert entry.data["changed"]["networks"] == [USUAL, ["linkedin.composer", "email"]]
