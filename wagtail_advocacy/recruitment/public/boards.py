"""Which vacancies a website shows, and under which addresses of its own."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Locale, Site

from ...conf import advocacy_settings
from ..managers import VacancyQuerySet
from ..models import Vacancy
from ..places import Places

ROUTES = {"vacancies": "list", "vacancies_feed": "feed"}
"""Names of plain addresses and what an index page calls its own."""


class Board:
    """The vacancies of one website: at the plain addresses, or on ``page`` with ``VacancyIndexMixin``.

    ``programmes`` are primary keys of sites. A website that is the career site of no programme shows the vacancies of
    its own programme, if those are public nowhere else: then only to people who are logged in (``is_public`` is false).
    """

    def __init__(self, site: Site, page: Any = None) -> None:
        self.site, self.page, self.places = site, page, Places()
        public = self.places.programmes_on(site)
        self.is_public = bool(public)
        self.programmes: list[int] = public or [site.pk]

    @cached_property
    def locale(self) -> Locale:
        return self.page.locale if self.page else Locale.get_active()

    @property
    def base_template(self) -> str:
        own = getattr(self.page, "vacancy_base_template", "")
        return own or advocacy_settings.PUBLIC_BASE_TEMPLATE

    @property
    def elsewhere(self) -> str:
        """The absolute address of the list on the website where these vacancies are public, or an empty string."""
        return "" if self.is_public else self.places.index_address(self.site.pk, self.locale.pk)

    def vacancies(self) -> VacancyQuerySet:
        """Return all vacancies of this website, open or not, drafts among them."""
        return Vacancy.objects.filter(site__in=self.programmes)

    def open(self) -> VacancyQuerySet:
        """Return what people may apply for now."""
        return self.vacancies().open()

    def listed(self) -> VacancyQuerySet:
        """Return what the list shows: of a vacancy in several languages the reader's, else the first."""
        shown = self.open()
        if Locale.objects.count() < 2:
            return shown
        same = Vacancy.objects.open().filter(translation_key=OuterRef("translation_key"), site=OuterRef("site"))
        mine = Exists(same.filter(locale=self.locale))
        earlier = Exists(same.filter(locale__lt=OuterRef("locale")))
        return shown.filter(Q(locale=self.locale) | (~mine & ~earlier))

    @cached_property
    def list_path(self) -> str:
        """The path of the list on this website."""
        return self._path("vacancies", "list")

    @cached_property
    def feed_path(self) -> str:
        return self._path("vacancies_feed", "feed")

    def _path(self, plain: str, of_page: str) -> str:
        if self.page is None:
            return reverse(f"wagtail_advocacy:{plain}")
        parts = self.page.get_url_parts()
        return f"{parts[2] if parts else '/'}{self.page.reverse_subpage(of_page)}"

    def absolute(self, path: str) -> str:
        return f"{self.site.root_url}{path}"

    def address_of(self, vacancy: Vacancy) -> str:
        """Return the one absolute address of ``vacancy``, also where it is public nowhere."""
        return self.places.address_of(vacancy) or self.absolute(
            reverse("wagtail_advocacy:vacancy", args=[vacancy.pk, vacancy.slug])
        )

    def path_of(self, vacancy: Vacancy) -> str:
        """Return where a reader of this website is led: a path if ``vacancy`` is public here, else an address."""
        address = self.address_of(vacancy)
        return path_in(address) if address.startswith(f"{self.site.root_url}/") else address


def board_for(request: HttpRequest, page: Any = None) -> Board | None:
    """Return what the requested website shows, or ``None`` where there is no such website."""
    site = Site.find_for_request(request)
    return Board(site, page) if site else None


def path_in(address: str) -> str:
    """Return ``address`` without scheme and host."""
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc="").geturl() or "/"
