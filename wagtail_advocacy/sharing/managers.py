from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .words import words_hash

MOST_SAME = 100
"""Shares in equal words that are counted; beyond them one more tells nobody anything."""


class ShareQuerySet(QuerySet["Share"]):
    def by(self, user: Any) -> ShareQuerySet:
        """Return the shares that ``user`` started and that are still tied to them."""
        return self.filter(advocate__user_id=user.pk)

    def started_before(self, moment: datetime) -> ShareQuerySet:
        return self.filter(started_at__lt=moment)

    def count_same_words(self, network: str, words: str, user: Any) -> int:
        """Return how many shares of colleagues of ``user`` say the same on ``network``, at most ``MOST_SAME``.

        One query along the index of network and hash. Words without a letter or digit are equal to none.
        """
        mark = words_hash(words)
        if not mark:
            return 0
        # No name stands in a share that was cut off from its person; those words are gone as well.
        theirs = self.filter(network=network, words_hash=mark).exclude(advocate__user_id=user.pk)
        return theirs.order_by().values("pk")[:MOST_SAME].count()

    def forget_people(self) -> int:
        """Cut people and their words out of these shares; the shares, their links and their figures stay."""
        return self.update(advocate=None, words="", words_hash="", posted_url="")
