"""The directory: everybody, by department, found by name, job or town."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q, QuerySet
from django.views.generic import ListView

from .models import Department, User


class DirectoryView(LoginRequiredMixin, ListView):
    template_name = "people/directory.html"
    context_object_name = "people"

    def get_queryset(self) -> QuerySet[User]:
        people = User.objects.filter(is_active=True).select_related("department")
        people = people.exclude(department=None).order_by("department__sort_order", "last_name", "first_name", "pk")
        if slug := self.request.GET.get("department", ""):
            people = people.filter(department__slug=slug)
        for word in self.request.GET.get("q", "")[:80].split():
            people = people.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(job_title__icontains=word)
                | Q(town__icontains=word)
            )
        return people

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            departments=Department.objects.all(),
            chosen=self.request.GET.get("department", ""),
            q=self.request.GET.get("q", ""),
            **kwargs,
        )
