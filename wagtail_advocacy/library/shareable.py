"""What a page of the site says about itself when it is shared. For the site's own page types."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest

from .models import ShareableItem
from .presentation import item_for_page, share_context


class ShareablePageMixin(models.Model):
    """Lets a page type say what an item made from it is filled with, and show its own share button.

    Put it before the page class and override the ``get_share_…`` methods that should answer differently. Templates of
    such a page have ``share``: the context of ``elements/share_button.html``.
    """

    class Meta:
        abstract = True

    def get_share_headline(self) -> str:
        """Return the headline of an item made from this page."""
        return self.title  # type: ignore[attr-defined]

    def get_share_why(self) -> str:
        """Return one line for colleagues: why they should share it."""
        return ""

    def get_share_summary(self) -> str:
        """Return what strangers read under the headline. It leaves the intranet: say nothing confidential."""
        return getattr(self, "search_description", "") or ""

    def get_share_image(self) -> Any:
        """Return the picture, an instance of the site's image model; ``None`` for the first that the page has."""
        return None

    def get_share_image_alt(self) -> str:
        """Return the picture in words; an empty string for what the picture says itself."""
        return ""

    def get_share_category(self) -> Any:
        """Return a category of the library, or ``None``."""
        return None

    def get_share_campaign(self) -> Any:
        """Return a campaign, or ``None``."""
        return None

    def shareable_item(self, request: HttpRequest) -> ShareableItem | None:
        """Return the item of this page that the reader may share now, in their language where there is one."""
        return item_for_page(request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        # An unsaved page, as in a preview, has no item yet.
        item = self.shareable_item(request) if self.pk else None
        return {**context, "share": share_context(item, request)}
