"""Where strangers read vacancies: on an index page of the career site, or at plain addresses without one."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from wagtail.models import AbstractPage, Site

from ..models import AdvocacySettings
from .models import RecruitmentSettings

if TYPE_CHECKING:
    from .models import Vacancy


@lru_cache(maxsize=1)
def index_models() -> tuple[Any, ...]:
    """Return the page types that list vacancies: ours, and a site's own with the mixin."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, AbstractPage) and getattr(model, "lists_vacancies", False)
    )


class Places:
    """The public addresses of vacancies at one moment, a few queries for any number. Make one per batch."""

    def __init__(self) -> None:
        self._sites: dict[int, Site | None] = {}
        self._indexes: dict[tuple[int, int], Any] = {}

    @cached_property
    def _visible(self) -> list[Site]:
        visible = AdvocacySettings.objects.filter(visible_without_login=True).select_related("site__root_page")
        return [each.site for each in visible.order_by("-site__is_default_site", "pk")]

    @cached_property
    def _chosen(self) -> dict[int, int | None]:
        return dict(RecruitmentSettings.objects.values_list("site", "career_site"))

    def career_site(self, programme_id: int) -> Site | None:
        """Return the website on which the vacancies of this programme are public; ``None``: nowhere."""
        if programme_id not in self._sites:
            chosen = self._chosen.get(programme_id)
            # A chosen site that needs a login would show strangers “Sign in”.
            mine = [site for site in self._visible if site.pk == chosen] if chosen else self._visible
            self._sites[programme_id] = next(iter(mine), None)
        return self._sites[programme_id]

    def programmes_on(self, site: Site) -> list[int]:
        """Return the primary keys of the programmes whose vacancies are public on ``site``."""
        if site not in self._visible:
            return []
        known = Site.objects.order_by("pk").values_list("pk", flat=True)
        return [each for each in known if self.career_site(each) == site]

    def index_page(self, site: Site, locale_id: int) -> Any | None:
        """Return the live page that lists vacancies on ``site``, in this language if there is one; or ``None``."""
        key = (site.pk, locale_id)
        if key not in self._indexes:
            self._indexes[key] = self._find_index(site, locale_id)
        return self._indexes[key]

    def _find_index(self, site: Site, locale_id: int) -> Any | None:
        root = site.root_page
        roots = [root.path, *(each.path for each in root.get_translations())]
        pages = (page for model in index_models() for page in model._default_manager.live().public().order_by("path"))
        found = [page for page in pages if page.path.startswith(tuple(roots))]
        return min(found, key=lambda page: page.locale_id != locale_id, default=None)

    def index_address(self, programme_id: int, locale_id: int) -> str:
        """Return the absolute address of the list; ``""``: vacancies are public nowhere."""
        site = self.career_site(programme_id)
        if site is None:
            return ""
        page = self.index_page(site, locale_id)
        return self._page_address(site, page) if page else _plain(site, "wagtail_advocacy:vacancies")

    def address_of(self, vacancy: Vacancy) -> str:
        """Return the one public, absolute address of ``vacancy``; ``""``: it is public nowhere."""
        site = self.career_site(vacancy.site_id)
        if site is None:
            return ""
        page = self.index_page(site, vacancy.locale_id)
        if page:
            path = page.reverse_subpage("vacancy", args=[vacancy.pk, vacancy.slug])
            return self._page_address(site, page) + path
        return _plain(site, "wagtail_advocacy:vacancy", vacancy.pk, vacancy.slug)

    @staticmethod
    def _page_address(site: Site, page: Any) -> str:
        path = page.get_url_parts()
        return f"{site.root_url}{path[2]}" if path else ""


def _plain(site: Site, name: str, *args: Any) -> str:
    try:
        return f"{site.root_url}{reverse(name, args=args)}"
    except NoReverseMatch:
        return ""


def public_address(vacancy: Vacancy) -> str:
    """Return the public, absolute address of one vacancy; ``""``: it is public nowhere."""
    return Places().address_of(vacancy)
