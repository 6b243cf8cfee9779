"""A site's own pages say what came of a share: without a cookie, once however often loaded, never for robots."""

import logging
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import mail
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client, RequestFactory
from wagtail.contrib.forms.models import FormSubmission

from tests.factories import default_site
from tests.projects.full.models import ApplyField, ApplyPage
from tests.tracking.shares import TWO, before, share
from wagtail_advocacy.tracking.actions import ConversionRefused
from wagtail_advocacy.tracking.conversions.from_pages import codes_of, record_from
from wagtail_advocacy.tracking.models import Conversion, Touch

pytestmark = pytest.mark.django_db

CODE = "k7m2w9xpqd"
DOCS = Path(__file__).resolve().parents[2] / "docs/how-to/count-conversions.md"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"


@pytest.fixture(autouse=True)
def made():
    """The share whose link has `CODE`."""
    return share(before(days=-200), code=CODE)


def request(path=f"/thanks/?wa={CODE}", method="get", agent=BROWSER, data=None, **headers):
    return getattr(RequestFactory(), method)(path, data, headers={"User-Agent": agent, **headers})


def render(template, asked, **values):
    return Template("{% load advocacy_tracking %}" + template).render(Context({"request": asked, **values}))


class TestTheCode:
    @pytest.mark.parametrize(
        ("query", "code"),
        [
            (f"wa={CODE}", CODE),
            (f"wa={CODE.upper()}/", CODE),
            (f"wa={CODE}&wa={TWO[0]}", f"{CODE},{TWO[0]}"),
            (f"wa={CODE},{TWO[0]},{CODE}", f"{CODE},{TWO[0]}"),
            ("wa=", ""),
            ("wa=hello", ""),
            ("wa=<script>", ""),
            (f"wa={CODE}%00", ""),
            (f"WA={CODE}", ""),
            ("", ""),
        ],
    )
    def test_is_what_came_with_the_address(self, query, code):
        assert render("{% advocacy_code %}", request(f"/?{query}")) == code

    def test_may_come_with_a_form(self):
        assert codes_of(request("/", "post", data={"wa": CODE})) == [CODE]

    def test_of_hundreds_some_are_looked_at(self):
        many = QueryDict(mutable=True)
        many.setlist("wa", [f"{number:010}".replace("0", "k").replace("1", "m") for number in range(900)])
        assert len(codes_of(request(f"/?{many.urlencode()}"))) == 20

    def test_costs_no_query_and_no_session(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            render("{% advocacy_code as code %}<a href='/next/?wa={{ code }}'>", request())

    def test_without_a_request_there_is_none(self):
        assert Template("{% load advocacy_tracking %}{% advocacy_code %}").render(Context()) == ""


class TestTheTag:
    def test_records_once_however_often_the_page_is_loaded(self, made):
        for _ in range(3):
            page = render(
                "{% record_conversion 'sale' reference=order value=total currency='EUR' %}",
                request(),
                order=17,
                total=5,
            )
            assert page == ""
        sale = Conversion.objects.get()
        assert (sale.kind, sale.reference, sale.value, sale.source) == ("sale", "17", 5, "tag")
        assert sale.touches.get().link == made.link

    def test_two_shares_that_led_here_are_two_touches(self):
        other = share(before(days=1))
        render("{% record_conversion 'sale' reference=1 %}", request(f"/?wa={CODE}&wa={other.link.code}"))
        assert Touch.objects.count() == 2

    @pytest.mark.parametrize(
        "asked",
        [
            {"path": "/thanks/"},
            {"path": f"/thanks/?wa={TWO[0]}"},
            {"method": "head"},
            {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
            {"agent": "LinkedInBot/1.0 (compatible; Mozilla/5.0)"},
            {"agent": ""},
            {"Sec-Purpose": "prefetch;prerender"},
        ],
        ids=str,
    )
    def test_where_nobody_came_by_a_share_nothing_is_recorded(self, asked):
        render("{% record_conversion 'sale' reference=1 %}", request(**asked))
        assert not Conversion.objects.exists()

    def test_a_preview_in_the_admin_records_nothing(self):
        asked = request()
        asked.is_preview = True
        render("{% record_conversion 'sale' reference=1 %}", asked)
        assert not Conversion.objects.exists()

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ("'sale' reference=''", "missing"),
            ("'sale' reference=None", "missing"),
            ("'sail' reference=1", "unknown_kind"),
            ("'sale' reference='anna@example.com'", "person"),
            ("'sale' reference=1 value='1,50' currency='EUR'", "value"),
        ],
    )
    def test_what_is_wrong_is_for_the_developer_and_not_for_the_customer(self, given, code, settings, caplog):
        template = f"{{% record_conversion {given} %}}"
        with caplog.at_level(logging.WARNING, "wagtail_advocacy.tracking"):
            assert render(template, request()) == ""
        assert caplog.messages == [f"A conversion that a page reports is refused: {code}"]
        settings.DEBUG = True
        with pytest.raises(ConversionRefused):
            render(template, request())
        assert not Conversion.objects.exists()


class TestAView:
    """`record_from`, as a site's own thank-you view calls it."""

    def test_says_what_was_stored(self):
        assert record_from(request(), "lead", reference="A-1") == Conversion.objects.get()
        assert record_from(request("/"), "lead", reference="A-1") is None

    def test_as_the_docs_say_it(self, monkeypatch):
        monkeypatch.setattr("django.shortcuts.render", lambda *given: given)
        written, names = DOCS.read_text(encoding="utf-8"), {}
        exec(re.search(r"<!-- run: thanks -->\n```python\n(.*?)^```$", written, re.M | re.S)[1], names)  # noqa: S102
        for _ in range(2):
            assert names["thanks"](request(), 7)[1] == "thanks.html"
        assert Conversion.objects.get().reference == "application-7"

    def test_codes_that_the_site_kept_itself(self):
        record_from(request("/"), "lead", key="session 5", codes=[CODE])
        assert Touch.objects.get().link.code == CODE

    def test_without_reference_and_key_a_reload_would_count_twice(self, said):
        with pytest.raises(ConversionRefused) as caught:
            record_from(request(), "lead")
        said("Conversions from other systems", "`record_from` without reference and key", str(caught.value))


@pytest.fixture
def page():
    """A form page with two questions, for `ALLOWED_HOSTS` of the default site."""
    page = ApplyPage(title="Apply", slug="apply", to_address="jobs@example.com", from_address="www@example.com")
    default_site().root_page.add_child(instance=page)
    for order, (label, kind) in enumerate([("Name", "singleline"), ("E-mail", "email")]):
        ApplyField.objects.create(page=page, label=label, field_type=kind, sort_order=order)
    return page


ANSWERS = {"name": "Ines", "e_mail": "ines@example.com"}


class Applicant:
    """Somebody with a browser and without cookies."""

    def open(self, address):
        self.address, page = address, Client(headers={"User-Agent": BROWSER}).get(address)
        form = BeautifulSoup(page.content, "html.parser").select_one("form")
        hidden = form.select("input[type=hidden]:not([name=csrfmiddlewaretoken])")
        self.hidden = {each["name"]: each["value"] for each in hidden}
        return page

    def send(self, client=None, **changes):
        client = client or Client(headers={"User-Agent": BROWSER})
        return client.post(self.address.partition("?")[0], {**ANSWERS, **self.hidden, **changes})


class TestAFormPage:
    @pytest.fixture
    def applicant(self, page):
        applicant = Applicant()
        applicant.open(f"/apply/?wa={CODE}")
        return applicant

    def test_carries_the_code_and_records(self, applicant, made):
        assert b"Thank you" in applicant.send().content
        conversion = Conversion.objects.get()
        assert (conversion.kind, conversion.reference, conversion.source) == ("application", "", "tag")
        assert conversion.touches.get().link == made.link
        assert not Session.objects.exists()

    def test_the_code_is_not_kept_with_what_somebody_wrote(self, applicant):
        applicant.send()
        assert FormSubmission.objects.get().form_data == ANSWERS
        assert CODE not in mail.outbox[0].body
        assert "wa" not in mail.outbox[0].body.lower().replace("www", "")

    def test_sent_twice_it_is_one(self, applicant):
        applicant.send()
        applicant.send()
        assert FormSubmission.objects.count() == 2
        assert Conversion.objects.count() == 1

    def test_filled_in_twice_it_is_two(self, applicant):
        applicant.send()
        applicant.open(applicant.address)
        applicant.send()
        assert Conversion.objects.count() == 2

    def test_wrong_answers_keep_the_code(self, applicant):
        page = BeautifulSoup(applicant.send(e_mail="no").content, "html.parser")
        kept = {each["name"]: each["value"] for each in page.select("form input[type=hidden][name^=wa]")}
        assert kept == applicant.hidden
        assert not Conversion.objects.exists()

    def test_who_comes_by_no_share_gets_a_plain_form(self, page):
        applicant = Applicant()
        answer = applicant.open("/apply/")
        assert applicant.hidden == {}
        assert "no-store" not in answer.headers.get("Cache-Control", "")
        applicant.send()
        assert not Conversion.objects.exists()

    def test_a_form_with_a_code_is_in_no_shared_cache(self, page):
        assert "no-store" in Applicant().open(f"/apply/?wa={CODE}").headers["Cache-Control"]

    @pytest.mark.parametrize("code", ["hello", TWO[0], f"{TWO[0]},x"])
    def test_a_code_that_is_none_stops_nobody(self, applicant, code):
        assert b"Thank you" in applicant.send(wa=code).content
        assert FormSubmission.objects.count() == 1
        assert not Conversion.objects.exists()

    def test_a_robot_that_fills_in_forms_is_no_application(self, applicant):
        applicant.send(Client(headers={"User-Agent": "python-requests/2.32"}))
        assert not Conversion.objects.exists()

    def test_a_value_of_the_page_and_one_that_is_wrong(self, applicant, monkeypatch, caplog):
        said = {"value": 9, "currency": "EUR", "reference": "A-1"}
        monkeypatch.setattr(ApplyPage, "get_conversion_values", lambda *asked: said, raising=True)
        applicant.send()
        conversion = Conversion.objects.get()
        assert (conversion.value, conversion.reference) == (9, "A-1")
        said["reference"] = "ines@example.com"
        applicant.open(applicant.address)
        assert b"Thank you" in applicant.send().content
        assert "is refused: person" in caplog.text
        assert "ines" not in caplog.text

    def test_the_tag_hands_the_code_on(self, page):
        assert f'href="/terms/?wa={CODE}"' in Applicant().open(f"/apply/?wa={CODE}").content.decode()
