"""Letters about a step: the right person, once, in their language; then few reminders, to whoever decides by then."""

import threading
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowTask
from wagtail.users.models import UserProfile

from tests.factories import CampaignFactory, default_site
from tests.recruitment.workflow.conftest import away, letters, step_of
from wagtail_advocacy.days import site_day
from wagtail_advocacy.library.models import Campaign
from wagtail_advocacy.recruitment.models import RecruitmentSettings, StepNotice
from wagtail_advocacy.recruitment.workflow import letters as module
from wagtail_advocacy.recruitment.workflow.days import working_days_since
from wagtail_advocacy.recruitment.workflow.letters import send_first_letters, send_reminders

pytestmark = pytest.mark.django_db

DOWN = "tests.recruitment.workflow.broken_mail.EmailBackend"


@pytest.fixture
def mail_server(settings):
    """`mail_server(path)`: letters go there from now on, on every Django."""

    def use(path):
        if hasattr(settings, "MAILERS"):
            settings.MAILERS = {"default": {"BACKEND": path}}
        settings.EMAIL_BACKEND = path

    return use


@pytest.fixture
def since_monday(at, firm):
    """A vacancy that waits for its hiring manager since a Monday, and has told them so."""
    at(2026, 3, 2)
    return firm.recruiter.write(hiring_manager=firm.manager.user.pk)


def reminders():
    """Run the maintenance job of today; return to whom it wrote."""
    before = len(letters())
    call_command("advocacy_maintenance", "--only", "recruitment.reminders", "--force", verbosity=0)
    return [each.to[0].partition("@")[0] for each in letters()[before:]]


class TestFirst:
    def test_in_the_language_of_the_receiver(self, firm, at):
        UserProfile.objects.create(user=firm.manager.user, preferred_language="es")
        at(2026, 3, 2)
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        at(2026, 3, 6)
        assert reminders() == ["mona"]
        assert "2 de marzo de 2026" in letters(firm.manager)[-1].body.lower()

    def test_plain_text_with_the_words_as_they_are(self, firm):
        firm.recruiter.write(title="R&D <chemist>", hiring_manager=firm.manager.user.pk)
        [letter] = letters(firm.manager)
        assert letter.subject == "Please decide about “R&D <chemist>”"
        assert "“R&D <chemist>” waits for you." in letter.body
        assert "\n\n\n" not in letter.body.strip()
        assert letter.content_subtype == "plain"

    def test_who_switched_them_off_gets_none(self, firm):
        UserProfile.objects.create(user=firm.manager.user, submitted_notifications=False)
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert not letters(firm.manager)

    def test_nor_who_has_no_address(self, firm):
        get_user_model().objects.filter(pk=firm.manager.user.pk).update(email="")
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert not StepNotice.objects.exists()
        assert step_of(vacancy) == "Hiring manager"

    def test_as_often_as_somebody_tries(self, firm, waiting):
        state = waiting.current_workflow_task_state
        assert send_first_letters(state.pk) == 0
        assert send_first_letters(0) == 0
        assert len(letters(firm.manager)) == 1

    def test_what_is_over_needs_no_letter(self, firm, waiting):
        state = waiting.current_workflow_task_state
        StepNotice.objects.all().delete()
        firm.manager.decide(waiting)
        assert send_first_letters(state.pk) == 0

    def test_a_mail_server_that_is_down_holds_up_nothing(self, firm, mail_server, caplog):
        mail_server(DOWN)
        vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert step_of(vacancy) == "Hiring manager"
        ours = [each.getMessage() for each in caplog.records if each.name.startswith("wagtail_advocacy")]
        assert ours == ["advocacy: a letter about a vacancy was not sent: OSError"]
        # Stored before it was sent: better one too few than one every day.
        assert StepNotice.objects.get().times == 1

    def test_from_whom_wagtail_writes(self, firm, settings):
        settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = "jobs@example.com"
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert letters(firm.manager)[0].from_email == "jobs@example.com"

    def test_an_unsure_base_address_is_that_of_the_site(self, firm, settings):
        settings.WAGTAILADMIN_BASE_URL = None
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        assert f"{default_site().root_url}/admin/" in letters(firm.manager)[0].body


class TestReminders:
    def test_after_three_working_days_and_three_times(self, firm, since_monday, at):
        written = {}
        for day in range(3, 32):
            at(2026, 3, day)
            if to := reminders():
                written[day] = to
        # Monday the 2nd, then three working days each: the 5th, the 10th over a weekend, the 13th.
        assert written == {5: ["mona"], 10: ["mona"], 13: ["mona"]}
        last = letters(firm.manager)[-1]
        assert last.subject == "Reminder: please decide about “Night chemist”"
        assert "has waited since March 2, 2026" in last.body
        assert "This is reminder 3 of at most 3." in last.body

    def test_the_days_are_a_setting(self, firm, since_monday, at):
        RecruitmentSettings.objects.create(site=default_site(), step_days=5)
        at(2026, 3, 6)
        assert not reminders()
        at(2026, 3, 9)
        assert reminders() == ["mona"]

    def test_twice_on_one_day(self, firm, since_monday, at):
        at(2026, 3, 5)
        assert reminders() == ["mona"]
        assert not reminders()

    def test_an_absence_that_began_meanwhile(self, firm, since_monday, at):
        at(2026, 3, 3)
        away(firm.manager, firm.deputy)
        assert reminders() == ["dora"]
        assert "You decide as the deputy" in letters(firm.deputy)[0].body
        assert letters(firm.deputy)[0].subject.startswith("Please decide")
        at(2026, 3, 5)
        assert not reminders()
        # Back at the desk.
        at(2026, 3, 9)
        assert reminders() == ["mona"]

    def test_another_hiring_manager(self, firm, since_monday, at):
        at(2026, 3, 4)
        since_monday.hiring_manager = firm.deputy.user
        since_monday.save()
        since_monday.save_revision()
        assert reminders() == ["dora"]
        at(2026, 3, 9)
        assert reminders() == ["dora"]

    def test_groups_are_reminded_of_what_wagtail_wrote_about(self, firm, since_monday, at):
        at(2026, 3, 3)
        firm.manager.decide(since_monday)
        assert len(letters(firm.hr)) == 1
        at(2026, 3, 5)
        assert not reminders()
        at(2026, 3, 6)
        assert reminders() == ["hugo"]
        assert "This is reminder 1 of at most 3." in letters(firm.hr)[-1].body
        for day in range(7, 31):
            at(2026, 3, day)
            reminders()
        assert len(letters(firm.hr)) == 4

    def test_what_is_decided_or_closed_is_not_asked_about(self, firm, since_monday, at):
        firm.manager.decide(since_monday, "reject", "Not yet.")
        at(2026, 3, 20)
        assert not reminders()

    def test_a_mail_server_that_is_down_is_tried_three_times(self, firm, at, mail_server, caplog):
        at(2026, 3, 2)
        for number in range(5):
            firm.recruiter.write(title=f"Chemist {number}", hiring_manager=firm.manager.user.pk)
        at(2026, 3, 5)
        mail_server(DOWN)
        assert send_reminders() == 0
        assert StepNotice.objects.filter(times=2).count() == 3
        assert caplog.records[-1].getMessage().endswith("the rest waits for another day")

    def test_many_cost_as_many_questions_as_few(self, firm, at):
        def count():
            with CaptureQueriesContext(connection) as queries:
                assert send_reminders() == 0
            return len(queries)

        at(2026, 3, 2)
        firm.recruiter.write(hiring_manager=firm.manager.user.pk)
        few = count()
        for number in range(3):
            firm.recruiter.write(title=f"Chemist {number}", hiring_manager=firm.manager.user.pk)
        assert count() == few

    def test_other_snippets_are_wagtails_own_business(self, firm, at):
        workflow = Workflow.objects.create(name="Campaigns")
        kind = ContentType.objects.get_for_model(Campaign)
        WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.first())
        at(2026, 3, 2)
        campaign = CampaignFactory(live=False)
        campaign.save_revision()
        workflow.start(campaign, firm.recruiter.user)
        at(2026, 3, 20)
        assert not reminders()


@pytest.mark.services
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_send_one_letter(firm, at):
    at(2026, 3, 2)
    firm.recruiter.write(hiring_manager=firm.manager.user.pk)
    at(2026, 3, 5)
    before, start = len(letters()), threading.Barrier(2)

    def work():
        try:
            start.wait()
            send_reminders()
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(letters()) == before + 1
    assert StepNotice.objects.get().times == 2


def test_who_was_slower_sends_nothing(firm, since_monday, at):
    """As two workers at once, on a database with one writer: the second has read before the first wrote."""
    at(2026, 3, 5)
    dues = list(module._due(module.open_states()))
    assert len(dues) == 1
    assert send_reminders() == 1
    assert module._send_all(dues) == 0


@pytest.mark.parametrize(
    ("begun", "now", "days"),
    [
        ((2026, 3, 2), (2026, 3, 2), 0),
        ((2026, 3, 2), (2026, 3, 3), 1),
        ((2026, 3, 6), (2026, 3, 8), 0),
        ((2026, 3, 6), (2026, 3, 9), 1),
        ((2026, 3, 7), (2026, 3, 9), 1),
        ((2026, 3, 2), (2026, 3, 30), 20),
        ((2026, 3, 9), (2026, 3, 2), 0),
    ],
)
def test_working_days(at, begun, now, days):
    moment = at(*begun)
    at(*now)
    assert working_days_since(moment) == days


def test_days_are_those_of_the_site(settings, at):
    """At noon in UTC the next day has begun on Kiritimati, whatever zone somebody's account is set to."""
    at(2026, 3, 2)
    settings.TIME_ZONE = "Pacific/Kiritimati"
    with timezone.override("Pacific/Honolulu"):
        assert site_day() == date(2026, 3, 3)


def test_nobody_is_named_in_the_log(firm, mail_server, caplog):
    mail_server(DOWN)
    firm.recruiter.write(hiring_manager=firm.manager.user.pk)
    ours = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("wagtail_advocacy"))
    assert ours
    assert "mona" not in ours
    assert TaskState.objects.filter(status="in_progress").count() == 1
