"""The engine that checks a text against rules: no database, no request, no Django needed."""

from .engine import Engine
from .findings import MUST, SEVERITIES, SHOULD, TIP, Context, Finding, Fix
from .texts import Text

__all__ = ["MUST", "SEVERITIES", "SHOULD", "TIP", "Context", "Engine", "Finding", "Fix", "Text"]
