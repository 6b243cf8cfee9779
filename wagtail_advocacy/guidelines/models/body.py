"""The text of a policy as a field whose migrations do not name its blocks: a site may add kinds of rules."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class PolicyBodyField(StreamField):
    """A StreamField of readable blocks and rules; what it holds is known once all ``wagtail_hooks`` are there."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or _body_block, **kwargs)

    @property
    def block_types_arg(self) -> Any:
        return self._block_types() if callable(self._block_types) else self._block_types

    @block_types_arg.setter
    def block_types_arg(self, given: Any) -> None:
        self._block_types = given

    def deconstruct(self) -> tuple[Any, Any, Any, Any]:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs


def _body_block() -> Any:
    from ..blocks import body_block

    return body_block()
