"""What the history says about deeds of the library."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from .campaign_deleted import CAMPAIGN_DELETED
from .changes import CHANGED, RENEWED


class Changed(LogFormatter):
    label = gettext_lazy("Change shareable items in bulk")

    def format_message(self, log_entry: Any) -> str:
        return _("Changed in bulk: %(what)s") % {"what": log_entry.data.get("changed", "")}


class Renewed(LogFormatter):
    label = gettext_lazy("Renew a shareable item")

    def format_message(self, log_entry: Any) -> str:
        until = parse_datetime(log_entry.data.get("until") or "")
        if until is None:
            return _("Renewed without an end")
        return _("Renewed until %(day)s") % {"day": date_format(localtime(until), "DATETIME_FORMAT")}


class CampaignDeleted(LogFormatter):
    label = gettext_lazy("Make a shareable item a draft, because its campaign was deleted")

    def format_message(self, log_entry: Any) -> str:
        sentence = _("Became a draft, because its campaign “%(campaign)s” was deleted while it did not run")
        return sentence % {"campaign": log_entry.data.get("campaign", "")}


def register(actions: Any) -> None:
    """Register the actions of the library in Wagtail's history."""
    actions.register_action(CHANGED)(Changed)
    actions.register_action(RENEWED)(Renewed)
    actions.register_action(CAMPAIGN_DELETED)(CampaignDeleted)
