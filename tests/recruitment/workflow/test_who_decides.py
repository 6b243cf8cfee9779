"""Who decides where the hiring manager cannot, or is away: through the same buttons as always."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState, Workflow, WorkflowTask

from tests.factories import UserFactory, default_site
from tests.recruitment.workflow.conftest import away, letters, link_in, said_by, step_of, vacancy_form, vacancy_url
from wagtail_advocacy.recruitment.models import HiringManagerApprovalTask, PayTransparencyTask, Vacancy

pytestmark = pytest.mark.django_db

SPAIN = {"place": "Madrid", "country": "ES"}
GROUP = "Hiring managers and vacancies"


def asked(firm, vacancy):
    """Who may decide at this moment."""
    people = {name: getattr(firm, name) for name in ("recruiter", "manager", "deputy", "hr", "comms")}
    return sorted(name for name, each in people.items() if firm.step.get_actions(vacancy, fresh(each)))


def fresh(colleague):
    """As another request would load them."""
    return get_user_model().objects.get(pk=colleague.user.pk)


def remark(firm, **fields):
    """What the editor says of who decides, at submitting."""
    firm.recruiter.write(**fields)
    response = firm.recruiter.get(reverse("wagtailadmin_home"))
    said = [str(each) for each in response.context["messages"] if each.level_tag == "warning"]
    points = [point.get_text() for each in said for point in BeautifulSoup(each, "html.parser").select("li")]
    return next(each for each in points if re.search("decide|approve", each))


class TestAway:
    @pytest.mark.projects("own_base")
    def test_the_deputy_decides_and_is_written_to(self, firm):
        away(firm.manager, firm.deputy)
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)

        [letter] = letters(firm.deputy)
        assert "You decide as the deputy of mona" in letter.body
        assert not letters(firm.manager)
        assert "Night chemist" in firm.deputy.sees(reverse("wagtailadmin_home"))
        # Who is away may still look in.
        assert asked(firm, vacancy) == ["deputy", "manager"]
        firm.deputy.decide(vacancy)
        assert step_of(vacancy) == "Human resources"

    @pytest.mark.parametrize(("days", "until"), [(1, 3), (-9, -1)])
    def test_not_today(self, firm, days, until):
        away(firm.manager, firm.deputy, days, until)
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert asked(firm, vacancy) == ["manager"]
        assert letters(firm.manager)
        assert not letters(firm.deputy)

    @pytest.mark.parametrize(("days", "until"), [(0, 0), (-3, 0), (0, 3)])
    def test_first_and_last_day_count(self, firm, days, until):
        away(firm.manager, firm.deputy, days, until)
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert letters(firm.deputy)

    def test_a_deputy_who_is_away_passes_on(self, firm, colleague):
        third = colleague(firm.staff)
        away(firm.manager, firm.deputy)
        away(firm.deputy, third)
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert letters(third)
        assert not letters(firm.deputy)
        third.decide(vacancy)
        assert step_of(vacancy) == "Human resources"

    def test_in_a_circle_the_manager_stays_responsible(self, firm):
        away(firm.manager, firm.deputy)
        away(firm.deputy, firm.manager)
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert asked(firm, vacancy) == ["manager"]
        assert letters(firm.manager)

    @pytest.mark.parametrize("what", ["is_active", "groups"])
    def test_a_deputy_who_cannot_is_nobody(self, firm, what):
        away(firm.manager, firm.deputy)
        if what == "is_active":
            get_user_model().objects.filter(pk=firm.deputy.user.pk).update(is_active=False)
        else:
            firm.deputy.user.groups.clear()
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert letters(firm.manager)
        assert not letters(firm.deputy)

    def test_a_deputy_who_wrote_it_decides_nothing(self, firm):
        away(firm.manager, firm.recruiter)
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert asked(firm, vacancy) == ["hr", "manager"]
        assert letters(firm.hr)
        assert not letters(firm.recruiter)


class TestNobodyApprovesTheirOwn:
    def test_the_author_is_the_hiring_manager(self, firm, said):
        sentence = remark(firm, hiring_manager=firm.recruiter.user.pk)
        said(GROUP, "submits a vacancy of which they are the hiring manager themselves", sentence)

    @pytest.mark.projects("own_base")
    def test_then_the_groups_decide(self, firm):
        vacancy = firm.recruiter.write(hiring_manager=firm.recruiter.user.pk)

        assert asked(firm, vacancy) == ["hr"]
        [letter] = letters(firm.hr)
        assert "The hiring manager wrote or submitted this" in letter.body
        assert "So it is up to you, or to a colleague who got this letter." in letter.body
        state = vacancy.current_workflow_task_state
        assert state.comment.endswith("Members of the groups of this step decide.")
        assert firm.recruiter.decide(vacancy).status_code in (302, 403)
        assert step_of(vacancy) == "Hiring manager"
        firm.hr.decide(vacancy, comment="Fine.")
        state.refresh_from_db()
        assert state.comment.startswith("Fine.\n\nThe hiring manager wrote")

    def test_nor_what_another_submitted_for_them(self, firm, colleague):
        other = colleague(firm.groups["Recruiters"])
        vacancy = other.write(submit=False, hiring_manager=other.user.pk)
        firm.recruiter.submit(vacancy)
        # Saved first by `other`, who is the hiring manager as well.
        vacancy.owner = other.user
        vacancy.save(update_fields=["owner"])
        assert not firm.step.get_actions(vacancy, other.user)
        assert asked(firm, vacancy) == ["hr"]

    def test_nor_what_they_rewrote_and_submitted_again(self, firm, waiting):
        firm.hr.user.groups.add(firm.staff)
        vacancy = firm.recruiter.write(hiring_manager=firm.hr.user.pk)
        firm.hr.decide(vacancy, "reject", "Not yet.")
        firm.hr.submit(vacancy, title="As I want it")
        assert step_of(vacancy) == "Hiring manager"
        assert asked(firm, vacancy) == []
        with pytest.raises(PermissionDenied):
            firm.step.on_action(vacancy.current_workflow_task_state, firm.hr.user, "approve")

    def test_but_a_word_may_be_corrected_while_one_decides(self, firm, waiting):
        [place] = waiting.locations.all()
        row = {"id": place.pk, "place": "Eskmouth", "country": "GB"}
        data = vacancy_form(hiring_manager=firm.manager.user.pk, locations=[row], title="Day chemist")
        firm.manager.post(vacancy_url("edit", waiting.pk), data)
        assert asked(firm, Vacancy.objects.get()) == ["manager"]

    def test_who_approved_in_the_editor_before_is_no_author(self, firm, said):
        """As Wagtail saves the form that somebody approves in."""
        unpaid = {"salary_min": "", "salary_max": "", "salary_currency": "", "locations": [SPAIN]}
        vacancy = firm.recruiter.write(**unpaid)
        assert step_of(vacancy) == "Salary check"
        firm.hr.approve_in_editor(vacancy, **unpaid)
        assert step_of(vacancy) == "Hiring manager"
        assert asked(firm, vacancy) == ["hr"]
        assert len(letters(firm.hr)) == 2
        assert "Night chemist" in firm.hr.sees(reverse("wagtailadmin_home"))
        firm.hr.approve_in_editor(vacancy, **unpaid)
        assert step_of(vacancy) == "Human resources"

    def test_but_who_wrote_on_after_their_approval_is(self, firm, waiting):
        unpaid = {"salary_min": "", "salary_max": "", "salary_currency": "", "locations": [SPAIN]}
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk, **unpaid)
        firm.hr.approve_in_editor(vacancy, hiring_manager=firm.manager.user.pk, **unpaid)
        firm.manager.decide(vacancy, "reject", "Not yet.")
        firm.hr.submit(vacancy, hiring_manager="")
        assert step_of(vacancy) == "Hiring manager"
        assert asked(firm, vacancy) == []

    @pytest.mark.parametrize("action", ["approve", "reject"])
    def test_who_decided_reads_nothing_of_who_will(self, firm, waiting, action):
        response = firm.manager.approve_in_editor(waiting, action, hiring_manager=firm.manager.user.pk)
        [said] = said_by(firm.manager.get(response.url))
        assert "instead" not in said
        for person in (firm.hr, firm.comms) if action == "approve" else ():
            response = person.approve_in_editor(waiting, hiring_manager=firm.manager.user.pk)
            assert not [each for each in said_by(person.get(response.url)) if "instead" in each]

    def test_not_even_a_superuser_or_past_the_buttons(self, firm, colleague):
        admin = colleague(is_superuser=True)
        vacancy = admin.write(hiring_manager=firm.manager.user.pk)
        assert not firm.step.get_actions(vacancy, admin.user)
        with pytest.raises(PermissionDenied):
            firm.step.on_action(vacancy.current_workflow_task_state, admin.user, "approve")
        assert step_of(vacancy) == "Hiring manager"

    def test_but_another_superuser(self, firm, waiting, colleague):
        admin = colleague(is_superuser=True)
        assert "Night chemist" in admin.sees(reverse("wagtailadmin_home"))
        admin.decide(waiting)
        assert step_of(waiting) == "Human resources"

    def test_where_nobody_else_is_left_administrators_hear_of_it(self, firm, colleague):
        admin = colleague(is_superuser=True)
        firm.step.groups.clear()
        firm.recruiter.write(hiring_manager=firm.recruiter.user.pk)
        # The first is Wagtail's own: it tells administrators of everything that is submitted.
        assert [each.subject for each in letters(admin) if "decide" in each.subject] == [
            "Please decide about “Night chemist”"
        ]


class TestCannot:
    def test_no_hiring_manager(self, firm, said):
        said(GROUP, "submits a vacancy without a hiring manager", remark(firm))
        vacancy = firm.recruiter.write()
        assert asked(firm, vacancy) == ["hr"]

    def test_without_admin_access(self, firm, said):
        stranger = UserFactory()
        sentence = remark(firm, hiring_manager=stranger.pk)
        said(GROUP, "submits a vacancy whose hiring manager may not log in to the admin", sentence)
        assert letters(firm.hr)
        assert stranger.email not in str([each.to for each in letters()])

    def test_switched_off_before(self, firm, said):
        gone = UserFactory(is_active=False)
        sentence = remark(firm, hiring_manager=gone.pk)
        said(GROUP, "submits a vacancy whose hiring manager’s account is switched off", sentence)

    def test_no_groups_either(self, firm, said):
        firm.step.groups.clear()
        said(GROUP, "submits a vacancy that nobody but administrators can approve", remark(firm))

    def test_all_is_well_and_nothing_is_said(self, firm):
        with pytest.raises(StopIteration):
            remark(firm, hiring_manager=firm.manager.user.pk)

    def test_deactivated_meanwhile(self, firm, waiting):
        get_user_model().objects.filter(pk=firm.manager.user.pk).update(is_active=False)
        assert asked(firm, waiting) == ["hr"]
        assert "Night chemist" in firm.hr.sees(reverse("wagtailadmin_home"))
        firm.hr.decide(waiting)
        assert step_of(waiting) == "Human resources"

    def test_deleted_meanwhile(self, firm, waiting, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            firm.manager.user.delete()
        assert firm.step.get_actions(Vacancy.objects.get(), fresh(firm.hr))
        assert firm.hr.get(vacancy_url("edit", waiting.pk)).status_code == 200
        firm.hr.decide(waiting)
        assert step_of(waiting) == "Human resources"

    def test_another_one_is_chosen_meanwhile(self, firm, waiting, colleague):
        admin = colleague(is_superuser=True)
        [place] = waiting.locations.all()
        row = {"id": place.pk, "place": "Eskmouth", "country": "GB"}
        data = vacancy_form(hiring_manager=firm.deputy.user.pk, locations=[row])
        assert admin.post(vacancy_url("edit", waiting.pk), data).status_code == 302
        assert asked(firm, Vacancy.objects.get()) == ["deputy"]
        assert len(letters(firm.deputy)) == 1

    def test_whoever_locked_it_does_not_hold_it_up(self, firm):
        vacancy = firm.recruiter.write(submit=False, hiring_manager=firm.manager.user.pk)
        vacancy.locked, vacancy.locked_by = True, firm.recruiter.user
        vacancy.save()
        vacancy.get_workflow().start(vacancy, firm.recruiter.user)
        vacancy.refresh_from_db()
        assert not vacancy.locked
        firm.manager.decide(vacancy)
        assert step_of(vacancy) == "Human resources"


class TestOtherModels:
    """The step is for any workflow."""

    @pytest.fixture
    def notice(self, firm):
        # Other projects than `full` read this file as well, and have no such model.
        from tests.projects.full.models import Notice

        notice = Notice.objects.create(words="Tea.", live=False)
        notice.save_revision()
        return notice

    @pytest.fixture
    def start(self, firm, notice):
        workflow = Workflow.objects.create(name="Notices")
        WorkflowTask.objects.create(workflow=workflow, task=firm.step)
        return lambda: workflow.start(notice, firm.recruiter.user)

    def test_without_hiring_managers_the_groups_decide(self, firm, notice, start, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            start()
        state = TaskState.objects.get()
        assert state.comment.startswith("Nothing of this kind has a hiring manager.")
        assert len(letters(firm.hr)) == 1
        assert firm.step.get_actions(notice, firm.hr.user)

    def test_a_page_with_a_hiring_manager(self, firm, monkeypatch, django_capture_on_commit_callbacks):
        from tests.projects.full.models import StandardPage

        mona = property(lambda page: get_user_model().objects.get(username="mona"))
        monkeypatch.setattr(StandardPage, "hiring_manager", mona, raising=False)
        page = default_site().root_page.add_child(instance=StandardPage(title="We hire", slug="hire", live=False))
        page.save_revision()
        workflow = Workflow.objects.create(name="Pages")
        WorkflowTask.objects.create(workflow=workflow, task=firm.step)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.start(page, firm.recruiter.user)

        [letter] = letters(firm.manager)
        editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert link_in(letter) == editor
        assert firm.manager.get(editor).status_code == 200
        assert "We hire" in firm.manager.sees(reverse("wagtailadmin_home"))
        state = TaskState.objects.get()
        firm.manager.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
        page.refresh_from_db()
        assert page.live

    def test_a_salary_nobody_can_read_waits(self, firm, notice):
        workflow = Workflow.objects.create(name="Notices")
        WorkflowTask.objects.create(workflow=workflow, task=PayTransparencyTask.objects.get())
        workflow.start(notice, firm.recruiter.user)
        state = TaskState.objects.get()
        assert state.status == "in_progress"
        assert "can be checked" in state.comment


def test_the_step_is_made_and_explained_in_the_admin(firm, colleague):
    admin = colleague(is_superuser=True)
    app = "wagtail_advocacy_recruitment"
    form = admin.sees(reverse("wagtailadmin_workflows:add_task", args=[app, "hiringmanagerapprovaltask"]))
    assert "Members decide where the hiring manager cannot" in form
    types = admin.sees(reverse("wagtailadmin_workflows:select_task_type"))
    assert "never whoever wrote it" in types
    assert "What tells its salary, or need not, passes by itself" in types
    url = reverse("wagtailadmin_workflows:add_task", args=[app, "hiringmanagerapprovaltask"])
    admin.post(url, {"name": "The boss", "groups": [firm.groups["Staff"].pk]})
    assert HiringManagerApprovalTask.objects.get(name="The boss").groups.get() == firm.groups["Staff"]


def test_the_dashboard_asks_as_often_for_many(firm):
    def count():
        with CaptureQueriesContext(connection) as queries:
            list(firm.step.get_task_states_user_can_moderate(fresh(firm.hr)))
        return len(queries)

    firm.recruiter.write(hiring_manager=firm.manager.user.pk)
    away(firm.manager, firm.deputy)
    count()
    few = count()
    for number in range(4):
        boss = UserFactory()
        boss.groups.add(firm.staff)
        firm.recruiter.write(title=f"Chemist {number}", hiring_manager=boss.pk)
    assert count() == few
