"""What the root keeps of people. Every room has such a file; a test fails on a field that no such file names."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .conf import advocacy_settings
from .models import AdvocacySettings, Advocate, AudienceSize, MaintenanceJob, SiteNetwork, Team
from .registries import PersonalData, personal_data


def months(setting: str) -> str:
    """Return the retention in ``setting`` as words; lazily, for settings may change in tests."""
    number = getattr(advocacy_settings, setting)
    return ngettext("%(number)d month at most", "%(number)d months at most", number) % {"number": number}


lazy_months = lazy(months, str)

personal_data.declare(
    PersonalData(
        model=Advocate,
        person="user",
        fields=["user", "joined_at", "left_at", "consent_version", "consent_text", "purposes", "alias"],
        purpose=_("To know who joined, and what they agreed to."),
        seen_by=_("The person. Staff see how many joined, not who."),
        retention=_("Until the person erases their data or their account is deleted."),
        name=_("membership"),
    )
)
personal_data.declare(
    PersonalData(
        model=AudienceSize,
        person="advocate__user",
        fields=["advocate", "network", "size", "declared_at"],
        purpose=_("To estimate how many people shares could reach."),
        seen_by=_("The person."),
        retention=lazy_months("AUDIENCE_MONTHS"),
    )
)
personal_data.declare_not_personal(
    AdvocacySettings,
    {
        "programme_name": "name of a programme",
        "fallback_url": "a public page",
        "utm": "may not name a person (validated)",
        "disclosure": "the organisation's wording",
        "disclosures": "the organisation's wording",
        "hashtags": "the organisation's wording",
        "contact": "published by the organisation itself",
    },
)
personal_data.declare_not_personal(SiteNetwork, {"network": "a social network", "option": "a way to share there"})
personal_data.declare_not_personal(Team, {"key": "an organisational unit", "name": "an organisational unit"})
personal_data.declare_not_personal(MaintenanceJob, {"name": "a job of the machine", "error": "class of a failure"})
