"""Closing a vacancy by hand, and opening it again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import VacancyFactory, live_vacancy
from tests.recruitment.workflow.conftest import step_of, vacancy_form, vacancy_url
from wagtail_advocacy.library.actions import items_of
from wagtail_advocacy.recruitment.actions import close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.models import Vacancy
from wagtail_advocacy.recruitment.workflow.closing import vacancy_buttons

pytestmark = pytest.mark.django_db

GROUP = "Closing vacancies"


def url(name, vacancy):
    return reverse(f"wagtail_advocacy_recruitment:{name}", args=[vacancy.pk])


def test_closed_with_a_reason(firm, career_site):
    vacancy = live_vacancy()
    page = firm.recruiter.sees(url("close", vacancy))
    assert "It leaves the hub and the public list at once" in page
    assert "Expired" not in page
    vacancy.refresh_from_db()
    assert vacancy.live

    response = firm.recruiter.post(url("close", vacancy), {"reason": "filled", "hired": "2"})

    assert response.status_code == 302
    vacancy.refresh_from_db()
    assert (vacancy.closed_reason, vacancy.hired, vacancy.live) == ("filled", 2, False)
    assert items_of(vacancy).get().withdrawn_at


def test_an_approval_under_way_ends(firm, waiting):
    firm.recruiter.post(url("close", waiting), {"reason": "withdrawn", "hired": ""})
    waiting.refresh_from_db()
    assert waiting.closed_at
    assert waiting.hired is None
    assert step_of(waiting) == ""


def test_opened_again(firm, career_site):
    vacancy = live_vacancy()
    close_vacancy(vacancy, Vacancy.ClosedReason.WITHDRAWN)
    assert "It becomes a draft" in firm.recruiter.sees(url("open_again", vacancy))
    vacancy.refresh_from_db()
    assert vacancy.closed_at
    firm.recruiter.post(url("open_again", vacancy))
    vacancy.refresh_from_db()
    assert (vacancy.closed_at, vacancy.live) == (None, False)


@pytest.mark.parametrize("name", ["close", "open_again"])
def test_only_who_may_change_vacancies(firm, name):
    vacancy = live_vacancy(hiring_manager=firm.manager.user)
    if name == "open_again":
        close_vacancy(vacancy, Vacancy.ClosedReason.FILLED)
    before = Vacancy.objects.get().closed_at
    assert firm.manager.get(url(name, vacancy)).status_code == 302
    assert firm.manager.post(url(name, vacancy), {"reason": "filled"}).status_code == 302
    assert Vacancy.objects.get().closed_at == before


def test_wrong_inputs(firm, said):
    vacancy = live_vacancy()

    def answer(**data):
        response = firm.recruiter.post(url("close", vacancy), data)
        return " ".join(each for found in response.context["form"].errors.values() for each in found)

    said(GROUP, "closes without a reason", answer())
    said(GROUP, "“filled”, and 0 people hired", answer(reason="filled", hired="0"))
    assert answer(reason="expired")
    assert answer(reason="filled", hired="-1")
    assert Vacancy.objects.get().live


def test_what_somebody_closed_meanwhile(firm, said):
    vacancy = live_vacancy(title="Night chemist")
    close_vacancy(vacancy, Vacancy.ClosedReason.FILLED)
    firm.recruiter.post(url("close", vacancy), {"reason": "withdrawn"})
    response = firm.recruiter.get(reverse("wagtailadmin_home"))
    said(
        GROUP,
        "closes what a colleague has closed a moment ago",
        next(str(each) for each in response.context["messages"]),
    )
    assert Vacancy.objects.get().closed_reason == "filled"


def test_what_is_open_is_not_opened(firm, said):
    vacancy = live_vacancy(title="Night chemist")
    firm.recruiter.post(url("open_again", vacancy))
    response = firm.recruiter.get(reverse("wagtailadmin_home"))
    said(GROUP, "opens again what is not closed", next(str(each) for each in response.context["messages"]))


def test_it_leads_back_to_where_one_was_and_nowhere_else(firm):
    vacancy = live_vacancy()
    mine = reverse("wagtail_advocacy_recruitment:my_vacancies")
    data = {"reason": "filled", "next": mine}
    assert firm.recruiter.post(url("close", vacancy), data).url == mine
    elsewhere = {"next": "https://evil.example/"}
    assert firm.recruiter.post(url("open_again", vacancy), elsewhere).url == vacancy_url("edit", vacancy.pk)


def test_the_buttons(firm):
    vacancy = VacancyFactory()
    assert [each.label for each in vacancy_buttons(firm.recruiter.user, vacancy)] == ["Close it"]
    assert not vacancy_buttons(firm.manager.user, vacancy)
    assert not vacancy_buttons(firm.recruiter.user, Vacancy())
    for page in (vacancy_url("list"), vacancy_url("edit", vacancy.pk)):
        assert url("close", vacancy) in firm.recruiter.get(page).text
    close_vacancy(vacancy, Vacancy.ClosedReason.WITHDRAWN)
    vacancy.refresh_from_db()
    assert [each.label for each in vacancy_buttons(firm.recruiter.user, vacancy)] == ["Open it again"]


def test_none_of_a_vacancy_that_is_gone(firm):
    vacancy = VacancyFactory()
    address = url("close", vacancy)
    vacancy.delete()
    assert firm.recruiter.get(address).status_code == 404


@pytest.mark.parametrize("reason", ["expired", "gone"])
def test_what_closed_by_itself_is_told_how_it_ended(firm, reason):
    vacancy = close_vacancy(live_vacancy(), reason)
    assert [str(each.label) for each in vacancy_buttons(firm.recruiter.user, vacancy)][1:] == [
        "Say how it ended",
        "Open it again",
    ]
    mine = firm.recruiter.sees(
        reverse("wagtail_advocacy_recruitment:my_vacancies", query={"show": "all", "closed": "1"})
    )
    assert "Say how it ended" in mine
    page = firm.recruiter.sees(url("close", vacancy))
    assert "It closed by itself" in page
    assert "Say how it ended" in page
    firm.recruiter.post(url("close", vacancy), {"reason": "filled", "hired": "2"})
    closed_at = vacancy.closed_at
    vacancy.refresh_from_db()
    assert (vacancy.closed_at, vacancy.closed_reason, vacancy.hired) == (closed_at, "filled", 2)
    # Once somebody has said so, it stays.
    firm.recruiter.post(url("close", vacancy), {"reason": "withdrawn"})
    vacancy.refresh_from_db()
    assert vacancy.closed_reason == "filled"


@pytest.mark.parametrize("deed", ["close", "reopen"])
def test_nothing_goes_live_by_itself_afterwards(deed):
    vacancy = VacancyFactory()
    if deed == "reopen":
        vacancy = close_vacancy(vacancy, "withdrawn")
    vacancy.go_live_at = timezone.now() + timedelta(hours=1)
    vacancy.save_revision().publish()
    assert vacancy.revisions.exclude(approved_go_live_at=None).exists()
    _ = close_vacancy(vacancy, "withdrawn") if deed == "close" else reopen_vacancy(vacancy)
    assert not vacancy.revisions.exclude(approved_go_live_at=None).exists()


class TestTheBonusStaysWhatWasPublished:
    """A hire is promised what the row says, which is a draft by now."""

    @pytest.fixture
    def vacancy(self, firm):
        vacancy = live_vacancy(bonus_amount=1500, bonus_currency="EUR", bonus_conditions="Be kind.")
        vacancy.bonus_amount = 9000
        vacancy.save_revision()
        return close_vacancy(vacancy, "withdrawn")

    def save(self, who, vacancy):
        rows = [{"id": each.pk, "place": each.place, "country": each.country} for each in vacancy.locations.all()]
        form = vacancy_form(locations=rows, bonus_amount="9999", bonus_currency="USD", bonus_conditions="Be mine.")
        response = who.post(vacancy_url("edit", vacancy.pk), form)
        assert response.status_code == 302, response.context["form"].errors
        vacancy.refresh_from_db()
        return int(vacancy.bonus_amount), vacancy.bonus_currency, vacancy.bonus_conditions

    @pytest.mark.parametrize("again", [False, True])
    def test_for_who_may_not_publish(self, firm, vacancy, again):
        if again:
            vacancy = reopen_vacancy(vacancy)
        page = firm.recruiter.get(vacancy_url("edit", vacancy.pk)).text
        assert "Referrals are paid by what was published." in page
        assert self.save(firm.recruiter, vacancy) == (1500, "EUR", "Be kind.")

    def test_who_may_publish_changes_it(self, firm, vacancy):
        assert self.save(firm.comms, vacancy) == (9999, "USD", "Be mine.")

    def test_before_it_was_ever_out_anybody_may(self, firm):
        assert self.save(firm.recruiter, VacancyFactory()) == (9999, "USD", "Be mine.")
