"""The kinds of rules a policy may hold, one file each. Importing this registers those that come with the package."""

from . import (
    around_the_words,
    avoided_term,
    disclosure,
    hashtags,
    inclusive_wording,
    links,
    mentions,
    own_words,
    personal_data,
    preferred_term,
    quiet_period,
    routed_topic,
    secrets,
    tone,
)
from .base import KINDS, Rule, Scope, register, rule_from_data

__all__ = ["KINDS", "Rule", "Scope", "register", "rule_from_data"]
__all__ += [
    "around_the_words",
    "avoided_term",
    "disclosure",
    "hashtags",
    "inclusive_wording",
    "links",
    "mentions",
    "own_words",
    "personal_data",
    "preferred_term",
    "quiet_period",
    "routed_topic",
    "secrets",
    "tone",
]
