"""A site that tells thousands apart, in Spanish: people read 1.234, addresses and attributes keep 1234."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from django.utils.formats import number_format

from tests.factories import (
    CampaignFactory,
    CaptionFactory,
    CategoryFactory,
    ClickFactory,
    ItemFactory,
    TeamFactory,
    UserFactory,
    publish,
    started_share,
)
from tests.sharing.conftest import Colleague, form_of
from wagtail_advocacy.library.models import Campaign
from wagtail_advocacy.library.progress import Progress
from wagtail_advocacy.links.models import Click
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db

BIG = 1_234_567
# Attributes that people read or hear, or that hold prose.
READ = {"aria-label", "alt", "title", "placeholder", "content", "data-label", "viewbox"}
SEPARATED = re.compile(r"\d[.,  ’']\d{3}(?!\d)")


@pytest.fixture(autouse=True)
def _spanish(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    translation.activate("es")


@pytest.fixture
def big(programme):
    """An item whose number, like those of all it belongs to, has a thousands separator."""
    item = ItemFactory(
        pk=BIG,
        category=CategoryFactory(pk=BIG + 1),
        campaign=CampaignFactory(pk=BIG + 2, metric=Campaign.Metric.CLICKS, goal_number=5000),
    )
    item.captions = [CaptionFactory.build(pk=BIG + 3, item=item, language="es", text="Palabras.")]
    return publish(item)


@pytest.fixture
def reader(big):
    return Colleague(UserFactory(pk=BIG + 4))


@pytest.fixture
def share(big, reader):
    Share.objects.filter(pk=started_share(reader.user, big).pk).update(id=BIG + 5)
    share = Share.objects.get()
    Click.objects.bulk_create(ClickFactory.build_batch(1234, link=share.link))
    return share


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            if name not in READ and not re.search(r"\s[a-z]", text):
                assert not SEPARATED.search(text), tag
    for tag in page(["script", "style"]):
        assert not re.search(r"\b1.234.567\b", tag.text), tag
    return page


def test_pages_of_an_employee(reader, share):
    reader.client.post(reverse("wagtail_advocacy:keep"), {"item": str(BIG), "do": "save"})
    for name in ("hub", "my_shares", "saved", "preferences", "feed", "me"):
        page = opened(reader.client, reverse(f"wagtail_advocacy:{name}"))
        assert page.html["lang"] == "es"
    started = opened(reader.client, reverse("wagtail_advocacy:started", args=[share.link.code]))
    assert number_format(1234) in started.text
    assert number_format(1234) != "1234"


def test_the_hub_leads_to_the_dialog_and_the_dialog_shares(reader, big):
    hub = opened(reader.client, reverse("wagtail_advocacy:hub"))
    assert f"0 de {number_format(5000)} clics de personas" in hub.text

    address = hub.select_one("a[data-wa-share]")["href"]
    dialog = opened(reader.client, address)
    assert dialog.select_one("input[name=caption]")["value"] == str(BIG + 3)
    sent = {**form_of(reader.client.get(address)), "words": "Mis palabras.", "join": "on", "start": "1"}
    started = reader.client.post(address, sent)
    assert started.status_code == 302
    opened(reader.client, started.url)


def views_of_the_admin():
    items, campaigns = "wagtailsnippets_wagtail_advocacy_library_shareableitem", "wagtail_advocacy_library_campaign"
    yield f"{items}:list", []
    yield f"{items}:add", []
    yield f"{items}:edit", [BIG]
    yield f"{items}:history", [BIG]
    yield f"wagtailsnippets_{campaigns}:list", []
    yield f"wagtailsnippets_{campaigns}:edit", [BIG + 2]
    yield "wagtail_advocacy_admin:shares", []
    yield "wagtail_advocacy_library:attention", []
    yield "wagtail_advocacy_library:take_out", [BIG]
    yield "wagtail_advocacy_library:renew", [BIG]


def test_pages_of_the_admin(share):
    TeamFactory(pk=BIG + 6)
    editor = Colleague(UserFactory(admin=True, pk=BIG + 7))
    for name, args in views_of_the_admin():
        opened(editor.client, reverse(name, args=args))
    report = opened(editor.client, reverse("wagtail_advocacy_admin:shares"))
    assert number_format(1234) in report.select_one("table.listing").text


@pytest.mark.parametrize(
    ("number", "goal", "sentence"),
    [
        (1, None, "1 publicación compartida hasta ahora"),
        (2, None, "2 publicaciones compartidas hasta ahora"),
        (1_000_000, None, "1 000 000 de publicaciones compartidas hasta ahora"),
        (1234, 5000, "1 234 de 5 000 publicaciones compartidas"),
    ],
)
def test_progress_in_words(number, goal, sentence):
    assert " ".join(re.split(r"\s", str(Progress(number, goal, Campaign.Metric.SHARES)))) == sentence
