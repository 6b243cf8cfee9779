"""“My shares”: what I shared, where and when, in which offered words, and what came of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import View

from ...exports import SafeExportMixin
from ...layouts import for_this_person, render_page
from ...links.addresses import link_address
from ...login import member_page
from ..afterwards import question_for
from ..mine import MyShare, chart_of, shares_of, summary_of, with_figures

PER_PAGE = 25


class MyShares(SafeExportMixin, View):
    list_export = ["headline", "network", "day", "words", "confirmed", "posted_url", "link", "clicks", "others"]
    export_headings = {
        "headline": _("Item"),
        "network": _("Network"),
        "day": _("Started"),
        "words": _("Offered words"),
        "confirmed": _("You said that you posted it"),
        "posted_url": _("Your post"),
        "link": _("Link"),
        "clicks": _("People’s clicks"),
        "others": _("Not counted"),
    }
    export_filename = "my-shares"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if self.is_export:
            rows = with_figures(list(shares_of(request.user)))
            return for_this_person(self.as_spreadsheet(rows, request.GET["export"]))
        page = Paginator(shares_of(request.user), PER_PAGE).get_page(request.GET.get("p"))
        first = page.number == 1
        context = {
            "shares": page,
            "rows": with_figures(list(page.object_list)),
            "question": question_for(request.user) if first and request.method == "GET" else None,
            # Once is enough: the pages behind the first hold the rest of the list.
            "summary": summary_of(request.user) if first and page.object_list else None,
            "chart": chart_of(request.user) if first and page.object_list else None,
        }
        return render_page(request, "wagtail_advocacy/sharing/my_shares.html", context)

    def to_row_dict(self, item: MyShare) -> dict[str, Any]:
        share = item.share
        return {
            "headline": share.headline,
            "network": item.network,
            "day": timezone.localdate(share.started_at),
            "words": share.words,
            "confirmed": timezone.localdate(share.confirmed_at) if share.confirmed_at else "",
            "posted_url": share.posted_url,
            "link": link_address(share.link.code),
            "clicks": item.clicks,
            "others": item.others,
        }


my_shares = member_page(require_safe(MyShares.as_view()))
