from django.urls import path

from .views.evidence import CheckEvidenceView, EvidenceView
from .views.looks import LookView
from .views.report import ShareReport

app_name = "wagtail_advocacy_admin"

urlpatterns = [
    path("", ShareReport.as_view(), name="shares"),
    path("results/", ShareReport.as_view(results_only=True), name="shares_results"),
    path("<int:pk>/person/", LookView.as_view(), name="look"),
    path("evidence/", EvidenceView.as_view(), name="evidence"),
    path("evidence/check/", CheckEvidenceView.as_view(), name="check_evidence"),
]
