"""The guideline check in a workflow, as people meet it in the admin."""

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowState, WorkflowTask
from wagtail.signals import published

from tests.factories import CampaignFactory, UserFactory
from tests.guidelines.conftest import block
from tests.library.conftest import (  # noqa: F401 - two are fixtures
    as_editor,
    editor,
    intranet,
    item_form,
    item_url,
    permissions_of,
    person,
)
from tests.projects.full.models import Notice, StandardPage
from wagtail_advocacy import registries
from wagtail_advocacy.guidelines.checking import check_caption
from wagtail_advocacy.guidelines.models import GuidelineCheckTask
from wagtail_advocacy.guidelines.texts_of_models import GuidelineText
from wagtail_advocacy.library.models import Campaign, Caption, ShareableItem
from wagtail_advocacy.registries import CheckResult, Finding

SUBMIT = {"action-submit": "1"}
ADD_TASK = ["wagtail_advocacy_guidelines", "guidelinechecktask"]

RULES = {"price": ("must", "Leave the price out."), "larkwater": ("should", "Write Larkwater.")}


@pytest.fixture
def asked(monkeypatch):
    """A site's own check, alone: `price` must not be said, `larkwater` should not. The contexts it was asked with."""
    contexts = []

    def check(text, context):
        contexts.append(context)
        found = [(match.span(), *RULES[match[0]]) for match in re.finditer("|".join(RULES), text)]
        return CheckResult([Finding(severity, message, span) for span, severity, message in found])

    monkeypatch.setattr(registries, "caption_checks", [check])
    return contexts


@pytest.fixture
def reviewers(intranet):  # noqa: F811
    """Somebody of the group that the check waits for, in front of a browser."""
    everything = ("add", "change", "view", "publish")
    models = (Notice, ShareableItem, Campaign)
    granted = [permissions_of(each, *everything) for each in models]
    user = person(*granted, pages=[intranet.home], email="reviewer@example.com")
    client = Client()
    client.force_login(user)
    return SimpleNamespace(user=user, client=client, group=user.groups.get())


@pytest.fixture
def author(intranet):  # noqa: F811
    """Who writes notices and may not publish them."""
    user = person(permissions_of(Notice, "add", "change"), permissions_of(Campaign, "add", "change"))
    client = Client()
    client.force_login(user)
    return SimpleNamespace(user=user, client=client)


@pytest.fixture
def steps(asked, reviewers):
    """`steps(Model, "check", "people")`: the workflow of a model, with these tasks in this order; returns the tasks."""

    def make(model, *kinds, **fields):
        Workflow.objects.all().delete()
        workflow = Workflow.objects.create(name="Before it goes out")
        tasks = []
        for place, kind in enumerate(kinds):
            made = GuidelineCheckTask if kind == "check" else GroupApprovalTask
            task = made.objects.create(name=f"{kind} {place}", **(fields if kind == "check" else {}))
            task.groups.add(reviewers.group)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
            tasks.append(task)
        content_type = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.create(workflow=workflow, content_type=content_type)
        return tasks

    return make


def notice_url(name, *args):
    return reverse(Notice.snippet_viewset.get_url_name(name), args=args)


def submit(client, words, notice=None, **fields):
    """Write a notice, or change it, and submit it."""
    url = notice_url("edit", notice.pk) if notice else notice_url("add")
    response = client.post(url, {"words": words, "network": "", "go_live_at": "", "expire_at": "", **fields, **SUBMIT})
    assert response.status_code == 302, response.context["form"].errors
    return Notice.objects.get(pk=notice.pk) if notice else Notice.objects.latest("pk")


def states():
    """Task, status and first line of the comment of all task states, in order."""
    return [(each.task.name, each.status, each.comment.split("\n")[0]) for each in TaskState.objects.order_by("pk")]


def decide(client, notice, action, comment=""):
    task = notice.current_workflow_task_state
    return client.post(notice_url("workflow_action", notice.pk, action, task.pk), {"comment": comment})


def history(client, obj):
    """The pages that tell what a workflow did, as people read them."""
    viewset = type(obj).snippet_viewset
    state = obj.workflow_states.latest("pk")
    pages = [
        reverse(viewset.get_url_name("workflow_history_detail"), args=[obj.pk, state.pk]),
        reverse(viewset.get_url_name("history"), args=[obj.pk]),
    ]
    return [" ".join(BeautifulSoup(client.get(page).content, "html.parser").get_text(" ").split()) for page in pages]


NOTHING = "Checked against the guidelines: there is nothing to say."
STOPPED = "The guidelines stop this for 1 point. Approve it as it is, or ask for changes."


class TestInTheAdmin:
    def test_it_is_made_explained_and_put_into_a_workflow(self, reviewers, asked):
        client = Client()
        client.force_login(UserFactory(admin=True))
        types = client.get(reverse("wagtailadmin_workflows:select_task_type")).text
        form = client.get(reverse("wagtailadmin_workflows:add_task", args=ADD_TASK)).text

        assert "Guideline check" in types
        assert "What keeps to the guidelines passes by itself" in types
        assert "Everything else goes on to the next step at once" in form
        assert "Members read what was found" in form
        client.post(
            reverse("wagtailadmin_workflows:add_task", args=ADD_TASK),
            {"name": "Our policy", "stops_at": "should", "groups": [reviewers.group.pk]},
        )
        task = GuidelineCheckTask.objects.get()
        assert (task.name, task.stops_at, task.groups.get()) == ("Our policy", "should", reviewers.group)
        made = client.post(
            reverse("wagtailadmin_workflows:add"),
            {
                "name": "Notices",
                "workflow_tasks-TOTAL_FORMS": 1,
                "workflow_tasks-INITIAL_FORMS": 0,
                "workflow_tasks-MIN_NUM_FORMS": 0,
                "workflow_tasks-MAX_NUM_FORMS": 1000,
                "workflow_tasks-0-task": task.pk,
                "workflow_tasks-0-ORDER": 1,
                "workflow_tasks-0-id": "",
                "pages-TOTAL_FORMS": 0,
                "pages-INITIAL_FORMS": 0,
                "pages-MIN_NUM_FORMS": 0,
                "pages-MAX_NUM_FORMS": 1000,
                "content_types": [ContentType.objects.get_for_model(Notice).pk],
            },
        )
        assert made.status_code == 302

        assert submit(reviewers.client, "Tea.").live
        assert states() == [("Our policy", "approved", NOTHING)]


class TestPassing:
    def test_alone_it_publishes_once_and_tells_no_group(self, author, reviewers, steps, mailoutbox):
        steps(Notice, "check")
        went_live = []

        def count(sender, instance, **kwargs):
            went_live.append(instance)

        published.connect(count, sender=Notice)
        try:
            notice = submit(author.client, "Tea.")
        finally:
            published.disconnect(count, sender=Notice)

        # Who submits may not publish; the workflow does.
        assert notice.live
        assert went_live == [notice]
        assert states() == [("check 0", "approved", NOTHING)]
        assert WorkflowState.objects.get().status == "approved"
        assert not [mail for mail in mailoutbox if reviewers.user.email in mail.to]
        state = TaskState.objects.get()
        assert state.finished_by is None
        assert state.finished_at

    def test_its_history_names_nobody_for_the_check_and_the_person_for_the_rest(self, author, reviewers, steps):
        steps(Notice, "check")
        notice = submit(author.client, "Tea.")

        detail, entries = history(reviewers.client, notice)

        assert f'with comment: "{NOTHING}"' in detail
        assert NOTHING in entries
        assert len(re.findall(r"Published\b", entries)) == 1
        who = {entry.action: entry.user for entry in registry.get_logs_for_instance(notice)}
        assert who["wagtail.workflow.approve"] is None
        assert who["wagtail.publish"] == author.user

    @pytest.mark.parametrize("severity", ["must", "should"])
    def test_what_does_not_stop_is_still_told(self, author, steps, severity):
        steps(Notice, "check", stops_at=severity)

        notice = submit(author.client, "Our larkwater.")

        comment = TaskState.objects.get().comment
        assert notice.live == (severity == "must")
        assert comment.split("\n")[1] == "1. Words: Write Larkwater. Marked: “larkwater”."

    def test_first_it_goes_on_to_people(self, author, reviewers, steps, mailoutbox):
        steps(Notice, "check", "people")

        notice = submit(author.client, "Tea.")

        assert not notice.live
        assert states() == [("check 0", "approved", NOTHING), ("people 1", "in_progress", "")]
        assert len([mail for mail in mailoutbox if reviewers.user.email in mail.to]) == 1
        decide(reviewers.client, notice, "approve")
        notice.refresh_from_db()
        assert notice.live

    def test_last_it_ends_what_people_approved(self, author, reviewers, steps):
        steps(Notice, "people", "check")
        notice = submit(author.client, "Tea.")

        decide(reviewers.client, notice, "approve")

        notice.refresh_from_db()
        assert notice.live
        assert states() == [("people 0", "approved", ""), ("check 1", "approved", NOTHING)]
        assert notice.workflow_states.get().status == "approved"

    def test_twice_and_in_the_middle(self, author, reviewers, steps):
        steps(Notice, "check", "people", "check", "check")
        notice = submit(author.client, "Tea.")

        decide(reviewers.client, notice, "approve")

        notice.refresh_from_db()
        assert notice.live
        assert [status for _name, status, _comment in states()] == ["approved"] * 4

    def test_a_later_moment_is_scheduled(self, author, steps):
        steps(Notice, "check")

        scheduled = Notice.objects.create(words="Later.", live=False, go_live_at="2099-01-01T00:00Z")
        scheduled.save_revision()
        Workflow.objects.get().start(scheduled, author.user)
        scheduled.refresh_from_db()
        assert not scheduled.live
        assert scheduled.approved_schedule

    def test_nothing_to_read_is_nothing_to_stop(self, author, steps, monkeypatch):
        monkeypatch.setattr(Notice, "get_guideline_texts", lambda self: ())
        steps(Notice, "check")

        assert submit(author.client, "The price!").live


@pytest.mark.parametrize(("alt", "is_live"), [(None, True), ("", False), ("A drop on a leaf", True)])
def test_a_picture_is_told_in_words(author, steps, policy, monkeypatch, alt, is_live):
    policy(block("alt_text", sentence="Describe the picture.", severity="must", passes="A drop on a leaf", fails="-"))
    monkeypatch.setattr(Notice, "get_guideline_texts", lambda self: [GuidelineText("Tea.", image_alt=alt)])
    # The policy's own check, in the place of the site's.
    monkeypatch.setattr(registries, "caption_checks", [check_caption])
    steps(Notice, "check")

    assert submit(author.client, "Tea.").live is is_live


class TestStopping:
    def test_waits_with_the_findings_for_the_group_that_is_told(self, author, reviewers, steps, mailoutbox):
        steps(Notice, "check", "people")

        notice = submit(author.client, "The price of larkwater.")

        assert not notice.live
        assert TaskState.objects.get().comment == (
            f"{STOPPED}\n1. Words: Leave the price out. Marked: “price”.\n"
            "2. Words: Write Larkwater. Marked: “larkwater”."
        )
        assert len([mail for mail in mailoutbox if reviewers.user.email in mail.to]) == 1
        assert author.client.get(notice_url("edit", notice.pk)).status_code == 200
        assert "Leave the price out." in reviewers.client.get(notice_url("edit", notice.pk)).text
        assert "Leave the price out." in history(reviewers.client, notice)[0]
        assert decide(author.client, notice, "approve").status_code in (302, 403)
        notice.refresh_from_db()
        assert notice.workflow_in_progress

    def test_the_group_approves_and_the_findings_stay(self, author, reviewers, steps):
        steps(Notice, "check", "people")
        notice = submit(author.client, "The price!")

        decide(reviewers.client, notice, "approve", "Agreed with legal.")

        state = TaskState.objects.get(task__name="check 0")
        assert (state.status, state.finished_by) == ("approved", reviewers.user)
        assert state.comment.startswith(f"Agreed with legal.\n\n{STOPPED}")
        assert states()[1][:2] == ("people 1", "in_progress")
        decide(reviewers.client, notice, "approve")
        notice.refresh_from_db()
        assert notice.live

    def test_asked_for_changes_and_submitted_again_it_is_checked_anew(self, author, reviewers, steps, mailoutbox):
        steps(Notice, "check")
        notice = submit(author.client, "The price!")
        mailoutbox.clear()

        decide(reviewers.client, notice, "reject", "Say it without.")
        notice.refresh_from_db()
        assert notice.current_workflow_state.status == "needs_changes"
        again = submit(author.client, "Still the price!", notice)
        assert not again.live
        decide(reviewers.client, again, "reject")
        mended = submit(author.client, "Tea.", notice)

        assert mended.live
        assert mended.words == "Tea."
        assert [each[:2] for each in states()] == [("check 0", each) for each in ("rejected", "rejected", "approved")]
        assert WorkflowState.objects.get().status == "approved"

    def test_a_superuser_approves_as_in_wagtail(self, author, steps):
        steps(Notice, "check")
        notice = submit(author.client, "The price!")
        client = Client()
        client.force_login(UserFactory(admin=True))

        decide(client, notice, "approve")

        notice.refresh_from_db()
        assert notice.live

    def test_ten_thousand_findings_are_told_in_short(self, author, steps, monkeypatch):
        def check(text, context):
            return CheckResult([Finding("must", "No " + "x" * 5000)] * 10_000)

        steps(Notice, "check")
        monkeypatch.setattr(registries, "caption_checks", [check])

        submit(author.client, "Tea.")

        comment = TaskState.objects.get().comment
        assert comment.startswith("The guidelines stop this for 10000 points.")
        assert comment.endswith("\nAnd 9990 more.")
        assert len(comment) < 4000

    def test_what_is_edited_meanwhile_is_checked_again_where_the_site_asks_for_that(
        self, author, reviewers, steps, settings
    ):
        settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
        steps(Notice, "check", "people")
        notice = submit(author.client, "Tea.")
        form = {"words": "The price!", "network": "", "go_live_at": "", "expire_at": ""}
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}

        reviewers.client.post(notice_url("edit", notice.pk), form | approve)

        notice.refresh_from_db()
        assert not notice.live
        assert states()[-1] == ("check 0", "in_progress", STOPPED)


class TestWhatCannotBeChecked:
    def test_a_model_that_does_not_say_what_to_check_stops(self, author, reviewers, steps):
        steps(Campaign, "check")
        campaign = CampaignFactory(live=False)
        campaign.save_revision()

        Workflow.objects.get().start(campaign, author.user)

        campaign.refresh_from_db()
        assert not campaign.live
        assert states() == [
            (
                "check 0",
                "in_progress",
                "Nothing could be checked, because no campaign says which of its texts to check. Read it yourself, and "
                "ask your developer to give the model the method get_guideline_texts().",
            )
        ]

    def broken_method(self):
        raise ZeroDivisionError("a site's own mistake")

    def broken_query(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    @pytest.mark.parametrize("method", [broken_method, broken_query, lambda self: None, lambda self: ["text"]])
    def test_a_method_that_fails_stops_and_is_logged(self, author, reviewers, steps, monkeypatch, method, caplog):
        monkeypatch.setattr(Notice, "get_guideline_texts", method)
        steps(Notice, "check")

        notice = submit(author.client, "Tea.")

        assert not notice.live
        assert states()[0][1:] == (
            "in_progress",
            "The guideline check failed, so nobody knows yet whether this keeps to the guidelines. Read it yourself, "
            "and tell whoever looks after this site.",
        )
        assert "The guideline check of a workflow failed." in caplog.text
        decide(reviewers.client, notice, "approve")
        notice.refresh_from_db()
        assert notice.live

    def test_so_does_a_check_that_fails(self, author, steps, monkeypatch, caplog):
        def check(text, context):
            raise ZeroDivisionError

        steps(Notice, "check")
        monkeypatch.setattr(registries, "caption_checks", [check])

        assert not submit(author.client, "Tea.").live
        assert "The guideline check failed" in states()[0][2]


class TestWhatIsChecked:
    def test_the_captions_of_an_item(self, as_editor, editor, steps, intranet):  # noqa: F811
        (task,) = steps(ShareableItem, "check", stops_at="should")
        task.groups.set([editor.groups.get()])
        good, bad = [{"text": "Tea."}], [{"text": "Tea."}, {"text": "Our larkwater."}]

        as_editor.post(item_url("add"), item_form(intranet.site, good, headline="Good") | SUBMIT)
        as_editor.post(item_url("add"), item_form(intranet.site, bad, headline="Bad") | SUBMIT)

        assert ShareableItem.objects.get(headline="Good").live
        item = ShareableItem.objects.get(headline="Bad")
        assert not item.live
        assert states()[1][2] == STOPPED
        assert TaskState.objects.latest("pk").comment.endswith(
            "\n1. “Our larkwater.”: Write Larkwater. Marked: “larkwater”."
        )
        state = item.current_workflow_task_state
        as_editor.post(item_url("workflow_action", item.pk, "approve", state.pk), {"comment": ""})
        item.refresh_from_db()
        assert item.live
        assert set(item.captions.values_list("text", flat=True)) <= {"Tea.", "Our larkwater."}
        assert Caption.objects.filter(item=item).count() == 2

    def test_the_draft_and_not_what_is_live(self, author, steps):
        steps(Notice, "check")
        notice = submit(author.client, "Tea.")

        changed = submit(author.client, "The price!", notice)

        assert (changed.live, changed.words, changed.workflow_in_progress) == (True, "Tea.", True)

    def test_with_what_the_object_says_about_its_text(self, author, steps, asked, intranet):  # noqa: F811
        steps(Notice, "check")

        submit(author.client, "Tea.", network="linkedin")

        (context,) = asked
        assert (context.network, context.language, context.site) == ("linkedin", "en", intranet.site)

    def test_a_page(self, reviewers, steps, intranet, asked):  # noqa: F811
        steps(Notice, "check")
        workflow = Workflow.objects.get()
        workflow.workflow_pages.create(page=intranet.home)
        form = {"title": "Tea", "slug": "tea", "intro": "The price!", "body-count": 0, "seo_title": "", **SUBMIT}
        form |= {"search_description": "", "go_live_at": "", "expire_at": "", "comment_notifications": ""}
        form |= {f"comments-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
        url = reverse("wagtailadmin_pages:add", args=["full", "standardpage", intranet.home.pk])

        response = reviewers.client.post(url, form)

        assert response.status_code == 302, response.context["form"].errors
        page = StandardPage.objects.get(slug="tea")
        assert not page.live
        assert TaskState.objects.get().comment.endswith("\n1. Introduction: Leave the price out. Marked: “price”.")
        assert asked[0].site == intranet.site
        task = page.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
        reviewers.client.post(url, {"comment": "Without."})
        mended = form | {"intro": "Tea."}
        reviewers.client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), mended)

        page.refresh_from_db()
        assert page.live
        assert page.intro == "Tea."
        assert [status for _name, status, _comment in states()] == ["rejected", "approved"]
        detail = reviewers.client.get(
            reverse("wagtailadmin_pages:workflow_history_detail", args=[page.pk, WorkflowState.objects.get().pk])
        )
        assert NOTHING in detail.text
