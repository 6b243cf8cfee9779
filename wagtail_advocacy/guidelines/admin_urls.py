from django.urls import path

from .views.acknowledgements import AcknowledgementNames, AcknowledgementReport
from .views.rules import RuleReport
from .views.versions import VersionReport, VersionView

app_name = "wagtail_advocacy_guidelines"

urlpatterns = [
    path("acknowledgements/", AcknowledgementReport.as_view(), name="acknowledgements"),
    path(
        "acknowledgements/results/", AcknowledgementReport.as_view(results_only=True), name="acknowledgements_results"
    ),
    path("acknowledgements/names/", AcknowledgementNames.as_view(), name="names"),
    path("acknowledgements/names/results/", AcknowledgementNames.as_view(results_only=True), name="names_results"),
    path("policies/<int:pk>/rules/", RuleReport.as_view(), name="rules"),
    path("policies/<int:pk>/rules/results/", RuleReport.as_view(results_only=True), name="rules_results"),
    path("policies/<int:pk>/versions/", VersionReport.as_view(), name="versions"),
    path("policies/<int:pk>/versions/results/", VersionReport.as_view(results_only=True), name="versions_results"),
    path("versions/<int:pk>/", VersionView.as_view(), name="version"),
]
