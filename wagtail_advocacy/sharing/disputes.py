"""“This is wrong”: what people say against a finding, for whoever looks after the rule."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ..registries import DisputedFinding, take_dispute
from .exceptions import DisputeRefused
from .findings import NamedFinding
from .forms import visible

LONGEST = 500


def dispute(user: Any, named: NamedFinding | None, because: str, network: str, language: str) -> None:
    """Hand on that ``user`` calls a finding wrong: the marked words and ``because``, 1 to 500 characters.

    Raises ``DisputeRefused``; then nothing is stored.
    """
    if named is None or not named.finding.source:
        raise DisputeRefused(_("Your words have changed, and this is not said about them any more. Nothing was sent."))
    because = visible(because)
    if not because:
        raise DisputeRefused(_("Say in a sentence why it is wrong, so that somebody can mend it."))
    if len(because) > LONGEST:
        raise DisputeRefused(_("Shorten your reason to 500 characters."))
    if not take_dispute(user, DisputedFinding(named.finding.source, named.words, because, network, language)):
        raise DisputeRefused
