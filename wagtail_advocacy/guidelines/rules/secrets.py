from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.findings import MUST, Context, Finding
from ..engine.texts import Text
from .base import Rule, register

# Shapes that their makers document; entropy alone calls every product code a secret.
SHAPES = {
    "aws": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "github": r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b|\bgithub_pat_[A-Za-z0-9_]{60,255}\b",
    "slack": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,250}",
    "google": r"\bAIza[0-9A-Za-z_-]{35}",
    "stripe": r"\b[rs]k_live_[0-9a-zA-Z]{16,250}",
    "jwt": r"\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000}",
    "private key": r"-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----",
    "password": r"(?i)\b(?:password|passwort|contraseña|geslo|passwd|pwd)\s{0,3}[:=]\s{0,3}\S{4,100}",
}
_SHAPES = {name: re.compile(shape) for name, shape in SHAPES.items()}


@register
@dataclass(frozen=True, kw_only=True)
class Secrets(Rule):
    """Access keys, tokens, private keys and passwords by the shapes that services publish for theirs."""

    kind = "secrets"

    severity: str = MUST

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        for name, shape in _SHAPES.items():
            for found in shape.finditer(text.raw):
                yield self.finding(found.span(), shape=name)
