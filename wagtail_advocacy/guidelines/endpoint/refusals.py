"""What the endpoint answers instead of findings."""

from __future__ import annotations

from collections.abc import Mapping


class CheckRefused(Exception):
    """A request that is not checked: the status of the answer, a ``code`` for programs and a sentence for people."""

    def __init__(self, status: int, code: str, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.headers = headers or {}
