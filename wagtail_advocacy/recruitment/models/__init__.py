from .absences import Absence
from .captions import VacancyCaption
from .feeds import FeedRun, VacancyFeed
from .locations import VacancyLocation
from .notices import StepNotice
from .presses import ApplyPresses
from .referrals import Referral, ReferralStep
from .settings import RecruitmentSettings
from .tasks import HiringManagerApprovalTask, PayTransparencyTask
from .vacancies import FEED_FIELDS, LIFE_FIELDS, STATE_FIELDS, Vacancy

__all__ = [
    "FEED_FIELDS",
    "LIFE_FIELDS",
    "STATE_FIELDS",
    "Absence",
    "ApplyPresses",
    "FeedRun",
    "HiringManagerApprovalTask",
    "PayTransparencyTask",
    "RecruitmentSettings",
    "Referral",
    "ReferralStep",
    "StepNotice",
    "Vacancy",
    "VacancyCaption",
    "VacancyFeed",
    "VacancyLocation",
]
