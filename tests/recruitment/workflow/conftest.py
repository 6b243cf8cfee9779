"""An organisation that recruits: its groups and workflow are those of `manage.py setup_recruitment`."""

import io
import json
import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory, default_site
from wagtail_advocacy.recruitment.models import Absence, HiringManagerApprovalTask, Vacancy

SUBMIT = {"action-submit": "1"}


def vacancy_url(name, *args):
    return reverse(Vacancy.snippet_viewset.get_url_name(name), args=args)


def vacancy_form(locations=({"place": "Eskmouth", "country": "GB"},), captions=(), **fields):
    """What the editor's form posts; people as primary keys."""
    data = {
        **dict.fromkeys(
            ["team", "why", "hiring_manager", "recruiter", "languages", "apply_url", "apply_parameter"], ""
        ),
        **dict.fromkeys(["date_posted", "valid_through", "requisition_id", "image", "image_alt", "category"], ""),
        **dict.fromkeys(["campaign", "bonus_amount", "bonus_currency", "bonus_conditions", "go_live_at"], ""),
        **dict.fromkeys(["expire_at", "requirements", "benefits"], ""),
        "title": "Night chemist",
        "workplace": "on-site",
        "employment_type": "FULL_TIME",
        "salary_min": "42000",
        "salary_max": "51000",
        "salary_currency": "GBP",
        "salary_unit": "YEAR",
        "description": _rich("You find out what is in the water."),
        "requirements": "null",
        "benefits": "null",
        "apply_email": "jobs@example.com",
        "openings": "1",
        "site": default_site().pk,
    }
    for name, rows in (("locations", locations), ("captions", captions)):
        initial = sum(bool(row.get("id")) for row in rows)
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": initial}
        data |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
        for number, row in enumerate(rows):
            blank = {"place": "", "country": "", "region": "", "postal_code": ""} if name == "locations" else {}
            values = {"id": "", "DELETE": "", **blank, **row}
            data |= {f"{name}-{number}-{key}": value for key, value in values.items()}
    return data | fields


def _rich(text):
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": text, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


class Colleague:
    """Somebody in front of a browser; what they do is committed at once."""

    def __init__(self, capture, *groups, **fields):
        self.user = UserFactory(**fields)
        self.user.groups.set(groups)
        self.client = Client()
        self.client.force_login(self.user)
        self._capture = capture

    def get(self, url):
        return self.client.get(url)

    def post(self, url, data=None):
        with self._capture(execute=True):
            return self.client.post(url, data or {})

    def write(self, submit=True, **fields):
        """Write a vacancy, and submit it."""
        response = self.post(vacancy_url("add"), vacancy_form(**fields) | (SUBMIT if submit else {}))
        assert response.status_code == 302, response.context["form"].errors
        return Vacancy.objects.latest("pk")

    def submit(self, vacancy, **fields):
        """Change a vacancy, and submit it."""
        rows = [{"id": each.pk, "place": each.place, "country": each.country} for each in vacancy.locations.all()]
        people = {"hiring_manager": vacancy.hiring_manager_id or ""}
        data = vacancy_form(**{"locations": rows, "title": vacancy.title, **people, **fields}) | SUBMIT
        response = self.post(vacancy_url("edit", vacancy.pk), data)
        assert response.status_code == 302, response.context["form"].errors
        vacancy.refresh_from_db()

    def decide(self, vacancy, action="approve", comment="", state=None):
        """Approve a vacancy, or reject it, as the dashboard and the editor post it."""
        state = state or vacancy.current_workflow_task_state
        response = self.post(vacancy_url("workflow_action", vacancy.pk, action, state.pk), {"comment": comment})
        vacancy.refresh_from_db()
        return response

    def approve_in_editor(self, vacancy, action="approve", **fields):
        """Press the button of the editor, which saves the form first."""
        rows = [{"id": each.pk, "place": each.place, "country": each.country} for each in vacancy.locations.all()]
        data = vacancy_form(**{"title": vacancy.title, **fields, "locations": rows})
        data |= {"action-workflow-action": "1", "workflow-action-name": action}
        response = self.post(vacancy_url("edit", vacancy.pk), data)
        assert response.status_code == 302, response.context["form"].errors
        vacancy.refresh_from_db()
        return response

    def sees(self, url):
        """The words of a page."""
        response = self.get(url)
        assert response.status_code == 200, response.status_code
        return words(response)


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def said_by(response):
    """Messages of the page that a redirect leads to."""
    return [str(each) for each in response.context["messages"]]


def letters(person=None):
    """What our letters and Wagtail's say; to `person` alone, or to everybody."""
    return [each for each in mail.outbox if person is None or person.user.email in each.to]


def link_in(letter):
    return re.search(r"http://testserver(/\S+)", letter.body)[1]


@pytest.fixture
def colleague(db, django_capture_on_commit_callbacks):
    """`colleague(*groups, **fields)`: somebody who is logged in."""
    return lambda *groups, **fields: Colleague(django_capture_on_commit_callbacks, *groups, **fields)


@pytest.fixture
def firm(db, colleague):
    """Everybody whom a vacancy meets on its way. The hiring manager may enter the admin, and nothing else."""
    call_command("setup_recruitment", verbosity=0, stdout=io.StringIO())
    staff = Group.objects.create(name="Staff")
    staff.permissions.add(Permission.objects.get(codename="access_admin"))
    group = {each.name: each for each in Group.objects.all()}
    return SimpleNamespace(
        recruiter=colleague(group["Recruiters"], username="rita"),
        manager=colleague(staff, username="mona"),
        deputy=colleague(staff, username="dora"),
        hr=colleague(group["Human resources"], username="hugo"),
        comms=colleague(group["Communications"], username="cleo"),
        staff=staff,
        groups=group,
        step=HiringManagerApprovalTask.objects.get(),
    )


@pytest.fixture
def waiting(firm):
    """A vacancy that waits for its hiring manager."""
    vacancy = firm.recruiter.write(hiring_manager=firm.manager.user.pk)
    assert step_of(vacancy) == "Hiring manager"
    return vacancy


def step_of(vacancy):
    """The name of the step that it waits at, if any."""
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    state = vacancy.current_workflow_task_state
    return state.task.name if state else ""


def away(who, deputy, days=0, until=3):
    today = timezone.localdate()
    return Absence.objects.create(
        user=who.user, deputy=deputy.user, starts_on=today + timedelta(days=days), ends_on=today + timedelta(days=until)
    )


@pytest.fixture
def at(monkeypatch):
    """`at(2026, 3, 2)`: it is noon of that day, in UTC, from now on."""

    def move(*day):
        moment = datetime(*day, 12, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    return move
