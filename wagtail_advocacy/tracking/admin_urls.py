from django.urls import path

from .views.programme import ProgrammeSheet, ProgrammeView

app_name = "wagtail_advocacy_tracking"

urlpatterns = [
    path("programme/", ProgrammeView.as_view(), name="programme"),
    path("programme/<slug:table>/", ProgrammeSheet.as_view(), name="programme_sheet"),
]
