"""What is new since somebody's last visit. When that was, their browser knows and nobody else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NUMBERS = (1, 2, 3, 5, 11, 20, 100)
"""One number at least for each plural form of a language; the browser takes the text of one like its own."""

COUNT, DAY = "{count}", "{day}"
"""What the browser fills in."""


def news_texts() -> str:
    """Return, as JSON, how a number of new items is told: by a day of the week, a date or a time of today."""
    texts = {
        "weekday": {
            # Translators: the day is a day of the week, such as Tuesday.
            number: ngettext("%(count)s new since %(weekday)s.", "%(count)s new since %(weekday)s.", number)
            % {"count": COUNT, "weekday": DAY}
            for number in NUMBERS
        },
        "date": {
            number: ngettext("%(count)s new since %(date)s.", "%(count)s new since %(date)s.", number)
            % {"count": COUNT, "date": DAY}
            for number in NUMBERS
        },
        "time": {
            number: ngettext("%(count)s new since %(time)s.", "%(count)s new since %(time)s.", number)
            % {"count": COUNT, "time": DAY}
            for number in NUMBERS
        },
        "none": {
            "weekday": _("Nothing new since %(weekday)s.") % {"weekday": DAY},
            "date": _("Nothing new since %(date)s.") % {"date": DAY},
            "time": _("Nothing new since %(time)s.") % {"time": DAY},
        },
    }
    return json.dumps(texts, ensure_ascii=False)


def seconds(moments: Sequence[datetime]) -> str:
    """Return ``moments`` as whole seconds since 1970, separated by commas."""
    return ",".join(str(int(moment.timestamp())) for moment in moments)
