"""Reads the blocks of README.md that a reader is told to paste."""

import re
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def block(name: str) -> str:
    """The code block that follows the marker `<!-- install:NAME -->`, unchanged."""
    match = re.search(
        rf"<!-- install:{re.escape(name)} -->\s*```python\n(?P<code>.*?)^```$",
        README.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    if match is None:
        raise LookupError(f"README.md has no block install:{name}")
    return match["code"]
