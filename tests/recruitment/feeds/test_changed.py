"""A job that changed in its feed: what is written, what waits for people, and what is never touched."""

import pytest
from wagtail.models import WorkflowState

from wagtail_advocacy.recruitment.actions import close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.feeds.importing import import_feed
from wagtail_advocacy.recruitment.feeds.ownership import attach, detach
from wagtail_advocacy.recruitment.models import Vacancy, VacancyCaption, VacancyFeed, VacancyLocation

from .imported import AUTO, by_id, numbers, said_of
from .shapes import jobs
from .workflows import workflow_of_vacancies

pytestmark = pytest.mark.django_db


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

    def test_who_was_asked_for_changes_reads_that_they_submit_again(self, make_feed, recruiter, said):
        workflow = workflow_of_vacancies()
        feed = make_feed(publish=AUTO)
        import_feed(feed)
        draft = by_id()
        draft.why = "They are fun"
        draft.save_revision()
        workflow.start(draft, recruiter)
        draft.current_workflow_task_state.reject(user=recruiter, comment="Say how.")
        feed.says(jobs(0, 1, 2, 3, title="Day chemist"))
        run = import_feed(feed).run
        vacancy = by_id()
        assert (vacancy.title, vacancy.current_workflow_state) == ("Day chemist", None)
        assert vacancy.get_latest_revision_as_object().why == "They are fun"
        what = "a job changes while somebody is asked for changes of its draft"
        said("Vacancies from a feed", what, said_of(run, "4001")[0])
        feed.says(jobs(0, 1, 2, 3, title="Evening chemist"))
        assert said_of(import_feed(feed).run, "4001") == []

    @pytest.mark.parametrize("answer", ["", "reject"])
    def test_what_people_decide_on_is_not_published_over_their_heads(self, make_feed, recruiter, answer):
        workflow = workflow_of_vacancies()
        feed = make_feed(rows=jobs(0, town="", country=""), publish=AUTO)
        import_feed(feed)
        draft = by_id()
        draft.locations = [VacancyLocation(place="Leeds", country="GB")]
        draft.save_revision()
        workflow.start(draft, recruiter)
        if answer:
            draft.current_workflow_task_state.reject(user=recruiter, comment="Say how.")
        feed.says(jobs(0, town="Eskmouth"))
        import_feed(feed)
        vacancy = by_id()
        assert (vacancy.live, vacancy.current_workflow_state.status) == (
            False,
            "needs_changes" if answer else "in_progress",
        )
        latest = vacancy.get_latest_revision_as_object()
        assert [each.place for each in latest.locations.all()] == ["Eskmouth"]

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
