"""What somebody may see and do about their own data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from . import actions
from .layouts import render_page
from .login import member_page, pressed_on
from .models import AdvocacySettings, Advocate
from .registries import my_data_parts, personal_data


@member_page
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show what we keep of this person, and the ways to take it along or away."""
    site = Site.find_for_request(request)
    counted = [(data, data.rows(request.user).count()) for data in personal_data.declared]
    context = {
        "settings": AdvocacySettings.for_site(site) if site else AdvocacySettings(),
        "advocate": Advocate.objects.filter(user_id=request.user.pk).first(),
        "kept": [(data, rows) for data, rows in counted if rows],
        "parts": [part for make in my_data_parts if (part := make(request))],
    }
    return render_page(request, "wagtail_advocacy/me/data.html", context)


@member_page
@pressed_on("wagtail_advocacy:me")
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the programme; what was shared goes on counting."""
    if actions.leave(request.user):
        messages.success(request, _("You have left. Your links keep working; you can join again at any time."))
    return redirect("wagtail_advocacy:me")


@member_page
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Hand over everything we keep of this person, as JSON."""
    response = JsonResponse(actions.export(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="advocacy.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@member_page
@pressed_on("wagtail_advocacy:me")
def erase(request: HttpRequest) -> HttpResponse:
    """Erase everything we keep of this person; figures without a name stay."""
    if "sure" not in request.POST:
        messages.error(request, _("Tick the box to erase your data. Nothing was changed."))
    else:
        actions.erase(request.user)
        messages.success(request, _("Your data is erased. What your links brought still counts, without your name."))
    return redirect("wagtail_advocacy:me")
