"""What people do with their membership, and what the programme does every day."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from . import consent
from .conf import advocacy_settings
from .links import actions as link_actions
from .links.models import HostText
from .maintenance import months_before
from .models import AdvocacySettings, Advocate, AudienceSize, Headcount, Team
from .registries import personal_data
from .signals import activity_recorded, advocate_joined, advocate_left

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

__all__ = [
    "advocate_of",
    "count_heads",
    "days_of_clicks",
    "erase",
    "export",
    "forget_old_audiences",
    "join",
    "leave",
    "purge_clicks",
    "team_of",
    "write_host_texts",
]


logger = logging.getLogger(__name__)


def advocate_of(user: AbstractBaseUser) -> Advocate | None:
    """Return the advocate that ``user`` is at this moment; ``None`` before joining and after leaving."""
    return Advocate.objects.enrolled().filter(user_id=user.pk).first() if user.pk else None


def team_of(user: AbstractBaseUser) -> Team | None:
    """Return the team of ``user`` as ``TEAM_RESOLVER`` names it; its row appears on first sight.

    Nobody is kept from sharing by a resolver that fails: it is logged, and the user is in no team.
    """
    try:
        return _resolve_team(user)
    except Exception:
        logger.exception("advocacy: TEAM_RESOLVER failed")
        return None


def _resolve_team(user: AbstractBaseUser) -> Team | None:
    resolve = advocacy_settings.load("TEAM_RESOLVER")
    ref = resolve(user) if resolve else None
    if ref is None:
        return None
    # Almost always it is there: then one plain question, without a transaction around it.
    team = Team.objects.filter(key=ref.key).first()
    if team is None:
        try:
            with transaction.atomic():
                team = Team.objects.create(key=ref.key, name=ref.name)
        except IntegrityError:
            team = Team.objects.get(key=ref.key)
    if team.name != ref.name:
        team.name = ref.name
        team.save(update_fields=["name"])
    return team


def join(user: AbstractBaseUser, site: Site, text: str = "") -> Advocate:
    """Make ``user`` an advocate and keep what they agreed to; joining twice changes nothing.

    ``text`` is the sentence that they saw, by default the one of this moment. Inside a transaction it also keeps
    other deeds of ``user`` waiting until that ends.
    """
    agreed = {
        "joined_at": timezone.now(),
        "left_at": None,
        "consent_version": consent.VERSION,
        "consent_text": text or consent.consent_text(AdvocacySettings.for_site(site)),
        "purposes": list(consent.PURPOSES),
    }
    with transaction.atomic():
        # Two first shares at one moment wait for each other at a row that exists before anybody joined: waiting at
        # the advocate's, which does not, is a deadlock on MariaDB.
        list(get_user_model()._base_manager.select_for_update().filter(pk=user.pk).values_list("pk"))
        advocate, created = Advocate.objects.get_or_create(user_id=user.pk, defaults=agreed)
        if not created and advocate.is_enrolled:
            return advocate
        if not created:
            for name, value in agreed.items():
                setattr(advocate, name, value)
            advocate.save()
    advocate_joined.send(sender=Advocate, advocate=advocate, site=site)
    activity_recorded.send(
        sender=Advocate, verb="advocate.joined", advocate=advocate, subject=None, at=advocate.joined_at
    )
    return advocate


def leave(user: AbstractBaseUser) -> bool:
    """End the membership of ``user``; shares and links stay. Return whether there was one to end."""
    advocate = advocate_of(user)
    if advocate is None:
        return False
    advocate.left_at = timezone.now()
    advocate.save(update_fields=["left_at"])
    advocate_left.send(sender=Advocate, advocate=advocate)
    return True


def export(user: AbstractBaseUser) -> dict[str, list[dict[str, Any]]]:
    """Return everything our tables hold of ``user``, ready for JSON: what a declaration is called → its rows."""
    return {key: data.export(user) for key, data in personal_data.by_key().items()}


def erase(user: AbstractBaseUser) -> None:
    """Remove ``user`` and their words from every table of ours, all or nothing; the figures stay.

    Rooms higher up go first: what they cut loose still needs the advocate's row to be found.
    """
    with transaction.atomic():
        # Whoever joins or shares at this moment waits; afterwards they would be asked again.
        get_user_model()._default_manager.select_for_update().filter(pk=user.pk).first()
        for data in reversed(personal_data.declared):
            data.erase_person(user)


def count_heads() -> int:
    """Write today's headcount of each programme, as a whole and by team; return the number of rows."""
    today = timezone.localdate()
    User = get_user_model()
    everybody = User._default_manager.all()
    # A model without the field inherits the plain attribute.
    has_field = any(each.name == "is_active" for each in User._meta.concrete_fields)
    users = list(everybody.filter(is_active=True) if has_field else everybody)
    enrolled = set(Advocate.objects.enrolled().values_list("user_id", flat=True))
    counts: dict[int | None, list[int]] = {None: [0, 0]}
    for user in users:
        # A resolver that fails must fail the job: a wrong headcount would stay in history.
        for key in {None, getattr(_resolve_team(user), "pk", None)}:
            row = counts.setdefault(key, [0, 0])
            row[0] += 1
            row[1] += user.pk in enrolled
    # Not everybody who works here has an account: the site may know better how many there are.
    if resolve := advocacy_settings.load("HEADCOUNT_RESOLVER"):
        stated = resolve()
        known = Team.objects.filter(key__in=filter(None, stated)).values_list("key", "pk")
        teams: dict[str | None, int | None] = {None: None, **dict(known)}
        for key in stated.keys() & teams.keys():
            counts.setdefault(teams[key], [0, 0])[0] = stated[key]
    programmes = AdvocacySettings.objects.filter(visible_without_login=False)
    for settings in programmes:
        for team_id, (number, joined) in counts.items():
            # No upsert: the unique constraint does not hold for "no team", where NULLs differ.
            values = {"users": number, "enrolled": joined}
            which: dict[str, Any] = {"site_id": settings.site_id, "team_id": team_id, "day": today}
            Headcount.objects.update_or_create(**which, defaults=values)
    return len(counts) * len(programmes)


def days_of_clicks() -> int:
    """Return how many days raw clicks are kept: the strictest that any programme asks for."""
    days = [settings.days_of_clicks() for settings in AdvocacySettings.objects.all()]
    return min(days, default=advocacy_settings.RAW_CLICKS_DAYS)


def purge_clicks() -> int:
    """Turn raw clicks into totals after the retention."""
    return link_actions.purge_clicks(days_of_clicks())


def forget_old_audiences() -> int:
    """Delete audience sizes that were declared longer ago than their retention; return how many."""
    limit = months_before(timezone.now(), advocacy_settings.AUDIENCE_MONTHS)
    return AudienceSize.objects.filter(declared_at__lt=limit).delete()[0]


def write_host_texts() -> None:
    """Tell the link host what it cannot look up: its home address and the facts of its privacy page."""
    host = urlsplit(advocacy_settings.LINK_HOST or "").netloc
    # Public sites first: the name that strangers know stands above what they read.
    programmes = list(AdvocacySettings.objects.select_related("site").order_by("-visible_without_login", "pk"))
    if not host or not programmes:
        return
    public = [f"{each.site.root_url}/" for each in programmes if each.visible_without_login]
    home = next((each.fallback_url for each in programmes if each.fallback_url), next(iter(public), ""))
    facts = {
        "organisation": programmes[0].site.site_name,
        "contact": next((each.contact for each in programmes if each.contact), ""),
        "clicks_days": min(each.days_of_clicks() for each in programmes),
        "conversions": apps.is_installed("wagtail_advocacy.tracking"),
    }
    for language in get_content_languages():
        HostText.objects.update_or_create(host=host, language=language, defaults={"home": home, "privacy": facts})
