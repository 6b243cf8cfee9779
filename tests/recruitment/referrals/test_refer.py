"""“Refer someone”: nothing is stored before the button is pressed, and then one link per person and vacancy."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import UserFactory, default_site, live_item, live_vacancy
from tests.recruitment.referrals.conftest import browser_of
from wagtail_advocacy.models import AdvocacySettings, Advocate, SiteNetwork
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.sharing.models import Share

pytestmark = pytest.mark.django_db(transaction=False)

GROUP = "Refer someone"


@pytest.fixture
def member(colleague):
    return browser_of(colleague)


def address(vacancy):
    return reverse("wagtail_advocacy:refer", args=[vacancy.pk])


def form_of(answer):
    form = BeautifulSoup(answer.content, "html.parser").select_one("form:has([name=token])")
    values = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    return {**values, "words": form.select_one("textarea").text.strip(), "make": "1"}


def make(client, vacancy, **more):
    form = {**form_of(client.get(address(vacancy))), "join": "on", **more}
    return client.post(address(vacancy), form, follow=True)


@pytest.mark.smoke
@pytest.mark.projects("own_base")
def test_looking_stores_nothing_and_pressing_makes_one_link(vacancy, member, colleague):
    page = member.get(address(vacancy))
    assert "1,500 EUR" in page.content.decode()
    assert "Be kind." in page.content.decode()
    assert not Share.objects.exists()
    assert not Advocate.objects.exists()

    page = make(member, vacancy).content.decode()
    [share] = Share.objects.all()
    assert share.advocate.user == colleague
    assert share.network == "copy_link"
    assert share.link.code in page
    assert reverse("wagtail_advocacy:qr_code", args=[share.link.code, "svg"]) in page


def test_once(vacancy, member):
    form = {**form_of(member.get(address(vacancy))), "join": "on"}
    other_tab = {**form_of(member.get(address(vacancy))), "join": "on"}
    for each in (form, form, other_tab):
        assert member.post(address(vacancy), each).status_code == 302
    assert Share.objects.count() == 1


def test_everybody_has_their_own(vacancy, member):
    make(member, vacancy)
    make(browser_of(UserFactory()), vacancy)
    assert Share.objects.values("link").distinct().count() == 2


def test_the_words_of_the_vacancy(career_site, member):
    page = member.get(address(live_vacancy(captions=["My team is hiring."])))
    assert "My team is hiring." in form_of(page)["words"]


def test_who_does_not_join_gets_no_link(vacancy, member, said):
    form = form_of(member.get(address(vacancy)))
    answer = member.post(address(vacancy), form)
    assert answer.status_code == 422
    said(GROUP, "making a link without joining", alert(answer))
    assert not Share.objects.exists()


def alert(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one("[role=alert]").text


def test_a_token_of_somebody_else(vacancy, member, said):
    form = form_of(browser_of(UserFactory()).get(address(vacancy)))
    answer = member.post(address(vacancy), {**form_of(member.get(address(vacancy))), **form, "join": "on"})
    said(GROUP, "sending somebody else’s form", alert(answer))
    assert not Share.objects.exists()


def test_a_closed_vacancy(vacancy, member, django_capture_on_commit_callbacks):
    form = {**form_of(member.get(address(vacancy))), "join": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        close_vacancy(vacancy, "filled")
    assert member.post(address(vacancy), form).status_code == 410
    assert member.get(address(vacancy)).status_code == 410
    assert not Share.objects.exists()


def test_no_such_vacancy(member):
    assert member.get(reverse("wagtail_advocacy:refer", args=[4711])).status_code == 404


def test_a_programme_without_personal_links(vacancy, member, said):
    settings = AdvocacySettings.for_site(default_site())
    settings.site_networks = [SiteNetwork(network="linkedin")]
    settings.save()
    answer = member.get(address(vacancy))
    assert answer.status_code == 422
    said(GROUP, "asking for a link where the programme shows none", alert(answer))
    assert b"Make my link" not in answer.content


@pytest.mark.projects("own_base")
def test_strangers_log_in_first(vacancy, client):
    answer = client.get(address(vacancy))
    assert answer.status_code == 302
    assert "login" in answer.url


def test_the_card_in_the_hub_leads_there(vacancy, member):
    live_item(headline="No vacancy")
    page = BeautifulSoup(member.get(reverse("wagtail_advocacy:hub")).content, "html.parser")
    links = [each["href"] for each in page.select("a") if "Refer someone" in each.get_text()]
    assert links == [address(vacancy)]
