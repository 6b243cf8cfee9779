"""The forms of bulk changes: each knows what it does to one item, and how the history tells it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from ...models import Team
from ..choices import say_what_to_do
from ..models import Campaign, ContentCategory, ShareableItem

RENEWAL = timedelta(days=30)


class ChangeForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_do(self)

    def change(self, item: ShareableItem) -> None:
        """Change ``item`` in memory."""
        raise NotImplementedError

    def told(self) -> str:
        """Return what was changed, for the history; in the language of whoever did it."""
        raise NotImplementedError


class UntilForm(ChangeForm):
    """Asks until when."""

    when = forms.ChoiceField(
        label=gettext_lazy("Expires"),
        choices=[
            ("days", gettext_lazy("In 30 days")),
            ("date", gettext_lazy("At the moment below")),
            ("never", gettext_lazy("Never")),
        ],
        initial="days",
        widget=forms.RadioSelect,
    )
    date = forms.DateTimeField(label=gettext_lazy("Moment"), required=False, widget=AdminDateTimeInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == "date" and "date" not in self.errors:
            if not cleaned.get("date"):
                self.add_error("date", _("Say when."))
            elif cleaned["date"] <= timezone.now():
                self.add_error("date", _("Choose a moment in the future."))
        return cleaned

    def until(self) -> datetime | None:
        """Return the moment that was chosen; ``None``: never."""
        chosen = {"days": timezone.now() + RENEWAL, "date": self.cleaned_data["date"], "never": None}
        return chosen[self.cleaned_data["when"]]


class ExpiryForm(UntilForm):
    def change(self, item: ShareableItem) -> None:
        item.expire_at = self.until()

    def told(self) -> str:
        until = self.until()
        if until is None:
            return _("never expires")
        return _("expires on %(day)s") % {"day": date_format(timezone.localtime(until), "DATETIME_FORMAT")}


class RenewForm(UntilForm):
    pass


class CategoryForm(ChangeForm):
    category = forms.ModelChoiceField(
        ContentCategory.objects.all(),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("No category"),
    )

    def change(self, item: ShareableItem) -> None:
        item.category = self.cleaned_data["category"]

    def told(self) -> str:
        category = self.cleaned_data["category"]
        return _("category “%(category)s”") % {"category": category} if category else _("no category")


class CampaignForm(ChangeForm):
    campaign = forms.ModelChoiceField(
        Campaign.objects.all(),
        label=gettext_lazy("Campaign"),
        required=False,
        empty_label=gettext_lazy("No campaign"),
    )

    def change(self, item: ShareableItem) -> None:
        item.campaign = self.cleaned_data["campaign"]

    def told(self) -> str:
        campaign = self.cleaned_data["campaign"]
        return _("campaign “%(campaign)s”") % {"campaign": campaign} if campaign else _("no campaign")


class AudienceForm(ChangeForm):
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may share them"),
        choices=[
            ("all", gettext_lazy("Everybody who may log in")),
            ("some", gettext_lazy("Only the groups and teams below")),
        ],
        initial="some",
        widget=forms.RadioSelect,
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(), label=gettext_lazy("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.all(), label=gettext_lazy("Teams"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("groups") or cleaned.get("teams")
        if cleaned.get("audience") == "some" and not chosen and not self.errors:
            self.add_error("audience", _("Choose a group or a team, or everybody."))
        return cleaned

    def change(self, item: ShareableItem) -> None:
        for_all = self.cleaned_data["audience"] == "all"
        item.groups = [] if for_all else list(self.cleaned_data["groups"])
        item.teams = [] if for_all else list(self.cleaned_data["teams"])

    def told(self) -> str:
        if self.cleaned_data["audience"] == "all":
            return _("everybody may share it")
        names = [str(each) for each in (*self.cleaned_data["groups"], *self.cleaned_data["teams"])]
        return _("only %(names)s may share it") % {"names": ", ".join(names)}
