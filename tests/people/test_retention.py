"""What is over is forgotten by itself; an admin can only make it sooner."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Site

from tests.factories import AdvocateFactory, live_item
from wagtail_advocacy.actions import forget_old_audiences
from wagtail_advocacy.maintenance import run_due
from wagtail_advocacy.models import AdvocacySettings, AudienceSize
from wagtail_advocacy.sharing.actions import forget_old_looks, forget_old_shares
from wagtail_advocacy.sharing.models import Share, SharerView

pytestmark = pytest.mark.django_db


def aged(colleague, item, days):
    share = colleague.share(item, words=f"{days} days old.")
    Share.objects.filter(pk=share.pk).update(started_at=timezone.now() - timedelta(days=days))
    return share


def test_a_share_loses_person_and_words_after_its_time_and_still_counts(anna, item):
    old, young = aged(anna, item, 24 * 31), aged(anna, item, 23 * 30)

    assert forget_old_shares() == 1
    assert forget_old_shares() == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.advocate, old.words, old.words_hash) == (None, "", "")
    assert (young.words, young.advocate.user) == (f"{23 * 30} days old.", anna.user)
    assert Share.objects.count() == 2


def test_a_share_without_words_loses_its_person_too(anna, item):
    old = anna.share(item, words="")
    Share.objects.update(started_at=timezone.now() - timedelta(days=800))

    assert forget_old_shares() == 1
    old.refresh_from_db()
    assert old.advocate is None


def test_a_site_may_be_stricter_for_itself_alone(anna, programme, item):
    programme.share_months = 1
    programme.save()
    other = Site.objects.create(hostname="other.example.com", root_page=Page.get_first_root_node())
    AdvocacySettings.for_site(other)
    here, there = aged(anna, item, 40), aged(anna, live_item(), 40)
    Share.objects.filter(pk=there.pk).update(site=other)

    assert forget_old_shares() == 1
    assert Share.objects.exclude(advocate=None).get() == there
    assert here.pk != there.pk


def test_a_longer_time_in_the_admin_counts_for_nothing(anna, programme, item):
    AdvocacySettings.objects.update(share_months=99)
    aged(anna, item, 24 * 31)

    assert forget_old_shares() == 1


@pytest.mark.parametrize("gone", ["site", "settings"])
def test_shares_of_a_site_that_is_gone_are_not_forgotten_to_be_forgotten(anna, programme, item, gone):
    share = aged(anna, item, 24 * 31)
    if gone == "site":
        share.site.delete()
    else:
        AdvocacySettings.objects.all().delete()

    assert forget_old_shares() == 1
    share.refresh_from_db()
    assert share.words == ""


def test_looks_at_sharers_go_after_a_year(anna, ben, item):
    share = anna.share(item)
    for days in (360, 372):
        moment = timezone.now() - timedelta(days=days)
        SharerView.objects.create(share=share, viewer=ben.user, reason="A question.", viewed_at=moment)

    assert forget_old_looks() == 1
    assert SharerView.objects.count() == 1


def test_audience_sizes_go_after_two_years(programme):
    advocate = AdvocateFactory()
    for network, days in (("x", 700), ("mastodon", 750)):
        moment = timezone.now() - timedelta(days=days)
        AudienceSize.objects.create(advocate=advocate, network=network, size=5, declared_at=moment)

    assert forget_old_audiences() == 1
    assert AudienceSize.objects.get().network == "x"


def test_maintenance_does_all_of_it(anna, item):
    aged(anna, item, 24 * 31)

    outcomes = {outcome.name: outcome for outcome in run_due()}

    assert outcomes["sharing.shares"].detail == "1"
    assert {"sharing.looks", "audiences", "headcount"} <= outcomes.keys()
    assert not [outcome for outcome in outcomes.values() if outcome.state == "failed"]
