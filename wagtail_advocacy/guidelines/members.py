"""Those who are asked to agree: members whose account is active."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from ..managers import AdvocateQuerySet
from ..models import Advocate


def members() -> AdvocateQuerySet:
    """Return the advocates who joined, did not leave, and can still log in."""
    enrolled = Advocate.objects.enrolled()
    return enrolled.filter(user__is_active=True) if has_active_field() else enrolled


def has_active_field() -> bool:
    """Whether the site's user model stores ``is_active``; one without the field inherits the plain attribute."""
    return any(each.name == "is_active" for each in get_user_model()._meta.concrete_fields)
