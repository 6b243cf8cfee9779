from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from ...fetch import require_public
from ...hosts import AddressNotPublic
from ..choosers import person_chooser_viewset
from ..models import Vacancy, VacancyFeed
from .kinds import FEED_KINDS


class VacancyFeedForm(WagtailAdminModelForm):
    """Refuses an address that must not be asked, a mapping that cannot work, and publishing by a back door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recruiter"].widget = person_chooser_viewset.widget_class()

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        try:
            require_public(address)
        except AddressNotPublic as error:
            raise ValidationError(str(error)) from None
        except TimeoutError:
            raise ValidationError(_("Looking this address up takes too long. Try again.")) from None
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._require_publisher(cleaned)
        kind = FEED_KINDS.get(cleaned.get("kind", ""))
        if kind is None or "mapping" not in cleaned:
            return cleaned
        if kind.needs_mapping:
            try:
                kind.clean_mapping(cleaned["mapping"])
            except ValidationError as error:
                self.add_error("mapping", error)
        elif cleaned["mapping"]:
            self.add_error("mapping", _("This kind of feed needs no mapping. Leave it empty."))
        return cleaned

    def _require_publisher(self, cleaned: dict[str, Any]) -> None:
        """Refuse what would publish vacancies, to whoever may change feeds but not publish vacancies."""
        if cleaned.get("publish") != VacancyFeed.Publish.AUTO or self._may_publish():
            return
        if self.initial.get("publish") != VacancyFeed.Publish.AUTO or not self.instance.pk:
            self.add_error(
                "publish", _("Only who may publish vacancies can choose this. Choose that somebody looks at it first.")
            )
            return
        sentence = _(
            "What this feed brings is published at once, so only who may publish vacancies can change this. Ask one of "
            "them, or choose that somebody looks at it first."
        )
        for name in ("address", "kind", "mapping", "site", "country"):
            # The form knows of a programme only its number before.
            if name in cleaned and getattr(cleaned[name], "pk", cleaned[name]) != self.initial.get(name):
                self.add_error(name, sentence)

    def _may_publish(self) -> bool:
        permission = get_permission_codename("publish", Vacancy._meta)
        user = self.for_user
        return user is not None and user.has_perm(f"{Vacancy._meta.app_label}.{permission}")

    def clean_mapping(self) -> Any:
        # A field that is left empty is null; the database keeps an empty mapping.
        return self.cleaned_data["mapping"] or {}
