"""Every text of ours in the admin can be translated: in an Arabic made by machine no Latin letter is left."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation

from tests.catalogues import PLACEHOLDER, catalogues, forms, make_arabic, read, sources
from tests.factories import CampaignFactory, CategoryFactory, TeamFactory, UserFactory, live_item, started_share
from tests.sharing.conftest import Colleague
from wagtail_advocacy.library.models import Campaign, ShareableItem

pytestmark = pytest.mark.django_db

# What rows and files are called, and names.
DATA = re.compile(
    r"headline \d+|category[ -]\d+|campaign[ -]\d+|team[ -]\d+|colleague\d+"
    r"|we did something worth telling, number \d+\.|your network will want to know\."
    r"|\w+(?:\.\w+)+|utm_\S+|#\w+|[{]\w+[}]|\b(?:linkedin|bluesky|facebook|mastodon|threads|whatsapp|telegram|reddit"
    r"|instagram|tiktok|microsoft teams|viva engage|slack|xing|english|csv|xlsx|jpeg|png|gif|webp|avif|pdf|wagtail"
    r"|welcome|testserver|localhost|moderators|editors|true)\b",
    re.IGNORECASE,
)


def of_others(language):
    """Catalogues of Django and Wagtail."""
    for package in ("django", "wagtail"):
        folder = Path(find_spec(package).origin).parent
        yield from folder.rglob(f"locale/{language}/LC_MESSAGES/django.po")


@pytest.fixture(autouse=True)
def _arabic(tmp_path, settings):
    settings.LOCALE_PATHS = [make_arabic(tmp_path, [*catalogues(), *of_others("en")])]
    translation.activate("ar")


@pytest.fixture(scope="module")
def theirs():
    """What Wagtail says itself: some of it is read once, in whatever language was active then."""
    messages = [each for path in of_others("es") for each in read(path) if each.id]
    texts = {text for each in messages for text in (*sources(each), *forms(each)) if text}
    spoken = [re.escape(text) for text in texts if re.search(r"[^\W\d_]{3}", PLACEHOLDER.sub("", text))]
    found = re.compile("|".join(re.sub(r"%\\\(\w+\\\)[sd]|\\{\w*\\}", ".+", text) for text in spoken), re.IGNORECASE)
    assert not found.fullmatch("Anything that somebody forgot")
    return found


def left_in_latin(response, theirs):
    page = BeautifulSoup(response.content, "html.parser")
    assert page.html["dir"] == "rtl"
    part = page.select_one("main")
    for each in part(["script", "style", "svg", "template", "textarea"]):
        each.decompose()
    texts = [*part.stripped_strings]
    texts += [tag[name] for name in ("aria-label", "title", "placeholder") for tag in part.select(f"[{name}]")]
    # “Sort by 'Updated' in ascending order” quotes the head of a column.
    pieces = [piece for text in texts for piece in text.split("'")]
    found = [piece for piece in pieces if re.search("[A-Za-z]{3}", DATA.sub("", piece))]
    return [piece for piece in found if not theirs.fullmatch(piece)]


def pages(item, campaign, share):
    for model, pk in ((ShareableItem, item.pk), (Campaign, campaign.pk)):
        for view, args in (("list", []), ("add", []), ("edit", [pk]), ("delete", [pk])):
            yield reverse(model.snippet_viewset.get_url_name(view), args=args)
    for name in ("attention", "take_out", "renew"):
        yield reverse(f"wagtail_advocacy_library:{name}", args=[] if name == "attention" else [item.pk])
    yield reverse("wagtail_advocacy_admin:shares")
    yield reverse("wagtail_advocacy_admin:look", args=[share.pk])
    evidence = reverse("wagtail_advocacy_admin:evidence")
    yield evidence
    yield f"{evidence}?site={item.site_id}&first=2026-01-01&last={timezone.localdate()}"
    yield reverse("wagtail_advocacy_admin:check_evidence")
    yield reverse("wagtailsettings:edit", args=["wagtail_advocacy", "advocacysettings", item.site_id])


def test_nothing_is_left_in_english(programme, switched_on, theirs):
    campaign = CampaignFactory(goal="#goal", goal_number=5, metric=Campaign.Metric.CLICKS)
    item = live_item(category=CategoryFactory(), campaign=campaign)
    TeamFactory()
    live_item(captions=0)
    share = started_share(UserFactory(), item)
    client = Colleague(UserFactory(admin=True)).client
    left = {}
    for address in pages(item, campaign, share):
        response = client.get(address)
        assert response.status_code in (200, 403), address
        left[address] = left_in_latin(response, theirs)
    assert [(address, text) for address, texts in left.items() for text in texts] == []
