"""What the hub is measured against: an ordinary page that lists as many ordinary pages, with their pictures."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.images import get_image_model_string
from wagtail.models import Page


class CardPage(Page):
    intro = models.CharField(max_length=255)
    image = models.ForeignKey(get_image_model_string(), null=True, on_delete=models.SET_NULL, related_name="+")


class ListPage(Page):
    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        cards = CardPage.objects.live().child_of(self).select_related("image", "locale")
        cards = cards.prefetch_related("image__renditions").order_by("-first_published_at", "-pk")
        return {**super().get_context(request), "cards": cards[:24]}
