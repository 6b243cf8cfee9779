"""What lies outside Wagtail on the public website."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView


def customers_only(request: HttpRequest) -> HttpResponse:
    """Lead to the customers' door. Wagtail knows nothing of it: for Wagtail the page behind is open to all."""
    return redirect(reverse("website:sign_in", query={"next": request.path}))


def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow:\n", content_type="text/plain")


class SignInView(TemplateView):
    template_name = "website/sign_in.html"


class ApplyView(TemplateView):
    """Stands for the form of a recruiting system, which is not ours. It shows the code that it was handed."""

    template_name = "website/apply.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(code=self.request.GET.get("wa", ""), **kwargs)


class CandidatesView(TemplateView):
    template_name = "website/candidates.html"
