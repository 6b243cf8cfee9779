"""The library keeps content; the people in it are those who made or locked something, or may be asked about it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from ..registries import PersonalData, personal_data
from .models import Campaign, Caption, ContentCategory, ShareableItem

_CONTENT = "editorial content"
_PEOPLE = ("owner", "locked_by")


def _unlocker(model: Any) -> Any:
    def unlock(user: Any) -> None:
        model.objects.filter(locked_by=user).update(locked=False, locked_at=None, locked_by=None)

    return unlock


def _forget_owner(model: Any) -> Any:
    def forget(user: Any) -> None:
        model.objects.filter(owner=user).update(owner=None)
        cut_out_of_revisions(model, user)

    return forget


def cut_out_of_revisions(model: Any, user: Any, names: Sequence[str] = _PEOPLE) -> None:
    """Empty what drafts and older revisions of ``model`` hold of ``user``: published or reverted it would come back.

    ``names`` are the fields that name somebody.
    """
    key = json.loads(json.dumps(user.pk, cls=DjangoJSONEncoder))
    revisions = Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(model))
    for name in names:
        for revision in revisions.filter(**{f"content__{name}": key}):
            Revision.objects.filter(pk=revision.pk).update(content={**revision.content, name: None})


for model, name in ((Campaign, _("locks on campaigns")), (ShareableItem, _("locks on shareable items"))):
    personal_data.declare(
        PersonalData(
            model=model,
            person="locked_by",
            fields=["locked_by", "locked_at"],
            purpose=_("So that two editors do not overwrite each other."),
            seen_by=_("Editors."),
            retention=_("Until the lock is opened."),
            erase=_unlocker(model),
            name=name,
        )
    )

personal_data.declare(
    PersonalData(
        model=ShareableItem,
        person="owner",
        fields=["owner"],
        purpose=_("So that people may edit what they made themselves."),
        seen_by=_("Editors."),
        retention=_("As long as the item."),
        erase=_forget_owner(ShareableItem),
        name=_("shareable items you made"),
    )
)
personal_data.declare(
    PersonalData(
        model=Campaign,
        person="owner",
        fields=["owner"],
        purpose=_("So that colleagues know whom to ask about a campaign."),
        seen_by=_("Everybody who may share its items."),
        retention=_("As long as the campaign, or until another name is chosen."),
        erase=_forget_owner(Campaign),
        name=_("campaigns with your name"),
    )
)
personal_data.declare_not_personal(ContentCategory, dict.fromkeys(["name", "slug", "colour", "icon"], _CONTENT))
personal_data.declare_not_personal(
    Campaign,
    dict.fromkeys(["title", "slug", "goal", "metric", "conversion_kind", "objective", "hashtags"], _CONTENT),
)
personal_data.declare_not_personal(Caption, dict.fromkeys(["text", "network", "language"], _CONTENT))
personal_data.declare_not_personal(
    ShareableItem,
    {
        **dict.fromkeys(["headline", "why", "description", "image_alt", "hashtags", "own_words"], _CONTENT),
        **dict.fromkeys(["destination", "address", "site_name"], _CONTENT),
        "source_id": "primary key of content",
        "source_hash": "hash of content",
        "fallback": "address of content",
    },
)
