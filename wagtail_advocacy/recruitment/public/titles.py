"""What a vacancy was called while everybody could read it: its row holds whatever was drafted since."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import ModelLogEntry, Revision

from ..models import Vacancy


def last_public_title(vacancy: Vacancy) -> str:
    """Return the title of the last published revision of ``vacancy``, a neutral one if nobody knows which that was."""
    if vacancy.latest_revision_id is None:
        # Written by code that keeps no drafts: then the row is what was out.
        return vacancy.title
    revision = _last_published(vacancy)
    if revision is None:
        with override(vacancy.locale.language_code):
            return _("A former vacancy")
    return str(revision.content["title"])


def _last_published(vacancy: Vacancy) -> Revision | None:
    if (at := vacancy.last_published_at) is None:
        return None
    # Wagtail notes it once it is done.
    entries = ModelLogEntry.objects.for_instance(vacancy).filter(action="wagtail.publish", timestamp__gte=at)
    if entry := entries.exclude(revision=None).order_by("-timestamp", "-pk").first():
        return vacancy.revisions.filter(pk=entry.revision_id).first()
    # A feed publishes without a note, and what it has stored at that moment.
    return vacancy.revisions.filter(created_at__lte=at).order_by("-created_at", "-pk").first()
