from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Event


class EventViewSet(SnippetViewSet):
    model = Event
    icon = "date"
    menu_order = 250
    add_to_admin_menu = True
    list_display = [
        "title",
        DateColumn("starts_at", label="Starts", sort_key="starts_at"),
        Column("place", label="Place"),
    ]
    list_filter = ["is_public"]
    search_fields = ["title", "place"]


register_snippet(EventViewSet)
