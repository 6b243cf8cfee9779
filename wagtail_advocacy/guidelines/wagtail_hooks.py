from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .access import any_version, may_see_disputes, may_see_figures
from .views.disputes import DisputeViewSet
from .viewsets import PolicyViewSet

register_snippet(PolicyViewSet)


@hooks.register("register_admin_viewset")
def register_viewset() -> DisputeViewSet:
    return DisputeViewSet()


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("advocacy/guidelines/", include("wagtail_advocacy.guidelines.admin_urls"))]


class PolicyMenuItem(MenuItem):
    """Absent where no policy was ever published."""

    def __init__(self, *args: Any, may_see: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_see = may_see

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may_see(request.user) and any_version()


@hooks.register("register_advocacy_menu_item")
def register_report() -> MenuItem:
    url = reverse("wagtail_advocacy_guidelines:acknowledgements")
    name = "advocacy-acknowledgements"
    return PolicyMenuItem(_("Acknowledgements"), url, name=name, icon_name="check", order=36, may_see=may_see_figures)


@hooks.register("register_advocacy_menu_item")
def register_disputes() -> MenuItem:
    url = reverse("advocacy_disputes:index")
    name = "advocacy-disputes"
    return PolicyMenuItem(_("Disputes"), url, name=name, icon_name="comment", order=37, may_see=may_see_disputes)
