"""Every problem by a page that has it, and none by a page that has not."""

from io import BytesIO

import pytest
from PIL import Image

from tests.library.outside.conftest import NEWS, picture_bytes
from tests.tracking.previews.conftest import ARTICLE, KEYS, html, tags
from wagtail_advocacy.fetch import Fetched
from wagtail_advocacy.tracking.preview_check import pictures
from wagtail_advocacy.tracking.preview_check.looking import look
from wagtail_advocacy.tracking.preview_check.problems import PROBLEMS, in_words, problems_of

ALL = list(KEYS)
DESCRIBED = ["facebook", "bluesky", "mastodon", "whatsapp"]
EMPTY = '<div id="app"></div><noscript>Please turn on JavaScript.</noscript><script src="/app.js"></script>'
LOGIN = '<form><label>Name <input name="user"></label><input type="password" name="password"></form>'

PAGES = {
    "no-title": (html(tags(og__title=None), title=""), ALL),
    "no-tags": (html(""), ALL),
    "needs-script": (html("", EMPTY), ALL),
    "login-wall": (html("", LOGIN, "Sign in"), ALL),
    "og-url-elsewhere": (html(tags(og__url="https://www.example.com/bridge")), ["facebook", "threads"]),
    "canonical-elsewhere": (html(tags() + '<link href="https://www.example.com/bridge" rel=canonical>'), ALL),
    "noindex": (html(tags(robots="NOINDEX, follow")), ALL),
    "title-long": (html(tags(og__title="Our bridge " * 10)), ALL),
    "description-missing": (html(tags(og__description=None)), DESCRIBED),
    "description-long": (html(tags(og__description="It was built. " * 30)), DESCRIBED),
    "picture-missing": (html(tags(og__image=None)), ALL),
    "picture-relative": (html(tags(og__image="/bridge.jpg")), [key for key in ALL if key != "mastodon"]),
    "picture-inside": (html(tags(og__image="https://intranet/bridge.jpg")), ALL),
    "picture-broken": (html(tags(og__image="http://news.example.org/gone.jpg")), ALL),
    "picture-http": (html(), ALL),
    "picture-alt": (html(tags(og__image__alt=None)), ALL),
    "picture-type": (html(tags(og__image="http://news.example.org/bridge.webp")), ["linkedin"]),
    "picture-small": (
        html(tags(og__image="http://news.example.org/small.jpg")),
        ["linkedin", "facebook", "threads"],
    ),
    "picture-heavy": (html(tags(og__image="http://news.example.org/heavy.png")), ["whatsapp"]),
    "picture-shape": (html(tags(og__image="http://news.example.org/tower.jpg")), ALL),
    "picture-slow": (html(tags(og__image="http://news.example.org/slow.jpg")), ALL),
}


@pytest.fixture
def some_pictures(outside, page):
    outside.says("/bridge.webp", picture_bytes("WEBP"), "image/webp")
    outside.says("/small.jpg", picture_bytes("JPEG", (320, 168)), "image/jpeg")
    outside.says("/tower.jpg", picture_bytes("JPEG", (630, 1200)), "image/jpeg")
    outside.says("/heavy.png", picture_bytes("PNG") + b"\0" * 700_000, "image/png")
    outside.answers["/slow.jpg"] = lambda handler: handler.rfile.read(1)


def test_nothing_is_wrong_with_a_good_page(secure, world, monkeypatch, certificate, found, networks):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    secure.says("/bridge.jpg", picture_bytes("JPEG"), "image/jpeg")
    secure.says("/post", html(tags(og__image="https://news.example.org/bridge.jpg")))
    assert found("https://news.example.org/post") == {}


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("http://news.example.org/other", False),
        ("http://www.news.example.org/post", False),
        ("http://example.org/post", False),
        ("http://www.example.org/post", False),
        ("http://m.news.example.org/post", False),
        ("http://blog.example.org/post", True),
        ("http://ews.example.org/post", True),
        ("http://anews.example.org/post", True),
    ],
)
def test_names_below_a_name_are_the_same_website(page, found, address, is_told):
    page(tags(og__url=address) + f'<link rel="canonical" href="{address}">')
    assert {"og-url-elsewhere", "canonical-elsewhere"} & found().keys() == (
        {"og-url-elsewhere", "canonical-elsewhere"} if is_told else set()
    )


@pytest.mark.parametrize("ending", ["co.uk", "com.au", "github.io"])
def test_an_ending_that_many_have_makes_them_no_single_website(world, page, found, ending):
    world.names[f"anna.{ending}"] = [[NEWS]]
    page(tags() + f'<link rel="canonical" href="http://ben.{ending}/">')
    assert "canonical-elsewhere" in found(f"http://anna.{ending}/post")


@pytest.mark.parametrize("code", PAGES)
def test_a_page_that_has_it(code, outside, some_pictures, found):
    content, concerned = PAGES[code]
    outside.says("/post", content)
    problems = found()
    assert problems.pop(code) == concerned
    # Nothing else is told than what comes with it.
    assert set(problems) <= {"picture-http", "picture-missing", "description-missing"}


class TestAnswers:
    @pytest.mark.parametrize(
        ("status", "code"),
        [(404, "missing"), (410, "missing"), (401, "login-wall"), (403, "refused"), (451, "refused")],
    )
    def test_a_status(self, page, found, status, code):
        page(status=status)
        assert found() == {code: ALL}

    @pytest.mark.parametrize("status", [500, 503, 429])
    def test_a_server_that_cannot_now(self, page, found, status):
        page(status=status)
        assert found() == {"no-answer": ALL}

    def test_a_pdf(self, page, found):
        page(content_type="application/pdf")
        assert found() == {"no-page": ALL}

    def test_more_than_networks_read(self, page, found):
        page(body="x" * 2_100_000)
        assert found() == {"too-large": ALL}

    def test_ten_redirects(self, outside, page, found):
        for number in range(10):
            outside.leads_to(f"/hop{number}", f"/hop{number + 1}")
        assert found("http://news.example.org/hop0") == {"loop": ALL}
        assert [path for path, _headers in outside.seen] == [f"/hop{number}" for number in range(6)]

    def test_two_redirects_are_a_chain_and_one_is_none(self, outside, page, found):
        outside.leads_to("/first", "/second")
        outside.leads_to("/second", "/post")
        assert set(found("http://news.example.org/first")) == {"redirects", "picture-http"}
        assert set(found("http://news.example.org/second")) == {"picture-http"}

    def test_an_invalid_certificate(self, secure, found):
        secure.says("/post", html())
        assert found("https://news.example.org/post") == {"certificate": ALL}

    def test_led_inside(self, outside, page, found):
        outside.leads_to("/start", "http://127.0.0.1/")
        assert found("http://news.example.org/start") == {"inside": ALL}

    def test_a_name_that_nobody_knows(self, world, found):
        assert found("http://gone.example.org/") == {"no-answer": ALL}

    @pytest.mark.parametrize("login", ["/login?next=/post", "/auth/realms/x?client_id=a", "/idp/saml?SAMLRequest=abc"])
    def test_led_to_a_login(self, outside, page, found, login):
        outside.says(login.partition("?")[0], html("", "<p>Loading</p><script></script>", "Larkwater"))
        outside.leads_to("/start", login)
        assert found("http://news.example.org/start") == {"login-wall": ALL}

    def test_led_to_a_question_for_consent(self, world, outside, page, found):
        world.names["consent.example.org"] = [[NEWS]]
        outside.says("/ask", html("", ARTICLE, "Before you continue"))
        outside.leads_to("/start", "http://consent.example.org/ask?continue=start")
        assert found("http://news.example.org/start") == {"consent-wall": ALL}


class TestCrawlers:
    def test_one_is_forbidden_by_robots_txt(self, outside, page, found):
        outside.says("/robots.txt", "User-agent: Twitterbot\nDisallow: /post\n", "text/plain")
        problems = found()
        assert problems == {"robots": ["x"], "picture-http": ALL}
        assert not [1 for path, headers in outside.seen if "Twitterbot" in headers["User-Agent"]]

    def test_one_that_is_forbidden_where_it_is_led_reads_why_there_is_no_card(self, outside, page, found):
        outside.says("/robots.txt", "User-agent: LinkedInBot\nDisallow: /login\n", "text/plain")
        outside.says("/login", html("", LOGIN, "Sign in"))
        outside.leads_to("/start", "/login")
        assert found("http://news.example.org/start") == {"login-wall": ALL, "robots": ["linkedin"]}

    def test_those_that_do_not_ask_are_not_concerned(self, outside, page, found):
        outside.says("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
        assert found()["robots"] == ["linkedin", "x"]

    def test_one_is_refused(self, outside, page, found):
        whole = outside.answers["/post"]

        def answer(handler):
            if "WhatsApp" in handler.headers["User-Agent"]:
                return handler.send_error(403)
            return whole(handler)

        outside.answers["/post"] = answer
        assert found()["crawler-refused"] == ["whatsapp"]

    def test_one_is_let_in_where_others_are_not(self, outside, page, found):
        whole = outside.answers["/post"]

        def answer(handler):
            if "facebookexternalhit" in handler.headers["User-Agent"]:
                return whole(handler)
            return handler.send_error(403)

        outside.answers["/post"] = answer
        problems = found()
        assert problems["refused"] == [key for key in ALL if key not in ("facebook", "threads")]

    def test_one_gets_another_page(self, outside, page, found):
        whole = outside.answers["/post"]
        outside.says("/post", html("", LOGIN, "Sign in | Example"))
        wall = outside.answers["/post"]
        outside.answers["/post"] = lambda handler: (wall if "LinkedInBot" in handler.headers["User-Agent"] else whole)(
            handler
        )
        assert found()["login-wall"] == ["linkedin"]


class TestPictures:
    @pytest.mark.parametrize(
        ("content", "content_type", "why"),
        [
            (b"no picture", "image/jpeg", "not a picture that is known"),
            (b"<html>", "text/html", "a file of another kind: text/html"),
            (picture_bytes("PNG")[:2000], "image/png", "not a picture that is known"),
        ],
    )
    def test_broken_ones(self, outside, page, networks, content, content_type, why):
        outside.says("/bridge.jpg", content, content_type)
        told = problems_of(look("http://news.example.org/post"), networks)
        assert [why in in_words(each) for each in told if each["code"] == "picture-broken"] == [True]

    @pytest.mark.parametrize(("kind", "content_type"), [("BMP", "image/bmp"), ("TIFF", "image/tiff")])
    def test_kinds_that_no_network_reads(self, outside, page, found, kind, content_type):
        outside.says("/bridge.jpg", picture_bytes(kind), content_type)
        assert found()["picture-type"] == ALL

    def test_an_svg(self, outside, page, found):
        outside.says("/bridge.jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
        assert found()["picture-type"] == ALL

    def test_more_than_anybody_takes(self, outside, page, found):
        outside.says("/bridge.jpg", b"\0" * (10 * 1024 * 1024 + 1), "image/jpeg")
        assert found()["picture-heavy"] == ["linkedin", "x", "facebook", "bluesky", "threads", "whatsapp"]

    @pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
    def test_every_kind_of_pixels_is_a_picture(self, mode):
        file = BytesIO()
        Image.new(mode, (1200, 630)).save(file, "PNG")
        url = "http://news.example.org/bridge.png"
        picture, _small = pictures.read(url, Fetched(url, file.getvalue(), "image/png", ""))
        assert (picture.reason, picture.width) == ("", 1200)

    @pytest.mark.parametrize(("side", "width"), [(6000, 6000), (10_000, 0), (15_000, 0)])
    def test_too_many_pixels_are_never_unpacked(self, side, width):
        file = BytesIO()
        Image.new("1", (side, side)).save(file, "PNG")
        url = "http://news.example.org/bridge.png"
        picture, small = pictures.read(url, Fetched(url, file.getvalue(), "image/png", ""))
        assert (picture.width, small) == (width, b"")

    def test_a_jpeg_of_thousands_of_scans_is_never_unpacked(self):
        file = BytesIO()
        Image.new("RGB", (1200, 630)).save(file, "JPEG", progressive=True)
        content = file.getvalue()
        last = content[content.rindex(b"\xff\xda") : -2]
        url = "http://news.example.org/bridge.jpg"
        picture, small = pictures.read(url, Fetched(url, content[:-2] + last * 200 + content[-2:], "image/jpeg", ""))
        assert (picture.reason, small) == ("unreadable", b"")
        assert pictures.read(url, Fetched(url, content, "image/jpeg", ""))[0].reason == ""

    def test_an_icon_is_no_picture_for_a_card(self):
        file = BytesIO()
        Image.new("RGB", (64, 64)).save(file, "ICO")
        url = "http://news.example.org/favicon.ico"
        assert pictures.read(url, Fetched(url, file.getvalue(), "image/x-icon", ""))[0].reason == "unreadable"

    def test_x_takes_its_own_tag_first(self, outside, page, found):
        outside.says("/x.jpg", picture_bytes("JPEG", (200, 105)), "image/jpeg")
        page(tags() + '<meta name="twitter:image" content="http://news.example.org/x.jpg">')
        assert found()["picture-small"] == ["x"]


def test_every_problem_has_a_page_here():
    elsewhere = {"own-host"}
    here = {*PAGES, "missing", "refused", "no-answer", "no-page", "too-large", "loop", "redirects", "certificate"}
    here |= {"inside", "consent-wall", "robots", "crawler-refused"}
    assert set(PROBLEMS) == here | elsewhere
