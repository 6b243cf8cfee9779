"""Who made a share: asked in the admin, answered once, told to the person in “My data”."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...conf import advocacy_settings
from ...layouts import for_this_person
from ...networks.registry import counted_networks
from ...registries import MyDataPart
from ..forms import LookForm
from ..looks import look_up, looks_at, may_look, name_of
from ..models import Share

SHOWN = 50
"""Looks in “My data”; the export holds all."""


@method_decorator(sensitive_post_parameters("reason"), name="dispatch")
class LookView(WagtailAdminTemplateMixin, FormView):
    """Asks for a reason; the answer to the form, and nothing else, shows the name."""

    template_name = "wagtail_advocacy/sharing/look.html"
    page_title = _("Who shared this?")
    header_icon = "user"
    form_class = LookForm
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_look(request.user):
            # Raising PermissionDenied would make Wagtail redirect; nothing of the share is told here.
            refusal = super().get_context_data(form=None, refused=True)
            return for_this_person(self.render_to_response(refusal, status=403))
        response = super().dispatch(request, *args, **kwargs)
        return for_this_person(response) if isinstance(response, HttpResponse) else response

    @cached_property
    def share(self) -> Share:
        # Neither person nor words are fetched here.
        shares = Share.objects.only("headline", "network", "started_at")
        return get_object_or_404(shares, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        shares = {"url": reverse("wagtail_advocacy_admin:shares"), "label": _("Shares")}
        return [*super().get_breadcrumbs_items(), shares, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        network = counted_networks().get(self.share.network)
        return super().get_context_data(
            share=self.share,
            network=network.label if network else self.share.network,
            day=timezone.localdate(self.share.started_at),
            back=reverse("wagtail_advocacy_admin:shares"),
            **kwargs,
        )

    @method_decorator(sensitive_variables())
    def form_valid(self, form: LookForm) -> HttpResponse:
        name = look_up(self.request.user, self.share, form.cleaned_data["reason"])
        return self.render_to_response(self.get_context_data(form=None, name=name, answered=True))

    def form_invalid(self, form: LookForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def looks_part(request: HttpRequest) -> MyDataPart | None:
    """Return the section of “My data” that says who looked up shares of this person."""
    looks = looks_at(request.user)
    rows = list(looks[: SHOWN + 1])
    if not rows and not Share.objects.by(request.user).exists():
        return None
    labels = {key: network.label for key, network in counted_networks().items()}
    shown = [
        {
            "at": look.viewed_at,
            "viewer": name_of(look.viewer) if look.viewer else "",
            "reason": look.reason,
            "share": look.share,
            "network": labels.get(look.share.network, look.share.network),
        }
        for look in rows[:SHOWN]
    ]
    context = {"looks": shown, "more": len(rows) > SHOWN, "evidence": advocacy_settings.EVIDENCE}
    return MyDataPart("wagtail_advocacy/sharing/looks.html", context)
