"""What a published story offers for sharing."""

from __future__ import annotations

from typing import Any

from wagtail.models import PageViewRestriction

from ...library.actions import programme_site
from ...library.destinations import LinkNotPublic, Publicity
from ...library.reading import minutes_of
from ...registries import Offer


def story_offer(story: Any) -> Offer | None:
    """Return the offer of a page with ``StoryPageMixin``; ``None`` while it is not published, or closed to some.

    The login that a whole intranet asks for closes nothing: then the link leads to a public page of the item's own.
    """
    publicity = Publicity()
    site = publicity.site_of_page(story)
    programme = programme_site(site)
    if not story.live or site is None or programme is None:
        return None
    try:
        url, public = publicity.page_url(story), True
    except LinkNotPublic:
        # On a site that strangers may read, what closes a page is meant for this page.
        if publicity.is_visible(site) or not _needs_only_login(story):
            return None
        url, public = "", False
    return Offer(
        site=programme,
        locale=story.locale,
        headline=story.get_share_headline(),
        url=url,
        public=public,
        # The link of a story that needs a login leads to a card, which is read at a glance.
        minutes=minutes_of(story) if url else None,
        why=story.get_share_why(),
        description=story.get_share_summary(),
        image=story.get_share_image(),
        image_alt=story.get_share_image_alt(),
        category=story.get_share_category(),
        campaign=story.get_share_campaign(),
        closes_at=story.expire_at,
    )


def _needs_only_login(story: Any) -> bool:
    kinds = set(story.get_view_restrictions().values_list("restriction_type", flat=True))
    return kinds <= {PageViewRestriction.LOGIN}
