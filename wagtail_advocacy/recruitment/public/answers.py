"""Answers that the whole world may read and caches may keep: no cookie, no login, no person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ...layouts import for_this_person
from ...links.addresses import CODE_PARAMETER, with_query
from ...login import login_address
from .boards import Board, board_for

SECONDS = 300
"""How long a cache may keep a public answer: a job that is filled is still “open” there for so long at most."""

MOST_MARKS = 12
LONGEST_MARK = 200


def kept_query(request: HttpRequest) -> str:
    """Return the code and the UTM parameters of ``request``, encoded; whatever else was asked is left behind."""
    kept = [
        (name, value)
        for name in request.GET
        if name == CODE_PARAMETER or name.startswith("utm_")
        for value in request.GET.getlist(name)
        if len(name) + len(value) <= LONGEST_MARK
    ]
    return urlencode(kept[:MOST_MARKS])


def draw(request: HttpRequest, board: Board, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of ``board`` inside its base template."""
    language = context.get("language")
    common = {"advocacy_base_template": board.base_template, "board": board, "page": board.page, "status": status}
    if not language:
        return marked(render(request, template, {**common, **context}, status=status), board, request)
    # Words around a vacancy are in the language of the vacancy, for readers and for search engines.
    with override(language):
        return marked(render(request, template, {**common, **context}, status=status), board, request)


def marked(response: HttpResponseBase, board: Board, request: HttpRequest) -> Any:
    """Say of ``response`` who may keep it, and for how long."""
    if getattr(request, "is_preview", False):
        return response
    if not board.is_public:
        response.headers["X-Robots-Tag"] = "noindex"
        return for_this_person(response)  # type: ignore[arg-type]
    # A base template of the site's own may show who is logged in.
    looked = getattr(getattr(request, "session", None), "accessed", False)
    response.headers.setdefault("Cache-Control", "private, no-cache" if looked else f"public, max-age={SECONDS}")
    # The address may hold the code of a link: other websites learn the host alone, and whoever reads figures of theirs
    # still sees where people came from.
    response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    return response


def moved(request: HttpRequest, address: str, board: Board) -> HttpResponseBase:
    """Lead for good to ``address``, which must come from the database; code and UTM parameters come along."""
    return marked(HttpResponsePermanentRedirect(with_query(address, kept_query(request))), board, request)


def over_there(request: HttpRequest, address: str) -> HttpResponseBase:
    """Lead to the website where vacancies are public now; that may change, so nobody keeps it."""
    response = HttpResponseRedirect(with_query(address, kept_query(request)))
    response.headers["Cache-Control"] = "no-store"
    return response


def public_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give ``view`` the board of the requested website, and let everybody read what it answers.

    Where vacancies are public nowhere, colleagues read them after their login.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        board = board_for(request)
        if board is None:
            return HttpResponse(status=404)
        return login_first(request, board) or view(request, board, *args, **kwargs)

    return login_not_required(require_safe(answer))


def login_first(request: HttpRequest, board: Board) -> HttpResponseBase | None:
    """Return the way to the login for a stranger at a ``board`` that is public nowhere; ``None``: go on."""
    if board.is_public or board.elsewhere or _is_known(request):
        return None
    return redirect_to_login(request.get_full_path()[:1000], login_address())


def _is_known(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def canonical_header(address: str) -> str:
    """Return the value of a ``Link`` header that names the canonical address (RFC 6596)."""
    return f'<{quote(address, safe=":/?#[]@!$&()*+,;=%~-._")}>; rel="canonical"'
