"""Signals that any room, and any site, may send or receive."""

from django.dispatch import Signal

activity_recorded = Signal()
"""Something an advocate did: ``verb`` (str, such as ``"share.started"``), ``advocate``, ``subject``, ``at`` (aware)."""

advocate_joined = Signal()
"""``advocate`` joined the programme of ``site``."""

advocate_left = Signal()
"""``advocate`` left; their shares and links stay."""

conversion_recorded = Signal()
"""A conversion was stored, or got a further touch: ``conversion`` and its ``touches`` (with link and target).

Sent on commit, each time once, by whatever way it came. A receiver that fails undoes nothing.
"""
