"""What the sharing room keeps of people."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..privacy import lazy_months
from ..registries import PersonalData, personal_data
from .models import Dismissal, FeedAddress, Preferences, Saved, Share, SharerView


def forget_looks_at(user: Any) -> None:
    SharerView.objects.filter(share__advocate__user_id=user.pk).delete()


def cut_out_of_shares(user: Any) -> None:
    forget_looks_at(user)
    Share.objects.by(user).forget_people()


def cut_out_of_looks(user: Any) -> None:
    SharerView.objects.filter(viewer_id=user.pk).update(viewer=None, reason="")


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
        ],
        purpose=_("To count what sharing brings, and to show people their own shares."),
        seen_by=_(
            "The person. Staff see item, network, date and counts. Your words stay hidden, and so does your name, "
            "unless somebody with a permission of its own looks it up and says why; you see that here."
        ),
        retention=format_lazy(
            "{} {}", lazy_months("SHARE_MONTHS"), _("with name and words; after that only as a count, without either")
        ),
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
personal_data.declare_not_personal(Share, {"words_hash": "hash of the words, cut with them"})
