"""Who looks after vacancies, in which way."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import Absence, Vacancy, VacancyFeed

vacancy_policy = ModelPermissionPolicy(Vacancy)


def may_change(user: Any) -> bool:
    """Whether ``user`` may change any vacancy, and so sees all of them."""
    return vacancy_policy.user_has_permission(user, "change")


def looks_after_vacancies(user: Any) -> bool:
    """Whether ``user`` writes, recruits or hires for any vacancy, or may; the menu asks so on every page."""
    if not hasattr(user, "_looks_after_vacancies"):
        may = vacancy_policy.user_has_any_permission(user, {"add", "change"})
        user._looks_after_vacancies = may or Vacancy.objects.of_user(user).exists()
    return bool(user._looks_after_vacancies)


def has_absences(user: Any) -> bool:
    """Whether it matters to a vacancy that ``user`` is away, or somebody else for whom ``user`` decides."""
    return looks_after_vacancies(user) or Absence.objects.filter(Q(user=user.pk) | Q(deputy=user.pk)).exists()


def may_choose_people(user: Any) -> bool:
    """Whether ``user`` has a form in which a colleague is chosen: of vacancies, feeds or absences."""
    feeds = ModelPermissionPolicy(VacancyFeed)
    return feeds.user_has_any_permission(user, {"add", "change"}) or has_absences(user)
