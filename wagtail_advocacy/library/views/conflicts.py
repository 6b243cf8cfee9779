"""A form that was opened before another version went live."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import Revision

from ..changes import CHANGED, RENEWED
from ..keys import key_of

PUBLISHING = ("wagtail.publish", "wagtail.publish.scheduled", CHANGED, RENEWED)


class PublishedMeanwhileMixin:
    """Stops a save by hand, once, if another version went live after the form was opened.

    Wagtail refuses an autosave then; saved by hand, the form would quietly undo what the other version changed. What
    was written stays in the fields, and the form that comes back counts as opened now: who saves it again means it.
    """

    def is_valid(self, form: Any) -> bool:
        valid = super().is_valid(form)
        if self.expects_json_response or not self.published_meanwhile:
            return valid
        said = "" if valid else self.produced_error_message or ""
        self.produced_error_message = format_html(
            '{} {} <a class="w-text-current w-underline" href="{}" target="_blank">{}</a>',
            said,
            self._who_and_when(),
            self._what_changed(),
            _("See what changed"),
        )
        return False

    @cached_property
    def published_meanwhile(self) -> Revision | None:
        """The live version, if it went live after this form was opened."""
        sent, live = self.request.POST, self.object.live_revision
        if not live or not self._seen.isdecimal():
            return None
        if live.pk != int(self._seen):
            return live if live.pk > int(self._seen) else None
        # The same revision: opened live as it is, or overwritten and published since.
        was_live = not sent.get("overwrite_revision_id")
        return None if was_live and sent.get("loaded_revision_created_at") == live.created_at.isoformat() else live

    @property
    def _seen(self) -> str:
        sent = self.request.POST
        overwritten = sent.get("overwrite_revision_id")
        if overwritten and key_of(overwritten) is None:
            # The database would read another spelling and overwrite what is live.
            raise BadRequest("overwrite_revision_id is no number.")
        return overwritten or sent.get("loaded_revision_id") or ""

    def _who_and_when(self) -> str:
        entry = registry.get_logs_for_instance(self.object).filter(action__in=PUBLISHING).first()
        moment = entry.timestamp if entry else self.object.last_published_at
        values = {"when": date_format(timezone.localtime(moment), "DATETIME_FORMAT")}
        if entry and entry.user_id == self.request.user.pk:
            sentence = _(
                "You published another version on %(when)s, after you opened this one, so this is not saved yet. "
                "Your words are still here: look at what changed, add what should stay, then save once more."
            )
        elif entry and entry.user_id:
            values["who"] = entry.user_display_name
            sentence = _(
                "%(who)s published another version on %(when)s, after you opened this one, so yours is not saved yet. "
                "Your words are still here: look at what changed, add what should stay, then save once more."
            )
        else:
            sentence = _(
                "Another version went live on %(when)s, after you opened this one, so yours is not saved yet. "
                "Your words are still here: look at what changed, add what should stay, then save once more."
            )
        return sentence % values

    def _what_changed(self) -> str:
        live, item = self.published_meanwhile, self.object
        known = live.pk != int(self._seen) and item.revisions.filter(pk=self._seen).exists()
        if not known:
            return self.get_history_url()
        return reverse(self.revisions_compare_url_name, args=[quote(item.pk), self._seen, live.pk])
