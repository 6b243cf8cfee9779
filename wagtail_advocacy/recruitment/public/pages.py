"""What is answered at the public addresses of vacancies, for the plain views and for index pages alike."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from ...links.addresses import CODE_PARAMETER, with_query
from ..models import Vacancy, VacancyLocation
from ..showing import vacancy_context
from .answers import canonical_header, draw, marked, moved, over_there
from .applying import apply_address, code_in, count_press, known_code
from .boards import Board, path_in
from .narrowing import Narrowing
from .titles import last_public_title

PER_PAGE = 20
MOST_ALTERNATIVES = 5

TEMPLATES = "wagtail_advocacy/recruitment/"


def show_list(request: HttpRequest, board: Board, context: dict[str, Any] | None = None) -> HttpResponseBase:
    """Answer with the open vacancies, twenty at a time, narrowed by what the address asks for."""
    if board.elsewhere:
        return over_there(request, board.elsewhere)
    narrowing = Narrowing.of(board, request.GET)
    pages = Paginator(narrowing.vacancies.select_related("locale").prefetch_related("locations"), PER_PAGE)
    number = request.GET.get("p", "1")[:9]
    try:
        shown = pages.page(number)
    except PageNotAnInteger:
        shown = pages.page(1)
    except EmptyPage:
        shown = pages.page(pages.num_pages)
    query = narrowing.query()
    own = {
        "title": _("Vacancies"),
        "narrowing": narrowing,
        "pages": shown,
        "rows": [(each, _with_code(request, board.path_of(each))) for each in shown],
        "total": pages.count,
        "query": f"{query}&" if query else "",
        "everything": _with_code(request, board.list_path),
        "list_path": board.list_path,
        "feed_path": board.feed_path,
        "canonical": board.absolute(board.list_path) + (f"?p={shown.number}" if shown.number > 1 else ""),
        # Every combination of filters is the same vacancies once more.
        "noindex": narrowing.is_on,
    }
    response = draw(request, board, f"{TEMPLATES}vacancies.html", {**own, **(context or {})})
    response.headers["Link"] = canonical_header(own["canonical"])
    if narrowing.is_on:
        response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


def show_vacancy(request: HttpRequest, board: Board, pk: int, context: dict[str, Any] | None = None) -> Any:
    """Answer with one vacancy; with what is open instead if it is closed; and lead to its one address from others."""
    vacancy = _find(board, pk)
    if vacancy is None:
        return not_here(request, board)
    address = board.address_of(vacancy)
    if not address.startswith(f"{board.site.root_url}/"):
        return over_there(request, address)
    if request.path != unquote(path_in(address)):
        return moved(request, path_in(address), board)
    if not vacancy.is_open:
        return show_closed(request, board, vacancy)
    own = {
        **vacancy_context(vacancy, address, board.site.root_url),
        "apply_url": _apply_path(request, vacancy, address),
        "list_path": _with_code(request, board.list_path),
        "feed_path": board.feed_path,
    }
    response = draw(request, board, f"{TEMPLATES}vacancy.html", {**own, **(context or {})})
    response.headers["Link"] = canonical_header(address)
    return response


def show_closed(request: HttpRequest, board: Board, vacancy: Vacancy) -> HttpResponseBase:
    """Answer that a vacancy is over, why, and what is open instead; 410, so that search engines forget it."""
    others = list(alternatives_to(vacancy, board))
    context = {
        "vacancy": vacancy,
        "rows": [(each, _with_code(request, board.path_of(each))) for each in others],
        "list_path": _with_code(request, board.list_path),
        "noindex": True,
        "language": vacancy.locale.language_code,
    }
    with override(vacancy.locale.language_code):
        context["sentence"] = why_closed(vacancy)
    response = draw(request, board, f"{TEMPLATES}vacancy_closed.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def not_here(request: HttpRequest, board: Board) -> HttpResponse:
    """Answer that there is no such vacancy on this website, and lead to the list."""
    context = {"list_path": board.elsewhere or _with_code(request, board.list_path), "noindex": True}
    response = draw(request, board, f"{TEMPLATES}vacancy_unknown.html", context, status=404)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def apply(request: HttpRequest, board: Board, pk: int) -> HttpResponseBase:
    """Lead to where people apply, with the code they came by, and count it. The address is the vacancy’s own, always.

    One that is closed answers as its page does; one to which people apply by e-mail leads back to its page.
    """
    vacancy = _find(board, pk)
    if vacancy is None:
        return not_here(request, board)
    if not vacancy.is_open:
        return show_closed(request, board, vacancy)
    code, link_id = known_code(request)
    destination = apply_address(vacancy, code)
    if not destination:
        response: HttpResponseBase = HttpResponseRedirect(f"{board.path_of(vacancy)}#apply")
    else:
        response = HttpResponseRedirect(destination)
        count_press(request, vacancy, link_id)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return marked(response, board, request)


def alternatives_to(vacancy: Vacancy, board: Board) -> QuerySet[Vacancy]:
    """Return open vacancies like one that is closed: of its team or in one of its places first, then the newest."""
    near = Q(team=vacancy.team) if vacancy.team else Q(pk__in=[])
    towns = {each.place for each in vacancy.locations.all() if each.place}
    if towns:
        near |= Q(Exists(VacancyLocation.objects.filter(vacancy=OuterRef("pk"), place__in=towns)))
    likeness = Case(When(near, then=Value(0)), default=Value(1), output_field=IntegerField())
    others = board.listed().exclude(pk=vacancy.pk).annotate(likeness=likeness)
    nearest = others.order_by("likeness", "-date_posted", "-pk")[:MOST_ALTERNATIVES]
    return nearest.select_related("locale").prefetch_related("locations")


def why_closed(vacancy: Vacancy) -> str:
    """Return in one sentence why nobody can apply any more."""
    reasons = Vacancy.ClosedReason
    if vacancy.closed_reason == reasons.FILLED:
        return _("This job has been filled.")
    if vacancy.closed_reason == reasons.EXPIRED or (not vacancy.closed_reason and vacancy.is_closed):
        return _("The last day to apply for this job is over.")
    return _("This job is no longer offered.")


def _find(board: Board, pk: int) -> Vacancy | None:
    """Return the vacancy if it belongs to this website and is open, or was and is closed; of drafts nobody hears.

    One that is not out any more has the title under which it was.
    """
    rows = board.vacancies().select_related("site", "locale", "feed", "image").prefetch_related("locations")
    found = rows.filter(pk=pk).first()
    if found is None or not (found.is_open or (found.first_published_at and found.is_closed)):
        return None
    if not found.live:
        found.title = last_public_title(found)
    return found


def _with_code(request: HttpRequest, path: str) -> str:
    code = code_in(request)
    return with_query(path, f"{CODE_PARAMETER}={code}") if code else path


def _apply_path(request: HttpRequest, vacancy: Vacancy, address: str) -> str:
    return _with_code(request, f"{path_in(address)}apply/") if apply_address(vacancy) else ""
