"""Old drafts, reverts, copies and translations: target, withdrawal and source stay those of the row."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from tests.factories import CaptionFactory, CategoryFactory, ItemFactory, TeamFactory
from tests.library.conftest import item_form, item_url
from wagtail_advocacy.library.actions import refresh_targets, withdraw
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Target

STATE = (
    "target_id",
    "withdrawn_at",
    "source_type_id",
    "source_id",
    "source_hash",
    "offered_public",
    "fallback",
    "minutes",
)


@pytest.fixture
def item(intranet, website, committed, editor):
    """A live item with two captions and an audience."""
    group, team = Group.objects.create(name="Staff"), TeamFactory()
    item = ItemFactory(
        site=intranet.site,
        headline="Original",
        destination="page",
        page=website.post,
        category=CategoryFactory(),
        image_alt="A bridge",
        hashtags="#bridge",
    )
    item.captions = [CaptionFactory.build(text="One"), CaptionFactory.build(text="Two", network="linkedin")]
    item.groups, item.teams = [group], [team]
    with committed():
        item.save_revision(user=editor).publish()
    item.refresh_from_db()
    return item


def state_of(item):
    item.refresh_from_db()
    return {name: getattr(item, name) for name in STATE}


def test_a_draft_from_before_the_target_keeps_the_target(intranet, committed):
    item = ItemFactory()
    draft = item.save_revision(clean=False)
    assert item.target_id is None
    refresh_targets()
    target = Target.objects.get()
    with committed():
        draft.publish()
    item.refresh_from_db()
    assert item.target == target
    assert target.subject == item.subject


def test_an_old_scheduled_draft_does_not_reopen_what_was_withdrawn(item, committed):
    old = item.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    with committed():
        withdraw(item)
    before = state_of(item)
    with committed():
        call_command("publish_scheduled")
    assert state_of(item) == before
    assert item.live_revision == old
    assert not item.target.is_open
    assert not ShareableItem.objects.shareable().exists()


def test_a_revision_is_reverted_to_through_the_admin(as_editor, item, website, committed):
    old = item.latest_revision
    item.headline = "Changed"
    with committed():
        item.save_revision().publish()
        withdraw(item)
    before = state_of(item)
    url = item_url("revisions_revert", item.pk, old.pk)
    form = as_editor.get(url).context["form"]
    assert form.instance.headline == "Original"
    with committed():
        as_editor.post(
            url,
            item_form(item.site, headline="Original", destination="page", page=website.post.pk)
            | {"action-publish": "1", "revision": old.pk},
        )
    assert state_of(item) == before
    assert item.headline == "Original"
    assert not item.target.is_open


def test_captions_stay_themselves_however_often_an_item_is_published(as_editor, intranet):
    """Shares count by caption: one that is made anew at every publish would always look unused."""
    as_editor.post(item_url("add"), item_form(intranet.site) | {"action-publish": "1"})
    item = ShareableItem.objects.get()
    seen = []
    for text in ("First", "First", "First", "Changed", "Changed"):
        formset = as_editor.get(item_url("edit", item.pk)).context["form"].formsets["captions"]
        rows = [{"id": each["id"].value() or "", "text": text} for each in formset] or [{"text": text}]
        as_editor.post(item_url("edit", item.pk), item_form(item.site, rows) | {"action-publish": "1"})
        seen.append(item.captions.model.objects.get(item=item).pk)
    assert len(set(seen)) == 1


def test_a_draft_whose_page_is_gone_can_be_published_and_is_closed(item, website, committed):
    draft = item.save_revision()
    with committed():
        website.post.delete()
    with committed():
        draft.publish()
    item.refresh_from_db()
    assert item.page is None
    assert not item.target.is_open


def test_history_and_comparison_open(as_editor, item):
    first = item.latest_revision
    item.headline = "Changed"
    second = item.save_revision()
    assert as_editor.get(item_url("history", item.pk)).status_code == 200
    compared = as_editor.get(item_url("revisions_compare", item.pk, first.pk, second.pk)).content.decode()
    assert "Changed" in compared
    assert as_editor.get(item_url("usage", item.pk)).status_code == 200


@pytest.mark.parametrize("mode", ["", "dialog"])
def test_a_draft_has_previews(as_editor, item, mode):
    url = f"{item_url('preview_on_edit', item.pk)}?mode={mode}"
    posted = as_editor.post(url, item_form(item.site, [{"text": "Brand new words"}], headline="Fresh"))
    assert posted.json()["is_valid"]
    shown = as_editor.get(url).content.decode()
    assert "Fresh" in shown or "Brand new words" in shown


def test_a_copy_is_a_draft_of_its_own(as_editor, item, committed):
    item.locked, item.locked_at = True, timezone.now()
    item.expire_at, item.go_live_at = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    item.featured_until = timezone.now() + timedelta(days=1)
    item.save()
    before = state_of(item)
    form = as_editor.get(item_url("copy", item.pk)).context["form"]
    captions = [
        {name: each[name].value() for name in ("text", "network", "language")} for each in form.formsets["captions"]
    ]
    assert [each["text"] for each in captions] == ["One", "Two"]
    assert not any(each["id"].value() for each in form.formsets["captions"])
    assert [list(form[name].value()) for name in ("groups", "teams")] == [
        [group.pk for group in item.groups.all()],
        [team.pk for team in item.teams.all()],
    ]
    data = item_form(
        item.site,
        captions,
        headline="Original, again",
        destination="page",
        page=item.page_id,
        groups=[group.pk for group in item.groups.all()],
        teams=[team.pk for team in item.teams.all()],
        category=item.category_id,
    )
    with committed():
        response = as_editor.post(item_url("copy", item.pk), data)
    assert response.status_code == 302
    copy = ShareableItem.objects.exclude(pk=item.pk).get()
    assert sorted(copy.captions.values_list("text", flat=True)) == ["One", "Two"]
    assert (list(copy.groups.all()), list(copy.teams.all())) == (list(item.groups.all()), list(item.teams.all()))
    assert (copy.live, copy.first_published_at, copy.live_revision, copy.locked) == (False, None, None, False)
    assert (copy.last_published_at, copy.expire_at, copy.go_live_at, copy.expired) == (None, None, None, False)
    assert copy.translation_key != item.translation_key
    assert copy.target != item.target
    assert not copy.target.is_open
    assert state_of(item) == before
    assert sorted(item.captions.values_list("text", flat=True)) == ["One", "Two"]
    assert item.target.is_open


def test_a_copy_of_an_expired_item_can_be_published(as_editor, item, committed):
    ShareableItem.objects.update(expire_at=timezone.now() - timedelta(days=1), expired=True, live=False)
    form = as_editor.get(item_url("copy", item.pk)).context["form"]
    assert (form["expire_at"].value(), form["go_live_at"].value()) == (None, None)


def test_a_copy_without_captions_has_none(as_editor, item, committed):
    with committed():
        as_editor.post(item_url("copy", item.pk), item_form(item.site, headline="Bare"))
    assert not ShareableItem.objects.get(headline="Bare").captions.exists()


def test_copying_and_publishing_at_once(as_editor, item, committed):
    with committed():
        as_editor.post(item_url("copy", item.pk), item_form(item.site, headline="At once") | {"action-publish": "1"})
    copy = ShareableItem.objects.get(headline="At once")
    assert copy.live
    assert copy.target.is_open
    assert copy.target.url != item.target.url


def test_a_translation_is_a_draft_of_its_own(item, locales, committed):
    item.locked, item.expire_at = True, timezone.now() + timedelta(days=1)
    with committed():
        item.save()
        withdraw(item)
    ShareableItem.objects.filter(pk=item.pk).update(source_id="7", source_hash="x", offered_public=True, fallback="f")
    before = state_of(item)
    copy = item.copy_for_translation(locales.fr)
    with committed():
        copy.save()
    copy.refresh_from_db()
    assert (copy.locale, copy.translation_key) == (locales.fr, item.translation_key)
    assert (copy.live, copy.first_published_at, copy.live_revision, copy.latest_revision) == (False, None, None, None)
    assert (copy.withdrawn_at, copy.source_id, copy.source_hash, copy.fallback) == (None, None, "", "")
    assert (copy.locked, copy.locked_by, copy.expired, copy.last_published_at) == (False, None, False, None)
    assert copy.target_id
    assert copy.target_id != before["target_id"]
    assert sorted(copy.captions.values_list("text", flat=True)) == ["One", "Two"]
    assert list(copy.groups.all()) == list(item.groups.all())
    assert state_of(item) == before
    with committed():
        copy.save_revision().publish()
    assert not Target.objects.get(pk=before["target_id"]).is_open
    assert Target.objects.get(subject=copy.subject).is_open


def test_locking_and_unlocking(as_editor, item):
    as_editor.post(item_url("lock", item.pk))
    item.refresh_from_db()
    assert item.locked
    as_editor.post(item_url("unlock", item.pk))
    item.refresh_from_db()
    assert not item.locked


def test_scheduling_and_unscheduling(as_editor, intranet, committed):
    later = f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    with committed():
        as_editor.post(item_url("add"), item_form(intranet.site, go_live_at=later) | {"action-publish": "1"})
    item = ShareableItem.objects.get()
    revision = item.latest_revision
    assert revision.approved_go_live_at
    assert not item.target.is_open
    as_editor.post(item_url("revisions_unschedule", item.pk, revision.pk))
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
