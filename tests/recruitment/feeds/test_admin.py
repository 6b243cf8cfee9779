"""Feeds in the admin: the form, trying one out, importing now, and what every fetch said."""

import json
from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Site

from tests.factories import default_site
from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyFeed

from .shapes import MAPPING, jobs
from .workflows import workflow_of_vacancies

pytestmark = [pytest.mark.django_db, pytest.mark.projects("own_base")]
ADD = "advocacy_feeds:add"


@pytest.fixture
def as_recruiter(client, recruiter):
    client.force_login(recruiter)
    return client


def url(name, feed):
    return reverse(f"advocacy_feeds:{name}", args=[feed.pk])


def form(**changes):
    return {
        "title": "Our jobs",
        "kind": "greenhouse",
        "address": "https://boards-api.greenhouse.io/v1/boards/water/jobs",
        "mapping": "",
        "site": default_site().pk,
        "locale": Locale.get_default().pk,
        "publish": "review",
        "is_active": "on",
        **changes,
    }


def problems_of(response):
    errors = response.context["form"].errors
    return " ".join(str(each) for found in errors.values() for each in found)


def paged(**paging):
    return json.dumps({"fields": {"source_id": "a", "title": "b"}, "paging": paging})


WRONG_MAPPINGS = {
    "no mapping for other JSON": "",
    "a mapping that is a list": "[]",
    "a mapping with a misspelt key": '{"job": "data", "fields": {}}',
    "a mapping for a field that no vacancy has": '{"fields": {"source_id": "id", "titel": "name"}}',
    "a mapping to a number": '{"fields": {"source_id": 7, "title": "name"}}',
    "a mapping without the number of the job": '{"fields": {"title": "name"}}',
    "a mapping with two ways of paging": paged(next="a", page="b"),
    "a mapping with a limit and no size": paged(offset="a", limit="b"),
    "a mapping with paging that means nothing": paged(cursor="a"),
}


@pytest.mark.parametrize("what", WRONG_MAPPINGS)
def test_a_mapping_that_cannot_work(as_recruiter, server, what, said):
    address = server.address("/jobs")
    response = as_recruiter.post(reverse(ADD), form(kind="json", address=address, mapping=WRONG_MAPPINGS[what]))
    assert not VacancyFeed.objects.exists()
    said("Vacancies from a feed", what, problems_of(response))


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("an address inside your network", {"address": "http://10.1.2.3/jobs"}),
        ("an address with a password", {"address": "https://me:secret@jobs.example.com/"}),
        ("a mapping for a kind that needs none", {"mapping": '{"jobs": "a"}'}),
    ],
)
def test_what_else_is_refused(as_recruiter, server, what, changes, said):
    response = as_recruiter.post(reverse(ADD), form(**{"address": server.address("/jobs"), **changes}))
    assert not VacancyFeed.objects.exists()
    said("Vacancies from a feed", what, problems_of(response))


@pytest.fixture
def as_keeper(client, django_user_model):
    """Somebody who may add and change feeds, but not publish vacancies."""
    keeper = django_user_model.objects.create_user("kim", "kim@example.com", "kim")
    names = ["access_admin", "add_vacancyfeed", "change_vacancyfeed", "change_vacancy"]
    keeper.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(keeper)
    client.keeper = keeper
    return client


def test_whoever_may_not_publish_cannot_let_a_feed_do_it(as_keeper, server, said):
    data = form(address=server.address("/jobs"), publish="auto")
    response = as_keeper.post(reverse(ADD), data)
    assert not VacancyFeed.objects.exists()
    said("Vacancies from a feed", "whoever may not publish vacancies lets a feed publish", problems_of(response))
    assert as_keeper.post(reverse(ADD), {**data, "publish": "review"}).status_code == 302
    feed = VacancyFeed.objects.get()
    assert list(as_keeper.post(url("edit", feed), data).context["form"].errors) == ["publish"]
    as_keeper.keeper.user_permissions.add(Permission.objects.get(codename="publish_vacancy"))
    assert as_keeper.post(url("edit", feed), data).status_code == 302
    feed.refresh_from_db()
    assert feed.publish == "auto"


def test_nor_how_such_a_feed_is_read_or_for_whom(as_keeper, make_feed):
    feed = make_feed("json", publish="auto")
    other = Site.objects.create(hostname="other.example.com", root_page=default_site().root_page)
    same = form(kind="json", address=feed.address, mapping=json.dumps(MAPPING), publish="auto")
    mapping = {**MAPPING, "fields": {**MAPPING["fields"], "title": "html"}}
    for name, value in (("mapping", json.dumps(mapping)), ("site", other.pk), ("country", "US")):
        response = as_keeper.post(url("edit", feed), {**same, name: value})
        assert list(response.context["form"].errors) == [name]
    assert as_keeper.post(url("edit", feed), {**same, "title": "Renamed"}).status_code == 302
    feed.refresh_from_db()
    assert (feed.title, feed.mapping, feed.site) == ("Renamed", MAPPING, default_site())


@pytest.mark.parametrize(("name", "value"), [("address", "/others"), ("kind", "lever")])
def test_nor_change_where_such_a_feed_reads(as_keeper, server, make_feed, said, name, value):
    feed = make_feed(publish="auto", title="Our jobs")
    same = form(address=feed.address, publish="auto")
    value = server.address(value) if name == "address" else value
    response = as_keeper.post(url("edit", feed), {**same, name: value})
    assert list(response.context["form"].errors) == [name]
    what = "whoever may not publish vacancies changes where a feed reads that publishes"
    said("Vacancies from a feed", what, problems_of(response))
    assert as_keeper.post(url("edit", feed), {**same, "title": "Renamed"}).status_code == 302
    assert as_keeper.post(url("edit", feed), {**same, name: value, "publish": "review"}).status_code == 302
    feed.refresh_from_db()
    assert (feed.title, feed.publish, getattr(feed, name)) == ("Our jobs", "review", value)


def test_made_tried_and_imported(as_recruiter, server, make_feed, recruiter):
    make_feed("json").delete()
    data = form(kind="json", address=server.address("/api/jobs"), mapping=json.dumps(MAPPING), recruiter=recruiter.pk)
    response = as_recruiter.post(reverse(ADD), data)
    assert response.status_code == 302, problems_of(response)
    feed = VacancyFeed.objects.get()

    page = as_recruiter.get(url("runs", feed)).content.decode()
    assert "It was never fetched." in page
    page = BeautifulSoup(as_recruiter.post(url("try", feed)).content, "html.parser")
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [["new", each["id"], each["title"], ""] for each in jobs()]
    assert not Vacancy.objects.exists()

    response = as_recruiter.post(url("import", feed), follow=True)
    assert "The vacancies are up to date." in response.content.decode()
    assert Vacancy.objects.count() == 4
    assert "Complete" in as_recruiter.get(reverse("advocacy_feeds:index")).content.decode()


def test_nothing_is_fetched_by_get(as_recruiter, server, make_feed):
    feed = make_feed()
    assert as_recruiter.get(url("try", feed)).status_code == 405
    assert as_recruiter.get(url("import", feed)).status_code == 405
    assert server.seen == []


def test_a_shrunken_feed_can_be_believed(as_recruiter, make_feed):
    feed = make_feed()
    import_feed(feed)
    feed.says(jobs(0))
    response = as_recruiter.post(url("import", feed), follow=True)
    page = unescape(response.content.decode())
    assert "The feed has 1 vacancy; it had 4." in page
    assert 'name="accept"' in page
    as_recruiter.post(url("import", feed), {"accept": "1"})
    assert FeedRun.objects.first().outcome == "done"


def test_without_a_recruiter_nobody_submits(as_recruiter, make_feed, recruiter):
    feed = make_feed(recruiter=None)

    def says_so():
        return "nobody submits its vacancies to the workflow" in as_recruiter.get(url("runs", feed)).content.decode()

    assert not says_so()
    workflow_of_vacancies()
    assert says_so()
    VacancyFeed.objects.update(publish="auto")
    assert not says_so()
    VacancyFeed.objects.update(publish="review", recruiter=recruiter)
    assert not says_so()


def test_problems_are_listed(as_recruiter, make_feed):
    feed = make_feed(rows=jobs(0, 1, title="<b>x</b>", text=""))
    import_feed(feed)
    page = as_recruiter.get(url("runs", feed)).content.decode()
    assert "It has no description." in page
    assert "<b>x</b>" not in page


def test_a_second_import_is_told(as_recruiter, make_feed):
    feed = make_feed()
    VacancyFeed.objects.update(locked_until=timezone.now() + timedelta(hours=1))
    page = as_recruiter.post(url("import", feed), follow=True).content.decode()
    assert "is being imported already" in page
    assert not FeedRun.objects.exists()


@pytest.mark.parametrize(
    ("busy", "sentence"),
    [("locked_until", "is being imported already"), ("not_before", "Its system asks to be left alone until")],
)
def test_trying_it_out_waits_as_well(as_recruiter, make_feed, server, busy, sentence):
    feed = make_feed()
    VacancyFeed.objects.update(**{busy: timezone.now() + timedelta(hours=1)})
    assert sentence in as_recruiter.post(url("try", feed), follow=True).content.decode()
    assert server.seen == []


@pytest.mark.parametrize("may", ["nothing", "vacancies", "view"])
def test_who_may_not_change_feeds_sees_and_starts_nothing(client, server, make_feed, django_user_model, may):
    feed = make_feed()
    somebody = django_user_model.objects.create_user("somebody", "somebody@example.com", "somebody")
    codenames = {"nothing": [], "vacancies": ["change_vacancy"], "view": ["view_vacancyfeed"]}[may]
    somebody.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(somebody)
    for name in ("runs", "edit", "delete"):
        assert client.get(url(name, feed)).status_code == 302
    for name in ("try", "import"):
        assert client.post(url(name, feed)).status_code == 302
    assert server.seen == []


def test_the_list_takes_as_many_queries_for_many_feeds(as_recruiter, make_feed):
    def look():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            assert as_recruiter.get(reverse("advocacy_feeds:index")).status_code == 200
        return len(queries)

    make_feed(title="0")
    look()
    few = look()
    for number in range(1, 8):
        make_feed(title=str(number))
    assert look() == few
