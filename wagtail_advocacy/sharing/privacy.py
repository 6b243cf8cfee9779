"""What the sharing room keeps of people."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..conf import advocacy_settings
from ..privacy import lazy_months
from ..registries import PersonalData, personal_data
from .models import Dismissal, EvidenceExport, FeedAddress, Preferences, Saved, Share, SharerView


def forget_looks_at(user: Any) -> None:
    SharerView.objects.filter(share__advocate__user_id=user.pk).delete()


def cut_out_of_shares(user: Any) -> None:
    forget_looks_at(user)
    Share.objects.by(user).forget_people()


def cut_out_of_looks(user: Any) -> None:
    SharerView.objects.filter(viewer_id=user.pk).update(viewer=None, reason="")


def cut_out_of_exports(user: Any) -> None:
    EvidenceExport.objects.filter(by_id=user.pk).update(by=None, reason="")


def _why() -> str:
    if advocacy_settings.EVIDENCE:
        return gettext(
            "To count what sharing brings, to show people their own shares, and to prove what the people of the "
            "organisation say in public."
        )
    return gettext("To count what sharing brings, and to show people their own shares.")


def _who_sees() -> str:
    if advocacy_settings.EVIDENCE:
        return gettext(
            "The person, and whoever may export evidence, with name and words. Other staff see item, network, date and "
            "counts, unless somebody with a permission of its own looks up the name and says why; you see that here."
        )
    return gettext(
        "The person. Staff see item, network, date and counts. Your words stay hidden, and so does your name, "
        "unless somebody with a permission of its own looks it up and says why; you see that here."
    )


def _what_stays() -> str:
    if advocacy_settings.EVIDENCE:
        return gettext(
            "with name and words; after that only as a count, without either; exported evidence as long as the "
            "organisation must keep it"
        )
    return gettext("with name and words; after that only as a count, without either")


_lazily = lazy(lambda text: text(), str)


personal_data.declare(
    PersonalData(
        model=Share,
        person="advocate__user",
        fields=[
            "advocate",
            "site",
            "item",
            "caption",
            "headline",
            "link",
            "network",
            "language",
            "words",
            "team",
            "audience_size",
            "joined_month",
            "sharer_month",
            "basis",
            "started_at",
            "asked_at",
            "confirmed_at",
            "posted_url",
            "evidence_told",
        ],
        purpose=_lazily(_why),
        seen_by=_lazily(_who_sees),
        retention=format_lazy("{} {}", lazy_months("SHARE_MONTHS"), _lazily(_what_stays)),
        erase=cut_out_of_shares,
    )
)
personal_data.declare(
    PersonalData(
        model=SharerView,
        person="viewer",
        fields=["viewer", "reason", "viewed_at"],
        purpose=_("To answer for looking up who made a share."),
        seen_by=_("You, and the person who was looked up."),
        retention=lazy_months("SHARER_VIEW_MONTHS"),
        erase=cut_out_of_looks,
        name=_("names that you looked up"),
    )
)
personal_data.declare(
    PersonalData(
        model=SharerView,
        person="share__advocate__user",
        fields=["share", "viewer", "reason", "viewed_at"],
        purpose=_("To tell you who looked up that a share is yours."),
        seen_by=_("You, and whoever looked."),
        retention=lazy_months("SHARER_VIEW_MONTHS"),
        erase=forget_looks_at,
        name=_("looks at your name"),
    )
)
for model, moment, purpose in (
    (Saved, "saved_at", _("To share it later.")),
    (Dismissal, "dismissed_at", _("To leave it out of one person’s hub.")),
):
    personal_data.declare(
        PersonalData(
            model=model,
            person="user",
            fields=["user", "item", moment],
            purpose=purpose,
            seen_by=_("The person, nobody else."),
            retention=_("Until the person undoes it."),
        )
    )
personal_data.declare(
    PersonalData(
        model=Preferences,
        person="user",
        fields=["user", "languages", "networks", "topics", "mastodon_server", "paused_until"],
        purpose=_("To show first what you like to share, and where."),
        seen_by=_("The person, nobody else."),
        retention=_("Until the person changes or erases them."),
    )
)
personal_data.declare(
    PersonalData(
        model=FeedAddress,
        person="advocate__user",
        fields=["advocate", "key", "made_at"],
        purpose=_("So that your feed reader may ask without a login. Nobody keeps when it asks."),
        seen_by=_("The person, nobody else."),
        retention=_("Until the person makes another one, stops it or leaves."),
    )
)
personal_data.declare(
    PersonalData(
        model=EvidenceExport,
        person="by",
        fields=["by", "site", "reason", "first_day", "last_day", "shares", "made_at"],
        purpose=_("To answer for taking along who shared what, and to tell people which files hold shares of theirs."),
        seen_by=_("Whoever may export evidence. People whose shares are in it see the days and when it was exported."),
        retention=_("As long as there are people to tell that the file exists; name and reason until you erase them."),
        erase=cut_out_of_exports,
        name=_("evidence that you exported"),
    )
)
personal_data.declare_not_personal(
    Share,
    {
        "words_hash": "hash of the words, cut with them",
        # It stays when the person goes: captions and quotes are published by editors for everybody, and evidence of
        # what was approved that day does not depend on who shared it.
        "suggestion": "the organisation's wording, the same for everybody who was offered it",
    },
)
personal_data.declare_not_personal(EvidenceExport, {"seal": "keyed hash of the file"})
