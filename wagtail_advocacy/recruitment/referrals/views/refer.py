"""“Refer someone”: the page behind it shows first what will happen, and after a press the personal link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from ....layouts import render_page
from ....library.actions import items_of
from ....library.models import ShareableItem
from ....library.presentation import shareable_for
from ....links.addresses import link_address
from ....login import member_page
from ....networks.texts import clean
from ....registries import figures
from ....sharing.actions import ShareRequest
from ....sharing.exceptions import LookAgain, NotJoined, ShareRefused
from ....sharing.findings import MARK
from ....sharing.gates import gate_in_front, settle_gate
from ....sharing.models import Share
from ....sharing.sitting import Sent, Sitting
from ....sharing.suggestions import captions_of
from ....sharing.visibility import names_are_seen
from ...countries import amount_in_words
from ...models import RecruitmentSettings, Vacancy
from ..referring import NoPersonalLinks, make_personal, network_for, personal_share

SHOWN_WITH = ("site", "locale", "campaign", "category", "image", "attachment", "target")


@member_page
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a personal link does; ``make`` stores the share that holds it, once, and comes back with it."""
    vacancy = Vacancy.objects.filter(pk=pk).first()
    item = _item(request, vacancy) if vacancy else None
    if vacancy is None or item is None:
        reason = _("This vacancy is closed, or not offered here. Nothing was stored.")
        context = {"item": None, "words": "", "reason": reason}
        status = 404 if vacancy is None else 410
        return render_page(request, "wagtail_advocacy/sharing/closed.html", context, status=status)
    share = personal_share(request.user, item)
    if share:
        return redirect("wagtail_advocacy:refer", pk) if request.method == "POST" else _made(request, vacancy, share)
    return _asked(request, vacancy, item)


def _item(request: HttpRequest, vacancy: Vacancy) -> ShareableItem | None:
    items = shareable_for(request).filter(pk__in=items_of(vacancy).values("pk"))
    return items.select_related(*SHOWN_WITH).annotate(names_are_seen=names_are_seen()).first()


def _made(request: HttpRequest, vacancy: Vacancy, share: Share) -> HttpResponse:
    context = {
        "share": share,
        "link": link_address(share.link.code),
        "words": share.words,
        "figures": figures([share.link.subject])[share.link.subject],
        **_terms(vacancy),
    }
    return render_page(request, "wagtail_advocacy/recruitment/referred.html", context)


def _asked(request: HttpRequest, vacancy: Vacancy, item: ShareableItem) -> HttpResponseBase:
    network, sent, refusal, status = network_for(item), _sent(request), None, 200
    try:
        if not network:
            raise NoPersonalLinks
        if "make" in request.POST:
            make_personal(request.user, _wish(request, item, network, sent))
            return redirect("wagtail_advocacy:refer", vacancy.pk)
        if "settle" in request.POST:
            settle_gate(request.user, item, network, request.POST["settle"])
    except ShareRefused as refused:
        refusal, status = refused, 422
        if isinstance(refused, LookAgain):
            sent = Sent(**{**vars(sent), "asked": sent.asked | refused.asked})
    context: dict[str, Any] = {"vacancy": vacancy, "item": item, "refusal": refusal, **_terms(vacancy)}
    if network:
        sitting = Sitting(request.user, item, Sent(**{**vars(sent), "network": network}))
        context |= {
            **sitting.context(),
            "gate": gate_in_front(request, item, network),
            "join_missing": isinstance(refusal, NotJoined),
        }
    return render_page(request, "wagtail_advocacy/recruitment/refer.html", context, status=status)


def _sent(request: HttpRequest) -> Sent:
    form = request.POST
    if not form:
        return Sent()
    number = form.get("caption", "")
    return Sent(
        words=clean(form.get("words", "")).strip(),
        caption=int(number) if number.isdecimal() and len(number) < 19 else 0,
        joins=form.get("consent", "") if "join" in form else None,
        asked=frozenset(each for each in form.get("asked", "").split() if MARK.fullmatch(each)),
    )


def _wish(request: HttpRequest, item: ShareableItem, network: str, sent: Sent) -> ShareRequest:
    if item.site != Site.find_for_request(request):
        raise ShareRefused
    caption = captions_of(item).filter(pk=sent.caption).first() if sent.caption else None
    return ShareRequest(
        item=item,
        network=network,
        words=sent.words or "",
        token=request.POST.get("token", ""),
        language=caption.language if caption else str(translation.get_language()),
        caption=caption,
        joins="join" in request.POST,
        consent=request.POST.get("consent", ""),
        heeded=sent.asked,
    )


def _terms(vacancy: Vacancy) -> dict[str, Any]:
    """Return what people are promised, and what the programme shows them afterwards."""
    settings = RecruitmentSettings.for_site(vacancy.site)
    amount = vacancy.bonus_amount
    return {
        "vacancy": vacancy,
        "bonus": f"{amount_in_words(amount)} {vacancy.bonus_currency}".strip() if amount else "",
        "months": settings.bonus_months,
        "referrer_sees": settings.referrer_sees,
    }
