"""What recruitment keeps of people: who looks after vacancies, and by whose share somebody applied. No candidates."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..library.privacy import cut_out_of_revisions
from ..registries import PersonalData, personal_data
from .models import (
    Absence,
    FeedRun,
    RecruitmentSettings,
    Referral,
    ReferralStep,
    StepNotice,
    Vacancy,
    VacancyCaption,
    VacancyFeed,
    VacancyLocation,
)
from .referrals.bonus import forget_referrer

PEOPLE = ("owner", "locked_by", "hiring_manager", "recruiter")
"""Fields of a vacancy that name somebody."""

_CONTENT = "editorial content"


def _forget(name: str) -> Any:
    def forget(user: Any) -> None:
        Vacancy.objects.filter(**{name: user}).update(**{name: None})
        cut_out_of_revisions(Vacancy, user, PEOPLE)

    return forget


def _unlock(user: Any) -> None:
    Vacancy.objects.filter(locked_by=user).update(locked=False, locked_at=None, locked_by=None)
    cut_out_of_revisions(Vacancy, user, PEOPLE)


def _forget_feeds(user: Any) -> None:
    VacancyFeed.objects.filter(recruiter=user).update(recruiter=None)


def _forget_steps(user: Any) -> None:
    ReferralStep.objects.filter(by=user).update(by=None)


for _name, _label, _purpose, _seen in (
    (
        "hiring_manager",
        _("vacancies you hire for"),
        _("So that you can approve them, and are asked to."),
        _("Recruiters and those who approve."),
    ),
    ("recruiter", _("vacancies you recruit for"), _("So that you find yours, and hear of them."), _("Recruiters.")),
    ("owner", _("vacancies you wrote"), _("So that nobody approves what they wrote themselves."), _("Recruiters.")),
):
    personal_data.declare(
        PersonalData(
            model=Vacancy,
            person=_name,
            fields=[_name],
            purpose=_purpose,
            seen_by=_seen,
            retention=_("As long as the vacancy, or until another name is chosen."),
            erase=_forget(_name),
            name=_label,
        )
    )
personal_data.declare(
    PersonalData(
        model=Vacancy,
        person="locked_by",
        fields=["locked_by", "locked_at"],
        purpose=_("So that two editors do not overwrite each other."),
        seen_by=_("Editors."),
        retention=_("Until the lock is opened."),
        erase=_unlock,
        name=_("locks on vacancies"),
    )
)
personal_data.declare(
    PersonalData(
        model=VacancyFeed,
        person="recruiter",
        fields=["recruiter"],
        purpose=_("So that somebody hears when a feed fails."),
        seen_by=_("Administrators of feeds."),
        retention=_("As long as the feed, or until another name is chosen."),
        erase=_forget_feeds,
        name=_("feeds you look after"),
    )
)
for _name, _label in (("user", _("your absences")), ("deputy", _("absences in which you decide for somebody"))):
    personal_data.declare(
        PersonalData(
            model=Absence,
            person=_name,
            fields=["user", "deputy", "starts_on", "ends_on"],
            purpose=_("So that vacancies do not wait for somebody who is away."),
            seen_by=_("The person, their deputy and administrators."),
            retention=_("A month after the last day."),
            name=_label,
        )
    )
personal_data.declare(
    PersonalData(
        model=StepNotice,
        person="user",
        fields=["user", "times", "last_at"],
        purpose=_("So that nobody gets two letters about one step."),
        seen_by=_("Nobody."),
        retention=_("As long as the step is kept in the history of the vacancy."),
        name=_("letters about vacancies that wait for you"),
    )
)
personal_data.declare(
    PersonalData(
        model=ReferralStep,
        person="by",
        fields=["by", "part", "before", "after", "why", "at"],
        purpose=_("So that every change of a referral and its bonus can be explained."),
        seen_by=_("Recruiters."),
        retention=_(
            "As long as the referral; reasons until a year after its last move, once it is over. Without your name "
            "once you erase your data."
        ),
        erase=_forget_steps,
        name=_("changes you made to referrals"),
    )
)
personal_data.declare(
    PersonalData(
        model=Referral,
        person="share__advocate__user",
        fields=["title", "network", "state", "applied_at", "moved_at", "hired_at", "bonus", "bonus_amount"]
        + ["bonus_currency", "bonus_due_on", "share"],
        purpose=_("To know what came of your shares, and what you are owed."),
        seen_by=_("The person. Staff see referrals without names, unless they look somebody up, which is logged."),
        retention=_(
            "As long as the share is tied to the person. The number of the application goes a year after its last "
            "move, once it is over."
        ),
        erase=forget_referrer,
        name=_("applications that came by your shares"),
    )
)
personal_data.declare_not_personal(
    Vacancy,
    {
        **dict.fromkeys(
            ["title", "team", "why", "description", "requirements", "benefits", "languages", "image_alt"], _CONTENT
        ),
        **dict.fromkeys(["workplace", "employment_type", "salary_currency", "salary_unit"], _CONTENT),
        **dict.fromkeys(["apply_url", "apply_email", "apply_parameter"], "published by the organisation itself"),
        **dict.fromkeys(["bonus_currency", "bonus_conditions", "requisition_id", "closed_reason"], _CONTENT),
        **dict.fromkeys(["source_id", "source_url", "source_hash", "detached"], "where a vacancy comes from"),
    },
)
personal_data.declare_not_personal(VacancyCaption, dict.fromkeys(["text", "network", "language"], _CONTENT))
personal_data.declare_not_personal(
    VacancyLocation, dict.fromkeys(["place", "region", "postal_code", "country"], "a place of work")
)
personal_data.declare_not_personal(
    VacancyFeed,
    dict.fromkeys(
        ["title", "kind", "address", "mapping", "country", "publish", "apply_parameter"], "setting of a feed"
    ),
)
personal_data.declare_not_personal(
    FeedRun,
    {
        "outcome": "what became of a fetch",
        "problems": "sentences about published vacancies",
        "message": "why a fetch failed",
    },
)
personal_data.declare_not_personal(
    RecruitmentSettings,
    dict.fromkeys(
        ["organisation", "organisation_url", "candidates_privacy_url", "currency", "referrer_sees"],
        "setting of a programme",
    ),
)
personal_data.declare_not_personal(
    Referral,
    {
        "reference_key": "a digest of a number in the recruiting system",
        "reference": "the number of an application; off unless the settings file turns it on",
    },
)
