"""“My vacancies”: where they stand, what they brought, what comes next."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import ClickFactory, UserFactory, VacancyFactory, default_site, live_vacancy, started_share
from tests.recruitment.workflow.conftest import vacancy_url
from wagtail_advocacy.library.actions import items_of
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.recruitment.actions import close_vacancy, reopen_vacancy
from wagtail_advocacy.recruitment.models import ApplyPresses, RecruitmentSettings, Vacancy

pytestmark = pytest.mark.django_db

MINE = "wagtail_advocacy_recruitment:my_vacancies"


def rows(person, query=""):
    """The table: title → its cells."""
    response = person.get(reverse(MINE) + query)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for row in page.select("tbody tr"):
        cells = [" ".join(each.get_text(" ").split()) for each in row.select("th, td")]
        found[cells[0]] = cells[1:]
    return found


def needs(person, query=""):
    """“Needs attention”: reason → what it says."""
    page = BeautifulSoup(person.get(reverse(MINE) + query).content, "html.parser")
    section = page.select_one("section[aria-labelledby=needs-attention]")
    if section is None:
        return {}
    return {each.get_text(): " ".join(each.find_next("ul").get_text(" ").split()) for each in section.select("h3")}


def test_what_was_opened_again_is_a_draft_although_its_last_day_is_over(firm, career_site):
    vacancy = live_vacancy(title="Night chemist", recruiter=firm.recruiter.user)
    Vacancy.objects.update(valid_through=timezone.localdate() - timedelta(days=1))
    assert "Closed: Expired" in rows(firm.recruiter)["Night chemist"][0]
    reopen_vacancy(close_vacancy(vacancy, "expired"))
    cells = " ".join(rows(firm.recruiter)["Night chemist"])
    assert "Draft" in cells
    assert "Complete and submit it" in cells
    assert "Open it again" not in cells


def test_states_in_words(firm, career_site):
    owner = {"recruiter": firm.recruiter.user}
    draft = VacancyFactory(title="A draft", **owner)
    draft.save_revision()
    live_vacancy(title="Out there", **owner)
    waiting = firm.recruiter.write(
        title="Under way", recruiter=firm.recruiter.user.pk, hiring_manager=firm.manager.user.pk
    )
    back = firm.recruiter.write(
        title="Sent back", recruiter=firm.recruiter.user.pk, hiring_manager=firm.manager.user.pk
    )
    firm.manager.decide(back, "reject", "Not yet.")
    later = VacancyFactory(title="Next month", go_live_at=timezone.now() + timedelta(days=30), **owner)
    later.save_revision().publish()
    closed = live_vacancy(title="Over", **owner)
    close_vacancy(closed, Vacancy.ClosedReason.FILLED)

    found = rows(firm.recruiter)

    assert found["A draft"][0].startswith("Draft Complete and submit it")
    assert found["Out there"][0].startswith("Live Open it")
    assert found["Under way"][0].startswith("Waits at “Hiring manager” since ")
    assert found["Sent back"][0].startswith("Changes asked for at “Hiring manager” Change it and submit it again")
    assert found["Next month"][0].startswith("Goes live on ")
    assert "Over" not in found
    assert rows(firm.recruiter, "?closed=1")["Over"][0].startswith("Closed: Filled Open it again")
    assert "See 1 that is closed" in firm.recruiter.sees(reverse(MINE))
    assert waiting


def _uncounted(vacancy):
    """The link of a share that was taken back."""
    link = started_share(UserFactory(), items_of(vacancy).get()).link
    type(link).objects.filter(pk=link.pk).update(counts=False)
    return link


def test_what_it_brought(firm, career_site):
    vacancy = live_vacancy(title="Out there", recruiter=firm.recruiter.user)
    Vacancy.objects.filter(pk=vacancy.pk).update(date_posted=timezone.localdate() - timedelta(days=12))
    share = started_share(UserFactory(), items_of(vacancy).get())
    ClickFactory.create_batch(3, link=share.link)
    for link, days_ago, presses in ((share.link, 0, 4), (share.link, 1, 1), (None, 0, 7), (_uncounted(vacancy), 0, 9)):
        day = timezone.localdate() - timedelta(days=days_ago)
        ApplyPresses.objects.create(
            vacancy=vacancy, link=link, link_key=link.pk if link else 0, day=day, presses=presses
        )

    assert rows(firm.recruiter)["Out there"][1:6] == ["12", "1", "3", "5", "0"]


def test_mine_and_all(firm):
    VacancyFactory(title="Mine", recruiter=firm.recruiter.user)
    VacancyFactory(title="Hers", hiring_manager=firm.manager.user)
    assert list(rows(firm.recruiter)) == ["Mine"]
    assert set(rows(firm.recruiter, "?show=all")) == {"Mine", "Hers"}
    # All is for who may change all.
    assert list(rows(firm.manager, "?show=all")) == ["Hers"]


def test_who_hires_gets_to_what_waits_for_them(firm, waiting):
    other = firm.recruiter.write(title="Elsewhere", hiring_manager=firm.manager.user.pk)
    firm.manager.decide(other)
    page = BeautifulSoup(firm.manager.get(reverse(MINE)).content, "html.parser")
    links = {each["href"]: " ".join(each.get_text(" ").split()) for each in page.select("tbody a")}
    assert links == {vacancy_url("edit", waiting.pk): "Decide : Night chemist"}


def test_nobody_else(firm, colleague):
    assert firm.deputy.get(reverse(MINE)).status_code == 302
    assert "My vacancies" not in firm.deputy.get(reverse("wagtailadmin_home")).text
    assert "My vacancies" in firm.recruiter.get(reverse("wagtailadmin_home")).text


def test_empty_it_says_what_to_do(firm):
    page = firm.recruiter.sees(reverse(MINE))
    assert "No vacancy is under way." in page
    assert "Write one" in page
    assert "None is closed." in firm.recruiter.sees(reverse(MINE) + "?closed=1")


class TestNeedsAttention:
    def test_waiting_too_long_names_a_role_and_nobody(self, firm, at):
        at(2026, 3, 2)
        firm.recruiter.write(recruiter=firm.recruiter.user.pk, hiring_manager=firm.manager.user.pk)
        firm.recruiter.client.force_login(firm.recruiter.user)
        at(2026, 3, 5)
        assert not needs(firm.recruiter)
        at(2026, 3, 6)
        why = needs(firm.recruiter)["Waiting too long (1)"]
        assert "At “Hiring manager”, for 4 working days." in why
        assert "the hiring manager, or who decides in their place" in why
        assert "mona" not in why
        RecruitmentSettings.objects.create(site=default_site(), step_days=4)
        assert not needs(firm.recruiter)

    def test_waiting_for_a_group_and_for_the_author(self, firm, at):
        at(2026, 3, 2)
        people = {"recruiter": firm.recruiter.user.pk, "hiring_manager": firm.manager.user.pk}
        firm.manager.decide(firm.recruiter.write(**people))
        firm.manager.decide(firm.recruiter.write(title="Sent back", **people), "reject", "Not yet.")
        at(2026, 3, 9)
        why = needs(firm.recruiter)["Waiting too long (2)"]
        assert "It is up to: Human resources." in why
        assert "It is up to: whoever wrote it." in why

    def test_live_ones(self, firm, career_site):
        AdvocacySettings.objects.update_or_create(site=default_site(), defaults={"stale_days": 10})
        mine = {"recruiter": firm.recruiter.user}
        old = live_vacancy(title="Unshared", captions=["We hire."], **mine)
        ending = live_vacancy(title="Ending", captions=["We hire."], valid_through=timezone.localdate(), **mine)
        live_vacancy(title="Wordless", **mine)
        live_vacancy(title="Not mine")
        long_ago = timezone.now() - timedelta(days=11)
        ShareableItem.objects.filter(source_id=str(old.pk)).update(
            last_published_at=long_ago, first_published_at=long_ago
        )

        found = needs(firm.recruiter)

        assert list(found) == ["Last days to apply (1)", "Nobody shares it (1)", "No captions (1)"]
        assert "Ending The last day to apply is" in found["Last days to apply (1)"]
        assert found["Nobody shares it (1)"].startswith("Unshared Nobody has started to share it for 1 week")
        assert found["No captions (1)"].startswith("Wordless Colleagues start from nothing")
        assert "No captions (2)" in needs(firm.recruiter, "?show=all")
        assert ending

    def test_only_the_first_ten(self, firm, career_site):
        for number in range(12):
            VacancyFactory(title=f"Chemist {number}", recruiter=firm.recruiter.user).save_revision().publish()
        assert "And 2 more." in firm.recruiter.sees(reverse(MINE))


def test_more_than_a_page(firm):
    for number in range(35):
        VacancyFactory(title=f"Chemist {number}", recruiter=firm.recruiter.user)
    assert len(rows(firm.recruiter)) == 30
    assert len(rows(firm.recruiter, "?p=2")) == 5
    assert "Page 1 of 2" in firm.recruiter.sees(reverse(MINE))


def test_export(firm, career_site):
    live_vacancy(title="=HYPERLINK(1)", recruiter=firm.recruiter.user, salary_min=None, salary_max=None)
    VacancyFactory(title="Hers")
    response = firm.recruiter.get(reverse(MINE) + "?export=csv")
    table = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert table[0] == [
        *["Vacancy", "State", "Posted on", "Last day to apply", "Days open"],
        *["Shares", "Clicks by people", "Apply pressed", "Applications"],
    ]
    assert table[1][:2] == ["'=HYPERLINK(1)", "Live"]
    assert len(table) == 2
    xlsx = firm.recruiter.get(reverse(MINE) + "?export=xlsx&show=all")
    assert b"".join(xlsx.streaming_content)[:2] == b"PK"
    assert firm.deputy.get(reverse(MINE) + "?export=csv").status_code == 302


def test_many_cost_as_many_questions_as_few(firm, career_site):
    def make(number):
        live_vacancy(title=f"Live {number}", recruiter=firm.recruiter.user)
        firm.recruiter.write(
            title=f"Waits {number}", recruiter=firm.recruiter.user.pk, hiring_manager=firm.manager.user.pk
        )

    def count(person):
        with CaptureQueriesContext(connection) as queries:
            rows(person)
        return len(queries)

    make(0)
    count(firm.recruiter)
    few = [count(each) for each in (firm.recruiter, firm.manager)]
    for number in range(1, 5):
        make(number)
    assert [count(each) for each in (firm.recruiter, firm.manager)] == few
