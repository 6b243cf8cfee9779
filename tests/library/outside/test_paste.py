"""An editor pastes an address: the form opens filled, and whatever could not be had is said."""

import html
import struct
import time
import zlib

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, PageViewRestriction

from tests.library.conftest import item_form, item_url, permissions_of, person
from tests.library.outside.conftest import NEWS, OTHER, picture_bytes
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.outside import pasting, read_page
from wagtail_advocacy.library.outside.pictures import SUFFIXES

URL = "http://news.example.org/post"
LOOK = "Look through what was filled in. The item is stored when you change or save something."
LOOK_TOO = (
    "Look through what was filled in. The picture is in Images already; the item is stored when you change or save "
    "something."
)
PAGE = """<!doctype html><html lang="en-GB"><head>
<title>Bridge | News</title>
<link rel="canonical" href="https://elsewhere.example.org/">
<meta property="og:title" content="A bridge of &amp; for paper">
<meta property="og:description" content="It carries\n a truck.\u202e\x07">
<meta property="og:image" content="/bridge.png">
<meta property="og:image:alt" content="A truck on a bridge">
</head><body><h1>Bridge</h1></body></html>"""


@pytest.fixture
def pictures(editor):
    """The editor may add pictures to one collection."""
    collection = Collection.get_first_root_node().add_child(name="Outside")
    for action in ("add", "choose"):
        GroupCollectionPermission.objects.create(
            group=editor.groups.get(),
            collection=collection,
            permission=Permission.objects.get(
                content_type__app_label="wagtailimages", content_type__model="image", codename=f"{action}_image"
            ),
        )
    return collection


@pytest.fixture(autouse=True)
def post(world, outside, intranet):
    outside.says("/post", PAGE)
    outside.says("/bridge.png", picture_bytes(), "image/png")


def paste(client, address=URL):
    """The page that follows, and the sentences on it."""
    response = client.post(item_url("paste"), {"address": address})
    if response.status_code == 302:
        assert response.url.startswith(item_url("add"))
        response = client.get(response.url)
        item = response.context["form"].instance
        return item, [str(message).strip() for message in get_messages(response.wsgi_request)]
    return None, list(response.context["form"].errors["address"])


def refusal(client, address):
    """The sentence beside the field, as it stands on the page."""
    response = client.post(item_url("paste"), {"address": address})
    assert response.status_code == 200
    (sentence,) = response.context["form"].errors["address"]
    assert sentence in html.unescape(response.content.decode())
    return sentence


def warning(client, address=URL):
    """The sentence above the form that opens nevertheless."""
    item, (sentence, look) = paste(client, address)
    assert look == LOOK
    assert item.address == address
    return sentence


class TestWay:
    def test_from_library_to_form(self, as_editor):
        for view in ("list", "add"):
            assert f'href="{item_url("paste")}"' in as_editor.get(item_url(view)).content.decode()
        form = as_editor.get(item_url("paste")).content.decode()
        assert 'name="address"' in form
        assert "csrfmiddlewaretoken" in form

    def test_the_form_is_filled_and_nothing_is_stored(self, as_editor, intranet, pictures, outside, editor):
        item, sentences = paste(as_editor)
        assert sentences == [LOOK_TOO]
        assert (item.headline, item.description) == ("A bridge of & for paper", "It carries a truck.")
        assert (item.destination, item.address, item.page) == ("address", URL, None)
        assert (item.site, item.origin) == (intranet.site, None)
        assert item.image_alt == "A truck on a bridge"
        assert not ShareableItem.objects.exists()
        image = get_image_model().objects.get()
        assert item.image == image
        assert (image.title, image.collection, image.uploaded_by_user) == (item.headline, pictures, editor)
        assert (image.width, image.height) == (1200, 630)
        assert image.filename.endswith(".png")
        assert [path for path, _headers in outside.seen] == ["/post", "/bridge.png"]

    def test_what_the_editor_starts_to_change_is_kept_by_wagtail(self, as_editor, intranet):
        paste(as_editor)
        assert not ShareableItem.objects.exists()
        form = item_form(intranet.site, headline="A br", destination="address", address=URL)
        as_editor.post(item_url("add"), form, headers={"accept": "application/json"})
        assert [(item.headline, item.live) for item in ShareableItem.objects.all()] == [("A br", False)]

    def test_what_the_editor_changes_is_what_is_stored(self, as_editor, intranet, pictures, world):
        paste(as_editor)
        form = item_form(intranet.site, headline="My words", destination="address", address=URL)
        as_editor.post(item_url("add"), form | {"action-publish": "1"})
        item = ShareableItem.objects.get()
        assert (item.headline, item.address, item.image, item.live) == ("My words", URL, None, True)

    def test_the_same_picture_is_stored_once(self, as_editor, pictures):
        first, second = paste(as_editor)[0], paste(as_editor)[0]
        assert first.image == second.image == get_image_model().objects.get()

    def test_without_scheme(self, as_editor, world, secure, certificate, monkeypatch):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
        secure.says("/post", "<title>Bridge</title>")
        item, _sentences = paste(as_editor, " news.example.org/post ")
        assert (item.headline, item.address) == ("Bridge", "https://news.example.org/post")

    def test_the_language_of_the_page(self, as_editor, locales, outside):
        outside.says("/post", "<html lang=fr-CA><title>Un pont</title>")
        response = as_editor.post(item_url("paste"), {"address": URL})
        assert "locale=fr" in response.url
        assert as_editor.get(response.url).context["form"].instance.locale == locales.fr

    def test_a_page_of_ours_is_that_page(self, as_editor, website, outside, intranet):
        for address in ("https://www.example.com/blog/bridge/", "http://www.example.com/blog/bridge?a=b#c"):
            item, sentences = paste(as_editor, address)
            assert sentences == [LOOK]
            assert (item.destination, item.page_id, item.address) == ("page", website.post.pk, "")
            assert (item.headline, item.site) == ("Our bridge", intranet.site)
        assert paste(as_editor, "https://www.example.com/")[0].page_id == website.home.pk
        assert not outside.seen

    def test_an_address_of_our_website_that_is_no_page_of_wagtail_is_read(self, as_editor, website, world, outside):
        world.names["www.example.com"] = [[OTHER]]
        world.wires[OTHER, 80] = outside.port
        item, _sentences = paste(as_editor, "http://www.example.com/post")
        assert item.address == "http://www.example.com/post"

    def test_only_the_latest_are_kept_and_everybody_has_their_own(self, as_editor, editor):
        urls = [as_editor.post(item_url("paste"), {"address": URL}).url for _ in range(6)]
        headlines = [as_editor.get(url).context["form"].instance.headline for url in urls]
        assert headlines == ["", *["A bridge of & for paper"] * 5]
        colleague = Client()
        colleague.force_login(person(permissions_of(ShareableItem, "add")))
        assert colleague.get(urls[-1]).context["form"].instance.headline == ""

    def test_the_right_to_add_is_needed(self, intranet, outside):
        client = Client()
        client.force_login(person(permissions_of(ShareableItem, "change")))
        assert f'href="{item_url("paste")}"' not in client.get(item_url("list")).content.decode()
        assert client.get(item_url("paste")).status_code == 302
        assert client.post(item_url("paste"), {"address": URL}).status_code == 302
        assert Client().post(item_url("paste"), {"address": URL}).status_code == 302
        assert not outside.seen

    def test_a_foreign_form_cannot_send_it(self, editor, outside):
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(item_url("paste"), {"address": URL}).status_code == 403
        assert not outside.seen

    def test_thirty_an_hour(self, as_editor, monkeypatch, outside, said):
        monkeypatch.setattr(pasting, "PER_HOUR", 2)
        paste(as_editor)
        paste(as_editor)
        outside.seen.clear()
        said("Pasting an address", "pastes more than 30 addresses within an hour", refusal(as_editor, URL))
        assert not outside.seen


REFUSED = [
    ("nothing at all", ""),
    ("words", "our bridge"),
    ("`javascript:alert(1)`", "javascript:alert(1)"),
    ("`data:text/html,hello`", "data:text/html,hello"),
    ("`file:///etc/passwd`", "file:///etc/passwd"),
    ("`ftp://files.example.org/`", "ftp://files.example.org/"),
    ("an address with a user name: `https://anna:secret@news.example.org/`", "https://anna:secret@news.example.org/"),
    ("an address that is broken: `https://[::1`", "https://[::1"),
    ("a look-alike: `pаypal.com` with a Cyrillic “а”", "https://pаypal.com/"),
    ("a name that nobody knows", "https://unknown.example.org/"),
    ("a name that lies inside", "http://inside.example.org/"),
    ("`http://localhost/`", "http://localhost/"),
    ("`http://127.0.0.1/`", "http://127.0.0.1/"),
    ("`http://127.1/`, in short", "http://127.1/"),
    ("`http://2130706433/`, one number", "http://2130706433/"),
    ("`http://0x7f.0.0.1/`, in hexadecimal", "http://0x7f.0.0.1/"),
    ("`http://0177.0.0.1/`, in octal", "http://0177.0.0.1/"),
    ("`http://10.1.2.3/`", "http://10.1.2.3/"),
    ("`http://169.254.169.254/`, link-local", "http://169.254.169.254/"),
    ("`http://[::1]/`", "http://[::1]/"),
    ("`http://[::ffff:10.0.0.1]/`, mapped into IPv6", "http://[::ffff:10.0.0.1]/"),
    ("`http://[64:ff9b::10.0.0.1]/`, through NAT64", "http://[64:ff9b::10.0.0.1]/"),
    ("a page that leads on to `http://10.0.0.1/`", "http://news.example.org/inside"),
    ("a page that leads on to `file:///etc/passwd`", "http://news.example.org/file"),
]


class TestRefused:
    @pytest.mark.parametrize(("what", "address"), REFUSED, ids=[what for what, _address in REFUSED])
    def test_what_no_item_may_lead_to(self, as_editor, intranet, world, outside, said, what, address):
        intranet.site.hostname = "intra.example.org"
        intranet.site.save()
        world.names["inside.example.org"] = [["10.0.0.7"]]
        outside.leads_to("/inside", "http://10.0.0.1/")
        outside.leads_to("/file", "file:///etc/passwd")
        said("Pasting an address", what, refusal(as_editor, address))
        assert len(outside.seen) == ("leads on" in what)

    def test_a_name_that_moves_inside_between_check_and_redirect(self, as_editor, world, outside, said):
        world.names["news.example.org"] = [[NEWS], ["127.0.0.1"]]
        outside.leads_to("/post", "/again")
        said("Pasting an address", "a name that moves inside while it is read", refusal(as_editor, URL))

    def test_a_site_of_ours_behind_a_login(self, as_editor, intranet, said):
        intranet.site.hostname = "intra.example.org"
        intranet.site.save()
        sentence = refusal(as_editor, "http://intra.example.org/prize/")
        said("Pasting an address", "a page of the intranet", sentence)

    def test_a_page_of_ours_that_is_restricted(self, as_editor, website, said):
        PageViewRestriction.objects.create(page=website.blog, restriction_type=PageViewRestriction.LOGIN)
        sentence = refusal(as_editor, "https://www.example.com/blog/bridge/")
        said("Pasting an address", "a page of the website that only some may read", sentence)


ANSWERS = [
    ("a page that is gone", {"status": 404}),
    ("a page that asks for a password", {"status": 401}),
    ("a page that is forbidden", {"status": 403}),
    ("a server that has broken down", {"status": 500}),
    ("a PDF", {"content_type": "application/pdf"}),
    ("a page that leads to itself, for ever", {"status": 302, "Location": "/post"}),
    ("a page of more than 2 MB", {"body": b"x" * (2 * 1024 * 1024 + 1)}),
    ("a bomb: 64 MB in a small parcel", {"body": b"", "Content_Encoding": "gzip"}),
]


class TestOnlyTheAddress:
    @pytest.mark.parametrize(("what", "answer"), ANSWERS, ids=[what for what, _answer in ANSWERS])
    def test_a_page_that_cannot_be_read(self, as_editor, outside, said, what, answer):
        if "bomb" in what:
            packer = zlib.compressobj(9, wbits=31)
            answer = {**answer, "body": b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(64))}
        outside.says("/post", **answer)
        said("Pasting an address", what, warning(as_editor))
        assert not get_image_model().objects.exists()

    def test_a_page_that_takes_too_long(self, as_editor, outside, said, monkeypatch):
        monkeypatch.setattr("wagtail_advocacy.outgoing.SECONDS", 0.2)
        outside.answers["/post"] = lambda handler: handler.rfile.read(1)
        said("Pasting an address", "a page that takes more than five seconds", warning(as_editor))

    def test_a_certificate_of_another_name(self, as_editor, world, secure, certificate, monkeypatch, said):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
        world.names["other.example.org"] = [[OTHER]]
        sentence = warning(as_editor, "https://other.example.org/")
        said("Pasting an address", "a website with the certificate of another", sentence)

    def test_reading_is_switched_off(self, as_editor, settings, outside, said):
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "FETCH": False}
        said("Pasting an address", "any address, where the settings say `FETCH: False`", warning(as_editor))
        assert not outside.seen


SILENT = ["a page without a title", "a page without a summary", "a page without a picture"]


class TestWords:
    def words(self, client, outside, page, **options):
        outside.says("/post", page, **options)
        item, _sentences = paste(client)
        return item.headline, item.description

    @pytest.mark.parametrize(
        ("header", "meta", "written"),
        [
            ("", "", "utf-8"),
            ("utf-8", "", "cp1252"),
            ("iso-8859-1", "iso-8859-1", "utf-8"),
            ("", "iso-8859-1", "cp1252"),
            ("", "utf-8", "cp1252"),
            ("windows-1252", "", "cp1252"),
            ("nonsense", "rot13", "utf-8"),
            ("punycode", "", "cp1252"),
            ("", "", "utf-8-sig"),
            ("", "", "utf-16"),
            ("utf-16le", "", "utf-16le"),
        ],
    )
    def test_the_wrong_charset(self, as_editor, outside, header, meta, written):
        page = f"<meta charset='{meta}'><title>Brücke – „groß“</title>".encode(written)
        content_type = f"text/html; charset={header}" if header else "text/html"
        assert self.words(as_editor, outside, page, content_type=content_type)[0] == "Brücke – „groß“"

    @pytest.mark.parametrize("written", ["koi8-r", "cp1251", "shift_jis", "iso2022_jp", "euc-kr"])
    def test_other_alphabets(self, as_editor, outside, written):
        title = {"koi8-r": "Мост", "cp1251": "Мост", "euc-kr": "다리"}.get(written, "橋")
        page = f"<title>{title}</title>".encode(written)
        assert self.words(as_editor, outside, page, content_type=f"text/html; charset={written}")[0] == title

    def test_no_text_at_all(self, as_editor, outside, said):
        outside.says("/post", bytes(range(256)))
        item, sentences = paste(as_editor)
        assert (item.headline, item.address) == ("", URL)
        for what, sentence in zip(SILENT, sentences, strict=False):
            said("Pasting an address", what, sentence)

    @pytest.mark.parametrize(
        ("head", "words"),
        [
            ("<title>One</title><meta name=description content=Two>", ("One", "Two")),
            ("<meta name=twitter:title content=One><meta name=twitter:description content=Two>", ("One", "Two")),
            ("<meta property=og:title content=' '><title>\n One\n two </title>", ("One two", "")),
            ("<svg><title>Logo</title></svg>", ("Logo", "")),
            ("<meta property=og:title content='<script>alert(1)</script>'>", ("<script>alert(1)</script>", "")),
            ("<meta><meta name><meta content=x><title></title>", ("", "")),
            ("<title>One", ("One", "")),
        ],
    )
    def test_what_pages_say_in_many_ways(self, as_editor, outside, head, words):
        assert self.words(as_editor, outside, head) == words

    def test_long_words_are_cut_and_can_be_stored(self, as_editor, outside, intranet):
        page = f"<title>{'bridge ' * 99}</title><meta name=description content='{'x' * 9000}'>"
        headline, description = self.words(as_editor, outside, page)
        assert (len(headline), headline[-8:]) == (252, " bridge…")
        assert (len(description), description[-1]) == (500, "…")
        as_editor.post(item_url("add"), item_form(intranet.site, headline=headline, description=description))
        assert ShareableItem.objects.get().headline == headline

    def test_nothing_of_it_is_markup_on_our_page(self, as_editor, outside):
        outside.says("/post", "<meta property=og:title content='&quot;><script>alert(1)</script>'>")
        url = as_editor.post(item_url("paste"), {"address": URL}).url
        assert b"<script>alert(1)" not in as_editor.get(url).content

    @pytest.mark.parametrize("part", ["<a><", "<!--", "<meta a='", "<title>", "<script>"])
    def test_a_page_of_nothing_but_openings_takes_no_time(self, as_editor, outside, part):
        outside.says("/post", "<title>One</title>" + part * 200_000)
        begun = time.monotonic()
        assert read_page(URL).title == "One"
        assert time.monotonic() - begun < 2


def bomb():
    """A small PNG that claims to be 50,000 pixels wide and high."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


PICTURES = [
    ("a page with a picture that is not there", b"", "image/png", 404),
    ("a page with a picture that is a page", b"<html>", "text/html", 200),
    ("a page with a picture that is none", b"no picture", "image/png", 200),
    ("a page with a picture that is cut off", picture_bytes()[:500], "image/png", 200),
    ("a page with a picture of 50,000 × 50,000 pixels in a small file", bomb(), "image/png", 200),
    ("a page with a picture of more than 25 million pixels", picture_bytes(size=(6000, 5000)), "image/png", 200),
    ("a page with a drawing (SVG)", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 200),
    ("a page with a picture of more than 5 MB", b"x" * (5 * 1024 * 1024 + 1), "image/png", 200),
]


class TestPicture:
    @pytest.mark.parametrize(("what", "content", "kind", "status"), PICTURES, ids=[each[0] for each in PICTURES])
    def test_that_cannot_be_had_stops_nothing_else(
        self, as_editor, pictures, outside, said, what, content, kind, status
    ):
        outside.says("/bridge.png", content, kind, status)
        item, (sentence, look) = paste(as_editor)
        assert (item.headline, item.image, look) == ("A bridge of & for paper", None, LOOK)
        said("Pasting an address", what, sentence)
        assert not get_image_model().objects.exists()

    @pytest.mark.parametrize(
        "address", ["http://10.0.0.1/a.png", "//localhost/a.png", "file:///a.png", "data:image/png,"]
    )
    def test_inside_is_never_asked_for(self, as_editor, pictures, outside, world, said, address):
        world.names["localhost"] = [["127.0.0.1"]]
        outside.says("/post", PAGE.replace("/bridge.png", address))
        item, (sentence, _look) = paste(as_editor)
        assert item.image is None
        assert len(outside.seen) == 1
        if "10.0.0.1" in address:
            said("Pasting an address", "a page whose picture lies inside", sentence)

    @pytest.mark.parametrize("kind", ["JPEG", "GIF", "WEBP"])
    def test_is_what_it_is_whatever_the_server_calls_it(self, as_editor, pictures, outside, kind):
        outside.says("/bridge.png", picture_bytes(kind), "application/octet-stream")
        image = paste(as_editor)[0].image
        assert image.filename.endswith(SUFFIXES[kind])

    def test_may_lie_elsewhere(self, as_editor, pictures, outside, world):
        world.names["pictures.example.org"] = [[OTHER]]
        world.wires[OTHER, 80] = outside.port
        outside.says("/post", PAGE.replace("/bridge.png", "//pictures.example.org/bridge.png"))
        assert paste(as_editor)[0].image
        assert outside.seen[1][1]["Host"] == "pictures.example.org"

    @pytest.mark.parametrize("image", ["http://[::1", "/" + "x" * 2001])
    def test_without_usable_address_there_is_none(self, as_editor, outside, image):
        outside.says("/post", PAGE.replace("/bridge.png", image))
        assert "names no picture" in warning(as_editor)

    def test_needs_a_collection_to_add_it_to(self, as_editor, outside, said):
        said("Pasting an address", "a picture, without the right to add one", warning(as_editor))
        assert len(outside.seen) == 1

    def test_follows_the_rules_of_the_site(self, as_editor, pictures, settings):
        settings.WAGTAILIMAGES_EXTENSIONS = ["jpg"]
        sentence = warning(as_editor)
        assert "The page’s picture cannot be taken over: It does not fit the rules for pictures here" in sentence
