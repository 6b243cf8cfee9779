"""What somebody prefers, and the pause: changed here, and seen by nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from ...layouts import render_page
from ...login import member_page, pressed_on
from ...models import AdvocacySettings
from ...registries import MyDataPart
from ..forms import PauseForm, PreferencesForm
from ..preferences import end_pause, pause, preferences_of, store_preferences


@member_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show what this person prefers in this programme, and keep what they change."""
    site = Site.find_for_request(request)
    settings = AdvocacySettings.for_site(site) if site else AdvocacySettings()
    form = PreferencesForm(request.user, settings, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        store_preferences(request.user, form.chosen())
        messages.success(request, _("Saved. Hub and dialog follow your choice from now on."))
        return redirect("wagtail_advocacy:preferences")
    status = 422 if form.is_bound else 200
    return render_page(request, "wagtail_advocacy/sharing/preferences.html", {"form": form}, status=status)


@member_page
@pressed_on("wagtail_advocacy:me")
def set_pause(request: HttpRequest) -> HttpResponse:
    """Begin a pause, until a day or until this person ends it; ``end`` ends it."""
    if "end" in request.POST:
        end_pause(request.user)
        messages.success(request, _("Your pause is over."))
        return redirect("wagtail_advocacy:me")
    form = PauseForm(request.POST)
    if form.is_valid():
        pause(request.user, form.cleaned_data["until"])
        messages.success(request, _("You are pausing. Nobody is told."))
    else:
        messages.error(request, " ".join(sentence for each in form.errors.values() for sentence in each))
    return redirect("wagtail_advocacy:me")


def pause_part(request: HttpRequest) -> MyDataPart:
    """Return the section of “My data” that begins and ends a pause."""
    mine = preferences_of(request.user)
    until = mine.paused_until if mine.is_paused else None
    context = {"paused": mine.is_paused, "until": None if until == mine.UNTIL_ENDED else until, "form": PauseForm()}
    return MyDataPart("wagtail_advocacy/sharing/pause.html", context)
