"""Who may do what beyond Wagtail's own permissions."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from .conf import advocacy_settings


def registered_permissions() -> QuerySet[Permission]:
    """Return our permissions that Wagtail's group form does not show by itself."""
    shown = ["view_share", "view_sharer", *(["export_evidence"] if advocacy_settings.EVIDENCE else [])]
    return Permission.objects.filter(content_type__app_label="wagtail_advocacy_sharing", codename__in=shown)
