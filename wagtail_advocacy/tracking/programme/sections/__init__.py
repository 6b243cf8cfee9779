"""The sections of “Programme so far”, in order. A site adds its own, or takes one out, in ``AppConfig.ready()``."""

from ..parts import Section
from . import campaigns, clicks, content, conversions, decay, items, networks, people, shares, teams, trend

SECTIONS: dict[str, Section] = {
    "people": people.SECTION,
    "shares": shares.SECTION,
    "clicks": clicks.SECTION,
    "months": trend.SECTION,
    "decay": decay.SECTION,
    "networks": networks.SECTION,
    "content": content.SECTION,
    "items": items.SECTION,
    "teams": teams.SECTION,
    "campaigns": campaigns.SECTION,
    "conversions": conversions.SECTION,
}

__all__ = ["SECTIONS"]
