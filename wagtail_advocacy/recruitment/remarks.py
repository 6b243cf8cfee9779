"""What could be better about a vacancy, in words; nothing of it keeps it from going out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from .models import Vacancy
from .places import Places
from .workflow.remarks import remarks_on as who_decides


def remarks_on(vacancy: Vacancy, user: Any = None) -> Iterator[str]:
    """Yield a sentence for each point that is worth a look, about ``vacancy`` as it stands in memory.

    ``user`` is who looks after it now, and so cannot approve it.
    """
    decided = who_decides(vacancy, user)
    yield from decided
    if vacancy.hiring_manager is None and not decided:
        yield _("It has no hiring manager yet, so nobody from the team approves it.")
    if not Places().career_site(vacancy.site_id):
        yield _(
            "It has no public page, because no website is marked “visible without login” in the settings “Advocacy”. "
            "Links lead straight to the form of your recruiting system."
        )
    if vacancy.apply_email and not vacancy.apply_url:
        yield _("Applications by e-mail cannot be counted: nothing tells us that a letter was written.")
    locations = list(vacancy.locations.all())
    if locations and not all(each.country for each in locations):
        yield _("A location has no country: job search engines leave such vacancies out.")
    if not vacancy.has_salary:
        yield _("It says no salary. In many countries the law asks for it, and more people apply where it is told.")
    if not vacancy.captions.all():
        yield _(
            "It suggests no words. Colleagues share more readily where they find some, such as “My team is hiring.”"
        )
    if vacancy.image and not vacancy.image_alt:
        yield _("Say in words what the picture shows.")
