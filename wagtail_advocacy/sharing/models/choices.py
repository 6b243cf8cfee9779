"""What somebody keeps for themselves in hub and dialog. None of it is shown to anybody else, joined or not."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...library.models import ContentCategory, ShareableItem
from ...models import Advocate


class Saved(models.Model):
    """An item that somebody wants to share later; seen by nobody else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(ShareableItem, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved item")
        verbose_name_plural = _("saved items")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="advocacy_saved_once")]
        indexes = [models.Index(fields=["user", "-saved_at", "-id"], name="advocacy_saved_list")]

    def __str__(self) -> str:
        return "saved item"


class Dismissal(models.Model):
    """“Not for me”: hides an item from one person's hub, and is never shown to staff."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(ShareableItem, on_delete=models.CASCADE, related_name="+")
    dismissed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("dismissal")
        verbose_name_plural = _("dismissals")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "item"], name="advocacy_dismissal_once")]

    def __str__(self) -> str:
        return "dismissal"


class Preferences(models.Model):
    """How somebody likes to share: what comes first in their hub and dialog. No row: nothing chosen."""

    #: A pause without an end of its own.
    UNTIL_ENDED = date.max

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: Codes of content languages and keys of networks, the dearest first; empty: as the site has it.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    networks = models.JSONField(_("usual networks"), default=list, blank=True)
    topics = models.ManyToManyField(ContentCategory, blank=True, related_name="+", verbose_name=_("topics"))
    mastodon_server = models.CharField(_("your Mastodon server"), max_length=253, blank=True)
    paused_until = models.DateField(_("paused until"), null=True, blank=True)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return "preferences"

    @property
    def known_languages(self) -> list[str]:
        """The chosen languages as they can be looked up, whatever an import may have stored."""
        return [code for code in self.languages if isinstance(code, str)]

    @property
    def is_paused(self) -> bool:
        """Whether this person wants to be asked nothing today; the day that they named is the last of the pause."""
        return self.paused_until is not None and self.paused_until >= timezone.localdate()


class FeedAddress(models.Model):
    """The secret in the address of somebody’s feed. A new one ends the old one; leaving ends it for good."""

    advocate = models.OneToOneField(Advocate, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("feed address")
        verbose_name_plural = _("feed addresses")
        default_permissions = ()

    def __str__(self) -> str:
        return "feed address"
