"""Every formula of the programme's figures: one function each, with the sentence that stands beside the number."""

from .base import FORMULAS, Formula, Unit, formula, part
from .clicks import clicks_per_share, median_clicks, others, people_clicks, unique_visitors
from .people import activation, active, adoption, concentration, decay, enrolled, share_rate, team_score
from .results import content_mix, conversion_value, conversions, freshness
from .shares import confirmed, confirmed_rate, potential_reach, potential_reach_once, started

__all__ = [
    "FORMULAS",
    "Formula",
    "Unit",
    "activation",
    "active",
    "adoption",
    "clicks_per_share",
    "concentration",
    "confirmed",
    "confirmed_rate",
    "content_mix",
    "conversion_value",
    "conversions",
    "decay",
    "enrolled",
    "formula",
    "freshness",
    "median_clicks",
    "others",
    "part",
    "people_clicks",
    "potential_reach",
    "potential_reach_once",
    "share_rate",
    "started",
    "team_score",
    "unique_visitors",
]
