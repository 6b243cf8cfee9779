"""What happens to a link in its first minutes: previews, checkers and prefetches come, and then one person."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.links.agents import CHROME, LINKEDIN_BOT, PEOPLE
from wagtail_advocacy.links.figures import count
from wagtail_advocacy.links.models import Click, Link

pytestmark = [pytest.mark.projects("link_host"), pytest.mark.django_db]

MADE = datetime(2026, 11, 20, 12, 0, 3, tzinfo=UTC)
#: A mail gateway's: an old browser's name, seconds after the link was made, from nowhere.
SAFE_LINKS = "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C; .NET4.0E)"


@pytest.fixture
def first_minutes(visit, make_link, at):
    """Makes a link and lets everybody come: one crawler, three HEADs, a prefetch, a link checker, one person."""
    link = make_link()
    Link.objects.filter(pk=link.pk).update(created_at=MADE)
    at(MADE + timedelta(seconds=5))
    visit(link, agent=SAFE_LINKS)
    at(MADE + timedelta(seconds=40))
    visit(link, agent=LINKEDIN_BOT)
    for agent in (PEOPLE["Safari"], CHROME, PEOPLE["Firefox"]):
        visit(link, agent=agent, method="head")
    visit(link, agent=CHROME, **{"Sec-Purpose": "prefetch;prerender"})
    at(MADE + timedelta(minutes=9))
    visit(link, agent=PEOPLE["LinkedIn iOS"], Referer="https://www.linkedin.com/feed/")
    return link


def test_the_request_tells_all_but_the_link_checker(first_minutes):
    assert list(Click.objects.order_by("pk").values_list("kind", "reason")) == [
        ("person", ""),
        ("preview", "agent: linkedinbot"),
        ("head", "method"),
        ("head", "method"),
        ("head", "method"),
        ("prefetch", "header: sec-purpose"),
        ("person", ""),
    ]
    assert count([first_minutes.subject])[first_minutes.subject].others == {"preview": 1, "head": 3, "prefetch": 1}


def test_all_were_sent_on(visit, make_link):
    link = make_link()
    for agent in (LINKEDIN_BOT, SAFE_LINKS, CHROME):
        for method in ("get", "head"):
            assert visit(link, agent=agent, method=method).status_code == 302
