"""From a draft to a live vacancy, as the people on its way meet it."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState, WorkflowTask

from tests.recruitment.workflow.conftest import letters, link_in, step_of, vacancy_form, vacancy_url
from wagtail_advocacy import registries
from wagtail_advocacy.library.actions import items_of
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.recruitment.models import Vacancy
from wagtail_advocacy.registries import CheckResult, Finding

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
@pytest.mark.projects("own_base")
def test_from_draft_to_live(firm, career_site, mailoutbox):
    vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)

    # Two checks have passed by themselves, in nobody's name.
    passed = TaskState.objects.filter(status="approved").order_by("pk")
    assert [(each.task.name, each.finished_by) for each in passed] == [
        ("Salary check", None),
        ("Guideline check", None),
    ]
    assert step_of(vacancy) == "Hiring manager"
    [letter] = letters(firm.manager)
    assert letter.subject == "Please decide about “Night chemist”"
    assert "Opening the link decides nothing." in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert letter.body.count("http") == 1
    assert not letters(firm.hr)

    editor = link_in(letter)
    assert editor == vacancy_url("edit", vacancy.pk)
    assert "Approve" in firm.manager.sees(editor)
    assert step_of(vacancy) == "Hiring manager"
    firm.manager.decide(vacancy)
    assert step_of(vacancy) == "Human resources"
    assert len(letters(firm.hr)) == len(letters(firm.manager)) == 1
    assert vacancy_url("edit", vacancy.pk) in letters(firm.hr)[0].body

    firm.hr.decide(vacancy)
    firm.comms.decide(vacancy)

    vacancy.refresh_from_db()
    assert vacancy.live
    assert WorkflowState.objects.get().status == "approved"
    assert items_of(vacancy).get().headline == "Night chemist"
    assert [len(letters(each)) for each in (firm.manager, firm.hr, firm.comms)] == [1, 1, 1]


def test_the_dashboard_of_who_may_nothing_else(firm, waiting):
    home = reverse("wagtailadmin_home")
    assert "Night chemist" in firm.manager.sees(home)
    assert "Night chemist" not in firm.deputy.sees(home)

    firm.manager.decide(waiting)

    assert "Awaiting your review" not in firm.manager.sees(home)


def test_the_editor_is_open_in_this_step_alone(firm, waiting):
    editor = vacancy_url("edit", waiting.pk)
    assert firm.manager.get(editor).status_code == 200
    assert firm.deputy.get(editor).status_code == 302
    assert firm.manager.get(vacancy_url("list")).status_code == 302

    firm.manager.decide(waiting)

    assert firm.manager.get(editor).status_code == 302


def test_the_preview_is_for_who_decides_too(firm, waiting):
    url = vacancy_url("preview_on_edit", waiting.pk)
    form = vacancy_form(title="Day chemist")
    assert firm.manager.post(url, form).json()["is_available"]
    assert firm.recruiter.post(url, form).json()["is_available"]
    assert firm.deputy.post(url, form).status_code == 302


def test_locked_for_others_meanwhile(firm, waiting):
    page = firm.recruiter.sees(vacancy_url("edit", waiting.pk))
    assert "Only reviewers" in page
    response = firm.recruiter.post(vacancy_url("edit", waiting.pk), vacancy_form(title="Day chemist"))
    assert "could not be saved as it is locked" in response.text
    assert Vacancy.objects.get().get_latest_revision_as_object().title == "Night chemist"


@pytest.mark.parametrize("who", ["recruiter", "deputy", "hr", "comms"])
def test_nobody_else_approves(firm, waiting, who):
    assert getattr(firm, who).decide(waiting).status_code in (302, 403)
    assert step_of(waiting) == "Hiring manager"


def test_nothing_is_approved_by_a_link(firm, waiting):
    state = waiting.current_workflow_task_state
    firm.manager.get(vacancy_url("workflow_action", waiting.pk, "approve", state.pk))
    assert step_of(waiting) == "Hiring manager"


def test_rejected_changed_and_submitted_again(firm, waiting, mailoutbox):
    state = waiting.current_workflow_task_state
    dialog = vacancy_url("workflow_action", waiting.pk, "reject", state.pk)
    silent = firm.manager.client.post(dialog, {"comment": " "}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert "Say what should change: whoever wrote it reads that." in silent.json()["html"]
    assert step_of(waiting) == "Hiring manager"
    firm.manager.decide(waiting, "reject", "Say what the shifts are.")

    assert waiting.current_workflow_state.status == "needs_changes"
    [answer] = letters(firm.recruiter)
    assert "Say what the shifts are." in answer.body
    mailoutbox.clear()
    firm.recruiter.submit(waiting, team="Laboratories")
    assert step_of(waiting) == "Hiring manager"
    # It is another round of the same step, and so one more letter.
    assert len(letters(firm.manager)) == 1
    firm.manager.decide(waiting)
    firm.hr.decide(waiting, "reject", "Which grade?")
    assert waiting.current_workflow_state.status == "needs_changes"
    firm.recruiter.submit(waiting)
    assert step_of(waiting) == "Human resources"


def test_as_the_last_step_the_workflow_publishes(firm):
    WorkflowTask.objects.filter(task__name__in=["Human resources", "Communications"]).delete()
    vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)

    firm.manager.decide(vacancy, comment="Go.")

    vacancy.refresh_from_db()
    assert vacancy.live
    assert TaskState.objects.get(task=firm.step).comment == "Go."


def test_approved_in_the_editor_with_a_change(firm, waiting):
    [place] = waiting.locations.all()
    data = vacancy_form(
        title="Night chemist, Eskmouth",
        hiring_manager=firm.manager.user.pk,
        locations=[{"id": place.pk, "place": "Eskmouth", "country": "GB"}],
    )
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    # What only a comment belongs into takes nothing else.
    action["workflow-action-extra-data"] = '{"comment": "Better so.", "update": false}'
    response = firm.manager.post(vacancy_url("edit", waiting.pk), data | action)
    assert response.status_code == 302
    assert step_of(waiting) == "Human resources"
    assert Vacancy.objects.get().get_latest_revision_as_object().title == "Night chemist, Eskmouth"
    assert TaskState.objects.get(task=firm.step).comment == "Better so."


def test_a_draft_of_a_closed_vacancy_stays_closed(firm, career_site):
    vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
    close_vacancy(vacancy, Vacancy.ClosedReason.FILLED)
    assert step_of(vacancy) == ""

    # The editor refuses to submit it; another way may not.
    vacancy.get_workflow().start(vacancy, firm.recruiter.user)
    for who in (firm.manager, firm.hr, firm.comms):
        who.decide(vacancy)

    vacancy.refresh_from_db()
    assert vacancy.live
    assert not vacancy.is_open
    assert not items_of(vacancy).filter(withdrawn_at=None).exists()


def test_guidelines_stop_it_before_anybody_is_asked(firm, monkeypatch, mailoutbox):
    def check(text, context):
        return CheckResult([Finding("must", "Leave “young” out.")] if "young" in text else [])

    monkeypatch.setattr(registries, "caption_checks", [check])
    vacancy = firm.recruiter.write(title="A young chemist", hiring_manager=firm.manager.user.pk)

    assert step_of(vacancy) == "Guideline check"
    assert not letters(firm.manager)
    assert len(letters(firm.comms)) == 1
    firm.comms.decide(vacancy, "approve", "In the name of a product.")
    assert step_of(vacancy) == "Hiring manager"
    assert len(letters(firm.manager)) == 1
