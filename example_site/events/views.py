"""Public pages of events."""

from django.db.models import QuerySet
from django.views.generic import DetailView, ListView

from .models import Event


class EventListView(ListView):
    template_name = "events/list.html"
    context_object_name = "events"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.upcoming().select_related("image")


class EventDetailView(DetailView):
    template_name = "events/detail.html"
    context_object_name = "event"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.filter(is_public=True).select_related("image")
