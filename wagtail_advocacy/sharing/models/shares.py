"""The deed: who shared what, where, in which words. History does not change; a person can be cut out of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...library.models import Caption, ShareableItem
from ...links.models import Link
from ...models import Advocate, Team
from ..managers import ShareQuerySet


class Share(models.Model):
    """One share as it was started. What was posted in the end nobody claims to know."""

    advocate = models.ForeignKey(Advocate, null=True, on_delete=models.SET_NULL, related_name="+")
    item = models.ForeignKey(
        ShareableItem, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("item")
    )
    caption = models.ForeignKey(Caption, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("wagtailcore.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    headline = models.CharField(_("headline"), max_length=255)
    network = models.CharField(_("network"), max_length=40)
    language = models.CharField(_("language"), max_length=20)
    #: The approved words that the share began with: a caption or a quote; empty where somebody began with nothing.
    suggestion = models.TextField(blank=True)
    words = models.TextField(blank=True)
    words_hash = models.CharField(max_length=32, blank=True)
    basis = models.JSONField(default=list, blank=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    audience_size = models.PositiveIntegerField(null=True)
    joined_month = models.DateField()
    sharer_month = models.UUIDField()
    started_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    #: “Did you post it?” is asked once: when it was, whether the person said yes, and where the post is.
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    posted_url = models.URLField(max_length=2000, blank=True)
    #: Whether the person was told that the organisation keeps a copy as evidence; nobody else's name is exported.
    evidence_told = models.BooleanField(default=False)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        default_permissions = ("view",)
        permissions = [
            ("view_sharer", _("Can see who shared, one share at a time, with a reason")),
            ("export_evidence", _("Can export shares as evidence, with names and words, with a reason")),
        ]
        indexes = [
            models.Index(fields=["network", "words_hash"], name="advocacy_share_words"),
            models.Index(fields=["item", "started_at"], name="advocacy_share_item"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.network})"


class SharerView(models.Model):
    """Somebody looked up who made a share, and said why; the sharer can see it."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="views")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField()
    viewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("look at a sharer")
        verbose_name_plural = _("looks at sharers")
        default_permissions = ()

    def __str__(self) -> str:
        return f"share {self.share_id}"
