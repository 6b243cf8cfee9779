"""Policies for the people they are for: which there are, what they say, what changed, and agreeing to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from ...layouts import render_page
from ...login import member_page, pressed_on
from ..actions import acknowledge
from ..due import agreed_by, due_for, text_for
from ..gates import versions_in
from ..in_force import policies_of
from ..models import PolicyVersion
from ..showing import agreed_dates, policy_context


@member_page
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """List what applies in this programme, with what is still to be agreed to."""
    site = Site.find_for_request(request)
    shown = text_for(agreed_by(request.user), policies_of(site), translation.get_language() or "")
    # What another process has deleted a moment ago has no address any more.
    versions = PolicyVersion.objects.filter(pk__in=[each.pk for each in shown]).exclude(policy=None)
    due = {each.version.pk: each for each in due_for(request.user, site)}
    agreed = agreed_dates(request.user, versions)
    rows = [
        {"version": each, "due": due.get(each.pk), "agreed": agreed.get(each.pk)}
        for each in versions.defer("html", "content").order_by("title", "pk")
    ]
    context = {"rows": rows}
    return render_page(request, "wagtail_advocacy/guidelines/policies.html", context)


@member_page
@require_safe
def policy(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Show a policy as it applies, or an earlier version (``?version=3``) with what changed in it."""
    here = [each for each in policies_of(Site.find_for_request(request)) if each.policy == policy_id]
    context = policy_context(request, here[0]) if here else None
    if context is None:
        return render_page(request, "wagtail_advocacy/guidelines/gone.html", {}, status=404)
    return render_page(request, "wagtail_advocacy/guidelines/policy.html", context)


@member_page
@pressed_on("wagtail_advocacy:policies")
def agree(request: HttpRequest) -> HttpResponse:
    """Keep that somebody agreed to the versions that stood before them."""
    versions = versions_in(request.POST.get("versions", ""))
    if not versions:
        messages.warning(
            request, _("Nothing was stored: there was no version with this button. Open the policy again.")
        )
    elif acknowledge(request.user, versions):
        messages.success(request, _("Thank you. We keep that you agreed to this version today."))
    else:
        messages.info(request, _("You have agreed to this version before."))
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("wagtail_advocacy:policies")
    return redirect(target)
