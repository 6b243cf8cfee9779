from .maintenance import MaintenanceJob
from .people import Advocate, AudienceSize, Headcount, Team
from .settings import AdvocacySettings, SiteNetwork, network_choices

__all__ = [
    "AdvocacySettings",
    "Advocate",
    "AudienceSize",
    "Headcount",
    "MaintenanceJob",
    "SiteNetwork",
    "Team",
    "network_choices",
]
