"""Who sees what became of the policies, and what people are told about that."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from ..conf import advocacy_settings
from .models import Dispute, Policy, PolicyVersion

VERSIONS = "wagtail_advocacy_guidelines.view_policyversion"
NAMES = "wagtail_advocacy_guidelines.view_acknowledgement"
ANY_KEY = "wagtail_advocacy.guidelines.any_version"


def may_see_figures(user: Any) -> bool:
    """Whether ``user`` sees versions and figures: who changes policies, and who was given the right to look alone."""
    may_change = ModelPermissionPolicy(Policy).user_has_any_permission(user, {"change", "publish"})
    return may_change or user.has_perm(VERSIONS)


def may_see_disputes(user: Any) -> bool:
    return ModelPermissionPolicy(Dispute).user_has_any_permission(user, {"view", "change"})


def names_are_seen() -> bool:
    """Whether the settings file lets anybody see who agreed."""
    return advocacy_settings.ACKNOWLEDGEMENT_NAMES is True


def may_see_names(user: Any) -> bool:
    """Whether ``user`` sees who agreed: never, unless the settings file says so."""
    return names_are_seen() and user.has_perm(NAMES)


def who_sees_agreement() -> str:
    """Return what people read where they agree."""
    if names_are_seen():
        return _("Your organisation sees who has agreed.")
    return _("Your organisation sees how many have agreed, not who.")


def any_version() -> bool:
    """Whether a policy was ever published. Versions stay, so that a yes is looked up once an hour."""
    found = cache.get(ANY_KEY) or PolicyVersion.objects.exists()
    if found:
        cache.set(ANY_KEY, True, 3600)
    return found


class FiguresMixin:
    """For admin views that :func:`may_see_figures` decides about."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_permitted(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def is_permitted(self, user: Any) -> bool:
        return may_see_figures(user)
