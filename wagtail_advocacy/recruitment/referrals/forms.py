"""What recruiters record by hand."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...library.actions import items_of
from ...links.codes import clean_code
from ...networks.registry import counted_networks
from ...registries import figures
from ...sharing.models import Share
from ...tracking.conversions.kinds import kind_label
from ..models import Vacancy
from .kinds import RETAINED, STATES

MOST_SHARES = 200
"""Shares to choose from, the newest; of older ones the code says which."""


def shares_of(vacancy: Vacancy) -> Any:
    """Return the shares of ``vacancy``, the newest first; who made them is not fetched."""
    shares = Share.objects.filter(item__in=items_of(vacancy), link__counts=True)
    return shares.select_related("link", "item").defer("words", "suggestion").order_by("-started_at", "-pk")


class RecordForm(forms.Form):
    """What happened, and by which share; ``key`` makes it count once however often the form is sent."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), widget=forms.RadioSelect)
    code = forms.CharField(
        label=gettext_lazy("Code of the link"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "Such as k7m2w9xpqd: your recruiting system shows it as the source of the application. The whole link will "
            "do as well."
        ),
    )
    share = forms.ChoiceField(
        label=gettext_lazy("Or the share"),
        required=False,
        help_text=gettext_lazy("Where the candidate says that they saw it. Whose share that is nobody sees here."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the application"),
        required=False,
        max_length=190,
        help_text=gettext_lazy(
            "As your recruiting system counts it, so that what it reports itself is not counted twice. No names."
        ),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vacancy = vacancy
        # Who stayed was hired before: that is said of a referral that is there.
        self.fields["kind"].choices = [(kind, kind_label(kind)) for kind in STATES if kind != RETAINED]
        self.fields["share"].choices = [("", "—"), *_choices(vacancy)]
        self.initial.setdefault("key", secrets.token_urlsafe(16))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "code" not in given or "share" not in given:
            return given
        shares = shares_of(self.vacancy)
        if given["code"]:
            # A pasted link ends in its code.
            code = clean_code(urlsplit(given["code"]).path.rstrip("/.").rpartition("/")[2])
            given["found"] = shares.filter(link__code=code or "").first()
            if given["found"] is None:
                self.add_error("code", _("No share of this vacancy has this code."))
        elif given["share"]:
            given["found"] = shares.filter(pk=given["share"]).first()
        else:
            raise ValidationError(_("Say by which share: give the code of its link, or choose the share."))
        return given


def _choices(vacancy: Vacancy) -> list[tuple[str, str]]:
    shares = list(shares_of(vacancy)[:MOST_SHARES])
    counted = figures([share.link.subject for share in shares])
    labels = {key: str(each.label) for key, each in counted_networks().items()}
    return [(str(share.pk), _described(share, labels, counted[share.link.subject].clicks)) for share in shares]


def _described(share: Share, labels: dict[str, str], clicks: int) -> str:
    facts = {
        "network": labels.get(share.network, share.network),
        "day": date_format(timezone.localdate(share.started_at), "SHORT_DATE_FORMAT"),
        "clicks": clicks,
    }
    return ngettext("%(network)s, %(day)s, %(clicks)d click", "%(network)s, %(day)s, %(clicks)d clicks", clicks) % facts
