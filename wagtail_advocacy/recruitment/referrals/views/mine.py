"""“My referrals”: what came of the vacancies I shared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ....layouts import render_page
from ....login import member_page
from ..mine import my_vacancies, with_amounts


@member_page
@require_safe
def my_referrals(request: HttpRequest) -> HttpResponse:
    rows = my_vacancies(request.user)
    for row in rows:
        with_amounts(row.referrals)
    return render_page(request, "wagtail_advocacy/recruitment/my_referrals.html", {"rows": rows})
