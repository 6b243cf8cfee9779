"""An event offers itself for sharing as long as people can still come."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Locale, Site

from wagtail_advocacy.library.models import ContentCategory
from wagtail_advocacy.registries import Offer, OfferedCaption

from .models import Event


def to_offer(event: Event) -> Offer | None:
    if not event.is_public or event.ends_at < timezone.now():
        return None
    return Offer(
        site=Site.objects.get(is_default_site=True),
        locale=Locale.get_default(),
        headline=event.title,
        why=event.invitation,
        description=event.summary,
        image=event.image,
        image_alt=event.image_alt,
        url=event.full_url,
        public=True,
        fallback=f"{event.site.root_url}/events/",
        category=ContentCategory.objects.filter(slug="events").first(),
        captions=[OfferedCaption(f"Come and see us: {event.title}, {day_of(event)}, {event.place}.", "en")],
        go_live_at=event.starts_at - timedelta(days=60),
        closes_at=event.ends_at,
    )


def day_of(event: Event) -> str:
    return date_format(timezone.localtime(event.starts_at), "j F")
