from .acknowledgements import Acknowledgement, Reminder
from .disputes import Dispute, RuleTally
from .policies import Policy
from .versions import PolicyVersion

__all__ = ["Acknowledgement", "Dispute", "Policy", "PolicyVersion", "Reminder", "RuleTally"]
