from typing import Any

from django.urls import path

from .views.ownership import BackView, OursView

urlpatterns: list[Any] = [
    path("vacancies/<int:pk>/fields/<slug:name>/ours/", OursView.as_view(), name="feed_field_ours"),
    path("vacancies/<int:pk>/fields/<slug:name>/back/", BackView.as_view(), name="feed_field_back"),
]
