"""Programmes as people outside of the admin name them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Site


class SiteUnknown(LookupError):
    """No site has this name, or several have it; the message says so."""


def site_named(wanted: str | int) -> Site:
    """Return the site with this host name (``host`` or ``host:port``) or primary key. Raises SiteUnknown."""
    if isinstance(wanted, int):
        found = list(Site.objects.filter(pk=wanted)) if 0 < wanted < 1 << 31 else []
    else:
        host, _colon, port = wanted.strip().partition(":")
        found = list(Site.objects.filter(hostname__iexact=host)) if len(host) < 256 else []
        found = [each for each in found if not port or str(each.port) == port]
    if len(found) == 1:
        return found[0]
    if found:
        sentence = _("“%(name)s” has several sites. Name the port as well, or the number of the site.")
    else:
        sentence = _("There is no site “%(name)s” here.")
    raise SiteUnknown(sentence % {"name": str(wanted)[:80]})
