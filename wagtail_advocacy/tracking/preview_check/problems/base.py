"""What every problem with a preview is made of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import number_format
from django.utils.functional import Promise

from ..found import Found
from ..pictures import Picture

WRONG, HINT = "wrong", "hint"

AMOUNTS = frozenset({"count", "size", "most"})

Values = dict[str, Any]


class Problem:
    """Something that can be wrong. ``sentence`` says what and what to do, with the values that ``find`` returns."""

    code = ""
    severity = WRONG
    sentence: str | Promise = ""

    def find(self, found: Found) -> Values | None:
        """Return the values of the sentence, as JSON can hold them, if a network found this, else nothing."""
        raise NotImplementedError

    def say(self, values: Values) -> str:
        """Return the sentence in the active language, with amounts as people there write them."""
        shown = {
            name: number_format(value, force_grouping=True) if name in AMOUNTS else value
            for name, value in values.items()
        }
        return str(self.sentence) % shown


class OnPage(Problem):
    """Looked for only where the network reads the page that is meant."""

    def find(self, found: Found) -> Values | None:
        return self.on_page(found) if found.has_page else None

    def on_page(self, found: Found) -> Values | None:
        raise NotImplementedError


class OnPicture(OnPage):
    """Looked for only where the page names a picture that could be opened."""

    def on_page(self, found: Found) -> Values | None:
        return self.on_picture(found, found.picture) if found.picture and not found.picture.reason else None

    def on_picture(self, found: Found, picture: Picture) -> Values | None:
        raise NotImplementedError


def when(holds: Any, **values: Any) -> Values | None:
    return values if holds else None


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def has_tags(found: Found) -> bool:
    """Return whether the page says anything for cards."""
    page = found.answer.page
    return bool(page and page.first("og:title", "og:description", "og:image", "twitter:title", "twitter:image"))
