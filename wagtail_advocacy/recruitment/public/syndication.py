"""Open vacancies for feed readers and search engines: an Atom feed and a sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ...days import site_day, site_midnight
from ..models import Vacancy
from .boards import Board
from .words import for_xml, html_of, places_in_words, publisher_of, sections_of

MOST_IN_FEED = 50
MOST_IN_SITEMAP = 50_000
"""By the protocol of sitemaps (sitemaps.org)."""


def atom_feed(board: Board) -> str:
    """Return the newest open vacancies as Atom; for any number of them a few queries."""
    employer = publisher_of(board.site, board.programmes)
    feed = Atom1Feed(
        title=_("Vacancies: %(employer)s") % {"employer": employer.name},
        link=board.absolute(board.list_path),
        description="",
        feed_url=board.absolute(board.feed_path),
        language=board.locale.language_code,
    )
    rows = board.listed().select_related("locale").prefetch_related("locations").order_by("-date_posted", "-pk")
    for vacancy in rows[:MOST_IN_FEED]:
        facts = [vacancy.team, places_in_words(vacancy), vacancy.salary_in_words]
        address = board.address_of(vacancy)
        feed.add_item(
            title=for_xml(vacancy.title),
            link=address,
            unique_id=f"{board.site.root_url}/vacancies/{vacancy.pk}",
            description=for_xml(" · ".join(filter(None, facts)) or vacancy.summary()),
            content=for_xml(html_of(sections_of(vacancy, board.site.root_url))),
            pubdate=_posted(vacancy),
            updateddate=vacancy.last_published_at or _posted(vacancy),
        )
    return feed.writeString("utf-8")


def sitemap_entries(board: Board) -> Iterator[dict[str, object]]:
    """Yield ``location`` and ``lastmod`` of every open vacancy whose address lies on this website."""
    rows = board.open().only("pk", "title", "site", "locale", "last_published_at").order_by("-pk")
    for vacancy in rows[:MOST_IN_SITEMAP].iterator(500):
        address = board.address_of(vacancy)
        if address.startswith(f"{board.site.root_url}/"):
            yield {"location": address, "lastmod": vacancy.last_published_at}


def sitemap(board: Board) -> Iterator[str]:
    """Yield the sitemap piece by piece: the list, then every open vacancy."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield f"<url><loc>{escape(board.absolute(board.list_path))}</loc></url>\n"
    for entry in sitemap_entries(board):
        changed = entry["lastmod"]
        lastmod = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if isinstance(changed, datetime) else ""
        yield f"<url><loc>{escape(str(entry['location']))}</loc>{lastmod}</url>\n"
    yield "</urlset>\n"


def _posted(vacancy: Vacancy) -> datetime:
    return site_midnight(vacancy.date_posted or site_day())
