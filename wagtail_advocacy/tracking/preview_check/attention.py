"""What the rest of the admin says about previews: a rule of “Needs attention”, a remark, and the ways to the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...library.destinations import LinkNotPublic, Publicity
from ...library.models import ShareableItem
from ...library.policies import item_policy
from ...library.remarks import Remark
from ...registries import AttentionAction, AttentionRule
from ..models import PreviewCheck
from .checking import can_look, destination_of, wrong_with
from .problems import in_words


def preview_address(item: ShareableItem) -> str:
    """Return the address of the admin page on which the preview of ``item`` is looked at."""
    return reverse("wagtail_advocacy_previews:preview", args=[item.pk])


def find_broken(items: QuerySet[ShareableItem], now: datetime) -> Any:
    """Offered, and broken where it leads now. Where nothing may be fetched, nobody could put it right here."""
    broken = items.filter(preview_check__broken_since__isnull=False, preview_check__url=F("target__url"))
    offered = broken.shareable(now) if can_look() else items.none()  # type: ignore[attr-defined]
    found = offered.select_related("preview_check").defer("preview_check__picture", "preview_check__page")
    return found.annotate(attention_since=F("preview_check__broken_since"))


def say_broken(item: Any, publicity: Any) -> str:
    return " ".join(in_words(each) for each in wrong_with(item.preview_check)[:1])


BROKEN = AttentionRule(
    label=gettext_lazy("Their preview is broken"),
    find=find_broken,
    say=say_broken,
    action=lambda item: AttentionAction(_("See the preview"), preview_address(item)),
)


def remarks(item: ShareableItem, publicity: Publicity) -> Iterator[Remark]:
    """Say in the editor what was found wrong where ``item`` leads, as it was last looked at."""
    if not item.pk or item.destination == item.Destination.CARD:
        return
    check = PreviewCheck.objects.defer("picture", "page").filter(item=item.pk, broken_since__isnull=False).first()
    if check is None or not _leads_to(item, check.url, publicity):
        return
    if not (problems := wrong_with(check)):
        return
    sentence = _("Its preview is broken, as seen on %(day)s: %(problem)s")
    seen = date_format(timezone.localtime(check.checked_at), "DATE_FORMAT")
    message = sentence % {"day": seen, "problem": in_words(problems[0])}
    field = "page" if item.destination == item.Destination.PAGE else "address"
    yield Remark("preview", field, message, "should", _("See the preview"), preview_address(item))


def _leads_to(item: ShareableItem, url: str, publicity: Publicity) -> bool:
    try:
        return destination_of(item, publicity) == url
    except LinkNotPublic:
        return False


def editor_link(item: ShareableItem, user: Any) -> AttentionAction | None:
    """Return the way from the editor of ``item`` to its preview; none where nothing may be fetched."""
    if not can_look() or not item_policy.user_has_permission_for_instance(user, "change", item):
        return None
    return AttentionAction(_("Check how it will look"), preview_address(item))
