from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.coreutils import get_content_languages

from ...models import network_choices


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of the site's content."""
    return list(get_content_languages().items())


def default_language() -> str:
    """Return the first language of the site's content, which for most sites is the only one."""
    return next(iter(get_content_languages()))


class Caption(models.Model):
    """Suggested words for an item: for one network or any, in one language, which need not be the item's."""

    item = ParentalKey("wagtail_advocacy_library.ShareableItem", on_delete=models.CASCADE, related_name="captions")
    text = models.TextField(_("words"), help_text=_("Write as a colleague would. The link is added by itself."))
    network = models.CharField(_("for"), max_length=40, blank=True, choices=network_choices)
    language = models.CharField(_("language"), max_length=20, choices=language_choices, default=default_language)

    panels = [FieldPanel("text"), FieldRowPanel([FieldPanel("network"), FieldPanel("language")])]

    class Meta:
        verbose_name = _("caption")
        verbose_name_plural = _("captions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
