"""What somebody has to do before they share, or is asked to do, where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from ..registries import first_gate
from .exceptions import ShareRefused

if TYPE_CHECKING:
    from ..library.models import ShareableItem


@dataclass(frozen=True)
class ShownGate:
    """A gate as the dialog shows it; ``body`` is made of its own template."""

    message: str
    url: str
    stops: bool
    body: str
    label: Any
    value: str
    is_settled_here: bool


def gate_in_front(request: HttpRequest, item: ShareableItem, network: str) -> ShownGate | None:
    """Return the gate that the dialog shows the person in front, if there is any."""
    gate = first_gate(request.user, item, network)
    if gate is None:
        return None
    body = render_to_string(gate.template, dict(gate.context), request) if gate.template else ""
    return ShownGate(gate.message, gate.url, gate.stops, body, gate.label, gate.value, gate.settle is not None)


def settle_gate(user: Any, item: ShareableItem, network: str, value: str) -> bool:
    """Do what the first gate asks; return whether it is another one now, or none.

    ``value`` is what the button had when it was shown. Raises a ``ShareRefused`` with what the gate has to say.
    """
    gate = first_gate(user, item, network)
    if gate is None or gate.settle is None:
        return False
    try:
        gate.settle(value)
    except ValueError as problem:
        raise ShareRefused(problem) from None
    after = first_gate(user, item, network)
    return after is None or (after.message, after.value) != (gate.message, gate.value)
