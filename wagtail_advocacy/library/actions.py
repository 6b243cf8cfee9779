"""The deeds of the library: offering, withdrawing, and keeping every target true."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Site

from ..links.models import Target
from ..models import AdvocacySettings
from ..registries import Offer, offer_sources
from .cards import picture_key
from .changes import renew
from .destinations import LinkNotPublic, Publicity
from .models import Caption, ShareableItem, subject_of
from .reading import MOST, tell_missing_minutes
from .tasks import draw_card

__all__ = [
    "asked_once",
    "is_asked_once",
    "item_from_page",
    "items_of",
    "offer",
    "programme_site",
    "refresh_targets",
    "renew",
    "resolve_targets",
    "withdraw",
]

BATCH = 500
LOOKS = 3
"""How often a target is looked at again after it was written; what still moves is for the next run."""


def programme_site(site: Site | None = None) -> Site | None:
    """Return ``site`` if people log in there, else the first site that has a programme: an item's natural home."""
    programmes = AdvocacySettings.objects.filter(visible_without_login=False).select_related("site")
    if site and not AdvocacySettings.objects.filter(site=site, visible_without_login=True).exists():
        return site
    first = programmes.order_by("-site__is_default_site", "pk").first()
    return first.site if first else site or Site.objects.order_by("-is_default_site", "pk").first()


def item_from_page(page: Any) -> ShareableItem:
    """Return an unsaved item filled from ``page``: title, summary, first picture and document, tags, language.

    It leads to the page if strangers may read that. A page with ``ShareablePageMixin`` speaks for itself.
    """
    page = page.specific
    item = ShareableItem(headline=page.title, locale=page.locale, origin=page, site=programme_site(page.get_site()))
    item.headline, item.why = _said(page, "headline") or page.title, _said(page, "why") or ""
    item.description = _said(page, "summary") or getattr(page, "search_description", "") or ""
    item.image = _said(page, "image") or _first(page, get_image_model())
    item.image_alt = _said(page, "image_alt") or getattr(item.image, "default_alt_text", "") or ""
    item.category, item.campaign = _said(page, "category"), _said(page, "campaign")
    item.attachment = _first(page, get_document_model())
    tags: Any = getattr(page, "tags", None)
    if hasattr(tags, "names"):
        # By name: a site's own pages may have tags of their own, and looking at a form stores none.
        item.tags.set(Tag.objects.filter(name__in=list(tags.names())))
    with suppress(LinkNotPublic):
        Publicity().page_url(page)
        item.page = page
    return item


def _said(page: Any, what: str) -> Any:
    say = getattr(page, f"get_share_{what}", None)
    return say() if say else None


def _first(page: Any, model: type[models.Model]) -> models.Model | None:
    related = (each for each in page._meta.concrete_fields if each.is_relation and each.related_model is model)
    return next((getattr(page, each.name) for each in related if getattr(page, each.attname)), None)


def resolve_targets(ids: Iterable[int]) -> int:
    """Write the truth about the items ``ids`` into their targets; return how many targets changed.

    Idempotent: the truth comes from the database as it is now, never from a signal's payload.
    """
    publicity, changed, wanted = Publicity(), 0, list(ids)
    for start in range(0, len(wanted), BATCH):
        written: set[int] = set()
        wrong = _untrue(wanted[start : start + BATCH], publicity)
        for _look in range(LOOKS):
            if not wrong:
                break
            written |= _write(wrong)
            # Who closed something between our look and our commit saw the old target, and found nothing to do.
            wrong = _untrue(wrong, Publicity())
        changed += len(written)
    return changed


def _items(ids: Iterable[int]) -> QuerySet[ShareableItem]:
    items = ShareableItem.objects.filter(pk__in=ids).order_by("pk")
    return items.select_related("target", "page", "campaign", "site", "image", "locale")


def _untrue(ids: Iterable[int], publicity: Publicity) -> list[int]:
    """Return those of ``ids`` whose target does not say the truth; for the others a missing picture is drawn."""
    wrong = []
    for item in _items(ids):
        if item.target and not _changes(item, item.target, publicity):
            _draw_later(item, item.target)
        else:
            wrong.append(item.pk)
    return wrong


def _changes(item: ShareableItem, target: Target, publicity: Publicity) -> dict[str, Any]:
    route = publicity.route_of(item, target.key)
    # A closed target keeps its last address: what it led to is history, and it may open again.
    url = route.url or target.url
    true = {
        "url": url,
        "fallback": route.fallback,
        "is_open": route.is_open,
        "closes_at": route.closes_at,
        # The item's own public page has nothing to hand on to.
        "adds_code": item.adds_code and item.destination != item.Destination.CARD,
        "card": {**target.card, **_card(item, publicity, url)},
    }
    return {name: value for name, value in true.items() if getattr(target, name) != value}


@transaction.atomic
def _write(ids: list[int]) -> set[int]:
    """Write what is true of ``ids`` at this moment, which need not be what a long run saw at its beginning."""
    for item in ShareableItem.objects.filter(pk__in=ids, target=None):
        known, _created = Target.objects.get_or_create(subject=item.subject)
        ShareableItem.objects.filter(pk=item.pk).update(target=known)
    # Everything is read after the lock, so that of two writers the second one knows what the first one knew.
    subjects = [subject_of(pk) for pk in ids]
    list(Target.objects.select_for_update().filter(subject__in=subjects).order_by("pk").values_list("pk"))
    publicity, written = Publicity(), set()
    for item in _items(ids):
        target = item.target
        if target and (changes := _changes(item, target, publicity)):
            Target.objects.filter(pk=target.pk).update(**changes, updated_at=timezone.now())
            written.add(item.pk)
    return written


def _draw_later(item: ShareableItem, target: Target) -> None:
    if target.is_open and target.card.get("picture_of") != picture_key(item):
        transaction.on_commit(lambda: draw_card.enqueue(item.pk))


def _card(item: ShareableItem, publicity: Publicity, url: str) -> dict[str, Any]:
    return {
        "title": item.headline,
        "description": item.description,
        "alt": item.image_alt or (getattr(item.image, "default_alt_text", "") or ""),
        "site_name": publicity.site_name_of(item, url),
        "language": item.locale.language_code,
    }


def refresh_targets() -> int:
    """Bring every target up to the truth, after silent updates and missed signals; return how many changed.

    Objects that offer themselves are asked again, so a source that was changed or deleted behind our back is noticed.
    A source that fails keeps its old offer and stops no other; what failed is raised at the end, as one group.
    """
    errors = []
    for source in (each for model in offer_sources for each in model._base_manager.order_by("pk")):
        try:
            offer(source)
        except Exception as error:  # Whatever a site's function raises, the other targets must stay true.
            error.add_note(f"{source._meta.label} {source.pk}")
            errors.append(error)
    for item in ShareableItem.objects.filter(source_id__isnull=False, withdrawn_at=None).select_related("source_type"):
        model = item.source_type and item.source_type.model_class()
        if model not in offer_sources or not model._base_manager.filter(pk=item.source_id).exists():
            withdraw(item)
    changed = resolve_targets(ShareableItem.objects.order_by("pk").values_list("pk", flat=True))
    tell_missing_minutes()
    if errors:
        raise ExceptionGroup("offers that failed", errors)
    return changed


_asked_once: ContextVar[bool] = ContextVar("asked_once", default=False)


@contextmanager
def asked_once() -> Iterator[None]:
    """Let sources be saved as often as it takes, and be asked by nobody: whoever uses this offers them, on commit.

    For imports of thousands of rows, each of which is saved several times. The functions of signals see to it.
    """
    token = _asked_once.set(True)
    try:
        yield
    finally:
        _asked_once.reset(token)


def is_asked_once() -> bool:
    """Return whether this happens inside :func:`asked_once`."""
    return _asked_once.get()


def offer(source: models.Model) -> ShareableItem | None:
    """Bring the item of ``source`` up to what its model offers; ``None`` if it offers nothing (any more).

    An unchanged offer writes nothing. Call it on commit; the registered model's signals do. The model is asked in
    the site's own language and time zone, so that whoever saves it changes nothing by speaking another.
    """
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        return _offer(source, offer_sources[type(source)](source))


def _offer(source: models.Model, offered: Offer | None) -> ShareableItem | None:
    mine = items_of(source)
    for item in mine.filter(withdrawn_at=None):
        if offered is None or item.site_id != offered.site.pk:
            withdraw(item)
    if offered is None:
        return None
    digest = _digest(offered)
    with transaction.atomic():
        known = mine.select_for_update().filter(site=offered.site).first()
        if known and known.source_hash == digest and not known.withdrawn_at:
            return known
        item = known or ShareableItem(site=offered.site, source_type=_type_of(source), source_id=str(source.pk))
        _fill(item, offered, digest)
        item.save()
    return item


def items_of(source: models.Model) -> QuerySet[ShareableItem]:
    """Return the items, one per site, that ``source`` offered."""
    return ShareableItem.objects.filter(source_type=_type_of(source), source_id=str(source.pk))


def _type_of(source: models.Model) -> ContentType:
    return ContentType.objects.get_for_model(source, for_concrete_model=False)


def withdraw(item: ShareableItem) -> None:
    """Take ``item`` out of the hub for good; its links live on and land on the fallback."""
    ShareableItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), source_hash="")
    transaction.on_commit(lambda: resolve_targets([item.pk]))


def _fill(item: ShareableItem, offered: Offer, digest: str) -> None:
    now = timezone.now()
    item.locale, item.headline, item.why = offered.locale, offered.headline, offered.why
    item.description, item.image, item.fallback = offered.description, offered.image, offered.fallback
    item.image_alt, item.category, item.campaign = offered.image_alt, offered.category, offered.campaign
    item.destination = item.Destination.ADDRESS if offered.url else item.Destination.CARD
    item.address, item.offered_public, item.adds_code = offered.url, offered.public, offered.adds_code
    item.go_live_at, item.expire_at = offered.go_live_at, offered.closes_at
    item.groups, item.teams = offered.groups, offered.teams
    item.minutes = min(offered.minutes, MOST) if offered.minutes and offered.minutes > 0 else None
    item.live, item.expired, item.withdrawn_at, item.source_hash = True, False, None, digest
    item.first_published_at = item.first_published_at or offered.go_live_at or now
    item.last_published_at = now
    old = {(each.text, each.network, each.language): each for each in item.captions.all()}
    wanted = [(each.text, each.network, each.language) for each in offered.captions]
    item.captions = [
        old.get(key) or Caption(text=key[0], network=key[1], language=key[2]) for key in dict.fromkeys(wanted)
    ]


def _digest(offered: Offer) -> str:
    def plain(value: Any) -> Any:
        return f"{value._meta.label}:{value.pk}" if isinstance(value, models.Model) else value

    values = {name: plain(value) for name, value in vars(offered).items()}
    values["captions"] = [vars(caption) for caption in offered.captions]
    values["groups"], values["teams"] = [group.pk for group in offered.groups], [team.pk for team in offered.teams]
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
