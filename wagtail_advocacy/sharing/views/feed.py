"""The feed of new items, and the page where people get its address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from ...actions import advocate_of, team_of
from ...layouts import for_this_person, render_page
from ...library.presentation import share_url, shareable_by
from ...login import member_page
from ...models import AdvocacySettings
from ...networks.texts import clean
from .. import feeds

ENTRIES = 50


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def feed_page(request: HttpRequest) -> HttpResponse:
    """Show a member the address of their feed; ``make`` replaces it, ``stop`` ends it."""
    if request.method == "POST":
        if "stop" in request.POST:
            feeds.end_address(advocate_of(request.user))
            messages.success(request, _("Your feed has ended. Programs that ask for it get nothing any more."))
        else:
            _make_address(request)
        return redirect("wagtail_advocacy:feed")
    token = feeds.token_of(request.user)
    context = {
        "address": request.build_absolute_uri(reverse("wagtail_advocacy:feed_of", args=[token])) if token else "",
        "joined": advocate_of(request.user) is not None,
    }
    return render_page(request, "wagtail_advocacy/sharing/feed.html", context)


def _make_address(request: HttpRequest) -> None:
    had_one = feeds.token_of(request.user)
    if feeds.make_address(request.user):
        said = _("This is your new address. The old one has ended.") if had_one else _("This is your address.")
        messages.success(request, said)


@login_not_required
@require_safe
def feed_of(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a feed reader with what its owner may share now. The address is the key, so it is told to nobody."""
    user = feeds.reader_of(token)
    if user is None:
        raise Http404
    if feeds.is_too_often(token):
        busy = HttpResponse(_("Ask less often."), status=429, content_type="text/plain; charset=utf-8")
        busy.headers["Retry-After"] = str(feeds.HOUR)
        return _private(busy)
    site = Site.find_for_request(request)
    settings = AdvocacySettings.for_site(site) if site else AdvocacySettings()
    feed = Atom1Feed(
        title=clean(settings.title),
        link=request.build_absolute_uri(reverse("wagtail_advocacy:hub")),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    items = shareable_by(user, site, team_of(user)).select_related("category")
    for item in items.order_by("-first_published_at", "-pk")[:ENTRIES]:
        feed.add_item(
            title=clean(item.headline),
            link=request.build_absolute_uri(share_url(item)),
            description="\n\n".join(filter(None, (clean(item.why), clean(item.description)))),
            categories=[clean(item.category.name)] if item.category else [],
            pubdate=item.first_published_at,
            updateddate=item.last_published_at or item.first_published_at,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return for_this_person(response)
