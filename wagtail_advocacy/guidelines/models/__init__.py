from .acknowledgements import Acknowledgement, Reminder
from .disputes import Dispute, RuleTally
from .policies import Policy
from .tasks import GuidelineCheckTask
from .versions import PolicyVersion

__all__ = ["Acknowledgement", "Dispute", "GuidelineCheckTask", "Policy", "PolicyVersion", "Reminder", "RuleTally"]
