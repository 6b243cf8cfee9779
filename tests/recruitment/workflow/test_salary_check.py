"""The salary check passes by itself what tells the salary, or need not, and says what to do about the rest."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from tests.recruitment.workflow.conftest import letters, step_of, vacancy_form, vacancy_url
from wagtail_advocacy.conf import advocacy_settings

pytestmark = pytest.mark.django_db

GROUP = "Salaries of vacancies"
UNTOLD = {"salary_min": "", "salary_max": "", "salary_currency": ""}


def comment():
    return TaskState.objects.get(task__name="Salary check").comment


def place(country, town="Somewhere"):
    return {"place": town, "country": country}


def test_told_it_passes(firm):
    vacancy = firm.recruiter.write(locations=[place("DE")])
    assert step_of(vacancy) == "Hiring manager"
    assert comment() == "The salary is told."


@pytest.mark.parametrize("countries", [["US"], ["GB", "US"], ["CH"]])
def test_not_asked_for_it_passes(firm, countries):
    vacancy = firm.recruiter.write(locations=[place(each) for each in countries], **UNTOLD)
    assert step_of(vacancy) == "Hiring manager"
    assert comment() == "The salary is not told, and none of its locations asks for it."


@pytest.mark.parametrize(
    ("workplace", "countries"), [("on-site", ["DE"]), ("hybrid", ["US", "NO"]), ("remote", ["US", "IS"])]
)
def test_asked_for_it_waits(firm, workplace, countries):
    vacancy = firm.recruiter.write(locations=[place(each) for each in countries], workplace=workplace, **UNTOLD)
    assert step_of(vacancy) == "Salary check"


def test_it_says_where_and_what_to_do(firm, said, mailoutbox):
    vacancy = firm.recruiter.write(locations=[place("NO"), place("DE"), place("US")], **UNTOLD)
    said(GROUP, "submits a vacancy in Germany, Norway and the United States without a salary", comment())
    # Wagtail writes to the group, and nobody does a second time.
    assert len(letters(firm.hr)) == 1
    assert "Salary check" in letters(firm.hr)[0].subject
    assert not letters(firm.manager)
    firm.hr.decide(vacancy, "approve", "Paid by tariff.")
    assert step_of(vacancy) == "Hiring manager"
    assert comment().startswith("Paid by tariff.\n\nThe salary is missing")


def test_changed_and_submitted_again_it_passes(firm):
    vacancy = firm.recruiter.write(locations=[place("DE")], **UNTOLD)
    firm.hr.decide(vacancy, "reject", "Please tell it.")
    firm.recruiter.submit(vacancy)
    assert step_of(vacancy) == "Hiring manager"


def test_a_missing_country_counts_as_asked_for(firm, said):
    vacancy = firm.recruiter.write(locations=[place("US"), place("")], **UNTOLD)
    assert step_of(vacancy) == "Salary check"
    said(GROUP, "submits a vacancy without a salary of which a location has no country", comment())


def test_so_does_no_location_at_all(firm, said):
    vacancy = firm.recruiter.write(submit=False, **UNTOLD)
    vacancy.locations.all().delete()
    vacancy.locations = []
    vacancy.save_revision(clean=False)
    vacancy.get_workflow().start(vacancy, firm.recruiter.user)
    assert step_of(vacancy) == "Salary check"
    said(GROUP, "starts the workflow of a vacancy without a salary and without a location", comment())


def test_the_list_is_a_setting(firm, settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "PAY_TRANSPARENCY_COUNTRIES": ["US"]}
    assert list(advocacy_settings.PAY_TRANSPARENCY_COUNTRIES) == ["US"]
    assert step_of(firm.recruiter.write(locations=[place("DE")], **UNTOLD)) == "Hiring manager"
    assert step_of(firm.recruiter.write(locations=[place("US")], **UNTOLD)) == "Salary check"


def test_as_the_last_step_it_publishes(firm):
    from wagtail.models import WorkflowTask

    WorkflowTask.objects.exclude(task__name="Salary check").delete()
    vacancy = firm.recruiter.write()
    assert vacancy.live


@pytest.mark.parametrize("missing", ["salary_min", "salary_max"])
def test_one_end_of_the_range_is_not_enough_where_the_law_asks(firm, said, missing):
    vacancy = firm.recruiter.write(locations=[place("DE")], **{missing: ""})
    assert step_of(vacancy) == "Salary check"
    said(GROUP, "submits a vacancy in Germany that tells one end of its salary alone", comment())
    assert step_of(firm.recruiter.write(locations=[place("US")], **{missing: ""})) == "Hiring manager"


def test_one_end_of_the_range_is_not_enough_where_nobody_knows(firm, said):
    vacancy = firm.recruiter.write(locations=[place("")], salary_max="")
    assert step_of(vacancy) == "Salary check"
    said(GROUP, "submits a vacancy with one end of its salary of which a location has no country", comment())


def test_both_ends_may_be_the_same(firm):
    vacancy = firm.recruiter.write(locations=[place("DE")], salary_min="42000", salary_max="42000")
    assert step_of(vacancy) == "Hiring manager"


class TestChangedAtTheStepOfTheHiringManager:
    """Who decides may correct a word, and cannot take out what was checked."""

    @pytest.fixture
    def vacancy(self, firm):
        return firm.recruiter.write(locations=[place("DE")], hiring_manager=firm.manager.user.pk)

    def change(self, firm, vacancy, approve=False, **fields):
        [row] = vacancy.locations.all()
        rows = [{"id": row.pk, "place": row.place, "country": row.country}]
        data = vacancy_form(locations=rows, hiring_manager=firm.manager.user.pk, **fields)
        if approve:
            data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
        response = firm.manager.post(vacancy_url("edit", vacancy.pk), data)
        assert response.status_code == 302
        vacancy.refresh_from_db()

    def test_approved_from_the_dashboard(self, firm, vacancy):
        self.change(firm, vacancy, **UNTOLD)
        firm.manager.decide(vacancy)
        assert step_of(vacancy) == "Salary check"
        assert "has to be told in: Germany" in vacancy.current_workflow_task_state.comment

    def test_approved_while_saving(self, firm, vacancy, said):
        self.change(firm, vacancy, approve=True, **UNTOLD)
        assert step_of(vacancy) == "Salary check"
        [sentence] = [str(each) for each in firm.manager.get(reverse("wagtailadmin_home")).context["messages"]]
        said(GROUP, "takes the salary out at the step of the hiring manager, and approves", sentence)

    def test_another_word_is_no_matter(self, firm, vacancy):
        self.change(firm, vacancy, approve=True, title="Day chemist")
        assert step_of(vacancy) == "Human resources"

    def test_what_was_let_through_without_stays_so(self, firm):
        vacancy = firm.recruiter.write(locations=[place("DE")], hiring_manager=firm.manager.user.pk, **UNTOLD)
        firm.hr.decide(vacancy, "approve", "Paid by tariff.")
        self.change(firm, vacancy, approve=True, title="Day chemist", **UNTOLD)
        assert step_of(vacancy) == "Human resources"
