"""Who may do what beyond Wagtail's own permissions."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from .conf import advocacy_settings


def registered_permissions() -> QuerySet[Permission]:
    """Return our permissions that Wagtail's group form does not show by itself."""
    # What opens nothing here is not offered either.
    sharing = ["view_share", "view_sharer", *(["export_evidence"] if advocacy_settings.EVIDENCE else [])]
    named = advocacy_settings.ACKNOWLEDGEMENT_NAMES is True
    guidelines = ["view_policyversion", *(["view_acknowledgement"] if named else [])]
    return Permission.objects.filter(
        Q(content_type__app_label="wagtail_advocacy_sharing", codename__in=sharing)
        | Q(content_type__app_label="wagtail_advocacy_guidelines", codename__in=guidelines)
        | Q(content_type__app_label="wagtail_advocacy_tracking", codename="view_programme")
    )
