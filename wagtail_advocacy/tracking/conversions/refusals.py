"""What is said instead of storing a conversion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class ConversionRefused(ValueError):
    """A conversion that is not stored: a ``code`` for programs, a sentence for people, and what it is about.

    ``field`` names the value that is wrong, as callers call it; empty: all of it.
    """

    def __init__(self, code: str, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.field = field


class UnknownCodes(ConversionRefused):
    """``unknown`` are codes that no link has, in the order they came."""

    def __init__(self, sentence: str, unknown: list[str]) -> None:
        super().__init__("unknown_code", sentence, "codes")
        self.unknown = unknown


class MessageChanged(Exception):
    """A message that came before under the same identity, with other content."""


class WebhookRefused(Exception):
    """A request that is answered with ``status``, a ``code`` for programs and a sentence for people.

    ``conversions`` tells of each wrong one its number in the message, what is wrong and where.
    """

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str,
        *,
        headers: Mapping[str, str] | None = None,
        conversions: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.headers = headers or {}
        self.conversions = conversions
