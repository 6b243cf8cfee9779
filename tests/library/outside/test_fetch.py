"""The only way out: public addresses, the one that was checked, five redirects, so many bytes, so many seconds."""

import gzip
import time
import zlib

import pytest

from tests.library.outside.conftest import NEWS, OTHER, Outside
from wagtail_advocacy import outgoing
from wagtail_advocacy.fetch import AddressNotPublic, FetchFailed, fetch

URL = "http://news.example.org/post"


@pytest.fixture(autouse=True)
def post(world, outside):
    outside.says("/post", "<title>Bridge</title>")


def refusal(url=URL, error=FetchFailed, **options):
    """What the caller is told, within the time it may take."""
    begun = time.monotonic()
    with pytest.raises(error) as caught:
        fetch(url, **options)
    assert time.monotonic() - begun < 1.9
    return str(caught.value)


class TestWhatIsSaid:
    def test_who_asks_and_nothing_else(self, outside):
        outside.says("/post", "Hello", Set_Cookie="who=anna")
        found = fetch(f"{URL}?a=b#c")
        assert (found.url, found.content, found.content_type) == (f"{URL}?a=b#c", b"Hello", "text/html")
        assert found.charset == "utf-8"
        fetch(URL)
        for path, headers in outside.seen:
            assert path.startswith("/post")
            assert headers.pop("User-Agent").startswith("wagtail-advocacy")
            assert headers == {
                "Host": "news.example.org",
                "Accept": "text/html, application/xhtml+xml",
                "Accept-Encoding": "gzip",
                "Connection": "close",
            }

    def test_another_name_if_asked_for(self, outside):
        outside.leads_to("/start", "/post")
        fetch("http://news.example.org/start", agent="Crawler/1.0")
        assert [headers["User-Agent"] for _path, headers in outside.seen] == ["Crawler/1.0"] * 2

    def test_the_way_and_the_headers_come_back(self, outside):
        outside.leads_to("/start", "/next")
        outside.leads_to("/next", "/post")
        outside.says("/post", "Hello", X_Robots_Tag="noindex")
        found = fetch("http://news.example.org/start")
        assert found.hops == ("http://news.example.org/start", "http://news.example.org/next")
        assert found.headers["x-robots-tag"] == "noindex"

    @pytest.mark.parametrize(
        ("answer", "reason", "status"),
        [
            ({"status": 503}, "status", 503),
            ({"status": 401}, "status", 401),
            ({"content_type": "application/pdf"}, "type", 200),
            ({"body": "x" * 20}, "large", 0),
            ({"status": 302, "Location": "/post"}, "loop", 0),
        ],
    )
    def test_why_not_is_said_to_programs_too(self, outside, answer, reason, status):
        outside.says("/post", **{"body": "Hello", **answer})
        with pytest.raises(FetchFailed) as caught:
            fetch(URL, limit=10)
        assert (caught.value.reason, caught.value.status) == (reason, status)
        assert caught.value.hops[0] == URL

    def test_fewer_seconds_than_usual(self, world, outside, monkeypatch):
        monkeypatch.setattr(outgoing, "SECONDS", 30.0)
        outside.answers["/post"] = lambda handler: time.sleep(3)
        begun = time.monotonic()
        with pytest.raises(FetchFailed, match="too long"):
            fetch(URL, seconds=0.3)
        assert time.monotonic() - begun < 1

    def test_cookies_are_forgotten_between_redirects(self, outside):
        outside.says("/start", status=302, Location="/post", Set_Cookie="who=anna; Path=/")
        fetch("http://news.example.org/start")
        assert [set(headers) & {"Cookie", "Referer"} for _path, headers in outside.seen] == [set(), set()]

    def test_proxies_and_passwords_of_the_environment_are_not_used(self, monkeypatch, tmp_path, outside):
        (tmp_path / "netrc").write_text("machine news.example.org login anna password secret\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        assert fetch(URL).content
        assert "Authorization" not in outside.seen[0][1]

    def test_another_port_is_part_of_the_name(self, world, outside):
        world.wires[NEWS, 8080] = outside.port
        fetch("http://news.example.org:8080/post")
        assert outside.seen[0][1]["Host"] == "news.example.org:8080"


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "data:text/html,hello",
            "file:///etc/passwd",
            "ftp://news.example.org/",
            "http://anna:secret@news.example.org/",
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://１２７.0.0.1/",
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[fe80::1]/",
        ],
    )
    def test_what_is_inside_or_no_web_address_is_never_asked(self, world, outside, address):
        for number in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1"):
            world.wires[number, 80] = outside.port
        assert refusal(address, AddressNotPublic)
        assert not outside.seen

    def test_a_name_is_looked_up_once_and_exactly_that_address_is_called(self, world, outside):
        world.names["news.example.org"] = [[NEWS], ["127.0.0.1"]]
        world.wires["127.0.0.1", 80] = 9
        assert fetch(URL).content == b"<title>Bridge</title>"
        assert world.asked == ["news.example.org", NEWS]
        assert outside.seen[0][1]["Host"] == "news.example.org"

    def test_a_name_that_changes_to_an_inside_address_is_refused_then(self, world, outside):
        world.names["news.example.org"] = [[NEWS], ["127.0.0.1"]]
        outside.leads_to("/post", "/again")
        assert "inside your network" in refusal(error=AddressNotPublic)
        assert [path for path, _headers in outside.seen] == ["/post"]

    def test_the_next_address_is_tried_where_one_does_not_answer(self, world, outside):
        world.names["news.example.org"] = [["93.184.216.10", NEWS]]
        world.wires["93.184.216.10", 80] = closed_port()
        assert fetch(URL).content

    def test_nobody_answers(self, world):
        world.wires[NEWS, 80] = closed_port()
        assert refusal() == "news.example.org does not answer as a website does."

    def test_a_slow_name_server(self, world, monkeypatch):
        monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: time.sleep(1.5) or [])
        assert refusal() == "news.example.org takes too long to answer."

    def test_a_trusted_host_may_be_inside(self, settings, outside):
        settings.WAGTAIL_ADVOCACY = {"TRUSTED_HOSTS": [f"127.0.0.1:{outside.port}"]}
        assert fetch(f"http://127.0.0.1:{outside.port}/post").content
        assert outside.seen[0][1]["Host"] == f"127.0.0.1:{outside.port}"

    def test_a_name_in_another_alphabet(self, world, outside):
        world.names["xn--mller-kva.example.org"] = [[NEWS]]
        assert fetch("http://müller.example.org/post").url == "http://xn--mller-kva.example.org/post"
        assert outside.seen[0][1]["Host"] == "xn--mller-kva.example.org"

    @pytest.mark.parametrize("host", ["p\u0430ypal.com", "xn--pypal-4ve.com", "www.gооgle.com", "αpple.org"])
    def test_a_name_that_mixes_alphabets_looks_like_another(self, outside, host):
        sentence = refusal(f"https://{host}/", AddressNotPublic)
        assert "mixes letters of different alphabets: its real name is " in sentence
        assert "xn--" in sentence

    @pytest.mark.parametrize(
        "host", ["müller.de", "правда.рф", "日本語テスト.jp", "ελλάδα.gr", "a1-x.fr", "my_host.fr"]
    )
    def test_names_of_one_alphabet_are_names(self, world, host):
        assert "cannot be found" in refusal(f"https://{host}/", AddressNotPublic)


def closed_port():
    site = Outside()
    site.close()
    return site.port


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_followed(self, outside, status):
        outside.leads_to("/start", "/post", status)
        assert fetch("http://news.example.org/start").url == URL

    def test_five_are_enough(self, outside):
        for number in range(6):
            outside.leads_to(f"/{number}", f"/{number + 1}")
        outside.leads_to("/5", "/post")
        assert fetch("http://news.example.org/1").url == URL
        assert "arrives nowhere" in refusal("http://news.example.org/0")
        assert len(outside.seen) == 6 + 6

    def test_in_a_circle(self, outside):
        outside.leads_to("/post", "/post")
        assert "arrives nowhere" in refusal()

    @pytest.mark.parametrize(
        "location",
        [
            "http://127.0.0.1/",
            "http://10.0.0.1:80/",
            "//localhost/",
            "http://[::1]/",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://anna@news.example.org/",
            "http://[::1",
        ],
    )
    def test_not_into_the_house(self, world, outside, location):
        world.names["localhost"] = [["127.0.0.1"]]
        outside.leads_to("/post", location)
        assert refusal(error=AddressNotPublic).startswith("This address leads on to another. ")
        assert len(outside.seen) == 1

    def test_trust_ends_with_the_host(self, settings, outside):
        settings.WAGTAIL_ADVOCACY = {"TRUSTED_HOSTS": [f"127.0.0.1:{outside.port}"]}
        other = Outside()
        outside.leads_to("/post", f"http://127.0.0.1:{other.port}/")
        assert "inside your network" in refusal(f"http://127.0.0.1:{outside.port}/post", AddressNotPublic)
        other.close()
        assert not other.seen

    def test_an_address_that_is_not_ascii(self, outside):
        outside.leads_to("/start", "/br\u00fccke".encode().decode("latin-1"))
        outside.says("/br%C3%BCcke", "here")
        assert fetch("http://news.example.org/start").content == b"here"


def endless(handler):
    """Two gigabytes, as fast as they are taken."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(2048):
        handler.wfile.write(b"x" * 1024 * 1024)
        handler.server.sent = getattr(handler.server, "sent", 0) + 1


def dripping(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    drip(handler)


def drip(handler):
    for _ in range(60):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(handler)


def dripping_redirects(handler):
    time.sleep(0.4)
    handler.send_response(302)
    handler.send_header("Location", "/post")
    handler.end_headers()


class TestTimeAndSize:
    @pytest.mark.parametrize("slow", [dripping, dripping_headers, dripping_redirects])
    def test_slowness_has_an_end(self, outside, slow):
        outside.answers["/post"] = slow
        assert refusal() == "news.example.org takes too long to answer."

    def test_two_gigabytes_are_not_read(self, outside):
        outside.answers["/post"] = endless
        assert refusal() == "There is more than 2.0\xa0MB at this address."
        assert outside.server.sent < 64

    def test_a_bomb_does_not_unfold(self, outside):
        packer = zlib.compressobj(9, wbits=31)
        bomb = b"".join(packer.compress(b"0" * 1024 * 1024) for _ in range(200)) + packer.flush()
        assert len(bomb) < 250_000
        outside.says("/post", bomb, Content_Encoding="gzip")
        assert refusal() == "There is more than 2.0\xa0MB at this address."

    def test_the_limit_itself_is_allowed(self, outside):
        outside.says("/post", gzip.compress(b"x" * 1000), Content_Encoding="gzip")
        assert len(fetch(URL, limit=1000).content) == 1000
        assert refusal(limit=999) == "There is more than 999\xa0bytes at this address."

    @pytest.mark.parametrize("packing", ["gzip", "br"])
    def test_what_cannot_be_unpacked(self, outside, packing):
        outside.says("/post", b"\x1f\x8b nonsense", Content_Encoding=packing)
        assert refusal() == "news.example.org does not answer as a website does."

    def test_less_than_promised(self, outside):
        outside.says("/post", "short", Content_Length="500")
        assert refusal() == "news.example.org does not answer as a website does."


class TestAnswers:
    @pytest.mark.parametrize(
        ("status", "sentence"),
        [
            (401, "It asks for a password, so people outside cannot read it. Choose a public page."),
            (403, "news.example.org answered with an error (403)."),
            (404, "There is nothing at this address (404). Check it in your browser."),
            (410, "There is nothing at this address (410). Check it in your browser."),
            (500, "news.example.org answered with an error (500)."),
            (304, "news.example.org answered with an error (304)."),
        ],
    )
    def test_errors(self, outside, status, sentence):
        outside.says("/post", "sorry", status=status)
        assert refusal() == sentence

    @pytest.mark.parametrize(
        ("content_type", "shown"),
        [("application/pdf", "application/pdf"), ("Image/PNG; a=b", "image/png"), (None, "?"), ("x" * 99, "x" * 60)],
    )
    def test_what_is_no_page(self, outside, content_type, shown):
        outside.says("/post", "%PDF", content_type)
        assert refusal() == f"There is a file ({shown}), not a web page."

    def test_nonsense(self, outside):
        outside.answers["/post"] = lambda handler: handler.wfile.write(b"\x00\xff nonsense\r\n\r\n")
        assert refusal() == "news.example.org does not answer as a website does."

    def test_nothing_leaves_the_house_when_it_is_switched_off(self, settings, outside, world):
        settings.WAGTAIL_ADVOCACY = {"FETCH": False}
        assert refusal() == "Reading other websites is switched off here."
        assert not outside.seen
        assert not world.asked


class TestCertificates:
    @pytest.fixture(autouse=True)
    def bundle(self, monkeypatch, certificate):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))

    def test_are_those_of_the_name_not_of_the_address(self, secure):
        secure.says("/post", "Hello")
        assert fetch("https://news.example.org/post").content == b"Hello"
        assert secure.names == ["news.example.org"]
        assert secure.seen[0][1]["Host"] == "news.example.org"

    @pytest.mark.parametrize("host", ["other.example.org", OTHER])
    def test_of_another_name_are_refused(self, world, secure, host):
        world.names["other.example.org"] = [[OTHER]]
        assert refusal(f"https://{host}/post") == f"The certificate of {host} is not valid for this name."
        assert not secure.seen

    def test_nobody_vouches_for(self, secure, monkeypatch):
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        assert "certificate" in refusal("https://news.example.org/post")


class TestProxy:
    @pytest.fixture
    def proxy(self, settings, world):
        site = Outside()
        world.names["proxy"] = [["127.0.0.1"]]
        settings.WAGTAIL_ADVOCACY = {"FETCH_PROXY": f"http://proxy:{site.port}"}
        yield site
        site.close()

    def test_names_are_its_business(self, proxy, outside, world):
        proxy.says("http://unknown.example.org/post", "through the proxy")
        assert fetch("http://unknown.example.org/post").content == b"through the proxy"
        assert world.asked == ["proxy"]
        assert not outside.seen

    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "10.0.0.1", "[::1]", "2130706433", "127.1", "localhost", "printer.local", "169.254.169.254"],
    )
    def test_what_says_itself_that_it_is_inside_never_gets_there(self, proxy, host):
        assert "inside your network" in refusal(f"http://{host}/", AddressNotPublic)
        proxy.leads_to("http://unknown.example.org/post", f"http://{host}/")
        assert "inside your network" in refusal("http://unknown.example.org/post", AddressNotPublic)
        assert len(proxy.seen) == 1

    def test_a_trusted_host_is_reached_without_it(self, proxy, outside, settings):
        settings.WAGTAIL_ADVOCACY |= {"TRUSTED_HOSTS": [f"127.0.0.1:{outside.port}"]}
        assert fetch(f"http://127.0.0.1:{outside.port}/post").content
        assert not proxy.seen

    def test_its_slowness_has_an_end(self, proxy):
        proxy.answers["http://news.example.org/post"] = dripping_headers
        assert refusal() == "news.example.org takes too long to answer."

    def test_an_encrypted_page_needs_its_consent(self, proxy):
        assert refusal("https://news.example.org/post") == "news.example.org does not answer as a website does."
