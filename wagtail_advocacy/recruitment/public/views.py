"""The public addresses of a website without an index page of its own; with one they lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from ...links.addresses import with_query
from . import pages
from .answers import marked, moved, over_there, public_page
from .boards import Board, path_in
from .exports import in_json, in_xml, name_of
from .kept_exports import ExportIsBusy, kept_export
from .narrowing import Narrowing
from .syndication import atom_feed, sitemap

RETRY_AFTER = 10
"""int, seconds after which whoever found the exports busy may come again."""


@public_page
def vacancies(request: HttpRequest, board: Board) -> HttpResponseBase:
    """List what is open, or lead to the page of the site that does."""
    if board.is_public:
        address = board.places.index_address(board.programmes[0], board.locale.pk)
        if path_in(address) != board.list_path:
            narrowing = replace(Narrowing.of(board, request.GET), code="")
            return moved(request, with_query(path_in(address), narrowing.query()), board)
    return pages.show_list(request, board)


@public_page
def vacancy(request: HttpRequest, board: Board, pk: int, slug: str = "") -> HttpResponseBase:
    """Show one vacancy at its one address."""
    return pages.show_vacancy(request, board, pk)


@public_page
def apply(request: HttpRequest, board: Board, pk: int, slug: str = "") -> HttpResponseBase:
    """Lead to where people apply, and count it."""
    return pages.apply(request, board, pk)


@public_page
def feed(request: HttpRequest, board: Board) -> HttpResponseBase:
    """Answer with the newest vacancies as Atom."""
    if board.elsewhere:
        return over_there(request, board.elsewhere)
    return marked(HttpResponse(atom_feed(board), content_type="application/atom+xml; charset=utf-8"), board, request)


@public_page
def sitemap_xml(request: HttpRequest, board: Board) -> HttpResponseBase:
    """Answer with a sitemap of the vacancies on this website."""
    if not board.is_public:
        return HttpResponse(status=404)
    pieces = sitemap(board)
    return marked(StreamingHttpResponse(pieces, content_type="application/xml; charset=utf-8"), board, request)


@public_page
def export_xml(request: HttpRequest, board: Board) -> HttpResponseBase:
    """Answer with all open vacancies for job boards, as XML."""
    return _export(request, board, "export-xml", in_xml, "application/xml; charset=utf-8")


@public_page
def export_json(request: HttpRequest, board: Board) -> HttpResponseBase:
    """Answer with all open vacancies for job boards, as JSON."""
    return _export(request, board, "export-json", in_json, "application/json")


def _export(
    request: HttpRequest, board: Board, kind: str, draw: Callable[[Board, str], Iterator[str]], content_type: str
) -> HttpResponseBase:
    if not board.is_public:
        return HttpResponse(status=404)
    try:
        kept = kept_export(f"{kind}.{board.site.pk}", partial(draw, board))
    except ExportIsBusy:
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"})
    pieces = kept.for_reader(name_of(request.GET.get("for", ""), kind))
    response = StreamingHttpResponse(pieces, content_type=content_type)
    # What waited here already may wait for the rest of its time elsewhere.
    response.headers["Cache-Control"] = f"public, max-age={kept.seconds_left}"
    return marked(response, board, request)
