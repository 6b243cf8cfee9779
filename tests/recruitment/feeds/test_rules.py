"""What an import does with what is new, changed, gone, back, doubled, renumbered, or ours."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, Revision, WorkflowState

from tests.factories import VacancyFactory
from wagtail_advocacy.recruitment.actions import close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.feeds.importing import forget_old_runs, import_active, import_feed
from wagtail_advocacy.recruitment.feeds.ownership import attach, detach
from wagtail_advocacy.recruitment.models import FeedRun, Vacancy, VacancyCaption, VacancyFeed

from . import server as how
from .imported import AUTO, by_id, numbers, said_of
from .shapes import MAPPING, SHAPES, jobs
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


class TestChanged:
    def test_a_revision_says_what_changed(self, make_feed, client, recruiter):
        from django.urls import reverse

        feed = make_feed(publish=AUTO)
        import_feed(feed)
        feed.says(jobs(0, 1, 2, 3, title="Day chemist", town="Leeds"))
        run = import_feed(feed).run
        assert (numbers(run)["changed"], numbers(run)["unchanged"]) == (1, 3)
        vacancy = by_id()
        assert (vacancy.title, vacancy.where, vacancy.live) == ("Day chemist", "Leeds, United Kingdom", True)
        assert not vacancy.has_unpublished_changes
        assert vacancy.revisions.count() == 2
        client.force_login(recruiter)
        page = client.get(reverse(Vacancy.snippet_viewset.get_url_name("history"), args=[vacancy.pk])).content.decode()
        assert "Changed in the feed “Jobs by greenhouse”: title and locations" in page

    @pytest.mark.parametrize("deed", ["unpublished", "closed and opened again"])
    def test_what_was_taken_back_here_stays_a_draft(self, make_feed, client, recruiter, deed):
        from django.urls import reverse

        feed = make_feed(publish=AUTO)
        import_feed(feed)
        if deed == "unpublished":
            by_id().unpublish()
        else:
            reopen_vacancy(close_vacancy(by_id(), "filled"))
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        assert numbers(import_feed(feed).run)["changed"] == 1
        vacancy = by_id()
        assert (vacancy.title, vacancy.live) == ("Day chemist", False)
        assert vacancy.get_latest_revision_as_object().title == "Day chemist"
        client.force_login(recruiter)
        page = client.get(reverse(Vacancy.snippet_viewset.get_url_name("history"), args=[vacancy.pk])).content.decode()
        assert "Changed in the feed “Jobs by greenhouse”: title. It was taken back here, and stays a draft" in page
        vacancy.get_latest_revision().publish()
        feed.says(jobs(0, 1, 2, 3, title="Evening chemist"))
        import_feed(feed)
        assert (by_id().title, by_id().live) == ("Evening chemist", True)

    def test_for_review_what_is_out_stays_until_somebody_agrees(self, make_feed, recruiter):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        workflow_of_vacancies()
        VacancyFeed.objects.update(publish="review")
        feed.refresh_from_db()
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        import_feed(feed)
        vacancy = by_id()
        assert (vacancy.title, vacancy.live) == ("Night chemist", True)
        assert vacancy.get_latest_revision_as_object().title == "Day chemist"
        assert vacancy.current_workflow_state.requested_by == recruiter

    def test_what_changes_while_people_decide_is_decided_anew(self, make_feed):
        workflow_of_vacancies()
        feed = make_feed()
        import_feed(feed)
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        import_feed(feed)
        states = WorkflowState.objects.filter(object_id=str(by_id().pk)).order_by("pk")
        assert [each.status for each in states] == ["cancelled", "in_progress"]
        assert by_id().current_workflow_task_state.revision.as_object().title == "Day chemist"

    def test_what_changes_again_while_people_decide_on_what_is_out_is_decided_anew(self, make_feed, recruiter):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        workflow_of_vacancies()
        VacancyFeed.objects.update(publish="review")
        feed.refresh_from_db()
        for title in ("Day chemist", "Evening chemist"):
            feed.says(jobs(0, 1, 2, 3, title=title))
            import_feed(feed)
        vacancy = by_id()
        states = WorkflowState.objects.order_by("pk")
        assert [(each.status, each.requested_by) for each in states] == [
            ("cancelled", recruiter),
            ("in_progress", recruiter),
        ]
        assert vacancy.current_workflow_task_state.revision.as_object().title == "Evening chemist"
        assert (vacancy.title, vacancy.live) == ("Night chemist", True)

    def test_an_editors_draft_under_way_is_decided_anew(self, make_feed, django_user_model):
        workflow = workflow_of_vacancies()
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        editor = django_user_model.objects.create_user("edda", "edda@example.com", "edda")
        draft = by_id()
        draft.why = "They are fun"
        draft.save_revision()
        workflow.start(draft, editor)
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        import_feed(feed)
        vacancy = by_id()
        assert (vacancy.title, vacancy.why, vacancy.live) == ("Day chemist", "", True)
        state = vacancy.current_workflow_state
        assert (state.workflow, state.requested_by, state.status) == (workflow, editor, "in_progress")
        decided = vacancy.current_workflow_task_state.revision.as_object()
        assert (decided.title, decided.why) == ("Day chemist", "They are fun")

    def test_an_editors_draft_of_our_fields_stays_a_draft(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        draft = by_id()
        draft.why, draft.captions = "Not finished", [VacancyCaption(text="My team …", language="en")]
        draft.save_revision()
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        import_feed(feed)
        vacancy = by_id()
        assert (vacancy.title, vacancy.why, vacancy.captions.count()) == ("Day chemist", "", 0)
        assert vacancy.has_unpublished_changes
        latest = vacancy.get_latest_revision_as_object()
        assert (latest.title, latest.why) == ("Day chemist", "Not finished")
        assert [each.text for each in latest.captions.all()] == ["My team …"]

    def test_what_is_ours_is_never_touched(self, make_feed, recruiter):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        vacancy = by_id()
        vacancy.hiring_manager, vacancy.bonus_amount, vacancy.bonus_currency = recruiter, 500, "EUR"
        vacancy.why, vacancy.recruiter = "They are fun", None
        vacancy.captions = [VacancyCaption(text="My team is hiring.", language="en")]
        vacancy.save_revision().publish()
        detach(vacancy, "title", recruiter)
        feed.says(jobs(0, 1, 2, 3, title="Day chemist", text="<p>Other words.</p>"))
        import_feed(feed)
        vacancy = by_id()
        assert vacancy.title == "Night chemist"
        assert "Other words" in vacancy.description
        assert (vacancy.hiring_manager, vacancy.bonus_amount, vacancy.recruiter) == (recruiter, 500, None)
        assert [each.text for each in vacancy.captions.all()] == ["My team is hiring."]
        attach(vacancy, "title", recruiter)
        import_feed(feed)
        assert by_id().title == "Day chemist"

    def test_a_change_of_what_is_ours_is_none(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        detach(by_id(), "title")
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        run = import_feed(feed).run
        assert numbers(run) | {"unchanged": 4, "changed": 0} == numbers(run)
        assert by_id().revisions.count() == 1

    def test_what_an_old_revision_brought_back_is_put_right(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        old = by_id().latest_revision
        feed.says(jobs(0, 1, 2, 3, title="Day chemist", town="Leeds"))
        import_feed(feed)
        old.publish()
        assert by_id().title == "Night chemist"
        assert numbers(import_feed(feed).run)["changed"] == 1
        assert (by_id().title, by_id().where) == ("Day chemist", "Leeds, United Kingdom")
        assert numbers(import_feed(feed).run)["unchanged"] == 4

    def test_what_somebody_publishes_as_the_feed_says_it_is_unchanged(self, make_feed):
        feed = make_feed()
        import_feed(feed)
        by_id().latest_revision.publish()
        assert numbers(import_feed(feed).run) | {"unchanged": 4, "changed": 0} == numbers(import_feed(feed).run)
        assert by_id().revisions.count() == 1

    def test_under_a_lock_it_waits(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        Vacancy.objects.filter(source_id="4001").update(locked=True)
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        [sentence] = said_of(import_feed(feed).run, "4001")
        said("Vacancies from a feed", "an editor has locked a vacancy that changes in its feed", sentence)
        assert by_id().title == "Night chemist"
        Vacancy.objects.update(locked=False)
        import_feed(feed)
        assert by_id().title == "Day chemist"


class TestWhatNobodyApproved:
    """An editor’s draft of what was out: people are paid by the bonus that was published."""

    @pytest.fixture
    def feed(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        vacancy = by_id()
        vacancy.bonus_amount, vacancy.bonus_currency, vacancy.bonus_conditions = 1500, "EUR", "Be kind."
        vacancy.save_revision().publish()
        vacancy.bonus_amount, vacancy.bonus_currency, vacancy.bonus_conditions = 9000, "USD", "Be mine."
        vacancy.save_revision()
        return feed

    def is_kept(self, title):
        vacancy = by_id()
        draft = vacancy.get_latest_revision_as_object()
        assert (vacancy.title, draft.title, vacancy.live, vacancy.closed_at) == (title, title, False, None)
        assert (vacancy.bonus_amount, vacancy.bonus_currency, vacancy.bonus_conditions) == (1500, "EUR", "Be kind.")
        assert (draft.bonus_amount, draft.bonus_currency, draft.bonus_conditions) == (9000, "USD", "Be mine.")

    def test_a_change_of_what_was_taken_back(self, feed):
        by_id().unpublish()
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        import_feed(feed)
        self.is_kept("Day chemist")

    @pytest.mark.parametrize("publish", [AUTO, "review"])
    def test_back_again(self, feed, publish):
        feed.says(jobs(1, 2, 3))
        import_feed(feed)
        import_feed(feed)
        assert by_id().closed_reason == "gone"
        workflow_of_vacancies()
        VacancyFeed.objects.update(publish=publish)
        feed.refresh_from_db()
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        assert import_feed(feed).run.new == 1
        self.is_kept("Day chemist")
        assert bool(by_id().current_workflow_state) == (publish == "review")


class TestGone:
    def test_only_after_two_complete_fetches_in_a_row(self, make_feed, server):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        feed.says(jobs(1, 2, 3))
        assert numbers(import_feed(feed).run) == {
            "new": 0,
            "changed": 0,
            "unchanged": 3,
            "missing": 1,
            "gone": 0,
            "refused": 0,
        }
        assert (by_id().live, by_id().missed) == (True, 1)
        server.behave = how.cut
        import_feed(feed)
        assert by_id().missed == 1
        server.behave = how.whole
        assert numbers(import_feed(feed).run)["gone"] == 1
        assert (by_id().live, by_id().closed_reason) == (False, "gone")
        assert numbers(import_feed(feed).run)["gone"] == 0

    def test_seen_in_between_it_counts_anew(self, make_feed):
        feed = make_feed(publish=AUTO)
        for rows in (jobs(), jobs(1, 2, 3), jobs(), jobs(1, 2, 3)):
            feed.says(rows)
            import_feed(feed)
        assert (by_id().live, by_id().missed) == (True, 1)

    def test_back_again_it_opens(self, make_feed):
        feed = make_feed(publish=AUTO)
        for rows in (jobs(), jobs(1, 2, 3), jobs(1, 2, 3), jobs(0, 1, 2, 3, town="Leeds")):
            feed.says(rows)
            run = import_feed(feed).run
        assert numbers(run)["new"] == 1
        vacancy = by_id()
        assert (vacancy.live, vacancy.closed_at, vacancy.is_open, vacancy.missed) == (True, None, True, 0)
        assert vacancy.where == "Leeds, United Kingdom"

    def test_what_was_closed_here_stays_closed(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        close_vacancy(by_id(), "filled", hired=1)
        feed.says(jobs(0, 1, 2, 3, town="Leeds"))
        [sentence] = said_of(import_feed(feed).run, "4001")
        said("Vacancies from a feed", "a vacancy was closed here, and is still in its feed", sentence)
        assert (by_id().closed_reason, by_id().live) == ("filled", False)

    def test_a_number_that_is_used_again_for_another_job(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        old = close_vacancy(by_id(), "filled", hired=1)
        feed.says(jobs(0, 1, 2, 3, title="Diver", requisition="R-900", url="https://jobs.example.com/diver"))
        run = import_feed(feed).run
        [sentence] = said_of(run, "4001")
        said("Vacancies from a feed", "a feed uses the number of a filled vacancy for another job", sentence)
        old.refresh_from_db()
        assert (old.title, old.closed_reason, old.source_id) == ("Night chemist", "filled", None)
        assert (by_id().title, by_id().live) == ("Diver", True)
        assert by_id().pk != old.pk

    def test_believing_a_small_feed(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        feed.says(jobs(0))
        assert import_feed(feed).run.outcome == "shrunken"
        run = import_feed(feed, accept=True).run
        assert (run.outcome, run.missing) == ("done", 3)
        run = import_feed(feed).run
        assert (run.outcome, run.gone) == ("done", 3)


class TestNumbers:
    def test_all_new_numbers_for_the_same_vacancies(self, make_feed, said):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        before = sorted(Vacancy.objects.values_list("pk", "requisition_id", "latest_revision"))
        url = "https://jobs.example.com/{}"
        feed.says([{**each, "id": f"88{each['id']}", "url": url.format(each["id"])} for each in jobs()])
        run = import_feed(feed).run
        assert (run.outcome, run.new, run.missing) == ("done", 0, 0)
        assert sorted(Vacancy.objects.values_list("pk", "requisition_id", "latest_revision")) == before
        assert set(Vacancy.objects.values_list("source_id", flat=True)) == {f"88400{each}" for each in range(1, 5)}
        said("Vacancies from a feed", "a feed gives a vacancy another number", said_of(run, "884001")[0])

    def test_twice_the_same_requisition_is_no_proof(self, make_feed):
        rows = [{**each, "requisition": "R-1"} for each in jobs()]
        feed = make_feed(rows=rows)
        import_feed(feed)
        feed.says([{**each, "id": f"88{each['id']}", "url": f"https://a.example/{each['id']}"} for each in rows])
        assert import_feed(feed).run.outcome == "shrunken"

    @pytest.mark.parametrize("kind", ["indeed", "json"])
    def test_an_address_that_all_share_is_no_proof(self, make_feed, kind):
        rows = [{**each, "url": "https://jobs.example.com/apply"} for each in jobs()]
        feed = make_feed(kind, rows, publish=AUTO)
        import_feed(feed)
        chemist = by_id().pk
        feed.says([{**rows[0], "id": "9999", "requisition": "R-9", "title": "Diver"}, *rows[1:]])
        run = import_feed(feed).run
        assert (run.new, run.missing) == (1, 1)
        assert by_id().pk == chemist
        assert (by_id("9999").title, by_id("9999").live) == ("Diver", True)

    def test_an_address_that_another_job_had_before_is_no_proof(self, make_feed):
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        moved = jobs(1, 2, 3, url="https://jobs.example.com/moved")
        new = jobs(1, id="9999", requisition="R-9", title="Diver", url="https://jobs.example.com/4002")
        feed.says([*moved, *new])
        run = import_feed(feed).run
        assert (run.outcome, run.new, run.changed, run.missing) == ("done", 1, 1, 1)

    @pytest.mark.parametrize("shares", ["the feed that is here", "the feed that is new"])
    def test_an_address_that_many_share_is_no_proof_between_feeds(self, make_feed, shares):
        def rows(*numbers):
            return [{**each, "url": "https://jobs.example.com/apply"} for each in jobs(*numbers)]

        here, new = (rows(), rows(0)) if shares == "the feed that is here" else (rows(0), rows())
        import_feed(make_feed("json", here, publish=AUTO))
        others = [{**each, "id": f"z{each['id']}", "requisition": f"Z-{each['id']}"} for each in new]
        assert import_feed(make_feed("indeed", others)).run.new == len(new)

    def test_rows_per_location_are_one_vacancy(self, make_feed):
        rows = [*jobs(0), *jobs(0, town="Leeds"), *jobs(1)]
        run = import_feed(make_feed("json", rows)).run
        assert (run.outcome, run.found, run.new) == ("done", 2, 2)
        assert by_id().where == "Eskmouth, United Kingdom; Leeds, United Kingdom"

    def test_one_number_for_two_jobs(self, make_feed, said):
        run = import_feed(make_feed(rows=[*jobs(0, 1), *jobs(2, id="4001")])).run
        assert numbers(run)["new"] == 2
        said("Vacancies from a feed", "a feed has two jobs with one number", said_of(run, "4001")[0])

    @pytest.mark.parametrize(
        "change", [{"requisition": "X", "url": "https://jobs.example.com/4001"}, {"requisition": "R-1"}]
    )
    def test_the_same_job_in_two_feeds(self, make_feed, said, change):
        import_feed(make_feed(publish=AUTO))
        other = make_feed("indeed", jobs(0, id="z", **change))
        run = import_feed(other).run
        assert numbers(run) == {"new": 0, "changed": 0, "unchanged": 0, "missing": 0, "gone": 0, "refused": 1}
        [sentence] = said_of(run, "z")
        said("Vacancies from a feed", "a job is in two feeds of a programme", sentence)
        assert Vacancy.objects.count() == 4

    def test_the_same_job_in_two_languages_is_taken_over_in_both(self, make_feed):
        import_feed(make_feed(publish=AUTO))
        spanish = Locale.objects.get_or_create(language_code="es")[0]
        assert import_feed(make_feed("indeed", locale=spanish)).run.new == 4

    def test_closed_in_the_other_feed_it_is_taken_over(self, make_feed):
        import_feed(make_feed(publish=AUTO))
        close_vacancy(by_id(), "withdrawn")
        assert numbers(import_feed(make_feed("indeed", jobs(0, id="z"))).run)["new"] == 1

    def test_a_vacancy_written_here_is_nobodys_business(self, make_feed):
        mine = VacancyFactory(requisition_id="R-1")
        import_feed(make_feed())
        mine.refresh_from_db()
        assert mine.feed is None
        assert Vacancy.objects.count() == 5


class TestMaintenance:
    def test_one_failing_feed_stops_no_other(self, make_feed):
        make_feed(title="A", path="/gone")
        make_feed("lever", title="B")
        make_feed("indeed", title="C", is_active=False)
        VacancyFeed.objects.filter(title="A").update(kind="unheard of")
        assert import_active() == 4
        assert set(FeedRun.objects.values_list("feed__title", "outcome")) == {("A", "failed"), ("B", "done")}

    def test_even_one_whose_own_kind_fails(self, make_feed, monkeypatch):
        from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, FeedKind

        monkeypatch.setitem(FEED_KINDS, "ours", FeedKind())
        make_feed(title="A")
        VacancyFeed.objects.update(kind="ours")
        make_feed("lever", title="B")
        assert import_active() == 4
        assert Vacancy.objects.count() == 4
        assert FeedRun.objects.get(feed__title="A").outcome == "failed"
        assert not VacancyFeed.objects.exclude(locked_until=None).exists()

    def test_old_fetches_are_forgotten_but_the_last_good_one(self, make_feed, server):
        feed = make_feed()
        import_feed(feed)
        import_feed(feed)
        server.behave = how.cut
        import_feed(feed)
        FeedRun.objects.update(began_at=timezone.now() - timedelta(days=400))
        assert forget_old_runs() == 2
        assert [each.outcome for each in FeedRun.objects.all()] == ["done"]


def test_a_kind_of_the_sites_own(make_feed, server, monkeypatch):
    from wagtail_advocacy.recruitment.feeds.jobs import FeedJob
    from wagtail_advocacy.recruitment.feeds.kinds import FEED_KINDS, FeedKind
    from wagtail_advocacy.recruitment.feeds.streams import json_items

    class Ours(FeedKind):
        label = "Ours"

        def read(self, page, feed):
            for row in json_items(page.file, "item"):
                fields = {"title": row["t"], "description": row["d"], "workplace": "remote"}
                yield FeedJob(str(row["n"]), "", fields)

    monkeypatch.setitem(FEED_KINDS, "ours", Ours())
    feed = make_feed(path="/ours")
    VacancyFeed.objects.update(kind="ours")
    feed.refresh_from_db()
    server.pages["/ours"] = lambda query: json.dumps([{"n": 1, "t": "Diver", "d": "You dive."}]).encode()
    import_feed(feed)
    assert (by_id("1").title, by_id("1").description) == ("Diver", "<p>You dive.</p>")


def test_pages_by_number_and_by_link(make_feed, server):
    path, shape = SHAPES["json"]
    rows = jobs()

    def by_number(query):
        start = (int(query["p"]) - 1) * 2
        return json.dumps({"data": {"items": json.loads(shape(rows))["data"]["items"][start : start + 2]}}).encode()

    def by_link(query):
        start = int(query.get("after", 0))
        found = json.loads(shape(rows))["data"]["items"][start : start + 3]
        following = f"?after={start + 3}" if start + 3 < len(rows) else None
        return json.dumps({"data": {"items": found}, "next": following}).encode()

    for paging, answer in (({"page": "p", "start": 1}, by_number), ({"next": "next"}, by_link)):
        mapping = {**MAPPING, "paging": paging}
        del mapping["total"]
        feed = make_feed("json", mapping=mapping)
        server.pages[path] = answer
        run = import_feed(feed, dry_run=True).run
        assert (run.outcome, run.found) == ("done", 4), paging
        feed.delete()
