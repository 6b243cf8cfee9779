"""After erasing, no table of ours holds the person or their words; the figures stand."""

from datetime import datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Revision

from tests.factories import CampaignFactory, ClickFactory, EvidenceExportFactory, UserFactory, live_item
from tests.people.test_privacy_registry import our_models
from wagtail_advocacy.actions import erase, join
from wagtail_advocacy.models import Advocate, AudienceSize
from wagtail_advocacy.registries import figures
from wagtail_advocacy.sharing.feeds import make_address
from wagtail_advocacy.sharing.models import Dismissal, FeedAddress, Preferences, Saved, Share, SharerView

pytestmark = [pytest.mark.django_db, pytest.mark.projects("minimal", "own_base")]

SECRETS = ["zanzibar", "Zanzibar", "zz-words", "zz-reason", "zz-alias"]


def traces(user_pk, advocate_pk) -> list[str]:
    """Every column of every table of ours, whatever its type, that holds the person or their words; drafts and older
    revisions too."""
    found = []
    for model in our_models():
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                person = {get_user_model(): user_pk, Advocate: advocate_pk}.get(field.related_model)
                held = any(secret in str(value) for secret in SECRETS)
                if held or (field.is_relation and value is not None and value == person):
                    found.append(f"{model._meta.label}.{field.name}")
        for field in model._meta.local_many_to_many:
            if field.related_model in (get_user_model(), Advocate):
                found += [f"{model._meta.label}.{field.name}"] * field.remote_field.through.objects.count()
        for revision in Revision.objects.filter(content_type__app_label=model._meta.app_label):
            people = [each for each in model._meta.concrete_fields if each.related_model is get_user_model()]
            if revision.content_type.model_class() is model:
                held = [each.name for each in people if str(revision.content[each.name]) == str(user_pk)]
                found += [f"revision of {model._meta.label}.{name}" for name in held]
    return sorted(set(found))


def campaign_of(owner):
    """A live campaign with `owner` to ask, and a draft of it."""
    campaign = CampaignFactory(owner=owner, title="As it went out")
    campaign.save_revision().publish()
    campaign.refresh_from_db()
    campaign.title = "As it is planned"
    campaign.save_revision()
    return campaign


@pytest.fixture
def zanzibar(anna, ben, item):
    """Somebody of whom everything is kept that can be: in every table that knows people, as sharer and as viewer."""
    anna.user.first_name = anna.user.last_name = "Zanzibar"
    anna.user.username, anna.user.email = "zanzibar", "zanzibar@example.com"
    anna.user.save()
    share = anna.share(item, "x", words="zz-words of mine")
    anna.share(live_item(), words="zz-words again")
    anna.advocate = Advocate.objects.get(user=anna.user)
    Advocate.objects.filter(pk=anna.advocate.pk).update(alias="zz-alias")
    AudienceSize.objects.create(advocate=anna.advocate, network="x", size=77)
    Saved.objects.create(user=anna.user, item=item)
    Dismissal.objects.create(user=anna.user, item=item)
    Preferences.objects.create(user=anna.user, mastodon_server="zanzibar.example", networks=["x"])
    Share.objects.filter(pk=share.pk).update(posted_url="https://x.example/zz-alias/1")
    other = ben.share(item, words="Of Ben.")
    SharerView.objects.create(share=share, viewer=ben.user, reason="zz-reason: is this Zanzibar?")
    SharerView.objects.create(share=other, viewer=anna.user, reason="zz-reason of Zanzibar")
    ClickFactory.create_batch(3, link=share.link)
    EvidenceExportFactory(by=anna.user, reason="zz-reason of Zanzibar")
    make_address(anna.user)
    type(item).objects.filter(pk=item.pk).update(owner=anna.user, locked=True, locked_by=anna.user)
    item.refresh_from_db()
    item.save_revision()
    anna.campaign = campaign_of(anna.user)
    anna.shared = share
    return anna


def test_the_search_finds_what_is_there(zanzibar):
    assert set(traces(zanzibar.user.pk, zanzibar.advocate.pk)) >= {
        "wagtail_advocacy.Advocate.user",
        "wagtail_advocacy.Advocate.alias",
        "wagtail_advocacy.AudienceSize.advocate",
        "wagtail_advocacy_sharing.Share.advocate",
        "wagtail_advocacy_sharing.Share.words",
        "wagtail_advocacy_sharing.SharerView.reason",
        "wagtail_advocacy_sharing.SharerView.viewer",
        "wagtail_advocacy_sharing.Saved.user",
        "wagtail_advocacy_sharing.Dismissal.user",
        "wagtail_advocacy_sharing.Preferences.mastodon_server",
        "wagtail_advocacy_sharing.Share.posted_url",
        "wagtail_advocacy_sharing.EvidenceExport.by",
        "wagtail_advocacy_sharing.EvidenceExport.reason",
        "wagtail_advocacy_sharing.FeedAddress.advocate",
        "wagtail_advocacy_library.Campaign.owner",
        "wagtail_advocacy_library.ShareableItem.owner",
        "wagtail_advocacy_library.ShareableItem.locked_by",
        "revision of wagtail_advocacy_library.Campaign.owner",
        "revision of wagtail_advocacy_library.ShareableItem.owner",
        "revision of wagtail_advocacy_library.ShareableItem.locked_by",
    }


def press_the_button(zanzibar):
    response = zanzibar.client.post(reverse("wagtail_advocacy:erase"), {"sure": "on"}, follow=True)
    assert b"Your data is erased" in response.content


def delete_the_account(zanzibar):
    zanzibar.user.delete()


@pytest.mark.parametrize("deed", [press_the_button, delete_the_account])
def test_nothing_of_the_person_is_left_and_the_figures_are(zanzibar, item, deed):
    user_pk, advocate_pk, share = zanzibar.user.pk, zanzibar.advocate.pk, zanzibar.shared
    before = figures([item.subject, share.link.subject])

    deed(zanzibar)

    assert traces(user_pk, advocate_pk) == []
    assert figures([item.subject, share.link.subject]) == before
    assert Share.objects.count() == 3
    share.refresh_from_db()
    assert (share.words, share.words_hash, share.advocate) == ("", "", None)
    assert (share.item, share.network, share.headline) == (item, "x", item.headline)
    assert share.link.target.is_open
    assert SharerView.objects.count() == 1


def test_the_feed_ends(zanzibar):
    erase(zanzibar.user)

    assert not FeedAddress.objects.exists()


class TestACampaignWithTheirName:
    """Its drafts and older revisions do not bring the person back."""

    @pytest.mark.parametrize("deed", [press_the_button, delete_the_account])
    def test_its_draft_goes_out_without_it(self, zanzibar, deed):
        deed(zanzibar)

        zanzibar.campaign.refresh_from_db()
        zanzibar.campaign.latest_revision.publish()

        zanzibar.campaign.refresh_from_db()
        assert (zanzibar.campaign.title, zanzibar.campaign.owner) == ("As it is planned", None)

    @pytest.mark.parametrize("deed", [press_the_button, delete_the_account])
    def test_an_older_revision_comes_back_without_it(self, zanzibar, deed):
        first = zanzibar.campaign.revisions.order_by("pk").first()
        deed(zanzibar)

        name = zanzibar.campaign.snippet_viewset.get_url_name("revisions_revert")
        address = reverse(name, args=[zanzibar.campaign.pk, first.pk])
        editor = UserFactory(admin=True)
        zanzibar.client.force_login(editor)
        form = zanzibar.client.get(address).context["form"]

        assert form["title"].value() == "As it went out"
        assert not form["owner"].value()

    def test_another_name_stays(self, zanzibar, ben):
        campaign = campaign_of(ben.user)

        erase(zanzibar.user)

        campaign.latest_revision.publish()
        campaign.refresh_from_db()
        assert campaign.owner == ben.user

    def test_an_editor_puts_another_name_into_a_draft(self, zanzibar, ben):
        erase(zanzibar.user)
        zanzibar.client.force_login(UserFactory(admin=True))
        campaign = zanzibar.campaign
        address = reverse(campaign.snippet_viewset.get_url_name("edit"), args=[campaign.pk])
        form = {"site": campaign.site_id, "title": "Renamed", "slug": campaign.slug, "owner": ben.user.pk}
        form |= dict.fromkeys(["goal", "metric", "conversion_kind", "objective", "hashtags", "goal_number"], "")

        zanzibar.client.post(address, form)
        campaign.refresh_from_db()
        assert campaign.owner is None
        zanzibar.client.post(address, {**form, "action-publish": "1"})
        campaign.refresh_from_db()
        assert (campaign.title, campaign.owner) == ("Renamed", ben.user)


def test_an_editors_lock_is_opened(zanzibar, item):
    type(item).objects.update(locked=True, locked_by=zanzibar.user)

    erase(zanzibar.user)

    item.refresh_from_db()
    assert (item.locked, item.locked_by) == (False, None)


def test_others_keep_theirs(zanzibar, ben):
    erase(zanzibar.user)

    assert Share.objects.by(ben.user).get().words == "Of Ben."
    assert Advocate.objects.get().user == ben.user


def test_without_the_tick_nothing_changes(zanzibar):
    response = zanzibar.client.post(reverse("wagtail_advocacy:erase"), follow=True)

    assert b"Nothing was changed" in response.content
    assert Share.objects.by(zanzibar.user).count() == 2


def test_who_joins_again_is_asked_again(zanzibar, item):
    erase(zanzibar.user)

    assert zanzibar.open(item).context["join_text"]
    assert zanzibar.start(item, joins=False).status_code == 422
    assert zanzibar.share(item, "mastodon").advocate.user == zanzibar.user
    address = reverse("wagtail_advocacy:started", args=[zanzibar.shared.link.code])
    assert zanzibar.client.get(address).status_code == 404


def test_erasing_twice_and_without_anything_is_no_error(zanzibar):
    for _ in range(2):
        press_the_button(zanzibar)


def test_all_or_nothing(zanzibar, monkeypatch):
    from wagtail_advocacy import registries

    def fail(user):
        raise RuntimeError

    first = registries.personal_data.declared[0]
    monkeypatch.setattr(type(first), "erase_person", lambda self, user: fail(user) if self is first else None)
    with pytest.raises(RuntimeError):
        erase(zanzibar.user)

    assert Share.objects.by(zanzibar.user).count() == 2


def test_renaming_an_account_changes_nothing_of_ours(zanzibar):
    zanzibar.user.first_name = "Other"
    zanzibar.user.save()

    assert Share.objects.by(zanzibar.user).count() == 2
    assert "zanzibar" not in str(list(Share.objects.values()))


def test_an_account_that_never_joined_can_be_deleted(ben):
    ben.user.delete()

    assert not Advocate.objects.exists()


def test_what_stays_is_dated_to_the_month(zanzibar, item):
    joined = join(zanzibar.user, item.site).joined_at
    erase(zanzibar.user)

    assert Share.objects.first().joined_month == datetime(joined.year, joined.month, 1).date()  # noqa: DTZ001
