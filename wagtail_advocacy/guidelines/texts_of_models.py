"""How a model of the site says which of its texts have to keep to the guidelines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GuidelineText:
    """A text of an object, as its method ``get_guideline_texts()`` returns them.

    ``label`` says to editors which text it is. ``language`` is a code; empty: that of the object. ``network`` is the
    key of the network it is for; empty: none in particular. ``site`` is the programme whose policies hold; ``None``:
    that of the object, or else the default site. The rest is what rules may depend on, as in ``CheckContext``.
    """

    text: str
    label: str = ""
    language: str = ""
    network: str = ""
    site: Any = None
    item: Any = None
    campaign: Any = None
    category: Any = None
    image_alt: str | None = None
