"""A vacancy offers itself for sharing as long as people can apply."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import translation

from ..library.actions import offer
from ..library.models import ContentCategory
from ..library.signal_handlers import resolved_together
from ..registries import Offer, OfferedCaption
from .models import Vacancy
from .places import Places

logger = logging.getLogger(__name__)

CATEGORY = "recruitment"
"""``slug`` of the category of vacancies that name none; ``manage.py setup_recruitment`` makes it."""


def to_offer(vacancy: Vacancy) -> Offer | None:
    """Return what ``vacancy`` offers to the library; ``None`` for drafts and for what is closed or over."""
    if not vacancy.is_open:
        return None
    places = Places()
    address = places.address_of(vacancy)
    with translation.override(vacancy.locale.language_code):
        facts = [vacancy.team, vacancy.where, str(vacancy.get_employment_type_display()), vacancy.salary_in_words]
    return Offer(
        site=vacancy.site,
        locale=vacancy.locale,
        headline=vacancy.title,
        why=vacancy.why,
        description=" · ".join(filter(None, facts)) + f"\n{vacancy.summary()}",
        image=vacancy.image,
        image_alt=vacancy.image_alt,
        # Public nowhere here: then the form of the recruiting system, or else a card.
        url=address or vacancy.apply_url,
        public=True,
        # Once it is closed its page answers with what is open instead.
        fallback=address,
        category=vacancy.category or _category(),
        campaign=vacancy.campaign,
        captions=[OfferedCaption(each.text, each.language, each.network) for each in vacancy.captions.all()],
        closes_at=vacancy.closes_at,
        adds_code=True,
    )


def offer_later(**which: Any) -> None:
    """Ask these vacancies on commit what they offer; one that cannot say so keeps no other from it."""

    def ask() -> None:
        with resolved_together():
            for vacancy in Vacancy.objects.filter(**which).select_related("site", "locale").iterator(500):
                try:
                    offer(vacancy)
                except Exception:  # Whatever went wrong, maintenance asks again, and tells of it.
                    logger.exception("advocacy: vacancy %s could not be offered", vacancy.pk)

    transaction.on_commit(ask)


def _category() -> Any:
    return ContentCategory.objects.filter(slug=CATEGORY).first()
