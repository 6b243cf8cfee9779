"""The programme in the demo: settings, library, members and what each role may do."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from events.models import Event
from intranet.models import NewsPage
from people.models import Department, User
from wagtail.models import GroupApprovalTask, Locale, Site, Workflow, WorkflowContentType, WorkflowTask
from website.models import BlogPage

from example_site.environment import WEBSITE_HOST
from wagtail_advocacy import consent
from wagtail_advocacy.actions import team_of, write_host_texts
from wagtail_advocacy.library.actions import offer, refresh_targets
from wagtail_advocacy.library.models import Campaign, Caption, ContentCategory, ShareableItem
from wagtail_advocacy.models import AdvocacySettings, Advocate, Team

from . import pictures
from .content.items import CAMPAIGNS, CATEGORIES, ITEMS
from .content.people import NOT_ADVOCATES, ROLES
from .conversions import load_conversions
from .guide import date_stories, load_guide
from .history import load_history
from .pages import leaflet, picture
from .people import find_person, grant
from .policies import load_agreements, load_policies
from .previews import load_previews
from .vacancies import date_vacancies, load_applications, load_recruitment, move_on

PROGRAMME = "Larkwater Voices"
OUTSIDERS = ("admin", "legal", "recruiter")
"""Roles that have not joined: the first share of a recruiter asks them."""


def load_advocacy() -> None:
    """Load the programme; whatever exists already stays as it is."""
    site = Site.objects.get(is_default_site=True)
    with transaction.atomic():
        load_settings(site)
        load_grants()
        load_workflow()
        load_library(site)
        advocates = load_advocates(site)
        load_policies()
        load_recruitment(site)
        load_guide()
    with transaction.atomic():
        for event in Event.objects.all():
            offer(event)
    refresh_targets()
    date_stories()
    date_vacancies()
    write_host_texts()
    with transaction.atomic():
        load_history(site, advocates)
        load_agreements(advocates)
        load_conversions()
    load_applications()
    # Letters of a demo that is only being loaded would be read by nobody.
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"), transaction.atomic():
        move_on()
    load_previews()


def load_settings(site: Site) -> None:
    """Name the programme of the intranet, and say that the website is open to all."""
    if not AdvocacySettings.objects.filter(site=site).exists():
        AdvocacySettings.objects.create(
            site=site,
            programme_name=PROGRAMME,
            disclosure="I work at Larkwater.",
            disclosures="es: Trabajo en Larkwater.",
            contact="Petra Nowicka, privacy@larkwater.example",
        )
    website = Site.objects.get(hostname=WEBSITE_HOST)
    AdvocacySettings.objects.update_or_create(
        site=website, defaults={"programme_name": PROGRAMME, "visible_without_login": True}
    )


def load_grants() -> None:
    """Editors run the library, leaders make items and change their own, the lead sees the figures; nobody may look up
    who shared."""
    library = "wagtail_advocacy_library"
    tracking = [f"wagtail_advocacy_tracking.{action}_conversion" for action in ("view", "add")]
    grant("Editors", f"{library}.*", "wagtail_advocacy_sharing.view_share", *tracking)
    grant("Editors", "wagtail_advocacy.change_advocacysettings")
    items = [f"{library}.{action}_shareableitem" for action in ("add", "change", "publish")]
    grant("Recruiters", *items, tracking[0])
    grant("Advocacy leaders", items[0], "wagtail_advocacy_sharing.view_share")
    grant("Legal", "wagtail_advocacy.change_advocacysettings")
    grant("Programme leads", "wagtail_advocacy_tracking.view_programme", "wagtail_advocacy_sharing.view_share")
    grant("Recruiters", "wagtail_advocacy_tracking.view_programme", "wagtail_advocacy_sharing.view_share")


def load_workflow() -> None:
    """Let editors approve what leaders and others without a permission to publish submit."""
    items = ContentType.objects.get_for_model(ShareableItem)
    if WorkflowContentType.objects.filter(content_type=items).exists():
        return
    task = GroupApprovalTask.objects.create(name="Editors read it")
    task.groups.add(Group.objects.get(name="Editors"))
    workflow = Workflow.objects.create(name="Editors’ approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=items)


def load_library(site: Site) -> None:
    if ShareableItem.objects.filter(source_type=None).exists():
        return
    today = timezone.localdate()
    for order, (slug, name, colour, icon, promotional, part) in enumerate(CATEGORIES):
        ContentCategory.objects.update_or_create(
            slug=slug,
            defaults={
                "name": name,
                "colour": colour,
                "icon": icon,
                "promotional": promotional,
                "target_share": part,
                "sort_order": order,
            },
        )
    locale = Locale.objects.get(language_code="en")
    for text in CAMPAIGNS:
        first, last = (today + timedelta(days=days) for days in text["days"])
        fields = {name: text[name] for name in ("slug", "title", "goal", "objective", "hashtags")}
        fields |= {"metric": text.get("metric", ""), "goal_number": text.get("goal_number")}
        fields |= {"owner": find_person(text["owner"]) if "owner" in text else None}
        campaign = Campaign(site=site, locale=locale, starts_on=first, ends_on=last, **fields)
        campaign.first_published_at = campaign.last_published_at = at_eight(first)
        campaign.save()
        keep_revision(campaign)
    for text in reversed(ITEMS):
        add_item(site, Locale.objects.get(language_code=text.get("language", "en")), text)


def add_item(site: Site, locale: Locale, text: dict[str, Any]) -> None:
    """Create one item as an editor would have left it."""
    now = timezone.now()
    post = BlogPage.objects.filter(slug=text["page"]).first() if "page" in text else None
    item = ShareableItem(
        site=site,
        locale=locale,
        headline=text["headline"],
        why=text["why"],
        description=post.intro if post else text["description"],
        image=picture(text["picture"], text.get("palette", "")),
        image_alt=pictures.description(text["picture"]),
        origin=NewsPage.objects.filter(slug=text["origin"]).first() if "origin" in text else None,
        destination="page" if post else "card",
        page=post,
        adds_code=text.get("adds_code", False),
        category=ContentCategory.objects.get(slug=text["category"]),
        campaign=Campaign.objects.get(slug=text["campaign"]) if "campaign" in text else None,
        attachment=leaflet(text["leaflet"]) if "leaflet" in text else None,
        owner=find_person("editor"),
        own_words=text.get("own_words", "allowed"),
        live=True,
        has_unpublished_changes=False,
        featured_until=now + timedelta(days=6) if text.get("featured") else None,
        expire_at=at_eight(timezone.localdate() + timedelta(days=text["expires"]), 18) if "expires" in text else None,
    )
    item.captions = [
        Caption(language=language, network=network, text=words) for language, network, words in text["captions"]
    ]
    item.tags.set(text.get("tags", ()))
    item.teams = [team_of_department(slug) for slug in text.get("teams", ())]
    if "starts" in text:
        item.live, item.has_unpublished_changes = False, True
        item.go_live_at = at_eight(timezone.localdate() + timedelta(days=text["starts"]))
        item.save()
        item.save_revision(user=find_person("editor"), clean=False).publish()
        return
    item.first_published_at = item.last_published_at = min(
        at_eight(timezone.localdate() - timedelta(days=text["days"])), now
    )
    item.save()
    keep_revision(item)


def keep_revision(snippet: Any) -> None:
    """Give a live snippet the revision that it went live with, so that its history has a beginning."""
    moment = snippet.first_published_at
    revision = snippet.save_revision(user=find_person("editor"), clean=False)
    type(revision).objects.filter(pk=revision.pk).update(created_at=moment)
    type(snippet).objects.filter(pk=snippet.pk).update(
        live_revision=revision, latest_revision=revision, has_unpublished_changes=False
    )


def load_advocates(site: Site) -> list[Advocate]:
    """Let twenty-eight of the forty have joined: six in the first days, the others little by little."""
    if not Advocate.objects.exists():
        text = consent.consent_text(AdvocacySettings.for_site(site))
        people = list(User.objects.exclude(username__in=OUTSIDERS).order_by("pk"))
        pioneers = [person for person in people if person.username in ROLES]
        others = [person for person in people if person not in pioneers]
        others.sort(key=lambda person: (person.pk * 17) % 41)
        joining = pioneers + others
        number = User.objects.count() - NOT_ADVOCATES
        now = timezone.now()
        Advocate.objects.bulk_create(
            Advocate(
                user=person,
                joined_at=now - timedelta(days=182 - (order * 2 if order < 6 else order * 5), hours=order * 7 % 9),
                consent_version=consent.VERSION,
                consent_text=text,
                purposes=list(consent.PURPOSES),
            )
            for order, person in enumerate(joining[:number])
        )
    return list(Advocate.objects.select_related("user__department").order_by("joined_at", "pk"))


def team_of_department(slug: str) -> Team:
    """Return the team that ``TEAM_RESOLVER`` gives to people of a department."""
    return team_of(Department.objects.get(slug=slug).people.first())


def at_eight(day: Any, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
