from django.db import models
from django.utils.translation import gettext_lazy as _

from ...library.models import ShareableItem


class PreviewCheck(models.Model):
    """What networks found at an item's address when it last answered.

    ``page`` holds what was seen there; ``problems`` are ``{"code", "networks", …}`` without any sentence, for these are
    written in the language of whoever reads them. Both stay when an address does not answer: ``trouble`` then says
    ``{"code", "times", "at", …}``, until it answers again. ``accepted`` are codes of what somebody leaves as it is.
    """

    item = models.OneToOneField(ShareableItem, on_delete=models.CASCADE, related_name="preview_check")
    url = models.TextField()
    checked_at = models.DateTimeField(_("checked"))
    page = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    trouble = models.JSONField(default=dict, blank=True)
    accepted = models.JSONField(default=list, blank=True)
    broken_since = models.DateTimeField(_("broken since"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), db_index=True)
    #: A small JPEG of the picture on the card, for the page that shows it.
    picture = models.BinaryField(default=bytes, blank=True)

    class Meta:
        verbose_name = _("preview check")
        verbose_name_plural = _("preview checks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"item {self.item_id}: {len(self.problems)}"
