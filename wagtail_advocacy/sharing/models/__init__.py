from .choices import Dismissal, FeedAddress, Preferences, Saved
from .shares import Share, SharerView

__all__ = ["Dismissal", "FeedAddress", "Preferences", "Saved", "Share", "SharerView"]
