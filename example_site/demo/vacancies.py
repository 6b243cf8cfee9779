"""Jobs at Larkwater, as its recruiter keeps them: live, waiting, in drafts, and one that was filled through people."""

from datetime import timedelta
from io import StringIO
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Revision, Site
from website.models import WebsiteHomePage

from example_site.environment import WEBSITE, WEBSITE_HOST
from wagtail_advocacy.library.actions import items_of, resolve_targets
from wagtail_advocacy.library.models import ContentCategory, ShareableItem
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.recruitment.actions import close_vacancy
from wagtail_advocacy.recruitment.models import (
    ApplyPresses,
    RecruitmentSettings,
    Referral,
    Vacancy,
    VacancyCaption,
    VacancyFeed,
    VacancyLocation,
)
from wagtail_advocacy.recruitment.offers import CATEGORY
from wagtail_advocacy.recruitment.pages.models import VacancyIndexPage
from wagtail_advocacy.tracking.actions import record_conversion
from wagtail_advocacy.tracking.models import DailyTally

from . import pictures
from .content.vacancies import VACANCIES
from .pages import picture, publish
from .people import find_person, grant

FEED = f"{WEBSITE}/partners/brookfield/jobs"
"""What a sister company's recruiting system says, in the shape of a Greenhouse job board."""

APPLY = f"{WEBSITE}/apply/"
"""Stands for the form of a recruiting system."""

FILLED_DAYS = 18
"""How long ago the filled vacancy was closed."""


def load_recruitment(site: Site) -> None:
    """Load settings, groups, workflow, feed and vacancies, once. What is live offers itself on commit."""
    if Vacancy.objects.exists():
        # Loading people once more leaves them in the groups of their roles alone.
        load_members()
        return
    RecruitmentSettings.objects.update_or_create(
        site=site,
        defaults={
            **addresses(),
            "organisation": "Larkwater",
            "career_site": Site.objects.get(hostname=WEBSITE_HOST),
            "cost_per_hire": 6400,
            "currency": "EUR",
            "referrer_sees": RecruitmentSettings.ReferrerSees.BONUS,
        },
    )
    call_command("setup_recruitment", stdout=StringIO())
    # What they make for a site that has no category for jobs; this one has.
    ContentCategory.objects.filter(slug=CATEGORY).delete()
    load_jobs_page()
    load_members()
    grant("Recruiters", "wagtail_advocacy_recruitment.change_recruitmentsettings")
    grant("Recruiters", *(f"wagtail_advocacy_recruitment.{each}_vacancyfeed" for each in ("add", "change", "view")))
    grant("Programme leads", "wagtail_advocacy_recruitment.approve_bonus")
    jobs = ContentCategory.objects.get(slug="jobs")
    VacancyFeed.objects.create(
        title="Brookfield Instruments",
        kind="greenhouse",
        address=FEED,
        site=site,
        locale=Locale.objects.get(language_code="en"),
        category=jobs,
        recruiter=find_person("recruiter"),
    )
    for text in VACANCIES:
        add_vacancy(site, jobs, text)


def addresses() -> dict[str, str]:
    return {"organisation_url": WEBSITE, "candidates_privacy_url": f"{WEBSITE}/candidates/"}


def move_vacancies() -> None:
    """Let addresses that were written down lead to the port of today."""
    RecruitmentSettings.objects.update(**addresses())
    VacancyFeed.objects.update(address=FEED)
    vacancies = Vacancy.objects.filter(feed=None)
    vacancies.update(apply_url=APPLY)
    kind, keys = ContentType.objects.get_for_model(Vacancy), [str(pk) for pk in vacancies.values_list("pk", flat=True)]
    for revision in Revision.objects.filter(base_content_type=kind, object_id__in=keys):
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "apply_url": APPLY})
    closed = ShareableItem.objects.filter(source_type=kind).exclude(withdrawn_at=None)
    for item in closed:
        address = item.source.get_absolute_url()
        ShareableItem.objects.filter(pk=item.pk).update(address=address, fallback=address)
        # A closed target keeps the last address that it led to.
        Target.objects.filter(pk=item.target_id).update(url=address)
    resolve_targets(closed.values_list("pk", flat=True))


def load_members() -> None:
    """Let the lead be of human resources, and the editor of communications."""
    for group, people in (("Human resources", ["lead"]), ("Communications", ["editor"])):
        Group.objects.get(name=group).user_set.add(*map(find_person, people))


def load_jobs_page() -> None:
    """Create the page of the website below which every vacancy has its address."""
    website = WebsiteHomePage.objects.get()
    intro = "<p>Four towns, two hundred colleagues, and pumps that outlive all of us. Come and work with water.</p>"
    page = VacancyIndexPage(title="Jobs", slug="jobs", intro=intro, search_description="Work at Larkwater.")
    publish(website, page, 150)


def add_vacancy(site: Site, category: ContentCategory, text: dict[str, Any]) -> Vacancy:
    """Create one vacancy as the recruiter would have left it."""
    now, state = timezone.now(), text.get("state", "live")
    posted = now - timedelta(days=text.get("days", 0), hours=3)
    salary, bonus = text.get("salary", (None, None, "", "")), text.get("bonus", (None, ""))
    was_out = state in ("live", "filled", "withdrawn")
    vacancy = Vacancy(
        site=site,
        locale=Locale.objects.get(language_code=text.get("language", "en")),
        title=text["title"],
        team=text["team"],
        why=text.get("why", ""),
        hiring_manager=find_person(text["hiring_manager"]),
        recruiter=find_person("recruiter"),
        owner=find_person("recruiter"),
        workplace=text.get("workplace", "on-site"),
        employment_type=text.get("employment_type", "FULL_TIME"),
        salary_min=salary[0],
        salary_max=salary[1],
        salary_currency=salary[2],
        salary_unit=salary[3] or "YEAR",
        description=text["description"],
        requirements=text.get("requirements", ""),
        benefits=text.get("benefits", ""),
        languages=text.get("languages", ""),
        apply_url=APPLY,
        date_posted=timezone.localdate(posted) if was_out else None,
        valid_through=timezone.localdate() + timedelta(days=text["ends"]) if "ends" in text else None,
        requisition_id=f"LW-{len(text['title']) * 7 + 1000}",
        image=picture(text["picture"], text.get("palette", "")) if "picture" in text else None,
        image_alt=pictures.description(text["picture"]) if "picture" in text else "",
        category=category,
        bonus_amount=bonus[0],
        bonus_currency=bonus[1],
        bonus_conditions="Paid with the salary after the first three months." if bonus[0] else "",
        live=was_out,
        has_unpublished_changes=not was_out,
        first_published_at=posted if was_out else None,
        last_published_at=posted if was_out else None,
    )
    vacancy.locations = [VacancyLocation(place=town, country=country) for town, country in text["locations"]]
    vacancy.captions = [VacancyCaption(language=code, network=to, text=words) for code, to, words in text["captions"]]
    vacancy.save()
    revision = vacancy.save_revision(user=find_person("recruiter"), clean=False)
    if was_out:
        Vacancy.objects.filter(pk=vacancy.pk).update(live_revision=revision, has_unpublished_changes=False)
        log(vacancy, "wagtail.publish", user=vacancy.recruiter, revision=revision, timestamp=posted)
    return vacancy


def date_vacancies() -> None:
    """Let the items that vacancies offered be as old as their vacancies."""
    for vacancy in Vacancy.objects.exclude(first_published_at=None):
        items_of(vacancy).update(
            first_published_at=vacancy.first_published_at, last_published_at=vacancy.first_published_at
        )


def move_on() -> None:
    """Close what was filled meanwhile, and submit what waits for its hiring manager; after the history is written."""
    recruiter = find_person("recruiter")
    states = {text["title"]: text.get("state", "live") for text in VACANCIES}
    for vacancy in Vacancy.objects.filter(closed_at=None):
        state = states.get(vacancy.title)
        if state == "filled":
            close_vacancy(vacancy, Vacancy.ClosedReason.FILLED, recruiter, hired=2)
            Vacancy.objects.filter(pk=vacancy.pk).update(closed_at=timezone.now() - timedelta(days=FILLED_DAYS))
        elif state == "waiting" and vacancy.current_workflow_state is None:
            vacancy.get_workflow().start(vacancy, recruiter)


def load_applications() -> None:
    """Tell what came of the shares of the filled vacancy: two were hired, one of them stayed; once, after all clicks.

    Its recruiting system would have reported that, each with the number of the application.
    """
    if ApplyPresses.objects.exists():
        return
    filled = next(text["title"] for text in VACANCIES if text.get("state") == "filled")
    referrals = list(Referral.objects.filter(title=filled).select_related("share__link", "conversion").order_by("pk"))
    for number, kinds in enumerate(
        [("interview", "offer", "hire", "retained"), ("interview", "offer", "hire"), ("interview",)]
    ):
        for weeks, kind in enumerate(kinds, 1):
            if number < len(referrals):
                told = referrals[number].conversion
                record_conversion(
                    kind=kind,
                    codes=referrals[number].share.link.code,
                    at=min(told.at + timedelta(days=weeks * 9), timezone.now()),
                    reference=told.reference,
                    source="webhook",
                )
    press_apply()


def press_apply() -> None:
    """One in seven who came to a vacancy pressed “Apply” there."""
    of_subject = {item.subject: vacancy for vacancy in Vacancy.objects.all() for item in items_of(vacancy)}
    tallies = DailyTally.objects.filter(kind=ClickKind.PERSON, link__target__subject__in=of_subject)
    rows = [
        ApplyPresses(
            vacancy=of_subject[each.link.target.subject],
            link=each.link,
            link_key=each.link_id,
            day=each.day,
            presses=max(each.clicks // 7, 1),
        )
        for each in tallies.select_related("link__target").order_by("pk")
        if each.clicks > 2
    ]
    ApplyPresses.objects.bulk_create(rows)
