"""The recruitment report on a page, and each table of it as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ....tracking.programme.access import may_see_programme
from ....tracking.views.programme import ProgrammeSheet, ProgrammeView
from .sections import RECRUITMENT_SECTIONS

VIEW = "wagtail_advocacy_recruitment.view_referral"


def may_see_report(user: Any) -> bool:
    return may_see_programme(user) or user.has_perm(VIEW)


class _Recruitment:
    all_sections = RECRUITMENT_SECTIONS

    def may_see(self, user: Any) -> bool:
        return may_see_report(user)


class RecruitmentReport(_Recruitment, ProgrammeView):
    template_name = "wagtail_advocacy/recruitment/report.html"
    page_title = _("Recruitment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sheet="wagtail_advocacy_recruitment:report_sheet", **kwargs)


class RecruitmentSheet(_Recruitment, ProgrammeSheet):
    """One table of the report as CSV or XLSX: raw numbers, parts as 0–1."""
