from typing import Any

from django.urls import path

from .report.views import RecruitmentReport, RecruitmentSheet
from .views.deeds import bonus, close, move
from .views.payroll import BonusReport
from .views.recording import RecordView

urlpatterns: list[Any] = [
    path("record/", RecordView.as_view(), name="record"),
    path("referrals/<int:pk>/move/", move, name="move_referral"),
    path("referrals/<int:pk>/close/", close, name="close_referral"),
    path("referrals/<int:pk>/bonus/", bonus, name="change_bonus"),
    path("bonuses/", BonusReport.as_view(), name="bonuses"),
    path("bonuses/results/", BonusReport.as_view(results_only=True), name="bonuses_results"),
    path("report/", RecruitmentReport.as_view(), name="report"),
    path("report/<slug:table>/", RecruitmentSheet.as_view(), name="report_sheet"),
]
