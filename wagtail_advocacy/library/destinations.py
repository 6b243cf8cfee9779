"""Can a stranger open it? Decided from the database alone, a handful of queries for any number of items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction, Site

from ..compat import get_page_model
from ..fetch import DEFAULT_PORTS, AddressNotPublic, is_trusted, split_address
from ..hosts import is_private_host
from ..links.addresses import host_address
from ..models import AdvocacySettings

if TYPE_CHECKING:
    from .models import ShareableItem

WEB_PORTS = frozenset(DEFAULT_PORTS.values())
CANDIDATES = 50


class LinkNotPublic(Exception):
    """A destination that strangers cannot open; the message says why and what to do."""


@dataclass(frozen=True)
class Route:
    """What a target should say: where to, where instead, whether it is open, and until when."""

    url: str
    fallback: str
    is_open: bool
    closes_at: datetime | None


class Publicity:
    """What is public on this installation at one moment. Make one per batch of items."""

    @cached_property
    def _settings(self) -> dict[int, AdvocacySettings]:
        return {each.site_id: each for each in AdvocacySettings.objects.select_related("site")}

    @cached_property
    def _sites(self) -> list[Site]:
        sites = Site.objects.select_related("root_page")
        return sorted(sites, key=lambda site: len(site.root_page.path), reverse=True)

    @cached_property
    def _roots(self) -> list[tuple[str, Site]]:
        """Path of every site's home page, and of its translations beside it; the deepest first."""
        roots = [(site.root_page.path, site) for site in self._sites]
        if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            keys = [site.root_page.translation_key for site in self._sites]
            pages = get_page_model()._default_manager.filter(translation_key__in=keys)
            paths = list(pages.values_list("translation_key", "path"))
            roots = [
                (path, site) for site in self._sites for key, path in paths if key == site.root_page.translation_key
            ]
        return sorted(roots, key=lambda root: len(root[0]), reverse=True)

    @cached_property
    def _restricted_paths(self) -> tuple[str, ...]:
        return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))

    def is_visible(self, site: Site) -> bool:
        """Return whether strangers may read ``site`` without logging in."""
        programme = self._settings.get(site.pk)
        return bool(programme and programme.visible_without_login)

    def site_of_page(self, page: Any) -> Site | None:
        """Return the site of ``page``; of several with the same root, one that is visible without login."""
        roots = [(path, site) for path, site in self._roots if page.path.startswith(path)]
        nearest = [site for path, site in roots if path == roots[0][0]]
        return next((site for site in nearest if self.is_visible(site)), next(iter(nearest), None))

    def page_url(self, page: Any) -> str:
        """Return the absolute address of ``page``. Raises ``LinkNotPublic`` where strangers would see a login."""
        site = self.site_of_page(page)
        if not page.live:
            raise LinkNotPublic(
                _("“%(page)s” is not published. Publish it, or choose another page.") % {"page": page.title}
            )
        if site is None:
            raise LinkNotPublic(
                _("“%(page)s” belongs to no website. Move it below a website’s home page, or choose another page.")
                % {"page": page.title}
            )
        if not self.is_visible(site) or page.path.startswith(self._restricted_paths):
            raise LinkNotPublic(
                _(
                    "“%(page)s” needs a login, so people outside would see “Sign in”. "
                    "Choose a page of a public website, or the item’s own public page."
                )
                % {"page": page.title}
            )
        # Page types may have addresses of their own making; this costs no query.
        path = page.specific_deferred.get_url_parts()
        if not path or not path[2]:
            raise LinkNotPublic(_("“%(page)s” has no address. Choose another page.") % {"page": page.title})
        return f"{site.root_url}{path[2]}"

    def address_url(self, address: str, offered_as_public: bool = True) -> str:
        """Return ``address``, its name in the form that machines use.

        Raises ``LinkNotPublic`` for what cannot be public, as far as it tells itself.
        """
        try:
            parts = split_address(address)
        except AddressNotPublic as error:
            raise LinkNotPublic(str(error)) from None
        own = self.site_at(parts)
        if own and not (self.is_visible(own) and offered_as_public):
            raise LinkNotPublic(_("This address lies on a site that needs a login. Choose a public page."))
        if not own and not is_trusted(parts) and is_private_host(_host(parts)):
            raise LinkNotPublic(_("This address lies inside your network. Choose a public page."))
        return address if address.isascii() else parts.geturl()

    def page_at(self, address: str) -> Any | None:
        """Return the live page of ours that ``address`` shows, restricted or not."""
        parts = split_address(address)
        site, path = self.site_at(parts), unquote(parts.path).strip("/")
        if site is None:
            return None
        pages: Any = get_page_model()._default_manager.filter(live=True)
        if path:
            pages = pages.filter(slug=path.rpartition("/")[2])
        else:
            pages = pages.filter(path__in=[root for root, _site in self._roots])
        for page in pages.specific()[:CANDIDATES]:
            where = page.get_url_parts()
            if where and where[2] and where[0] == site.pk and unquote(where[2]).strip("/") == path:
                return page
        return None

    def site_at(self, parts: SplitResult) -> Site | None:
        """Return our site with this host and port."""
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        sites = [site for site in self._sites if site.hostname.lower() == _host(parts)]
        # http and https of one host are one site: the one sends people on to the other.
        web = [site for site in sites if {site.port, port} <= WEB_PORTS]
        return next((site for site in sites if site.port == port), next(iter(web), None))

    def url_of(self, item: ShareableItem, card_key: str = "") -> str:
        """Return where ``item`` leads. Raises ``LinkNotPublic`` with a sentence."""
        if item.destination == item.Destination.CARD:
            return host_address("card", card_key)
        if item.destination == item.Destination.ADDRESS:
            return self.address_url(item.address, item.offered_public or not item.is_from_source)
        if item.page is None:
            raise LinkNotPublic(_("Choose the page that the link leads to."))
        return self.page_url(item.page)

    def fallback_of(self, item: ShareableItem) -> str:
        """Return where links of ``item`` land once it is closed: a page that is open to all."""
        programme = self._settings.get(item.site_id)
        own = item.fallback or (programme.fallback_url if programme else "")
        if own:
            return own
        return next((f"{site.root_url}/" for site in self._sites if self.is_visible(site)), "")

    def route_of(self, item: ShareableItem, card_key: str) -> Route:
        """Return what the target of ``item`` should say right now."""
        fallback = self.fallback_of(item)
        campaign = item.campaign
        ends = [item.expire_at, campaign and campaign.closes_at, campaign and campaign.expire_at]
        if item.destination == item.Destination.PAGE and item.page:
            ends.append(item.page.expire_at)
        closes_at = min((end for end in ends if end), default=None)
        now = timezone.now()
        begins = [item.go_live_at, campaign and campaign.opens_at]
        in_time = (not closes_at or closes_at > now) and all(begin <= now for begin in begins if begin)
        try:
            url = self.url_of(item, card_key)
        except LinkNotPublic:
            return Route("", fallback, False, closes_at)
        campaign_runs = campaign is None or campaign.live
        return Route(url, fallback, item.live and not item.withdrawn_at and campaign_runs and in_time, closes_at)

    def site_name_of(self, item: ShareableItem, url: str) -> str:
        """Return the name that a card shows above its headline."""
        if item.destination == item.Destination.PAGE and item.page and (site := self.site_of_page(item.page)):
            return site.site_name or site.hostname
        if item.destination == item.Destination.CARD:
            # Strangers know the public website's name, not the intranet's.
            public = next((site for site in self._sites if self.is_visible(site)), item.site)
            return public.site_name
        # A name that came with an address says nothing about where the item leads by now, if that is elsewhere.
        return item.site_name or urlsplit(url).hostname or ""


def _host(parts: SplitResult) -> str:
    return str(parts.hostname).rstrip(".")
