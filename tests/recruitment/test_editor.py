"""The editor of a vacancy: drafts may be unfinished, what goes out says where, how much and how to apply."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import CampaignFactory, UserFactory, VacancyFactory, live_vacancy
from tests.recruitment.editing import client_of, draftail, member, vacancy_form
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.recruitment.models import Absence, Vacancy, VacancyFeed
from wagtail_advocacy.recruitment.texts import LONGEST

pytestmark = pytest.mark.django_db

GROUP = "Vacancies"
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def names(monkeypatch):
    """Every name of the outside world has an address there."""
    answer = [(2, 1, 6, "", ("93.184.216.34", 0))]
    monkeypatch.setattr("wagtail_advocacy.fetch.socket.getaddrinfo", lambda *args, **kwargs: answer)


@pytest.fixture
def recruiter(career_site, names):
    return client_of(member("add", "change", "publish", username="lucia"))


def url(name, *args):
    return reverse(Vacancy.snippet_viewset.get_url_name(name), args=args)


def published(client, **fields):
    return client.post(url("add"), vacancy_form(**fields) | {"action-publish": "action-publish"})


def errors(response):
    form = response.context["form"]
    said = [f"{name}: {' '.join(found)}" for name, found in form.errors.items()]
    return [*said, *form.formsets["locations"].non_form_errors()]


@pytest.mark.smoke
def test_a_recruiter_writes_one(recruiter, django_capture_on_commit_callbacks):
    form = vacancy_form(captions=[{"text": "My team is hiring."}, {"text": "¿Te vienes?", "network": "linkedin"}])
    with django_capture_on_commit_callbacks(execute=True):
        response = recruiter.post(url("add"), form)
    assert response.status_code == 302

    vacancy = Vacancy.objects.get()
    assert not vacancy.live
    assert (vacancy.owner.username, vacancy.where) == ("lucia", "Eskmouth, United Kingdom")
    assert vacancy.captions.count() == 2


def test_a_draft_may_be_unfinished(recruiter):
    form = vacancy_form(locations=(), description="null", apply_url="", salary_min="", salary_max="")
    assert recruiter.post(url("add"), form).status_code == 302


def test_published_it_knows_the_day(recruiter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert published(recruiter).status_code == 302
    vacancy = Vacancy.objects.get()
    assert vacancy.live
    assert vacancy.date_posted == timezone.localdate()
    assert vacancy.salary_in_words == "42,000 – 51,000 GBP per year"


def test_a_currency_in_small_letters(recruiter):
    assert published(recruiter, salary_currency="gbp").status_code == 302
    assert Vacancy.objects.get().salary_currency == "GBP"


def test_a_caption_without_words_does_not_hide_where_people_work(recruiter):
    response = published(recruiter, captions=[{"text": ""}])
    assert response.status_code == 200
    assert errors(response) == []
    assert response.context["form"].formsets["captions"].errors


def test_the_list_shows_no_days_of_a_draft(recruiter):
    VacancyFactory()
    assert ">None<" not in "".join(recruiter.get(url("list")).content.decode().split())


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("ends the salary below where it begins", {"salary_min": "60000"}),
        ("writes a currency that does not exist", {"salary_currency": "ABC"}),
        ("names a salary without a currency", {"salary_currency": ""}),
        ("names a parameter that no address has", {"apply_parameter": "a b&c"}),
        ("sets a last day that is over", {"valid_through": YESTERDAY}),
        ("publishes a vacancy without a location", {"locations": ()}),
        ("publishes a vacancy that does not say how to apply", {"apply_url": ""}),
        ("lets people apply at an address inside the network", {"apply_url": "http://10.0.0.7/apply"}),
        ("publishes a vacancy without a description", {"description": "null"}),
        ("pastes a description of 500 KB", {"description": draftail("water " * 80_000)}),
        ("promises a bonus without a currency", {"bonus_amount": "500"}),
        ("writes a negative salary", {"salary_min": "-5"}),
        ("offers no opening", {"openings": "0"}),
    ],
)
def test_wrong_input(recruiter, said, what, fields):
    response = published(recruiter, **fields)
    assert response.status_code == 200
    found = errors(response)
    assert len(found) == 1, found
    said(GROUP, what, found[0].partition(": ")[2] if ": " in found[0][:20] else found[0])
    assert not Vacancy.objects.exists()
    assert len(response.content) < 5 * LONGEST + 500_000


def test_a_hiring_manager_who_does_not_exist(recruiter, said):
    response = published(recruiter, hiring_manager=UserFactory.build().pk or 99_999)
    sentence = response.context["form"].errors["hiring_manager"][0]
    said(GROUP, "chooses a hiring manager whose account was deleted meanwhile", sentence)


def test_a_closed_one_cannot_be_published(recruiter, said):
    vacancy = live_vacancy()
    close_vacancy(vacancy, Vacancy.ClosedReason.FILLED)
    where = {"id": vacancy.locations.get().pk, "place": "Eskmouth", "country": "GB"}
    form = vacancy_form(locations=[where]) | {"action-publish": "action-publish"}
    response = recruiter.post(url("edit", vacancy.pk), form)
    said(GROUP, "publishes a vacancy that is closed", response.context["form"].errors["title"][0])
    vacancy.refresh_from_db()
    assert not vacancy.live


def test_what_is_worth_a_look_is_said_after_the_save(recruiter):
    form = vacancy_form(locations=[{"place": "Anywhere"}], salary_min="", salary_max="", apply_url="")
    form |= {"apply_email": "jobs@example.com"}
    text = recruiter.post(url("add"), form, follow=True).content.decode()
    for begin in (
        "It has no hiring manager",
        "Applications by e-mail",
        "A location has no country",
        "It says no salary",
    ):
        assert begin in text


def test_a_copy_begins_anew(recruiter):
    original = live_vacancy(captions=["My team is hiring."], requisition_id="R-7", campaign=CampaignFactory())
    page = recruiter.get(url("copy", original.pk))
    form = page.context["form"]
    assert form.initial["title"] == original.title
    assert form.initial["requisition_id"] == ""
    assert len(form.formsets["captions"].forms) == len(form.formsets["locations"].forms) == 1


def test_a_list_of_any_length_costs_the_same(recruiter, django_assert_max_num_queries):
    live_vacancy(recruiter=UserFactory())
    recruiter.get(url("list"))
    with django_assert_max_num_queries(40) as counted:
        recruiter.get(url("list"))
    before = len(counted)
    for _ in range(6):
        live_vacancy(recruiter=UserFactory())
    with django_assert_max_num_queries(before):
        page = recruiter.get(url("list"))
    assert len(page.context["object_list"]) == 7


@pytest.mark.parametrize("state", ["open", "draft", "closed"])
def test_the_list_by_state(recruiter, state):
    close_vacancy(live_vacancy(title="closed"), Vacancy.ClosedReason.FILLED)
    live_vacancy(title="open")
    VacancyFactory(title="draft")
    found = recruiter.get(url("list"), {"state": state}).context["object_list"]
    assert [each.title for each in found] == [state]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_as_a_file(recruiter, kind):
    live_vacancy(title="=cmd()", locations=[{"place": "Hallin", "country": "GB"}])
    response = recruiter.get(url("list"), {"export": kind})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if kind == "csv":
        assert b"'=cmd()" in content
        assert b"Hallin, United Kingdom" in content


class TestPeople:
    def found(self, client, words=""):
        response = client.get(reverse("advocacy_person_chooser:choose_results"), {"q": words})
        assert response.status_code == 200
        return response.content.decode()

    def test_they_are_found_by_any_part_of_the_name(self, recruiter):
        UserFactory(username="ifalk", first_name="Ingrid", last_name="Falk")
        UserFactory(username="gone", first_name="Ingrid", last_name="Gone", is_active=False)
        UserFactory(username="walter", first_name="Walter", last_name="Greaves")
        text = self.found(recruiter, "fal ingr")
        assert "Ingrid Falk" in text
        assert "Gone" not in text
        assert "Walter" not in text
        assert "Walter Greaves" in self.found(recruiter)

    def test_of_an_address_nobody_learns_a_part(self, recruiter):
        UserFactory(username="ifalk", first_name="Ingrid", last_name="Falk", email="ingrid.falk@larkwater.example")
        for part in ("larkwater", "@", ".example", "ingrid.f"):
            assert "Ingrid Falk" not in self.found(recruiter, part), part
        assert "Ingrid Falk" in self.found(recruiter, "Ingrid.Falk@LARKWATER.example")

    @pytest.mark.parametrize("name", ["choose", "choose_results", "chosen", "chosen_multiple", "create"])
    def test_only_for_people_with_a_form_for_it(self, recruiter, name):
        colleague = UserFactory(username="ifalk", first_name="Ingrid", last_name="Falk")
        address = reverse(f"advocacy_person_chooser:{name}", args=[colleague.pk] if name == "chosen" else [])
        today, editor = timezone.localdate(), member("view")
        query = {"id": colleague.pk}
        others = {
            "feeds": member("change", model=VacancyFeed),
            "own vacancy": VacancyFactory(owner=member()).owner,
            "away": Absence.objects.create(user=member(), deputy=colleague, starts_on=today, ends_on=today).user,
        }
        refused = client_of(editor).get(address, query)
        assert (refused.status_code, refused.url) == (302, "/admin/")
        assert client_of(editor).get(address, query, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
        for who, somebody in others.items():
            answer = client_of(somebody).get(address, query, headers={"x-requested-with": "XMLHttpRequest"})
            assert answer.status_code == (403 if name == "create" else 200), who

    def test_the_editor_names_the_chosen_one(self, recruiter):
        manager = UserFactory(username="ifalk", first_name="Ingrid", last_name="Falk")
        vacancy = VacancyFactory(hiring_manager=manager)
        vacancy.save_revision(clean=False)
        text = recruiter.get(url("edit", vacancy.pk)).content.decode()
        assert "Ingrid Falk" in text
        chosen = recruiter.get(reverse("advocacy_person_chooser:chosen", args=[manager.pk]))
        assert chosen.json()["result"]["title"] == "Ingrid Falk"

    def test_nobody_makes_an_account_there(self, recruiter):
        assert recruiter.post(reverse("advocacy_person_chooser:create"), {"username": "x"}).status_code in {302, 403}
