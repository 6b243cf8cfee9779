"""What people type about themselves. Every refusal is a sentence that says what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.coreutils import get_content_languages

from ..actions import advocate_of
from ..library.models import ContentCategory
from ..models import AdvocacySettings, Advocate, AudienceSize
from ..networks.servers import ServerRefused, clean_server
from ..networks.texts import clean
from .actions import site_networks
from .preferences import Chosen, preferences_of

FARTHEST = timedelta(days=2 * 365)
LARGEST_AUDIENCE = 100_000_000
SHORTEST_REASON, LONGEST_REASON = 10, 500

PLACES = [
    gettext_lazy("First choice"),
    gettext_lazy("Second choice"),
    gettext_lazy("Third choice"),
    gettext_lazy("Fourth choice"),
    gettext_lazy("Fifth choice"),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        # What a date field of HTML takes and sends, whatever the language.
        super().__init__(format="%Y-%m-%d")


def day_field(**kwargs: Any) -> forms.DateField:
    wrong = gettext_lazy("Write the day as year-month-day, such as 2027-02-28.")
    missing = gettext_lazy("Choose a day.")
    errors = {"invalid": wrong, "required": missing}
    return forms.DateField(widget=DayInput(), input_formats=["%Y-%m-%d"], error_messages=errors, **kwargs)


def visible(text: str) -> str:
    """Return ``text`` on one line without invisible characters, or nothing if there is nothing in it to see."""
    # The two joiners stay: words of some scripts, and families of emoji, are written with them.
    seen = "".join(each for each in clean(text) if unicodedata.category(each) != "Cf" or each in "\u200c\u200d")
    line = " ".join(seen.split())
    return line if any(unicodedata.category(each)[0] in "LNPS" for each in line) else ""


class ReminderForm(forms.Form):
    """On which day somebody wants to be reminded, and at what time if not in the morning."""

    day = day_field(label=gettext_lazy("Day"))
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
        help_text=gettext_lazy("Leave it empty for the whole day."),
        error_messages={"invalid": gettext_lazy("Write the time as hours and minutes, such as 14:30.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("day", today + timedelta(days=7))
        self.fields["day"].widget.attrs |= {"min": f"{today}", "max": f"{today + FARTHEST}"}

    def clean_day(self) -> Any:
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day < today:
            raise ValidationError(_("This day is over. Choose today or a later day."))
        if day > today + FARTHEST:
            raise ValidationError(_("Choose a day within the next two years."))
        return day


class PauseForm(forms.Form):
    """Until when; without a day, until the person ends it."""

    until = day_field(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Leave it empty to pause until you end it yourself."),
    )

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until and until < today:
            raise ValidationError(
                _("This day is over. Choose a later one, or leave it empty to pause until you end it yourself.")
            )
        if until and until > today + FARTHEST:
            raise ValidationError(
                _("Choose a day within the next two years, or leave it empty to pause until you end it yourself.")
            )
        return until


class LookForm(forms.Form):
    """Why somebody has to know who made a share."""

    reason = forms.CharField(
        label=gettext_lazy("Why you need to know"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON, "autocomplete": "off"}),
        required=False,
        strip=False,
        help_text=gettext_lazy("The person reads this sentence, your name and the time. 10 to 500 characters."),
    )

    def clean_reason(self) -> str:
        reason = visible(self.cleaned_data["reason"])
        if sum(each.isalnum() for each in reason) < SHORTEST_REASON // 2 or len(reason) < SHORTEST_REASON:
            raise ValidationError(_("Say in at least 10 characters why you need to know. The person will read it."))
        if len(reason) > LONGEST_REASON:
            raise ValidationError(_("Shorten your reason to 500 characters."))
        return reason


class PreferencesForm(forms.Form):
    """How somebody likes to share in a programme; the parts about membership only for those who joined."""

    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"),
        queryset=ContentCategory.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("This topic is not there any more. Choose again."),
            "invalid_pk_value": gettext_lazy("This topic is not there any more. Choose again."),
            "invalid_list": gettext_lazy("Choose topics from the list."),
        },
    )
    mastodon_server = forms.CharField(
        label=gettext_lazy("Your Mastodon server"),
        required=False,
        help_text=gettext_lazy(
            "Its name, such as mastodon.social; then it opens instead of asking you each time. We never contact it."
        ),
    )
    alias = forms.CharField(
        label=gettext_lazy("Alias"),
        required=False,
        max_length=60,
        error_messages={"max_length": gettext_lazy("Shorten your alias to 60 characters.")},
        help_text=gettext_lazy("Stands for your name where you choose to appear, such as in a ranking. May be empty."),
    )

    def __init__(self, user: Any, settings: AdvocacySettings, data: Any = None) -> None:
        self.user, self.advocate, self.stored = user, advocate_of(user), preferences_of(user)
        self.networks = site_networks(settings)
        super().__init__(data)
        languages = [(code, str(label)) for code, label in get_content_languages().items()]
        networks = [(key, str(network.label)) for key, network in self.networks.items()]
        self.language_places = self._rank("language", languages, self.stored.languages)
        self.network_places = self._rank("network", networks, self.stored.networks)
        self._topics()
        if any(network.own_server for network in self.networks.values()):
            self.initial["mastodon_server"] = self.stored.mastodon_server
        else:
            del self.fields["mastodon_server"]
        self.audience_keys = self._audiences() if self.advocate else []
        if self.advocate:
            self.initial["alias"] = self.advocate.alias
        else:
            del self.fields["alias"]

    def _rank(self, name: str, choices: list[tuple[str, str]], stored: Iterable[str]) -> list[str]:
        """Add as many choices as there are places; return the names of their fields."""
        known = dict(choices)
        chosen = [key for key in stored if key in known]
        names = [f"{name}_{place}" for place in range(1, min(len(choices), len(PLACES)) + 1)]
        wrong = gettext_lazy("“%(value)s” is not offered here any more. Choose another one.")
        for place, field_name in enumerate(names):
            self.fields[field_name] = forms.ChoiceField(
                label=PLACES[place],
                choices=[("", pgettext("choice", "None")), *choices],
                required=False,
                error_messages={"invalid_choice": wrong},
            )
            self.initial[field_name] = chosen[place] if place < len(chosen) else ""
        return names if len(choices) > 1 else []

    def _topics(self) -> None:
        topics = ContentCategory.objects.all()
        self.fields["topics"].queryset = topics
        self.initial["topics"] = list(self.stored.topics.all()) if self.stored.pk else []
        if not topics.exists():
            del self.fields["topics"]

    def _audiences(self) -> list[str]:
        told = dict(AudienceSize.objects.filter(advocate=self.advocate).values_list("network", "size"))
        keys = [key for key, network in self.networks.items() if network.limit or key in told]
        for key in keys:
            wrong = _("Write a whole number without points or commas, such as 350.")
            beyond = _("Write a number from 0 to 100000000.")
            self.fields[f"audience_{key}"] = forms.IntegerField(
                label=self.networks[key].label,
                required=False,
                min_value=0,
                max_value=LARGEST_AUDIENCE,
                error_messages={"invalid": wrong, "min_value": beyond, "max_value": beyond},
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 1}),
            )
            self.initial[f"audience_{key}"] = told.get(key)
        return keys

    def bound(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def languages(self) -> list[forms.BoundField]:
        return self.bound(self.language_places)

    @property
    def usual_networks(self) -> list[forms.BoundField]:
        return self.bound(self.network_places)

    @property
    def audiences(self) -> list[forms.BoundField]:
        return self.bound(f"audience_{key}" for key in self.audience_keys)

    def clean_mastodon_server(self) -> str:
        try:
            return clean_server(self.cleaned_data["mastodon_server"])
        except ServerRefused as refusal:
            raise ValidationError(str(refusal)) from None

    def clean_alias(self) -> str:
        alias = visible(self.cleaned_data["alias"])
        others = Advocate.objects.exclude(pk=self.advocate.pk)
        if alias and others.filter(alias__iexact=alias).exists():
            raise ValidationError(_("Somebody else has this alias. Choose another one."))
        return alias

    def clean(self) -> None:
        super().clean()
        for names in (self.language_places, self.network_places):
            seen: set[str] = set()
            for name in names:
                value = self.cleaned_data.get(name)
                if value and value in seen:
                    label = dict(self.fields[name].choices)[value]
                    self.add_error(name, _("You chose %(choice)s twice. Choose each once.") % {"choice": label})
                seen.add(value or "")

    def chosen(self) -> Chosen:
        """Return what was chosen here; what only another programme offers stays as it was, behind it."""
        given = self.cleaned_data
        return Chosen(
            languages=self._ranked(self.language_places, self.stored.languages, get_content_languages()),
            networks=self._ranked(self.network_places, self.stored.networks, self.networks),
            topics=list(given.get("topics", [])),
            mastodon_server=given.get("mastodon_server", self.stored.mastodon_server),
            alias=given.get("alias"),
            audiences={key: given[f"audience_{key}"] for key in self.audience_keys},
        )

    def _ranked(self, names: list[str], stored: list[str], offered: Any) -> list[str]:
        elsewhere = [key for key in stored if key not in offered]
        if not names:
            return stored
        return [*filter(None, (self.cleaned_data.get(name) for name in names)), *elsewhere]
