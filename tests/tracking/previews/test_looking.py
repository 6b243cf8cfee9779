"""How an address is looked at: as whom, how often, how long, and never inside the network."""

import gzip
import time

import pytest

from tests.library.outside.conftest import NEWS
from tests.tracking.previews.conftest import KEYS, URL, html, tags
from wagtail_advocacy import outgoing
from wagtail_advocacy.networks.registry import get_networks
from wagtail_advocacy.tracking.preview_check import looking


@pytest.fixture
def look(world, networks):
    return lambda url=URL, **options: looking.look(url, [each.crawler for each in networks if each.crawler], **options)


def asked(outside, path="/post"):
    return [headers["User-Agent"] for each, headers in outside.seen if each == path]


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


class TestAsWhom:
    def test_first_as_ourselves_then_once_as_each_crawler(self, outside, page, look):
        look()
        ours, *crawlers = asked(outside)
        assert ours.startswith("wagtail-advocacy")
        for name in (
            "LinkedInBot/1.0",
            "Twitterbot/1.0",
            "facebookexternalhit/1.1",
            "Cardyb",
            "Mastodon/",
            "WhatsApp/",
        ):
            assert sum(name in agent for agent in crawlers) == 1
        assert all(agent.endswith("(wagtail-advocacy preview check)") for agent in crawlers)

    def test_robots_txt_and_the_picture_are_asked_for_once(self, outside, page, look):
        look()
        assert [len(asked(outside, path)) for path in ("/robots.txt", "/bridge.jpg")] == [1, 1]

    def test_robots_txt_is_remembered_from_one_look_to_the_next(self, outside, page, look):
        robots = {}
        look(robots=robots)
        look(robots=robots)
        assert len(asked(outside, "/robots.txt")) == 1

    def test_who_does_not_answer_us_is_asked_once(self, outside, page, look):
        page(status=503)
        look()
        assert len(outside.seen) == 1

    def test_who_is_tired_of_us_is_not_taken_for_broken(self, outside, page, look):
        whole = outside.answers["/post"]
        outside.answers["/post"] = lambda handler: whole(handler) if len(outside.seen) < 5 else handler.send_error(429)
        found = look()
        answers = [found.answer_for(get_networks()[key].crawler) for key in KEYS]
        assert all(answer.page for answer in answers)

    def test_a_number_of_requests_is_not_passed(self, outside, page, look):
        for number in range(3):
            outside.leads_to(f"/{number}", f"/{number + 1}" if number < 2 else "/post")
        look("http://news.example.org/0")
        assert len(outside.seen) <= looking.REQUESTS + 4

    def test_three_pictures_at_most(self, outside, page, look):
        def answer(handler):
            number = len(outside.seen)
            outside.says("/other", html(tags(og__image=f"http://news.example.org/{number}.jpg")))
            outside.answers["/other"](handler)

        outside.answers["/post"] = answer
        look()
        assert len([path for path, _headers in outside.seen if path.endswith(".jpg")]) <= 3


class TestHowLong:
    def test_a_slow_server(self, outside, look):
        outside.answers["/post"] = lambda handler: time.sleep(3)
        begun = time.monotonic()
        assert look().plain.reason == "slow"
        assert time.monotonic() - begun < 2
        assert len(outside.seen) == 1

    def test_all_together(self, outside, page, look, monkeypatch):
        monkeypatch.setattr(looking, "SECONDS", 1.0)
        whole = outside.answers["/post"]

        def answer(handler):
            time.sleep(0.4)
            whole(handler)

        outside.answers["/post"] = answer
        begun = time.monotonic()
        found = look()
        assert time.monotonic() - begun < 2
        assert found.plain.page
        assert 1 < len(asked(outside)) <= 3

    def test_an_endless_page(self, outside, look):
        outside.answers["/post"] = endless
        assert look().plain.reason in {"large", "slow"}

    def test_an_endless_robots_txt(self, outside, page, look):
        outside.answers["/robots.txt"] = endless
        assert look().forbidden == frozenset()

    def test_an_endless_picture(self, outside, page, look, monkeypatch):
        monkeypatch.setattr(outgoing, "SECONDS", 5.0)

        def answer(handler):
            handler.send_response(200)
            handler.send_header("Content-Type", "image/jpeg")
            handler.end_headers()
            while True:
                handler.wfile.write(b"x" * 65536)

        outside.answers["/bridge.jpg"] = answer
        [picture] = look().pictures.values()
        assert picture.reason in {"large", "slow"}

    @pytest.mark.parametrize("path", ["/post", "/robots.txt", "/bridge.jpg"])
    def test_a_bomb(self, outside, page, look, path):
        kind = {"/post": "text/html", "/robots.txt": "text/plain", "/bridge.jpg": "image/jpeg"}[path]
        outside.says(path, gzip.compress(b"0" * 200_000_000), kind, Content_Encoding="gzip")
        found = look()
        if path == "/post":
            assert found.plain.reason == "large"
        elif path == "/bridge.jpg":
            assert [each.reason for each in found.pictures.values()] == ["large"]
        else:
            assert found.plain.page
            assert not found.forbidden


class TestInside:
    @pytest.fixture(autouse=True)
    def wired(self, world, outside):
        for number in ("127.0.0.1", "10.0.0.1", "169.254.169.254"):
            world.wires[number, 80] = outside.port
        world.names["intranet"] = [["10.0.0.1"]]

    @pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/latest/"])
    def test_a_redirect(self, outside, page, look, address):
        outside.leads_to("/post", address)
        found = look()
        assert (found.plain.reason, found.plain.hops) == ("inside", (URL,))
        assert {path for path, _headers in outside.seen} == {"/post"}

    @pytest.mark.parametrize("address", ["http://127.0.0.1/a.jpg", "//10.0.0.1/a.jpg", "http://intranet/a.jpg"])
    def test_a_picture(self, outside, page, look, address):
        page(tags(og__image=address))
        assert [each.reason for each in look().pictures.values()] == ["inside"]
        assert "/a.jpg" not in {path for path, _headers in outside.seen}

    def test_a_picture_that_leads_there(self, outside, page, look):
        outside.leads_to("/bridge.jpg", "http://127.0.0.1/secret.jpg")
        assert [each.reason for each in look().pictures.values()] == ["inside"]
        assert "/secret.jpg" not in {path for path, _headers in outside.seen}

    def test_robots_txt_of_a_host_that_moved_inside(self, world, outside, page, look):
        # Looked up for the page, for robots.txt, and so on.
        world.names["news.example.org"] = [[NEWS], ["127.0.0.1"], [NEWS]]
        found = look()
        assert found.plain.page
        assert "/robots.txt" not in {path for path, _headers in outside.seen}

    @pytest.mark.parametrize(
        "image", ["javascript:alert(1)", "data:image/png;base64,AAAA", "http://[", "ftp://x.org/a"]
    )
    def test_what_is_no_address(self, outside, page, look, image):
        page(tags(og__image=image))
        assert all(each.reason for each in look().pictures.values())

    def test_switched_off(self, settings, outside, page, look):
        settings.WAGTAIL_ADVOCACY = {"FETCH": False}
        assert look().plain.reason == "off"
        assert not outside.seen
