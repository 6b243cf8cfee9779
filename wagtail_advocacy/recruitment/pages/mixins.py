"""The vacancies as a page of the site, for page types with their own base."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from ..public import pages
from ..public.answers import login_first, marked, over_there
from ..public.boards import Board
from ..public.syndication import atom_feed, sitemap_entries


def _for_readers(route: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give ``route`` the board of its page, and the same readers as the plain addresses have."""

    @wraps(route)
    def answer(page: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        board = page._board(request)
        # Who sees a preview may edit the page.
        refused = None if getattr(request, "is_preview", False) else login_first(request, board)
        return refused or route(page, request, board, *args, **kwargs)

    return answer


class VacancyIndexMixin(RoutablePageMixin, models.Model):
    """Makes a page list the vacancies of its website; each has its address below it.

    From then on the plain addresses lead here. On a website where no vacancies are public it leads to the one where
    they are. ``vacancy_base_template`` names the template that its pages extend, if not ``PUBLIC_BASE_TEMPLATE``.
    """

    lists_vacancies = True
    """By this :func:`..places.index_models` knows the page types that list vacancies."""

    vacancy_base_template = ""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    vacancy_panels = [FieldPanel("intro")]
    vacancy_search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    @path("", name="list")
    @_for_readers
    def index_route(self, request: HttpRequest, board: Board, *args: Any, **kwargs: Any) -> HttpResponseBase:
        context = self.get_context(request, *args, **kwargs)  # type: ignore[attr-defined]
        own = {**context, "title": self.title, "intro": self.intro}  # type: ignore[attr-defined]
        return pages.show_list(request, board, own)

    @path("feed/", name="feed")
    @_for_readers
    def feed_route(self, request: HttpRequest, board: Board) -> HttpResponseBase:
        if board.elsewhere:
            return over_there(request, board.elsewhere)
        return marked(
            HttpResponse(atom_feed(board), content_type="application/atom+xml; charset=utf-8"), board, request
        )

    @path("<int:pk>/")
    @path("<int:pk>/<slug:slug>/", name="vacancy")
    @_for_readers
    def vacancy_route(self, request: HttpRequest, board: Board, pk: int, slug: str = "") -> HttpResponseBase:
        return pages.show_vacancy(request, board, pk, self.get_context(request))  # type: ignore[attr-defined]

    @path("<int:pk>/<slug:slug>/apply/", name="apply")
    @_for_readers
    def apply_route(self, request: HttpRequest, board: Board, pk: int, slug: str) -> HttpResponseBase:
        return pages.apply(request, board, pk)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return this page and every open vacancy whose address lies below it."""
        entries = super().get_sitemap_urls(request)  # type: ignore[misc]
        site = self.get_site()  # type: ignore[attr-defined]
        if site is None:
            return entries
        board = Board(site, self)
        below = board.absolute(board.list_path)
        return entries + [each for each in sitemap_entries(board) if each["location"].startswith(below)]

    def _board(self, request: HttpRequest) -> Board:
        # A preview is drawn for whatever host its editor uses.
        site = self.get_site() if getattr(request, "is_preview", False) else None  # type: ignore[attr-defined]
        return Board(site or Site.find_for_request(request), self)
