"""“Apply” leads to the recruiting system with the code in its own parameter; people are counted, robots are not."""

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import LinkFactory
from tests.links.agents import CHROME, CRAWLERS
from tests.recruitment.public.conftest import Stranger, live_vacancy
from wagtail_advocacy.recruitment.models import ApplyPresses, VacancyFeed
from wagtail_advocacy.recruitment.public.applying import apply_address

pytestmark = pytest.mark.django_db


def path_of(vacancy):
    return f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/apply/"


def presses():
    return list(ApplyPresses.objects.order_by("link_key").values_list("link_key", "presses"))


class TestWhereTo:
    @pytest.mark.projects("own_base")
    def test_with_the_code(self, stranger):
        vacancy, link = live_vacancy(apply_url="https://ats.example/job/7?b=%20x;y&a=1#form"), LinkFactory()
        response = stranger.get(f"{path_of(vacancy)}?wa={link.code}&next=https://evil.example&apply_url=//evil.example")
        assert (response.status_code, response.url) == (
            302,
            f"https://ats.example/job/7?b=%20x;y&a=1&wa={link.code}#form",
        )
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert not response.cookies

    def test_a_code_that_is_no_link_is_not_handed_on(self, stranger):
        vacancy = live_vacancy(apply_url="https://ats.example/job/7")
        for given in ("abcdefghjk", "x", "", "%00", "a" * 9000, "<script>", "abcdefghj1"):
            assert stranger.get(f"{path_of(vacancy)}?wa={given}").url == "https://ats.example/job/7"

    def test_capitals_and_several(self, stranger):
        vacancy, link = live_vacancy(apply_url="https://ats.example/"), LinkFactory()
        asked = f"{path_of(vacancy)}?wa=nonsense&wa=abcdefghjk&wa={link.code.upper()}/"
        assert stranger.get(asked).url == f"https://ats.example/?wa={link.code}"

    def test_a_link_of_another_vacancy_has_led_here_too(self, stranger):
        link = LinkFactory(target__subject="library.item/999")
        vacancy = live_vacancy(apply_url="https://ats.example/")
        assert stranger.get(f"{path_of(vacancy)}?wa={link.code}").url.endswith(link.code)
        assert presses() == [(link.pk, 1)]

    @pytest.mark.parametrize(
        ("url", "parameter", "leads_to"),
        [
            ("https://ats.example/?gh_src=web&x=1", "gh_src", "https://ats.example/?x=1&gh_src=CODE"),
            ("https://ats.example/?a=1&gh%5Fsrc=z&gh_src", "gh_src", "https://ats.example/?a=1&gh_src=CODE"),
            ("https://ats.example", "a&b", "https://ats.example?a%26b=CODE"),
            ("https://ats.example/#/jobs/7?x=1", "wa", "https://ats.example/?wa=CODE#/jobs/7?x=1"),
            ("javascript:alert(1)", "wa", ""),
            ("//evil.example", "wa", ""),
            ("https://", "wa", ""),
        ],
    )
    def test_address(self, url, parameter, leads_to):
        vacancy = live_vacancy(apply_url=url, apply_parameter=parameter)
        assert apply_address(vacancy, "CODE") == leads_to

    def test_by_which_name(self):
        vacancy = live_vacancy(apply_url="https://ats.example/")
        feed = VacancyFeed.objects.create(
            title="ATS", kind="nobody", address="https://x.example", site=vacancy.site, locale=vacancy.locale
        )
        assert apply_address(vacancy, "c").endswith("?wa=c")
        vacancy.feed = feed
        assert apply_address(vacancy, "c").endswith("?wa=c")
        feed.apply_parameter = "src"
        assert apply_address(vacancy, "c").endswith("?src=c")
        vacancy.apply_parameter = "ref"
        assert apply_address(vacancy, "c").endswith("?ref=c")

    def test_the_name_that_its_kind_of_system_has(self, monkeypatch):
        from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS
        from wagtail_advocacy.recruitment.feeds.kinds.base import FeedKind

        class Greenhouse(FeedKind):
            code_parameter = "gh_src"

        monkeypatch.setitem(FEED_KINDS, "test-kind", Greenhouse())
        vacancy = live_vacancy(apply_url="https://ats.example/")
        vacancy.feed = VacancyFeed(kind="test-kind")
        assert apply_address(vacancy, "c").endswith("?gh_src=c")


class TestCounting:
    def test_people(self, stranger):
        vacancy, link = live_vacancy(), LinkFactory()
        for query in ("", f"?wa={link.code}", f"?wa={link.code}", "?wa=abcdefghjk"):
            assert stranger.get(f"{path_of(vacancy)}{query}").status_code == 302
        assert presses() == [(0, 2), (link.pk, 2)]

    def test_neither_robots_nor_head_nor_what_was_loaded_ahead(self, stranger):
        vacancy = live_vacancy()
        for agent in [*list(CRAWLERS.values())[:3], ""]:
            assert Stranger(agent=agent).get(path_of(vacancy)).status_code == 302
        assert stranger.head(path_of(vacancy)).status_code == 302
        ahead = {"HTTP_SEC_PURPOSE": "prefetch;prerender", "HTTP_USER_AGENT": CHROME}
        assert stranger.get(path_of(vacancy), **ahead).status_code == 302
        assert presses() == []

    def test_reading_the_page_is_no_press(self, stranger):
        vacancy = live_vacancy()
        stranger.read(f"/advocacy/jobs/{vacancy.pk}/{vacancy.slug}/")
        assert presses() == []

    def test_two_at_the_same_moment(self, stranger):
        """The other one stores the row after we looked for it, and before we store ours."""
        vacancy, faster = live_vacancy(), []

        def listen(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if not faster and sql.startswith("UPDATE") and ApplyPresses._meta.db_table in sql:
                faster.append(vacancy)
                ApplyPresses.objects.create(vacancy=vacancy, day=timezone.now().date(), presses=1)
            return result

        with connection.execute_wrapper(listen):
            assert stranger.get(path_of(vacancy)).status_code == 302
        assert faster
        assert presses() == [(0, 2)]
