"""What came of shares, afterwards: tallies of clicks, conversions, and how previews look."""

from .conversions import Conversion, Touch
from .previews import PreviewCheck
from .tallies import DailyTally, ProgrammeDay, RollUpMark, TalliedDay

__all__ = ["Conversion", "DailyTally", "PreviewCheck", "ProgrammeDay", "RollUpMark", "TalliedDay", "Touch"]
