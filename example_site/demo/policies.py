"""The guidelines of the demo: two policies in versions, one of them in Spanish too, and who has agreed to them."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from intranet.models import IntranetHomePage
from wagtail.documents import get_document_model
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowContentType, WorkflowTask
from wagtail.rich_text import RichText
from website.models import WebsiteHomePage

from wagtail_advocacy.guidelines.models import Acknowledgement, Dispute, Policy, PolicyVersion, RuleTally
from wagtail_advocacy.guidelines.pages.models import GuidelinePage
from wagtail_advocacy.library.models import ContentCategory
from wagtail_advocacy.models import Advocate
from wagtail_advocacy.sharing.models import Share

from . import pictures
from .content import policies, policies_es
from .pages import picture, publish
from .people import find_person, grant

BRAND_DAYS, FIRST_DAYS, SECOND_DAYS = 95, 30, 7
GRACE_DAYS = 240
"""Long enough that a demo stops nobody: newcomers are only asked to read."""

SPANISH_TOWN = "Puerto Sereno"


def load_policies() -> None:
    """Write the policies as Petra and Nora would have left them, once."""
    grant_policies()
    if Policy.objects.exists():
        return
    load_approval()
    english, spanish = (Locale.objects.get(language_code=code) for code in ("en", "es"))
    brand = draft(policies.BRAND, english, kind=Policy.Kind.BRAND)
    release(brand, BRAND_DAYS)
    content = draft(policies.CONTENT, english)
    today = comments_of(content)["comments"]
    comments_of(content)["comments"] = RichText(policies.COMMENTS_BEFORE)
    release(content, FIRST_DAYS)
    release(draft(policies_es.CONTENT, spanish, translation_key=content.translation_key), FIRST_DAYS)
    comments_of(content)["comments"] = today
    content.what_changed, content.asks_again = policies.CONTENT["what_changed"], Policy.AsksAgain.NO
    release(content, SECOND_DAYS)
    load_guideline_pages(content)
    load_hits(content)


def grant_policies() -> None:
    """Legal writes policies, and editors, who are the second pair of eyes, publish them."""
    room = "wagtail_advocacy_guidelines"
    grant("Legal", *(f"{room}.{each}" for each in ("add_policy", "change_policy", "view_policyversion")))
    grant("Legal", f"{room}.view_dispute", f"{room}.change_dispute", f"{room}.view_acknowledgement")
    grant("Editors", *(f"{room}.{each}" for each in ("change_policy", "publish_policy", "view_policyversion")))


def load_approval() -> None:
    """Whoever writes a policy does not publish it alone."""
    task = GroupApprovalTask.objects.create(name="Communication reads it")
    task.groups.add(Group.objects.get(name="Editors"))
    workflow = Workflow.objects.create(name="A second pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    policy = ContentType.objects.get_for_model(Policy)
    WorkflowContentType.objects.create(workflow=workflow, content_type=policy)


def draft(text: dict[str, Any], locale: Locale, **values: Any) -> Policy:
    policy = Policy(title=text["title"], locale=locale, grace_days=GRACE_DAYS, **values)
    policy.body = [(kind, filled(value)) for kind, value in text["body"]]
    policy.save()
    # Its blocks have their names now, which all versions share.
    return Policy.objects.get(pk=policy.pk)


def filled(value: Any) -> Any:
    """Put pictures, documents, categories and dates in the place of their names."""
    if isinstance(value, list):
        return [filled(each) for each in value]
    if not isinstance(value, dict):
        return value
    filled_in: dict[str, Any] = {}
    for name, each in value.items():
        if name.endswith("_picture"):
            filled_in[name] = shown(each)
        elif name == "file":
            filled_in[name] = logo()
        elif name == "days":
            filled_in["periods"] = [{"first": day(first), "last": day(last)} for first, last in each]
        elif name == "categories":
            keys = [str(pk) for pk in ContentCategory.objects.filter(slug__in=each).values_list("pk", flat=True)]
            filled_in["scope"] = {"networks": [], "languages": [], "categories": keys, "campaigns": []}
        else:
            filled_in[name] = filled(each)
    return filled_in


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def shown(motif: str) -> Any:
    image = picture(motif)
    image.contextual_alt_text, image.decorative = pictures.description(motif), False
    return image


def logo() -> Any:
    documents = get_document_model().objects
    if document := documents.filter(title="Larkwater logo").first():
        return document
    file = ContentFile(pictures.LOGO.encode(), name="larkwater-logo.svg")
    return documents.create(title="Larkwater logo", file=file, file_size=file.size)


def comments_of(policy: Policy) -> Any:
    return next(child.value for child in policy.body if child.block_type == "practice")


def release(policy: Policy, days: int) -> None:
    """Publish what ``policy`` holds, as of so many days ago: Petra wrote it, Nora published it."""
    writer, publisher = find_person("legal"), find_person("editor")
    moment = timezone.now() - timedelta(days=days)
    revision = policy.save_revision(user=writer, clean=False)
    revision.publish(user=publisher)
    type(revision).objects.filter(pk=revision.pk).update(created_at=moment)
    first = PolicyVersion.objects.filter(policy=policy).count() == 1
    times = {"last_published_at": moment, **({"first_published_at": moment} if first else {})}
    Policy.objects.filter(pk=policy.pk).update(**times)
    newest = PolicyVersion.objects.filter(policy=policy).order_by("-number").first()
    newest.published_at, newest.asks_from = moment, timezone.localdate(moment)
    newest.stops_from = newest.asks_from + timedelta(days=GRACE_DAYS)
    newest.save()
    policy.refresh_from_db()


def load_hits(content: Policy) -> None:
    """How often each rule spoke since the policy is there, and what two colleagues say of it."""
    chance, rules = Random("larkwater checks"), content.versions.latest("number").content["rules"]
    rows = []
    for days in range(FIRST_DAYS):
        day, shares = timezone.localdate() - timedelta(days=days), chance.randint(1, 6)
        rows.append(RuleTally(policy=content, rule="", day=day, times=shares))
        hits = ((rule["key"], sum(chance.random() < 0.08 for _share in range(shares))) for rule in rules)
        rows.extend(RuleTally(policy=content, rule=key, day=day, times=times) for key, times in hits if times)
    RuleTally.objects.bulk_create(rows)
    sentences = {rule["sentence"]: rule["key"] for rule in rules}
    for days, sentence, words, because in policies.DISPUTES:
        Dispute.objects.create(
            policy=content,
            version=2,
            rule=sentences[sentence],
            sentence=sentence,
            words=words,
            because=because,
            network="linkedin",
            language="en",
            day=timezone.localdate() - timedelta(days=days),
        )


def load_guideline_pages(content: Policy) -> None:
    homes = {"intranet": IntranetHomePage.objects.get(), "website": WebsiteHomePage.objects.get()}
    for site, title, slug, is_public, intro in policies.PAGES:
        page = GuidelinePage(title=title, slug=slug, policy=content, is_public=is_public, intro=intro)
        page.show_in_menus = not is_public
        page.search_description = "What colleagues agree to when they talk about Larkwater."
        publish(homes[site], page, FIRST_DAYS)


def load_agreements(advocates: list[Advocate]) -> None:
    """Whoever has shared has agreed, in their language, and each share keeps what applied to it; once."""
    if Acknowledgement.objects.exists():
        return
    chance = Random("larkwater agrees")
    first = {each.language: each for each in PolicyVersion.objects.filter(number=1, policy__kind="content")}
    brand = PolicyVersion.objects.get(policy__kind="brand")
    shared = set(Share.objects.values_list("advocate", flat=True))
    rows = []
    for advocate in advocates:
        if advocate.pk not in shared:
            continue
        language = "es" if advocate.user.town == SPANISH_TOWN else "en"
        for version in (brand, first[language]):
            moment = agreed_at(chance, version.published_at, advocate.joined_at)
            rows.append(
                Acknowledgement(
                    user=advocate.user, version=version, hash=version.hash, language=language, acknowledged_at=moment
                )
            )
    Acknowledgement.objects.bulk_create(rows)
    keep_basis()


def agreed_at(chance: Random, published: datetime, joined: datetime) -> datetime:
    moment = max(published, joined) + timedelta(hours=chance.uniform(1, 90))
    return min(moment, timezone.now())


def keep_basis() -> None:
    """Let each share of the past stand on the versions that applied when it was started, in its language."""
    versions = list(PolicyVersion.objects.order_by("published_at", "pk"))
    for language in ("en", "es"):
        shares = Share.objects.filter(language=language)
        current: dict[Any, PolicyVersion] = {}
        for version in versions:
            # Where there is a translation it speaks, else the first text does.
            if version.language != language and version.translation_key in spoken(versions, language):
                continue
            current[version.translation_key] = version
            basis = [
                {"policy": each.policy_id, "version": each.number, "hash": each.hash}
                for each in sorted(current.values(), key=lambda each: each.policy_id)
            ]
            shares.filter(started_at__gte=version.published_at).update(basis=basis)


def spoken(versions: list[PolicyVersion], language: str) -> set[Any]:
    return {each.translation_key for each in versions if each.language == language}
