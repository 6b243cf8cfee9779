from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...layouts import render_page
from ...links.addresses import link_address
from ...links.codes import clean_code
from ...login import member_page
from ...models import AdvocacySettings
from ...registries import basis_text, figures
from ..actions import network_of, post_of, site_networks
from ..afterwards import can_take_back
from ..exceptions import AddressRefused, ShareRefused
from ..models import Share
from ..preferences import preferences_of
from ..sitting import browser_key

# Proxies refuse an answer whose head is longer than a few kilobytes; then the button opens the network.
LONGEST_REFRESH = 3000


@member_page
@require_safe
def started(request: HttpRequest, code: str) -> HttpResponse:
    """Open the network of a started share (``?go``), and show its words, its link and what it brought."""
    mine = Share.objects.by(request.user).select_related("link", "item__image", "item__locale", "site")
    share = mine.filter(link__code=clean_code(code) or "").first()
    return no_such_share(request) if share is None else show_share(request, share)


def no_such_share(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that there is no such share, in the same words whether it never was or is somebody else's."""
    reason = reason or _("There is no share of yours with this address.")
    context = {"item": None, "words": "", "reason": reason}
    return render_page(request, "wagtail_advocacy/sharing/closed.html", context, status=404)


def show_share(
    request: HttpRequest, share: Share, refusal: ShareRefused | None = None, typed: str | None = None
) -> HttpResponse:
    """Show a share of the person in front; ``refusal`` says what could not be done, ``typed`` is what they gave."""
    network = network_of(share)
    server = preferences_of(request.user).mastodon_server if network and network.own_server else ""
    post = post_of(share, server)
    compose_url = network.compose_url(post) if network else ""
    context = {
        "share": share,
        "network": network,
        "compose_url": compose_url,
        "link": link_address(share.link.code),
        "words": post.words,
        "figures": figures([share.link.subject])[share.link.subject],
        "checked_against": [basis_text(each) for each in share.basis],
        "remaining": _remaining(share),
        "can_take_back": can_take_back(share),
        "refusal": refusal,
        "address_refused": isinstance(refusal, AddressRefused),
        "posted_url": share.posted_url if typed is None else typed,
        "browser_key": browser_key(request.user),
        "is_new": request.GET.get("go") == "new",
    }
    response = render_page(request, "wagtail_advocacy/sharing/started.html", context, status=422 if refusal else 200)
    if compose_url and "go" in request.GET and len(compose_url) <= LONGEST_REFRESH:
        # Not a redirect: a site whose policy says "form-action 'self'" would stop one that follows a form.
        response.headers["Refresh"] = f"0; url={compose_url}"
    return response


def _remaining(share: Share) -> list:
    """Return the networks on which this person has not shared the item yet."""
    if share.item is None or share.site is None or not share.item.is_offered:
        return []
    mine = Share.objects.filter(advocate_id=share.advocate_id, item_id=share.item_id)
    done = set(mine.values_list("network", flat=True))
    networks = site_networks(AdvocacySettings.for_site(share.site))
    return [network for key, network in networks.items() if key not in done]
