from .choices import Dismissal, FeedAddress, Preferences, Saved
from .evidence import EvidenceExport
from .shares import Share, SharerView

__all__ = ["Dismissal", "EvidenceExport", "FeedAddress", "Preferences", "Saved", "Share", "SharerView"]
