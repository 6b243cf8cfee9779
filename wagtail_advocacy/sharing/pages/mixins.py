"""The hub, a campaign and a colleague's story as pages of the site, for page types with their own base."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from ...layouts import for_this_person, layout_context
from ...library.presentation import MOST_ITEMS, items_for
from ...library.progress import campaign_progress
from ...library.shareable import ShareablePageMixin
from ...login import login_address
from ..views.hub import hub_context


class MembersPageMixin(models.Model):
    """A page of ours that only people who are logged in may read, whatever the tree above it says."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **layout_context()}  # type: ignore[misc]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_address())
        return for_this_person(super().serve(request, *args, **kwargs))  # type: ignore[misc]


class AdvocacyHubMixin(MembersPageMixin):
    """Makes a page show the hub. Put it before the page class; add an intro or whatever the site wants."""

    hub_template = "wagtail_advocacy/sharing/hub.html"

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        # Wagtail gives every page class a `template` of its own, so one that is inherited would never be read.
        return self.hub_template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **hub_context(request), "title": self.title}  # type: ignore[attr-defined]


class CampaignPageMixin(MembersPageMixin):
    """Makes a page show one campaign: its goal, how far it has come, whom to ask, and what to share for it."""

    campaign = models.ForeignKey(
        "wagtail_advocacy_library.Campaign",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("campaign"),
    )
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    campaign_template = "wagtail_advocacy/sharing/campaign_page.html"
    campaign_panels = [FieldPanel("campaign"), FieldPanel("intro")]
    campaign_search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return self.campaign_template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        campaign = self.campaign
        running = campaign is not None and campaign.is_running
        return {
            **super().get_context(request, *args, **kwargs),
            "campaign": campaign,
            "state": self.campaign_state(),
            "progress": campaign_progress(campaign) if campaign and campaign.live else None,
            "items": items_for(request, campaign=campaign, limit=MOST_ITEMS) if running else [],
        }

    def campaign_state(self) -> str:
        """Return ``running``, ``deleted``, ``draft``, ``early`` or ``over``; the page says it in a sentence."""
        campaign = self.campaign
        if campaign is None:
            return "deleted"
        if campaign.is_running:
            return "running"
        return campaign.why_not_running


class StoryPageMixin(ShareablePageMixin):
    """A colleague's story that offers itself for sharing as soon as it is published.

    A site's own page type with this mixin is registered once, in ``AppConfig.ready()``::

        offer_sources[OurStoryPage] = story_offer

    On a site that strangers may read the link leads to the page itself, else to a public page with picture, headline
    and summary. ``story_base_template`` names the template that the page extends, where it is not ``BASE_TEMPLATE``.
    """

    told_by = models.CharField(_("told by"), max_length=120, help_text=_("The name under the story."))
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("What they do here."))
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    image_alt = models.CharField(
        _("picture in words"), max_length=255, blank=True, help_text=_("For people who cannot see it.")
    )
    summary = models.TextField(
        _("public summary"), max_length=500, help_text=_("One or two sentences that strangers read under the headline.")
    )
    why = models.CharField(
        _("why share this"), max_length=255, blank=True, help_text=_("One line for colleagues, on the card in the hub.")
    )
    body = RichTextField(_("story"), features=["h2", "h3", "bold", "italic", "link", "ol", "ul", "blockquote", "image"])

    story_template = "wagtail_advocacy/sharing/story_page.html"
    story_base_template = ""
    story_panels = [
        MultiFieldPanel([FieldPanel("told_by"), FieldPanel("role")], heading=_("Who tells it")),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
        FieldPanel("summary"),
        FieldPanel("why"),
        FieldPanel("body"),
    ]
    story_search_fields = [
        index.SearchField("told_by"),
        index.SearchField("role"),
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return self.story_template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = {**super().get_context(request, *args, **kwargs), **layout_context()}
        return {**context, "advocacy_base_template": self.story_base_template or context["advocacy_base_template"]}

    def shareable_item(self, request: HttpRequest) -> Any:
        from ...library.actions import items_of
        from ...library.presentation import shareable_for

        return shareable_for(request).filter(pk__in=items_of(self).values("pk")).with_card().first()

    def get_share_why(self) -> str:
        return self.why

    def get_share_summary(self) -> str:
        return self.summary

    def get_share_image(self) -> Any:
        return self.image

    def get_share_image_alt(self) -> str:
        return self.image_alt
