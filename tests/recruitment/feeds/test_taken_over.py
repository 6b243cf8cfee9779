"""What comes in: new vacancies, their texts and places; and how little an unchanged feed writes."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy

from .imported import AUTO, by_id, numbers, said_of
from .shapes import jobs
from .workflows import workflow_of_vacancies

pytestmark = pytest.mark.django_db


class TestNew:
    def test_for_review_without_a_workflow_it_is_a_draft(self, make_feed):
        import_feed(make_feed())
        vacancy = by_id()
        assert not vacancy.live
        assert vacancy.latest_revision
        assert WorkflowState.objects.count() == 0

    def test_for_review_it_goes_into_the_workflow_of_vacancies(self, make_feed, recruiter):
        workflow = workflow_of_vacancies()
        import_feed(make_feed())
        states = WorkflowState.objects.all()
        assert [(each.workflow, each.requested_by, each.status) for each in states] == [
            (workflow, recruiter, "in_progress")
        ] * 4

    def test_automatic_it_is_live_and_in_the_library(self, make_feed, career_site, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            import_feed(make_feed(publish=AUTO))
        from wagtail_advocacy.library.actions import items_of

        assert by_id().live
        assert items_of(by_id()).get().headline == "Night chemist"

    def test_the_country_that_the_feed_names_counts_before_what_two_letters_may_mean(self, make_feed):
        rows = jobs(0, 1, 2, town="Berlin", country="DE", code="DE")
        rows[1] |= {"town": "Berlin", "country": "DE"}
        rows[2] |= {"town": "Wilmington", "country": "DE", "code": "US"}
        import_feed(make_feed("lever", rows))
        names = ("locations__place", "locations__region", "locations__country")
        assert list(Vacancy.objects.order_by("source_id").values_list(*names)) == [
            ("Berlin", "", "DE"),
            ("Berlin", "DE", ""),
            ("Wilmington", "DE", "US"),
        ]

    def test_without_a_location_it_stays_a_draft(self, make_feed):
        feed = make_feed("greenhouse", jobs(0, 1, 2, town="", country=""), publish=AUTO)
        run = import_feed(feed).run
        assert [each.live for each in Vacancy.objects.order_by("source_id")] == [False, True, True]
        assert said_of(run, "4001") == ["It has no location: as long as nobody adds one, it stays a draft."]

    def test_remote_without_a_country_it_stays_a_draft(self, make_feed):
        rows = jobs(0, 1, town="", country="", more="<remotetype>Fully remote</remotetype>")
        run = import_feed(make_feed("indeed", rows, publish=AUTO)).run
        assert [(each.workplace, each.live) for each in Vacancy.objects.order_by("source_id")] == [
            ("remote", False),
            ("on-site", True),
        ]
        assert said_of(run, "4001") == ["It has no location: as long as nobody adds one, it stays a draft."]

    def test_without_a_way_to_apply_it_stays_a_draft(self, make_feed, said):
        feed = make_feed(rows=jobs(0, 1, 2, url=""), publish=AUTO)
        [sentence] = said_of(import_feed(feed).run, "4001")
        said("Vacancies from a feed", "a job does not say how to apply", sentence)
        assert [each.live for each in Vacancy.objects.order_by("source_id")] == [False, True, True]
        vacancy = by_id()
        vacancy.apply_email = "jobs@example.com"
        vacancy.save_revision()
        feed.says(jobs(0, 1, 2, url="", title="Day chemist"))
        import_feed(feed)
        assert (by_id().title, by_id().live) == ("Day chemist", True)


TEXTS = {
    "<div>We build maps.</div><div>You lead a team.</div><h2>Duties</h2>": (
        "<p>We build maps.</p><p>You lead a team.</p><h3>Duties</h3>"
    ),
    "<h1>A</h1><h4>B</h4><h5>C</h5><h6>D</h6>": "<h3>A</h3><h4>B</h4><h4>C</h4><h4>D</h4>",
    "Intro<div>A<div>B</div>C</div>": "<p>Intro</p><p>A</p><p>B</p><p>C</p>",
    "<div>\n<p>A</p>\n<ul><li>B</li></ul></div>": "<p>A</p>\n<ul><li>B</li></ul>",
    "<div><div><p>A</p></div></div>": "<p>A</p>",
    "<p>A</p><section><article>B</article></section>": "<p>A</p><p>B</p>",
    "<ul><li><div>A</div></li><li><div>B</div><div>C</div></li></ul>": "<ul><li>A</li><li><p>B</p><p>C</p></li></ul>",
    "<h2><div>A</div></h2><div>B</div>": "<h3>A</h3><p>B</p>",
    "<b><div>A</div><div>B</div></b>": "<p><b>A</b></p><p><b>B</b></p>",
    "<table><tr><th>A</th><td>B</td></tr><tr><td>C</td></tr></table>": "<p>A B </p><p>C </p>",
    "<dl><dt>A</dt><dd>B</dd></dl>": "<p>A</p><p>B</p>",
    '<div title="a>b" onclick="x()">A<script>"<div>"</script></div>': "<p>A</p>",
    "<p>A &lt;div&gt; &amp; B</p><p>&nbsp;</p>": "<p>A &lt;div&gt; &amp; B</p><p>&nbsp;</p>",
}


def test_texts_keep_their_paragraphs(make_feed):
    one = jobs(0)[0]
    rows = [
        {**one, "id": f"{n}", "requisition": f"{n}", "url": f"https://a.example/{n}", "text": text}
        for n, text in enumerate(TEXTS)
    ]
    import_feed(make_feed("json", rows))
    assert {text: by_id(f"{n}").description for n, text in enumerate(TEXTS)} == TEXTS


@pytest.mark.parametrize(
    ("country", "named", "expected"),
    [
        ("US", "San Francisco, CA", ["San Francisco, CA, US"]),
        ("US", "Wilmington, DE; Toronto, Canada", ["Wilmington, DE, US", "Toronto, , CA"]),
        ("DE", "Berlin, DE; Köln", ["Berlin, , DE", "Köln, , DE"]),
        ("US", "Remote", [", , US"]),
        ("", "San Francisco, CA", ["San Francisco, CA, "]),
        ("", "Remote", []),
        ("US", "", []),
    ],
)
def test_places_without_a_country_are_in_that_of_the_feed(make_feed, country, named, expected):
    import_feed(make_feed(rows=jobs(0, town=named, country=""), country=country))
    places = Vacancy.objects.get().locations.all()
    assert [f"{each.place}, {each.region}, {each.country}" for each in places] == expected


def test_of_tags_without_end_the_words_are_left(make_feed):
    # To read them as they are would take minutes.
    import_feed(make_feed("json", [{**jobs(0)[0], "text": "<div>" * 100_000 + "We build maps."}]))
    assert Vacancy.objects.get().description == "We build maps."


class TestUnchanged:
    def test_nothing_is_written_but_when_it_was_seen(self, make_feed, django_assert_max_num_queries):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        before = list(Vacancy.objects.order_by("pk").values())
        revisions, logged = Revision.objects.count(), ModelLogEntry.objects.count()
        with django_assert_max_num_queries(20):
            run = import_feed(feed).run
        assert numbers(run)["unchanged"] == 4
        after = list(Vacancy.objects.order_by("pk").values())
        for row in [*before, *after]:
            assert row.pop("seen_at")
        assert after == before
        assert (Revision.objects.count(), ModelLogEntry.objects.count()) == (revisions, logged)

    def test_a_dry_run_writes_nothing_at_all(self, make_feed):
        feed = make_feed()
        tried = import_feed(feed, dry_run=True)
        assert numbers(tried.run)["new"] == 4
        assert [row[:3] for row in tried.rows] == [("new", each["id"], each["title"]) for each in jobs()]
        assert not Vacancy.objects.exists()
        assert not FeedRun.objects.exists()
        assert mail.outbox == []
