"""Who sees a programme's figures, and of which programmes."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpRequest
from wagtail.models import Site

from ...models import AdvocacySettings
from ...sharing.models import Share
from .facts import Report
from .months import Months

PERMISSION = "wagtail_advocacy_tracking.view_programme"


def may_see_programme(user: Any) -> bool:
    return user.has_perm(PERMISSION)


def programmes() -> list[Site]:
    """Return the sites with a programme: those that are not open to everybody, or that people shared from.

    Where there is none, as on a new website that is open to everybody: the default site, where it will begin.
    """
    public = AdvocacySettings.objects.filter(visible_without_login=True).values("site")
    shared = Share.objects.exclude(site=None).values("site").distinct()
    first = Case(When(is_default_site=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    sites = Site.objects.order_by(first, "site_name", "pk")
    return list(sites.filter(~Q(pk__in=public) | Q(pk__in=shared))) or list(sites[:1])


def programme_here(request: HttpRequest, sites: list[Site]) -> Site | None:
    """Return the programme of the site that ``request`` came to, else the first."""
    here = Site.find_for_request(request)
    return here if here in sites else next(iter(sites), None)


def report_on(site: Site, months: Months, now: Any) -> Report:
    return Report(site, months, AdvocacySettings.for_site(site), now)
