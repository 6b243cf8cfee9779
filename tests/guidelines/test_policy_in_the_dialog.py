"""A policy in the share dialog: what it says of words, what it asks first, and what the share keeps of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory, live_item
from tests.guidelines.conftest import avoid, introduction, publish
from tests.sharing.conftest import Colleague, deed, form_of
from wagtail_advocacy.guidelines.in_force import CACHE_KEY, policies_in_force
from wagtail_advocacy.guidelines.models import Acknowledgement, Dispute, RuleTally
from wagtail_advocacy.sharing.models import Share


@pytest.fixture
def colleague(db):
    return Colleague(UserFactory())


@pytest.fixture
def item(db):
    return live_item()


@pytest.fixture
def on_day(monkeypatch):
    today = timezone.localdate()
    return lambda days: monkeypatch.setattr(timezone, "localdate", lambda *args: today + timedelta(days=days))


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def remarks(page):
    return [" ".join(each.text.split()) for each in page.select(".wa-remark__said")]


def test_words_are_looked_at_marked_and_put_right(policy, colleague, item):
    policy(avoid("guaranteed", severity="must", replacement="tried", reason="We keep promises."))
    form = {**colleague.form(item), "words": "We guaranteed it."}
    page = page_of(deed(colleague, item, form, "look"))
    assert remarks(page) == ["Before you share: Leave out “guaranteed”."]
    assert page.select_one(".wa-excerpt mark").text == "guaranteed"
    assert "We keep promises." in page.text
    assert colleague.start(item, form).status_code == 422
    assert not Share.objects.exists()
    fixed = deed(colleague, item, form, "fix", page.select_one("button[name=fix]")["value"])
    assert form_of(fixed)["words"] == "We tried it."
    assert remarks(page_of(fixed)) == []


def test_a_share_keeps_the_basis_that_it_was_made_on(policy, colleague, item):
    made, brand = policy(avoid("guaranteed"), title="Social media"), policy(title="Brand")
    share = colleague.share(item)
    assert share.basis == [
        {"policy": each.pk, "version": 1, "hash": each.versions.get().hash} for each in (made, brand)
    ]
    publish(made, body=[avoid("never")], asks_again="no")
    share.refresh_from_db()
    assert share.basis[0]["version"] == 1
    page = page_of(colleague.client.get(f"/advocacy/shares/{share.link.code}/"))
    assert "Social media, version 1" in page.select_one(".wa-checked").text
    made.delete()
    page = page_of(colleague.client.get(f"/advocacy/shares/{share.link.code}/"))
    assert "Social media, version 1" in page.select_one(".wa-checked").text


def test_agreeing_in_the_dialog(policy, colleague, item, on_day):
    made = policy(introduction("Share what you like.", id="a"), grace_days=7)
    first = made.versions.get()
    form = colleague.form(item)
    page = page_of(colleague.open(item))
    assert "Please read what applies here by" in page.select_one("#wa-gate").text
    # Within the days to read nobody is stopped.
    assert colleague.start(item, form).status_code == 302
    on_day(7)
    form = {**colleague.form(item), "words": "Mine, and new."}
    refused = colleague.start(item, form)
    assert refused.status_code == 422
    assert "agree to it first" in refused.content.decode()
    gate = page_of(refused).select_one("#wa-gate")
    settled = deed(colleague, item, form, "settle", gate.select_one("button[name=settle]")["value"])
    assert page_of(settled).select_one("#wa-gate") is None
    assert form_of(settled)["words"] == "Mine, and new."
    assert Acknowledgement.objects.get().version == first
    assert colleague.start(item, form).status_code == 302


def test_what_changed_since_one_read_it_stands_beside_the_words(policy, colleague, item):
    made = policy(introduction("Share what you like.", id="a"))
    button = page_of(colleague.open(item)).select_one("button[name=settle]")
    deed(colleague, item, colleague.form(item), "settle", button["value"])
    publish(made, body=[introduction("Share what you love.", id="a")], asks_again="yes", what_changed="Warmer.")
    gate = page_of(colleague.open(item)).select_one("#wa-gate")
    assert "Warmer." in gate.text
    assert (gate.select_one("del").text, gate.select_one("ins").text) == ("gone: like", "new: love")


def test_a_version_that_came_while_somebody_read_is_asked_about(policy, colleague, item):
    made = policy(introduction("Share what you like.", id="a"))
    form = colleague.form(item)
    button = page_of(colleague.open(item)).select_one("button[name=settle]")
    publish(made, title="B", asks_again="yes")
    settled = page_of(deed(colleague, item, form, "settle", button["value"]))
    assert settled.select_one("#wa-gate") is not None
    assert [each.version.number for each in Acknowledgement.objects.all()] == [1]


def test_a_policy_for_another_network_asks_and_checks_only_there(policy, colleague, item):
    policy(avoid("guaranteed", severity="must"), networks=["mastodon"], grace_days=0)
    form = {**colleague.form(item, "linkedin"), "words": "Guaranteed."}
    assert page_of(colleague.open(item)).select_one("#wa-gate") is None
    assert colleague.start(item, form).status_code == 302


def test_a_dispute_reaches_the_policy_owner_without_a_name(policy, colleague, item):
    made = policy(avoid("guaranteed", severity="must"))
    form = {**colleague.form(item), "words": "It is not guaranteed, they say."}
    page = page_of(deed(colleague, item, form, "look"))
    key = page.select_one("button[name=dispute]")["value"]
    sent = deed(colleague, item, {**form, f"because-{key}": "It says *not*."}, "dispute", key)
    assert "Thank you." in sent.content.decode()
    kept = Dispute.objects.get()
    assert (kept.policy, kept.words, kept.because, kept.network) == (
        made,
        "guaranteed",
        "It says *not*.",
        form["network"],
    )
    assert (kept.sentence, kept.version) == ("Leave out “guaranteed”.", 1)
    assert not [field for field in Dispute._meta.fields if field.related_model is type(colleague.user)]


def test_nobody_sends_more_than_ten_disputes_a_day(policy, colleague, item):
    policy(avoid("guaranteed", severity="must"))
    form = {**colleague.form(item), "words": "Guaranteed."}
    key = page_of(deed(colleague, item, form, "look")).select_one("button[name=dispute]")["value"]
    for _time in range(11):
        answer = deed(colleague, item, {**form, f"because-{key}": "Why?"}, "dispute", key)
    assert "several today" in answer.content.decode()
    assert Dispute.objects.count() == 10


def test_hits_are_counted_when_somebody_shares_not_while_they_write(policy, colleague, item):
    made = policy(avoid("guaranteed", severity="must", id="rule"))
    form = {**colleague.form(item), "words": "Guaranteed. Guaranteed."}
    deed(colleague, item, form, "look")
    assert not RuleTally.objects.exists()
    colleague.start(item, form)
    colleague.start(item, {**form, "words": "Tried."})
    assert dict(RuleTally.objects.filter(policy=made).values_list("rule", "times")) == {"": 2, "rule": 1}


def test_who_was_asked_once_is_one_share_in_the_counts(policy, colleague, item):
    made = policy(avoid("guaranteed", id="a"))
    asked = colleague.start(item, {**colleague.form(item), "words": "It is guaranteed."})
    assert asked.status_code == 422
    form = form_of(asked)
    assert colleague.start(item, form).status_code == 302
    assert dict(made.tallies.values_list("rule", "times")) == {"": 1, "a": 1}
    # On the next network it is another one.
    moved = form_of(deed(colleague, item, form, "switch", "x"))
    assert colleague.start(item, moved).status_code == 302
    assert dict(made.tallies.values_list("rule", "times")) == {"": 2, "a": 2}


def test_a_policy_that_another_process_deleted_a_moment_ago_stops_nobody(policy, colleague, item):
    made = policy(introduction("Share what you like.", id="a"), avoid(), grace_days=0)
    known = policies_in_force()
    made.delete()
    # Processes that share no cache hear of it within a minute.
    cache.set(CACHE_KEY, known)
    assert page_of(colleague.open(item)).select_one("#wa-gate button") is None
    answer = colleague.client.get(reverse("wagtail_advocacy:policies"))
    assert "There are no guidelines here yet" in answer.content.decode()
    form = {**colleague.form(item), "words": "It is guaranteed."}
    asked = colleague.start(item, form)
    assert colleague.start(item, form_of(asked)).status_code == 302
    # Where a request is one transaction, the database looks only at its end.
    connection.check_constraints()
    assert not RuleTally.objects.exists()


def test_a_dialog_knows_its_policies_without_asking_more(policy, colleague, item, django_assert_max_num_queries):
    made = policy()
    colleague.open(item)
    button = page_of(colleague.open(item)).select_one("button[name=settle]")
    deed(colleague, item, colleague.form(item), "settle", button["value"])
    with django_assert_max_num_queries(12):
        colleague.open(item)
    assert made.versions.count() == 1


def test_without_a_policy_the_dialog_says_nothing_of_any(colleague, item):
    page = page_of(colleague.open(item))
    assert page.select_one("#wa-gate") is None
    assert remarks(page) == []
    share = colleague.share(item)
    assert share.basis == []
    assert page_of(colleague.client.get(f"/advocacy/shares/{share.link.code}/")).select_one(".wa-checked") is None
