"""A policy as a page of the site, for page types with their own base."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from ...layouts import for_this_person, layout_context
from ...login import login_address
from ..in_force import in_language, policies_in_force
from ..showing import policy_context


class GuidelinePageMixin(models.Model):
    """Makes a page show one policy as it applies, with its versions, and let people agree to it.

    Readers log in first, unless ``is_public``; then strangers read it too, as far as the tree above lets them. In
    another language than the policy's it shows its translation, if that is published.
    """

    policy = models.ForeignKey(
        "wagtail_advocacy_guidelines.Policy",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("policy"),
    )
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])
    is_public = models.BooleanField(
        _("strangers may read it"), default=False, help_text=_("Then it needs no login, here or on a public website.")
    )

    guideline_template = "wagtail_advocacy/guidelines/guideline_page.html"
    guideline_panels = [FieldPanel("policy"), FieldPanel("intro"), FieldPanel("is_public")]

    guideline_search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return self.guideline_template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = self._shown(request)
        if shown is None and "version" in request.GET:
            raise Http404
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        if getattr(request, "is_preview", False) and shown:
            shown["due"] = None
        return {**context, **layout_context(), "title": self.title, **(shown or {})}  # type: ignore[attr-defined]

    def _shown(self, request: HttpRequest) -> dict[str, Any] | None:
        if self.policy is None:
            return None
        group = [each for each in policies_in_force() if each.translation_key == self.policy.translation_key]
        mine = in_language(group, self.locale.language_code)  # type: ignore[attr-defined]
        return policy_context(request, mine[0]) if mine else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Wagtail draws a preview in the name of its editor, at times without their session.
        needs_login = not self.is_public and not getattr(request, "is_preview", False)
        if needs_login and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_address())
        return for_this_person(super().serve(request, *args, **kwargs))  # type: ignore[misc]
