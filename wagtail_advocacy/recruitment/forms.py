"""The vacancy's editor form: drafts may be unfinished, what goes out says where, how much and how to apply."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..days import site_day
from ..fetch import AddressNotPublic, require_public
from ..library.choices import say_what_to_do
from ..library.destinations import LinkNotPublic, Publicity
from .choosers import person_chooser_viewset
from .feeds.editor import FeedFieldsMixin
from .models.vacancies import BONUS_FIELDS
from .texts import LONGEST, plain_text

_SAY_WHAT = gettext_lazy("Say what people will do.")
_NOT_BELOW = {"min_value": gettext_lazy("An amount is not below zero.")}
_SENTENCES: dict[str, dict[str, Any]] = {
    "description": {"required": _SAY_WHAT},
    **dict.fromkeys(("salary_min", "salary_max", "bonus_amount"), _NOT_BELOW),
    "openings": {"min_value": gettext_lazy("Say how many people you look for: one at least.")},
}

RICH = ("description", "requirements", "benefits")
PEOPLE = ("hiring_manager", "recruiter")
PUBLISH = "wagtail_advocacy_recruitment.publish_vacancy"


class VacancyForm(FeedFieldsMixin, WagtailAdminModelForm):
    """Refuses publishing, scheduling and submitting what people could not apply for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PEOPLE:
            if name in self.fields:
                self.fields[name].widget = person_chooser_viewset.widget_class()
        for name, messages in _SENTENCES.items():
            if name in self.fields:
                self.fields[name].error_messages.update(messages)
        say_what_to_do(self)
        if self._keeps_bonus():
            # A hire is promised what the row says, and whoever saves a draft now writes to the row.
            stored = type(self.instance)._base_manager.filter(pk=self.instance.pk).values(*BONUS_FIELDS).first() or {}
            for name in [each for each in BONUS_FIELDS if each in self.fields]:
                self.initial[name] = stored.get(name)
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "Referrals are paid by what was published. Whoever may publish vacancies can change it."
                )

    def _keeps_bonus(self) -> bool:
        """Whether the bonus was public once, and what is stored now would count without anybody having approved it."""
        vacancy, user = self.instance, self.for_user
        was_out = bool(vacancy.pk and vacancy.first_published_at)
        return was_out and (not vacancy.live or vacancy.is_closed) and not (user and user.has_perm(PUBLISH))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in RICH:
            if len(cleaned.get(name) or "") > LONGEST:
                most = number_format(LONGEST, force_grouping=True)
                self.add_error(name, _("This text is too long: %(most)s characters are enough.") % {"most": most})
        if not self.is_deferred_validation:
            for name, message in self._what_stops(cleaned):
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, message)
        return cleaned

    def _what_stops(self, cleaned: dict[str, Any]) -> list[tuple[str, str]]:
        found = []
        if self.instance.closed_at:
            found.append(("title", _("This vacancy is closed. Open it again first, then publish it.")))
        if not plain_text(cleaned.get("description") or ""):
            found.append(("description", str(_SAY_WHAT)))
        if not (cleaned.get("apply_url") or cleaned.get("apply_email")):
            if not {"apply_url", "apply_email"} & self.errors.keys():
                found.append(("apply_url", _("Say how to apply: an address, or an e-mail address.")))
        elif cleaned.get("apply_url") and (problem := _closed_to_strangers(cleaned["apply_url"])):
            found.append(("apply_url", problem))
        last = cleaned.get("valid_through")
        if last and last < site_day():
            found.append(("valid_through", _("This day is over. Choose a later one, or leave it empty.")))
        return found

    def is_valid(self) -> bool:
        # Locations have forms of their own, which are read after this one.
        valid = super().is_valid()
        if self.is_deferred_validation or not (formset := self.formsets.get("locations")):
            return valid
        # They are read only where the form itself is valid.
        formset.is_valid()
        kept = [form for form in formset.forms if _says_something(form) and form not in formset.deleted_forms]
        if not kept:
            formset._non_form_errors = formset.error_class([_("Say where people work: add a location.")])
        return valid and bool(kept)


def _says_something(form: Any) -> bool:
    cleaned = getattr(form, "cleaned_data", {})
    return any(cleaned.get(name) for name in ("place", "region", "country"))


def _closed_to_strangers(address: str) -> str:
    try:
        Publicity().address_url(address)
        require_public(address)
    except (LinkNotPublic, AddressNotPublic) as problem:
        return str(problem)
    except TimeoutError:
        return _("Whether people outside can open this address could not be found out in time. Try again.")
    return ""
