"""What recruiters record themselves counts like all that is reported, once, and names nobody."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import UserFactory, live_vacancy
from tests.recruitment.referrals.conftest import RECORD, key_of, path_of, person, press, record, shared
from wagtail_advocacy.recruitment.models import Referral
from wagtail_advocacy.tracking.models import Conversion

pytestmark = pytest.mark.django_db(transaction=False)

GROUP = "Referrals and bonuses"


def said_there(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(each.get_text(" ", strip=True) for each in soup.select(".error-message, [role=alert]"))


@pytest.mark.smoke
def test_from_the_code_to_the_hire(recruiter, vacancy, share, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = record(recruiter, vacancy, kind="application", code=share.link.code.upper())
    [referral] = Referral.objects.all()
    assert (referral.state, referral.share) == ("applied", share)
    assert "Applied" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert "Hired" in press(recruiter, "move_referral", referral, kind="hire")
    assert (referral.state, referral.bonus) == ("hired", "pending")
    assert path_of(referral) == ["applied", "hired"]
    assert {step.by.username for step in referral.steps.all()} == {"recruiter"}
    assert list(Conversion.objects.order_by("pk").values_list("kind", "source")) == [
        ("application", "hand"),
        ("hire", "hand"),
    ]


def test_by_the_share_instead_of_the_code(recruiter, vacancy, share):
    record(recruiter, vacancy, kind="application", share=share.pk)
    assert Referral.objects.get().share == share


@pytest.mark.parametrize("pasted", ["https://go.example.com/s/{}", "https://go.example.com/s/{}/?wa=x", "{}."])
def test_by_the_link_as_it_was_sent(recruiter, vacancy, share, pasted):
    record(recruiter, vacancy, kind="application", code=pasted.format(share.link.code))
    assert Referral.objects.get().share == share


def test_nobody_stays_who_was_not_hired(recruiter, vacancy, share):
    record(recruiter, vacancy, kind="retained", share=share.pk)
    assert not Referral.objects.exists()


def test_the_same_form_twice_counts_once(recruiter, vacancy, share):
    key = key_of(recruiter, vacancy)
    for _attempt in range(2):
        record(recruiter, vacancy, kind="application", share=share.pk, key=key)
    assert Conversion.objects.count() == Referral.objects.count() == 1
    record(recruiter, vacancy, kind="application", share=share.pk)
    assert Referral.objects.count() == 2


def test_a_hire_by_click_and_then_by_webhook(recruiter, report, share):
    [referral] = report("application", share, reference="A-1001")
    press(recruiter, "move_referral", referral, kind="hire")
    [referral] = report("hire", share, reference="A-1001")
    assert Conversion.objects.filter(kind="hire").count() == 1
    assert path_of(referral) == ["applied", "hired"]


def test_a_hire_by_webhook_and_then_by_click(recruiter, report, share, said):
    report("application", share, reference="A-1001")
    [referral] = report("hire", share, reference="A-1001")
    said(
        GROUP, "recording a hire that was reported meanwhile", press(recruiter, "move_referral", referral, kind="hire")
    )
    assert Conversion.objects.filter(kind="hire").count() == 1


def test_what_is_wrong_is_said(recruiter, vacancy, share, said):
    stranger = shared(live_vacancy(), UserFactory())
    for what, form in {
        "recording without a share": {"kind": "application"},
        "the code of another vacancy’s link": {"kind": "application", "code": stranger.link.code},
        "a name as number of the application": {"kind": "hire", "share": share.pk, "reference": "Ana Smith"},
    }.items():
        answer = record(recruiter, vacancy, **form)
        assert answer.status_code == 422
        said(GROUP, what, said_there(answer))
    assert not Conversion.objects.exists()


def test_nobody_records_for_their_own_share(vacancy, report, said):
    user, client = person("view_referral", "change_referral")
    mine = shared(vacancy, user)
    answer = record(client, vacancy, kind="hire", share=mine.pk)
    said(GROUP, "recording a hire by one’s own share", said_there(answer))
    assert not Referral.objects.exists()
    [referral] = report("application", mine)
    assert "your own" in press(client, "move_referral", referral, kind="hire")
    assert referral.state == "applied"


class TestClosing:
    def test_with_a_reason(self, recruiter, report, share):
        [referral] = report("hire", share)
        assert "closed" in press(recruiter, "close_referral", referral, why="Left in the first week")
        assert (referral.state, referral.bonus) == ("closed", "forfeited")
        assert path_of(referral) == ["hired", "closed"]
        assert Conversion.objects.count() == 1

    def test_without(self, recruiter, report, share, said):
        [referral] = report("application", share)
        said(GROUP, "closing an application without a reason", press(recruiter, "close_referral", referral))
        assert referral.state == "applied"

    def test_twice(self, recruiter, report, share, said):
        [referral] = report("application", share)
        press(recruiter, "close_referral", referral, why="Withdrawn")
        said(GROUP, "closing it again", press(recruiter, "close_referral", referral, why="Withdrawn"))

    def test_not_over_money(self, recruiter, hired, said):
        for bonus, what in (
            ("approved", "closing an application whose bonus is approved"),
            ("paid", "closing an application whose bonus is paid"),
        ):
            Referral.objects.update(bonus=bonus)
            said(GROUP, what, press(recruiter, "close_referral", hired, why="Left in the first week"))
            assert hired.state == "retained"


@pytest.mark.parametrize("name", ["move_referral", "close_referral", "change_bonus"])
def test_nothing_by_get(recruiter, hired, name):
    assert recruiter.get(reverse(f"wagtail_advocacy_recruitment:{name}", args=[hired.pk])).status_code == 405


@pytest.mark.parametrize("name", ["move_referral", "close_referral"])
def test_who_only_looks_changes_nothing(hired, name):
    press(person("view_referral")[1], name, hired, kind="hire", why="Because I can")
    assert hired.steps.count() == 2
    assert person("view_referral")[1].get(reverse(RECORD)).status_code == 302


def test_first_which_vacancy(recruiter, vacancy, share):
    live_vacancy(title="Nobody shared me")
    page = recruiter.get(reverse(RECORD)).content.decode()
    assert "Night chemist" in page
    assert "Nobody shared me" not in page


class TestList:
    address = "advocacy_referrals:index"

    @pytest.fixture(autouse=True)
    def _hired(self, hired):
        pass

    def test_no_names(self, recruiter, colleague, hired):
        for page in (reverse(self.address), reverse("advocacy_referrals:inspect", args=[hired.pk])):
            text = recruiter.get(page).content.decode()
            assert "Night chemist" in text
            assert "LinkedIn" in text
            assert colleague.username not in text
            assert "Whose share was it?" not in text

    def test_the_way_to_the_logged_look(self, hired):
        sharing = "wagtail_advocacy_sharing."
        client = person("view_referral", f"{sharing}view_share", f"{sharing}view_sharer")[1]
        page = client.get(reverse("advocacy_referrals:inspect", args=[hired.pk])).content.decode()
        assert reverse("wagtail_advocacy_admin:look", args=[hired.share_id]) in page

    @pytest.mark.parametrize(
        ("query", "there"),
        [
            ({"state": "retained"}, True),
            ({"state": "closed"}, False),
            ({"bonus": "eligible"}, True),
            ({"bonus": "paid"}, False),
            ({"network": "linkedin"}, True),
            ({"network": "x"}, False),
            ({"vacancy": "nonsense"}, True),
        ],
    )
    def test_filters(self, recruiter, hired, query, there):
        page = recruiter.get(reverse("advocacy_referrals:index_results"), query).content.decode()
        assert (reverse("advocacy_referrals:inspect", args=[hired.pk]) in page) is there

    def test_csv(self, recruiter, colleague):
        Referral.objects.update(title="=cmd()")
        answer = recruiter.get(reverse(self.address), {"export": "csv"})
        text = b"".join(answer.streaming_content).decode()
        assert "'=cmd()" in text
        assert "linkedin" in text
        assert colleague.username not in text

    def test_xlsx(self, recruiter):
        assert recruiter.get(reverse(self.address), {"export": "xlsx"}).status_code == 200

    def test_for_nobody_without_permission(self):
        assert person()[1].get(reverse(self.address)).status_code == 302

    def test_queries(self, recruiter, report, share):
        recruiter.get(reverse(self.address))
        with CaptureQueriesContext(connection) as one:
            recruiter.get(reverse(self.address))
        for number in range(5):
            report("application", share, reference=f"A-{number}1")
        with CaptureQueriesContext(connection) as six:
            recruiter.get(reverse(self.address))
        assert len(one) == len(six)
