"""The dialog: a plain form that works by itself, and that a small script lifts into the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from ...layouts import render_page
from ...library.models import ShareableItem
from ...library.presentation import shareable_for
from ...library.quotes import read_quote
from ...links.codes import clean_code
from ...login import login_address
from ...networks.registry import DEVICE_APP
from ...networks.texts import clean
from ..actions import ShareRequest, same_share, share_of_code, start_share
from ..afterwards import can_take_back, question_about
from ..codes import read_code
from ..disputes import dispute
from ..exceptions import ItemClosed, LookAgain, NotJoined, ShareRefused
from ..findings import MARK, said_of
from ..gates import gate_in_front, settle_gate
from ..models import Share
from ..sitting import DEEDS, STORING, Sent, Sitting
from ..suggestions import captions_of
from ..visibility import names_are_seen
from . import drafts

SHOWN_WITH = ("site", "locale", "campaign", "category", "image", "attachment", "target")
REASON = "because-"
"""The field of a reason against a finding begins with this, and ends with the key of the finding."""


@dataclass(frozen=True)
class Answer:
    """What came of a deed, in a sentence. It stands where it belongs: by the ``gate``, the ``words``, or a finding."""

    sentence: str
    place: str
    refused: bool = False

    def __str__(self) -> str:
        return self.sentence


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, item_id: int) -> HttpResponseBase:
    """Show the dialog of an item; ``start`` stores the share and opens its network, every other deed shows it anew.

    Nothing that was sent is told to whoever reads the reports of errors: words, and reasons against findings.
    """
    if not request.user.is_authenticated:
        drafts.keep(request, item_id)
        return _to_login(request)
    sent = _sent(request, item_id)
    used = None
    if request.method == "POST":
        # What was shared stays shared, so a repeated form is answered before anything else is asked.
        token, network = _started_with(request, sent)
        used = share_of_code(request.user, token, item_id, network)
        if used and "start" in request.POST:
            return _to_started(used)
        if "start" in request.POST and (item := _known(item_id)):
            return _start(request, item, sent, token, network)
        # The app that the device has opened is counted under a code of its own.
        used = _newer(used, share_of_code(request.user, request.POST.get("device", ""), item_id, DEVICE_APP.key))
        if sent.deed == "after":
            # Another tab may have shared the same words with its own code.
            used = used or same_share(request.user, item_id, sent.network, sent.words or "")
    item = _shareable(request, item_id)
    if item is None and used and sent.deed == "after":
        # What was shared before the item closed stays shared.
        return redirect(reverse("wagtail_advocacy:started", args=[used.link.code]))
    if item is None:
        return _closed(request, _known(item_id), sent.words or "")
    return _dialog(request, item, sent, used=used)


def _known(item_id: int) -> ShareableItem | None:
    return ShareableItem.objects.select_related(*SHOWN_WITH).filter(pk=item_id).first()


def _shareable(request: HttpRequest, item_id: int) -> ShareableItem | None:
    items = shareable_for(request).select_related(*SHOWN_WITH).annotate(names_are_seen=names_are_seen())
    return items.filter(pk=item_id).first()


def _started_with(request: HttpRequest, sent: Sent) -> tuple[str, str]:
    """Return the signed code that a form starts with, and the network it is for: the chosen one, or the device's."""
    if request.POST.get("start") == DEVICE_APP.key:
        return request.POST.get("device", ""), DEVICE_APP.key
    return request.POST.get("token", ""), sent.network


def _newer(one: Share | None, other: Share | None) -> Share | None:
    return max(filter(None, (one, other)), key=lambda share: share.started_at, default=None)


def _start(request: HttpRequest, item: ShareableItem, sent: Sent, token: str, network: str) -> HttpResponseBase:
    words = sent.words or ""
    caption = captions_of(item).filter(pk=sent.caption).first() if sent.caption else None
    wish = ShareRequest(
        item=item,
        network=network,
        words=words,
        token=token,
        language=caption.language if caption else translation.get_language(),
        caption=caption,
        quote=sent.quote,
        joins="join" in request.POST,
        consent=request.POST.get("consent", ""),
        chosen=sent.network,
        heeded=sent.asked,
    )
    try:
        if item.site != Site.find_for_request(request):
            raise ItemClosed
        started = start_share(request.user, wish)
    except ItemClosed as refusal:
        return _closed(request, item, words, str(refusal))
    except ShareRefused as refusal:
        shown = _shareable(request, item.pk)
        if shown is None:
            return _closed(request, item, words)
        if isinstance(refusal, LookAgain):
            sent = replace(sent, asked=sent.asked | refusal.asked)
        return _dialog(request, shown, sent, refusal=refusal)
    drafts.take(request, item.pk)
    code = read_code(token)
    return _to_started(started, is_new=code is not None and code.code == started.link.code)


def _dialog(
    request: HttpRequest,
    item: ShareableItem,
    sent: Sent,
    refusal: ShareRefused | None = None,
    used: Share | None = None,
) -> HttpResponse:
    sitting = Sitting(request.user, item, sent)
    if not sitting.networks:
        return _closed(request, item, sent.words or "")
    if used:
        used.item = item
    answer = _answer(sitting)
    context = {
        **sitting.context(),
        "gate": gate_in_front(request, item, sitting.network.key),
        "answer": answer,
        "refusal": refusal,
        "join_missing": isinstance(refusal, NotJoined),
        # The form before this one was used: then its share is what comes next.
        "after": used,
        "done_draft": _done_draft(used, sent),
        # The script looks at words without showing anything else; what nobody sees is not asked.
        "question": question_about(request.user, used) if used and sent.deed != "look" else None,
        "can_take_back": bool(used and can_take_back(used)),
    }
    status = 422 if refusal or (answer and answer.refused) else 200
    return render_page(request, "wagtail_advocacy/sharing/dialog.html", context, status=status)


def _answer(sitting: Sitting) -> Answer | None:
    """Do what a button asks that stores something, and say what came of it; say what a fix has changed."""
    sent, place = sitting.sent, "words"
    try:
        if sent.deed == "fix":
            return Answer(said_of(sitting.fix, sent.words or ""), place)
        if sent.deed == "dispute":
            place = sitting.pointed_at.key if sitting.pointed_at else place
            because = sent.reasons.get(sent.value, "")
            dispute(sitting.user, sitting.pointed_at, because, sitting.network.key, sitting.language)
            return Answer(_("Thank you. Whoever looks after the policy will read it."), place)
        if sent.deed == "settle":
            place = "gate"
            if settle_gate(sitting.user, sitting.item, sitting.network.key, sent.value):
                return Answer(_("Thank you, that is noted."), place)
    except ShareRefused as refusal:
        return Answer(str(refusal), place, refused=True)
    return None


def _done_draft(used: Share | None, sent: Sent) -> str:
    """Return the network whose kept words were shared; an app of the device took those of the one that was shown."""
    if used is None:
        return ""
    return sent.network if used.network == DEVICE_APP.key else used.network


def _closed(request: HttpRequest, item: ShareableItem | None, words: str, reason: str = "") -> HttpResponse:
    context = {"item": item, "words": words, "reason": reason or str(ItemClosed.sentence)}
    return render_page(request, "wagtail_advocacy/sharing/closed.html", context, status=404 if item is None else 410)


def _sent(request: HttpRequest, item_id: int) -> Sent:
    if request.method != "POST":
        token, asked = request.GET.get("quote", ""), request.GET.get("network", "")
        left = drafts.take(request, item_id) or _carried(request, item_id)
        return Sent(**{"network": asked, **left}, quote=read_quote(token, item_id), quote_token=token)
    form = request.POST
    deed = next((name for name in (*DEEDS, *STORING) if name in form), "")
    return Sent(
        network=form.get("network", ""),
        words=_words(form.get("words", "")),
        caption=_number(form.get("caption")),
        quote=read_quote(form.get("quote", ""), item_id),
        quote_token=form.get("quote", ""),
        shown=form.get("shown", ""),
        before=_words(form.get("before", "")),
        deed=deed,
        value=form.get(deed, ""),
        joins=form.get("consent", "") if "join" in form else None,
        asked=frozenset(each for each in form.get("asked", "").split() if MARK.fullmatch(each)),
        reasons={name.removeprefix(REASON): form[name] for name in form if name.startswith(REASON)},
    )


def _carried(request: HttpRequest, item_id: int) -> dict[str, Any]:
    """Return the words of an own share of this item, to start the next network with them."""
    code = clean_code(request.GET.get("from", ""))
    share = Share.objects.by(request.user).filter(link__code=code, item_id=item_id).first() if code else None
    return {"words": share.words} if share and share.words else {}


def _words(text: str) -> str:
    return clean(text).strip()


def _to_started(share: Share, is_new: bool = False) -> HttpResponseRedirect:
    """Go to the page of a share; ``is_new`` tells the script that its request made it, so it may take it back."""
    address = reverse("wagtail_advocacy:started", args=[share.link.code])
    return redirect(f"{address}?go{'=new' if is_new else ''}")


def _to_login(request: HttpRequest) -> HttpResponseRedirect:
    # What a form sent is kept elsewhere; what an address says comes back with it.
    return redirect_to_login(request.path if request.method == "POST" else request.get_full_path(), login_address())


def _number(value: Any) -> int:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 19 else 0
