"""What to do next: the page of a started share."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale

from tests.factories import ClickFactory, live_item
from tests.sharing.conftest import said
from wagtail_advocacy.actions import erase
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.registries import BasisText, CheckResult

pytestmark = pytest.mark.django_db


def page(colleague, share, query=""):
    return colleague.client.get(f"{reverse('wagtail_advocacy:started', args=[share.link.code])}{query}")


@pytest.mark.projects("minimal", "own_base")
@pytest.mark.parametrize("query", ["", "?go"])
def test_only_go_opens_the_network(anna, item, query):
    share = anna.share(item, "x", words="50 % & more + ü; 'x'")

    refresh = page(anna, share, query).headers.get("Refresh")

    if not query:
        assert refresh is None
        return
    url = urlsplit(refresh.removeprefix("0; url="))
    assert (url.scheme, url.netloc, url.path) == ("https", "x.com", "/intent/tweet")
    assert parse_qs(url.query) == {
        "text": ["50 % & more + ü; 'x'"],
        "url": [f"https://go.example.com/s/{share.link.code}"],
    }
    assert not set(refresh.removeprefix("0; url=")) & set(" +;,'\"\n")


def test_what_the_words_were_checked_against_is_named(anna, item, registered):
    published = datetime(2027, 2, 28, 12, tzinfo=UTC)
    registered.caption_checks.append(lambda text, context: CheckResult(basis=[{"policy": 1}, {"policy": 2}, {}]))
    registered.basis_texts += [
        lambda basis: None,
        lambda basis: BasisText("<Policy>", "3", published, {}, "abc") if basis.get("policy") == 1 else None,
    ]

    shown = BeautifulSoup(page(anna, anna.share(item)).content, "html.parser").select(".wa-checked li")

    assert [each.text for each in shown] == [
        "<Policy>, version 3 of Feb. 28, 2027",
        "A version that is no longer kept",
        "A version that is no longer kept",
    ]


def test_words_that_nothing_was_asked_about_name_nothing(anna, item, registered):
    assert "Checked against" not in page(anna, anna.share(item)).content.decode()


def test_nothing_opens_for_a_copied_link(anna, item):
    response = page(anna, anna.share(item, "copy_link", words="Mine."), "?go")

    assert "Refresh" not in response.headers
    assert b"Mine." in response.content


def test_an_address_too_long_for_a_header_waits_for_a_click(anna, item):
    response = page(anna, anna.share(item, "email", words="🎉" * 9000), "?go")

    assert "Refresh" not in response.headers
    assert response.context["compose_url"].startswith("mailto:")
    assert len(str(response.headers)) < 2000


@pytest.mark.parametrize("code", ["unknown", "2345678abc", "x" * 5000, "%00", "..%2F"])
def test_an_unknown_code_is_not_found(anna, code):
    response = anna.client.get(f"/advocacy/shares/{code}/")

    assert response.status_code == 404


def test_somebody_elses_share_is_as_unknown_as_any(anna, ben, item):
    share = anna.share(item, words="Only mine.")

    response = page(ben, share)

    assert response.status_code == 404
    assert said(response) == said(ben.client.get("/advocacy/shares/2345678abc/"))
    assert b"Only mine." not in response.content


def test_an_erased_share_is_nobodys(anna, item):
    share = anna.share(item)
    erase(anna.user)

    assert page(anna, share).status_code == 404


def test_strangers_are_sent_to_the_login(client, anna, item):
    share = anna.share(item)

    response = client.get(f"/advocacy/shares/{share.link.code}/?go")

    assert response.status_code == 302
    assert response.url.startswith("/_util/login/?next=/advocacy/shares/")
    assert "Refresh" not in response.headers


def test_clicks_of_people_are_shown_robots_are_not(anna, item):
    share = anna.share(item)
    ClickFactory.create_batch(3, link=share.link)
    ClickFactory.create_batch(5, link=share.link, kind=ClickKind.CRAWLER)

    assert page(anna, share).context["figures"].clicks == 3


def test_a_network_that_is_gone_leaves_words_and_link(anna, item):
    share = anna.share(item, words="Mine.")
    share.network = "gone"
    share.save()

    response = page(anna, share, "?go")

    assert response.status_code == 200
    assert b"Mine." in response.content
    assert "Refresh" not in response.headers


def test_the_headline_says_in_which_language_it_is(anna, programme):
    item = live_item(locale=Locale.objects.create(language_code="es"), headline="Agua para todos")

    share = anna.share(item)

    for each in (anna.client.get(reverse("wagtail_advocacy:my_shares")), page(anna, share)):
        lines = BeautifulSoup(each.content, "html.parser").find_all("p", string="Agua para todos")
        assert [(line["lang"], line["dir"]) for line in lines] == [("es", "auto")]
