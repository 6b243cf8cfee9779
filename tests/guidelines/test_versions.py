"""Publishing a policy keeps what was published; what applies is the newest version of what is live."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Site

from tests.factories import PolicyFactory, default_site
from tests.guidelines.conftest import avoid, introduction, publish
from wagtail_advocacy.fingerprints import fingerprint
from wagtail_advocacy.guidelines.actions import make_version
from wagtail_advocacy.guidelines.differences import changes
from wagtail_advocacy.guidelines.models import PolicyVersion
from wagtail_advocacy.guidelines.rules import KINDS
from wagtail_advocacy.registries import CheckContext, basis_text, check_caption


def said(text, language="en", network="linkedin"):
    """What the policies say of `text`, and what they were."""
    found = check_caption(text, CheckContext(site=default_site(), network=network, language=language))
    return [each.message for each in found.findings], [each["version"] for each in found.basis]


def test_a_version_keeps_what_was_published(policy):
    made = policy(introduction("Share what you like."), avoid("guaranteed", "promised"), title="Social media")
    [version] = made.versions.all()
    assert (version.number, version.title, version.is_material) == (1, "Social media", True)
    assert version.hash == fingerprint(version.content) == fingerprint(json.loads(json.dumps(version.content)))
    assert [paragraph.text.splitlines()[0] for paragraph in version.paragraphs] == [
        "What this is for",
        "Leave out “guaranteed”.",
    ]
    [rule] = version.content["rules"]
    assert rule["words"] == ["guaranteed", "promised"]
    assert "Share what you like." in version.html


def test_a_draft_changes_nothing(policy):
    made = policy(avoid("guaranteed"))
    made.body = made.body.stream_block.to_python([avoid("never")])
    made.save_revision()
    assert said("Guaranteed, never")[0] == ["Leave out “guaranteed”."]
    assert made.versions.count() == 1


def test_what_applies_is_the_newest_version(policy):
    made = policy(avoid("guaranteed"))
    assert said("never") == ([], [1])
    publish(made, body=[avoid("never")], what_changed="Another word.")
    assert said("never") == (["Leave out “never”."], [2])
    [old, new] = made.versions.order_by("number")
    assert (old.what_changed, new.what_changed) == ("", "Another word.")
    # A block with another id is another block.
    assert {each.what for each in changes(old.paragraphs, new.paragraphs)} == {"removed", "added"}


def test_publishing_the_same_again_makes_no_version(policy):
    made = policy()
    publish(made)
    publish(made, what_changed="Nothing.", asks_again="yes")
    assert made.versions.count() == 1


def test_going_back_to_an_older_text_is_a_new_version(policy):
    made = policy(avoid("guaranteed"))
    first = made.versions.get()
    publish(made, title="Another title")
    first_revision = made.revisions.order_by("pk").first()
    first_revision.publish()
    assert [each.title for each in made.versions.order_by("number")] == [first.title, "Another title", first.title]


def test_a_version_says_when_it_is_asked_about_and_needed(policy):
    today = timezone.localdate()
    made = policy(grace_days=10)
    version = made.versions.get()
    assert (version.asks_from, version.stops_from) == (today, today + timedelta(days=10))
    later = publish(made, title="B", asks_again="yes", asks_from=today + timedelta(days=30), grace_days=0)
    assert (later.asks_from, later.stops_from) == (today + timedelta(days=30), today + timedelta(days=30))


def test_a_day_that_is_over_does_not_shorten_the_days_to_read(policy):
    made = policy(asks_from=timezone.localdate() - timedelta(days=100), grace_days=14)
    assert made.versions.get().stops_from == timezone.localdate() + timedelta(days=14)


@pytest.mark.parametrize("day", [date.max, date.max - timedelta(days=14)])
def test_a_day_at_the_end_of_the_calendar_stops_no_publishing(policy, day):
    version = policy(asks_from=day, grace_days=365).versions.get()
    assert (version.asks_from, version.stops_from) == (day, date.max)


def test_the_days_are_those_of_the_settings_file_wherever_the_editor_is(policy):
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    # Somewhere it is always another day.
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        with timezone.override(zone):
            made = policy(grace_days=10)
        assert made.versions.get().asks_from == today


def test_an_old_scheduled_version_that_is_published_late_is_the_next_version(
    policy, django_capture_on_commit_callbacks
):
    made = policy(avoid("guaranteed"), title="A")
    made.go_live_at = timezone.now() + timedelta(days=1)
    made.title = "Scheduled"
    made.save_revision(clean=False).publish()
    # Approved for tomorrow: until then the first version applies.
    assert [each.title for each in made.versions.all()] == ["A"]
    made.refresh_from_db()
    publish(made, title="B", go_live_at=None)
    scheduled = made.revisions.filter(content__title="Scheduled").get()
    scheduled.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    scheduled.content["go_live_at"] = scheduled.approved_go_live_at.isoformat()
    scheduled.save()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    assert [each.title for each in made.versions.order_by("number")] == ["A", "B", "Scheduled"]
    assert said("guaranteed")[1] == [3]


def test_a_policy_that_is_only_scheduled_does_not_apply(db):
    made = PolicyFactory()
    publish(made, body=[avoid("guaranteed")], go_live_at=timezone.now() + timedelta(days=1))
    assert not PolicyVersion.objects.exists()
    assert said("guaranteed") == ([], [])


def test_an_unpublished_policy_does_not_apply_and_its_versions_stay(policy):
    made = policy(avoid("guaranteed"))
    made.unpublish()
    assert said("guaranteed") == ([], [])
    assert made.versions.count() == 1


def test_a_policy_expires_by_the_clock(policy, monkeypatch):
    made = policy(avoid("guaranteed"))
    publish(made, title="B", expire_at=timezone.now() + timedelta(hours=1))
    assert said("guaranteed")[1] == [2]
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert said("guaranteed") == ([], [])


def test_a_deleted_policy_leaves_its_versions(policy):
    made = policy(avoid("guaranteed"))
    basis = check_caption("x", CheckContext(site=Site.objects.get(), network="x", language="en")).basis[0]
    made.delete()
    version = PolicyVersion.objects.get()
    assert version.policy is None
    assert said("guaranteed") == ([], [])
    assert basis_text(basis).hash == version.hash
    assert basis_text(basis).content == version.content


def test_nobody_knows_a_basis_with_another_hash(policy):
    policy()
    basis = check_caption("x", CheckContext(site=Site.objects.get(), network="x", language="en")).basis[0]
    assert basis_text({**basis, "hash": "0" * 64}) is None
    assert basis_text({}) is None


@pytest.mark.parametrize(
    "forged",
    [{"version": "abc"}, {"version": "1"}, {"version": 10**30}, {"version": -1}, {"hash": "\0"}, {"hash": "x" * 9_999}],
)
def test_a_basis_that_somebody_made_up_is_nobodys(policy, forged):
    policy()
    basis = check_caption("x", CheckContext(site=Site.objects.get(), network="x", language="en")).basis[0]
    assert basis_text({**basis, **forged}) is None


def test_several_policies_add_up(policy):
    policy(avoid("guaranteed"), title="A")
    policy(avoid("never"), title="B")
    assert sorted(said("guaranteed never")[0]) == ["Leave out “guaranteed”.", "Leave out “never”."]


def test_two_opposite_rules_both_speak(policy):
    policy(avoid("Acme Cloud", sentence="Never write Acme Cloud."))
    policy(
        {
            "type": "preferred_term",
            "value": {
                "sentence": "It is Acme Cloud.",
                "severity": "should",
                "name": "Acme Cloud",
                "instead_of": "Acme cloud thing",
                "passes": "Acme Cloud",
                "fails": "acme cloud",
            },
        }
    )
    assert sorted(said("acme cloud")[0]) == ["It is Acme Cloud.", "Never write Acme Cloud."]


@pytest.mark.parametrize(
    ("fields", "speaks"),
    [
        ({"networks": ["linkedin"]}, True),
        ({"networks": ["mastodon"]}, False),
        ({"languages": ["en"]}, True),
        ({"languages": ["es"]}, False),
        ({"categories": ["4711"]}, False),
        ({"campaigns": ["4711"]}, False),
    ],
)
def test_a_policy_applies_where_it_says(policy, fields, speaks):
    policy(avoid("guaranteed"), **fields)
    assert bool(said("guaranteed")[0]) is speaks


def test_a_policy_of_another_programme_is_silent(policy):
    other = Site.objects.create(hostname="elsewhere.example", root_page=Site.objects.get().root_page)
    policy(avoid("guaranteed"), site=other)
    found = check_caption("guaranteed", CheckContext(site=default_site(), network="x", language="en"))
    assert (found.findings, found.basis) == ([], [])
    assert check_caption("guaranteed", CheckContext(site=other, network="x", language="en")).findings


def test_words_are_checked_by_the_translation_in_their_language(policy):
    spanish = Locale.objects.create(language_code="es")
    made = policy(avoid("guaranteed"))
    translated = made.copy_for_translation(spanish)
    translated.save()
    assert not translated.live
    assert said("guaranteed garantizado", "es")[0] == ["Leave out “guaranteed”."]
    publish(translated, body=[avoid("garantizado")])
    assert said("guaranteed garantizado", "es")[0] == ["Leave out “garantizado”."]
    assert said("guaranteed garantizado", "es-mx")[0] == ["Leave out “garantizado”."]
    assert said("guaranteed garantizado", "en")[0] == ["Leave out “guaranteed”."]
    assert said("guaranteed garantizado", "it")[0] == ["Leave out “guaranteed”."]


def test_a_translation_that_applies_elsewhere_silences_nobody(policy):
    elsewhere = Site.objects.create(hostname="elsewhere.example", root_page=default_site().root_page)
    made = policy(avoid("guaranteed"))
    translated = made.copy_for_translation(Locale.objects.create(language_code="es"))
    translated.save()
    publish(translated, body=[avoid("garantizado")], site=elsewhere)
    assert said("guaranteed garantizado", "es")[0] == ["Leave out “guaranteed”."]
    publish(translated, site=None, networks=["mastodon"])
    assert said("guaranteed garantizado", "es", "mastodon")[0] == ["Leave out “garantizado”."]
    assert said("guaranteed garantizado", "es")[0] == ["Leave out “guaranteed”."]


def test_checking_asks_the_database_nothing_once_it_knows(policy, django_assert_num_queries):
    policy(avoid("guaranteed"))
    site = Site.objects.get()
    context = CheckContext(site=site, network="linkedin", language="en")
    check_caption("x", context)
    with django_assert_num_queries(0):
        assert check_caption("guaranteed", context).findings


def test_no_policy_means_no_check(db):
    assert said("guaranteed") == ([], [])


def test_a_kind_of_rule_that_is_gone_is_silent(policy):
    made = policy(avoid("guaranteed"), avoid("never"))
    version = made.versions.get()
    version.content["rules"][0]["kind"] = "gone"
    PolicyVersion.objects.filter(pk=version.pk).update(content=version.content, hash="0" * 64)
    version.save(update_fields=["title"])
    assert said("guaranteed never")[0] == ["Leave out “never”."]


def test_a_kind_of_rule_that_wants_more_than_was_stored_is_silent_and_logged(policy, monkeypatch, caplog):
    @dataclass(frozen=True, kw_only=True)
    class Stricter(KINDS["avoided_term"]):
        since_last_year: int

    policy(avoid("guaranteed"))
    monkeypatch.setitem(KINDS, "avoided_term", Stricter)
    assert said("guaranteed")[0] == []
    assert "avoided_term" in caplog.text


@pytest.mark.services
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_publish_at_once_make_one_version():
    made = PolicyFactory(locale=Locale.objects.get_or_create(language_code="en")[0], live=True)
    made.body = made.body.stream_block.to_python([avoid("guaranteed")])
    made.save()
    made.versions.all().delete()

    def publishing(_number):
        try:
            return make_version(made.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(publishing, range(8)))
    assert sum(result is not None for result in results) == 1
    assert [each.number for each in made.versions.all()] == [1]
