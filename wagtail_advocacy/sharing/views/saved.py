"""“Saved”: what somebody wants to share later, and a calendar file that reminds them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from ...layouts import for_this_person, render_page
from ...library.models import ShareableItem
from ...library.presentation import share_url, shareable_for
from ...login import member_page
from ..forms import ReminderForm
from ..models import Saved
from ..reminders import Reminder

PER_PAGE = 25


@member_page
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """Show what this person saved in this programme, the newest first."""
    mine = Saved.objects.filter(user_id=request.user.pk, item__site=Site.find_for_request(request))
    # How many there are is counted without the items.
    page = Paginator(mine.order_by("-saved_at", "-pk"), PER_PAGE).get_page(request.GET.get("p"))
    rows = list(page.object_list.select_related("item__category", "item__locale", "item__target"))
    open_items = set(shareable_for(request).filter(pk__in=[row.item_id for row in rows]).values_list("pk", flat=True))
    for row in rows:
        row.is_open = row.item_id in open_items
        # It is offered, but not to them any more: then what it says today is not for them either.
        row.is_for_others = not row.is_open and row.item.is_offered
    context = {"here": request.get_full_path(), "saved": page, "rows": rows}
    return render_page(request, "wagtail_advocacy/sharing/saved.html", context)


@member_page
@require_safe
def remind(request: HttpRequest, item_id: int) -> HttpResponse:
    """Ask when, and hand over a calendar file; nothing is stored and nobody is told."""
    item = shareable_for(request).filter(pk=item_id).first()
    if item is None:
        reason = _("It is over, or not meant for you, so there is nothing to be reminded of.")
        context = {"item": None, "words": "", "reason": reason}
        return render_page(request, "wagtail_advocacy/sharing/closed.html", context, status=410)
    form = ReminderForm(request.GET if "day" in request.GET else None)
    if form.is_bound and form.is_valid():
        return _file(request, item, form.cleaned_data)
    status = 422 if form.is_bound else 200
    return render_page(request, "wagtail_advocacy/sharing/remind.html", {"item": item, "form": form}, status=status)


def _file(request: HttpRequest, item: ShareableItem, chosen: dict[str, Any]) -> HttpResponse:
    url = request.build_absolute_uri(share_url(item))
    reminder = Reminder(
        # Derived, so that nothing has to be kept, and keyed, so that it tells nobody who.
        uid=salted_hmac("wagtail_advocacy.reminder", f"{request.user.pk}/{item.pk}", algorithm="sha256").hexdigest(),
        title=_("Share: %(headline)s") % {"headline": item.headline},
        text="\n\n".join(filter(None, [item.why, url])),
        url=url,
        day=chosen["day"],
        at=chosen["at"],
    )
    response = HttpResponse(reminder.file(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="share-{item.pk}.ics"'
    return for_this_person(response)
