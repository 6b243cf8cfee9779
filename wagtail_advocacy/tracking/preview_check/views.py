"""The preview of an item in the admin: the card of each network, what is wrong, and a button that looks anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...library.destinations import LinkNotPublic, Publicity
from ...library.models import ShareableItem
from ...library.policies import item_policy
from ...networks.base import Network
from ..models import PreviewCheck
from .attention import preview_address
from .cards import ShownCard, Told, cards_of, page_as_json, told
from .checking import TWICE, accept, can_look, check_preview, destination_of, networks_asked, wrong_with
from .own_pages import look_at_own
from .problems import in_words, problems_of

PER_HOUR = 20
"""int, looks of one person; each asks other people's servers a dozen times."""


@dataclass
class Seen:
    """What the page shows. ``problems`` concern all networks, those of a single one stand on its card."""

    problems: list[Told] = field(default_factory=list)
    cards: list[ShownCard] = field(default_factory=list)
    at: Any = None
    silent: dict[str, Any] = field(default_factory=dict)
    can_be_left: bool = False


class ForEditorsMixin:
    """Lets those in who may edit the item that the address names."""

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        task = self.item.current_workflow_task
        may = item_policy.user_has_permission_for_instance(request.user, "change", self.item)
        if not (may or (task and task.user_can_access_editor(self.item, request.user))):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def item(self) -> ShareableItem:
        return get_object_or_404(ShareableItem, pk=self.kwargs["pk"])


class PreviewView(ForEditorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows what was seen where the item leads, as it is in its latest draft. POST looks, or leaves it as it is."""

    template_name = "wagtail_advocacy/tracking/preview.html"
    page_title = gettext_lazy("Preview in networks")
    header_icon = "view"
    _show_breadcrumbs = True

    @cached_property
    def draft(self) -> ShareableItem:
        return self.item.get_latest_revision_as_object() if self.item.latest_revision_id else self.item

    @cached_property
    def url(self) -> str:
        """The address of others that the draft leads to. Raises ``LinkNotPublic``."""
        return destination_of(self.draft)

    @cached_property
    def check(self) -> PreviewCheck | None:
        return PreviewCheck.objects.defer("picture").filter(item=self.item).first()

    @cached_property
    def networks(self) -> dict[str, Network]:
        return {network.key: network for network in networks_asked(self.draft)}

    @property
    def is_own_page(self) -> bool:
        return self.draft.destination == ShareableItem.Destination.CARD

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        names = ShareableItem.snippet_viewset
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(names.get_url_name("list")), "label": ShareableItem._meta.verbose_name_plural},
            {"url": self._editor(), "label": str(self.draft)},
            {"url": "", "label": self.page_title},
        ]

    def _editor(self) -> str:
        return reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[self.item.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refusal, url = "", ""
        try:
            url = self.url
        except LinkNotPublic as error:
            refusal = str(error)
        check = self.check if not self.is_own_page and self.check and self.check.url == url else None
        context = {
            "item": self.draft,
            "url": url,
            "refusal": refusal,
            "is_own_page": self.is_own_page,
            "seen": self._own() if self.is_own_page else self._seen(check),
            "seen_elsewhere": self.check.url if self.check and not check and url else "",
            "may_look": can_look() and not self.is_own_page and not refusal,
            "is_off": not can_look() and not self.is_own_page,
            "picture": reverse("wagtail_advocacy_previews:picture", args=[self.item.pk]) if check else "",
            "editor": self._editor(),
        }
        return super().get_context_data(**context, **kwargs)

    def _own(self) -> Seen:
        look, networks = look_at_own(self.draft), list(self.networks.values())
        problems = told(problems_of(look, networks), self.networks, ())
        name = Publicity().site_name_of(self.draft, "")
        page = page_as_json(look, networks)
        for card in page["cards"]:
            card |= {"site_name": name, "url": self.draft.target.url if self.draft.target else ""}
        return Seen([each for each in problems if not each.networks], cards_of(page, self.networks, problems))

    def _seen(self, check: PreviewCheck | None) -> Seen | None:
        if check is None:
            return None
        asked = {key: each for key, each in self.networks.items() if key in check.page.get("networks", {})}
        problems = told(check.problems, asked, check.accepted) if asked else []
        silent = {}
        if check.trouble:
            silent = {
                "sentence": in_words(check.trouble) if check.trouble["times"] >= TWICE else "",
                "at": parse_datetime(check.trouble["at"]),
            }
        return Seen(
            [each for each in problems if not each.networks],
            cards_of(check.page, asked, problems) if asked else [],
            check.checked_at,
            silent,
            bool(wrong_with(check)),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "leave" in request.POST:
            accept(self.item)
            messages.success(request, _("It stays as it is. You read here again what is wrong, but nobody is asked."))
        elif refusal := self._look():
            messages.error(request, refusal)
        return redirect(preview_address(self.item))

    def _look(self) -> str:
        """Look; return why not, if so."""
        if not can_look():
            return _("Reading other websites is switched off here.")
        if self.is_own_page:
            return _("It leads to its own public page, which is always as you see it here.")
        try:
            url = self.url
        except LinkNotPublic as error:
            return str(error)
        if is_too_often(self.request.user):
            return _("You looked at many previews within one hour. Wait a little, and try again.")
        check = check_preview(self.draft, url)
        if check and check.trouble:
            messages.warning(
                self.request, _("It did not answer. You still see what was found before, if anything was.")
            )
        elif check:
            messages.success(self.request, _("Looked at just now."))
        return ""


class PreviewPictureView(ForEditorsMixin, View):
    """A small copy of the picture that was found, so that nobody's browser asks the other website for it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        picture = PreviewCheck.objects.filter(item=self.item).values_list("picture", flat=True).first()
        if not picture:
            raise Http404
        headers = {"X-Content-Type-Options": "nosniff"}
        return HttpResponse(bytes(picture), content_type="image/jpeg", headers=headers)


def is_too_often(user: Any) -> bool:
    """Count a look of ``user`` and return whether it is one too many within the hour; kept in the cache alone."""
    key = f"wagtail_advocacy.preview.{user.pk}"
    cache.add(key, 0, timeout=3600)
    try:
        return cache.incr(key) > PER_HOUR
    except ValueError:  # It ran out in between.
        return False
