"""Absences in the admin: one's own, with a deputy; nobody sees or changes another's."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory, VacancyFactory
from tests.recruitment.workflow.conftest import away
from wagtail_advocacy.recruitment.models import Absence

pytestmark = pytest.mark.django_db

GROUP = "Absences"
INDEX, ADD = "advocacy_absences:index", "advocacy_absences:add"


def day(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def form(deputy, first=0, last=5, **fields):
    return {"starts_on": day(first), "ends_on": day(last), "deputy": getattr(deputy, "pk", deputy), **fields}


def errors_of(response):
    assert response.status_code == 200
    return " ".join(sentence for each in response.context["form"].errors.values() for sentence in each)


def test_it_is_always_their_own(firm):
    data = form(firm.deputy.user, user=firm.hr.user.pk)
    assert firm.manager.post(reverse(ADD), data).status_code == 302
    absence = Absence.objects.get()
    assert (absence.user, absence.deputy) == (firm.manager.user, firm.deputy.user)
    page = firm.manager.sees(reverse(INDEX))
    assert "dora" in page
    url = reverse("advocacy_absences:edit", args=[absence.pk])
    assert firm.manager.post(url, form(firm.deputy.user, last=9, user=firm.hr.user.pk)).status_code == 302
    absence.refresh_from_db()
    assert absence.user == firm.manager.user
    assert absence.ends_on.isoformat() == day(9)


@pytest.mark.parametrize("name", ["edit", "delete", "history", "usage"])
@pytest.mark.parametrize("who", ["deputy", "hr", "recruiter"])
def test_nobody_opens_anothers(firm, name, who):
    absence = away(firm.manager, firm.deputy)
    url = reverse(f"advocacy_absences:{name}", args=[absence.pk])
    assert getattr(firm, who).get(url).status_code == 302
    getattr(firm, who).post(url, form(firm.recruiter.user))
    absence.refresh_from_db()
    assert absence.deputy == firm.deputy.user
    assert firm.manager.get(url).status_code == 200


def test_nobody_sees_anothers_in_the_list(firm, colleague):
    away(firm.manager, firm.deputy)
    assert "mona" not in firm.hr.sees(reverse(INDEX))
    assert "mona" in colleague(is_superuser=True).sees(reverse(INDEX))


def test_a_superuser_changes_anothers_and_it_stays_theirs(firm, colleague):
    absence = away(firm.manager, firm.deputy)
    admin = colleague(is_superuser=True)
    url = reverse("advocacy_absences:edit", args=[absence.pk])
    assert admin.post(url, form(firm.hr.user)).status_code == 302
    absence.refresh_from_db()
    assert (absence.user, absence.deputy) == (firm.manager.user, firm.hr.user)


def test_it_is_deleted(firm):
    absence = away(firm.manager, firm.deputy)
    firm.manager.post(reverse("advocacy_absences:delete", args=[absence.pk]))
    assert not Absence.objects.exists()


def test_wrong_inputs(firm, said):
    away(firm.manager, firm.deputy, 2, 8)
    gone = UserFactory(is_active=False)

    def answer(*args):
        return errors_of(firm.manager.post(reverse(ADD), form(*args)))

    overlapping = answer(firm.deputy.user, 8, 12)
    assert overlapping.startswith("You are away from")
    said(GROUP, "an absence whose last day comes before the first", answer(firm.deputy.user, 20, 15))
    said(GROUP, "a deputy whose account is switched off", answer(gone, 20, 25))
    said(GROUP, "oneself as the deputy", answer(firm.manager.user, 20, 25))
    said(GROUP, "a deputy who may not log in to the admin", answer(UserFactory(), 20, 25))
    said(GROUP, "an absence that is over", answer(firm.deputy.user, -5, -1))
    assert Absence.objects.count() == 1


def test_one_that_is_over_can_still_be_put_right(firm):
    absence = away(firm.manager, firm.deputy, -9, -2)
    url = reverse("advocacy_absences:edit", args=[absence.pk])
    assert firm.manager.post(url, form(firm.deputy.user, -8, -2)).status_code == 302


def test_days_that_overlap(firm, said, at):
    at(2026, 3, 2)
    away(firm.manager, firm.deputy, 2, 8)
    answer = firm.manager.post(reverse(ADD), form(firm.deputy.user, 8, 12))
    said(GROUP, "days that overlap another absence", errors_of(answer))
    # The same days of somebody else, and the days beside, are fine.
    assert firm.hr.post(reverse(ADD), form(firm.deputy.user, 2, 8)).status_code == 302
    assert firm.manager.post(reverse(ADD), form(firm.deputy.user, 9, 12)).status_code == 302


def test_a_changed_absence_does_not_overlap_itself(firm):
    absence = away(firm.manager, firm.deputy, 2, 8)
    url = reverse("advocacy_absences:edit", args=[absence.pk])
    assert firm.manager.post(url, form(firm.deputy.user, 3, 9)).status_code == 302


def test_the_menu_is_for_those_whom_it_concerns(firm, colleague):
    home = reverse("wagtailadmin_home")

    def menu(person):
        return "My absences" in person.get(home).text

    nobody = colleague(firm.staff)
    assert not menu(nobody)
    assert not menu(firm.manager)
    assert menu(firm.recruiter)
    VacancyFactory(hiring_manager=firm.manager.user)
    assert menu(firm.manager)
    assert not menu(firm.deputy)
    away(firm.manager, firm.deputy)
    assert menu(firm.deputy)


def test_forgotten_after_a_month(firm):
    away(firm.manager, firm.deputy, -60, -32)
    kept = away(firm.manager, firm.deputy, -31, -30)
    call_command("advocacy_maintenance", "--only", "recruitment.absences", "--force", verbosity=0)
    assert Absence.objects.get() == kept


def test_no_admin_no_absences(colleague):
    assert colleague().get(reverse(INDEX)).status_code == 302
