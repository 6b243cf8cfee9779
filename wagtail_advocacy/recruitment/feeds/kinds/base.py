"""What a kind of feed has to say: where its jobs lie, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ....downloads import JSON
from ...models import FEED_FIELDS
from ..jobs import FeedJob


@dataclass
class Page:
    """One answer of a feed: the address that was asked, ``file`` from its beginning, and what came before it.

    ``number`` counts from 0; ``jobs`` is how many this page had and ``before`` how many all earlier ones, once read.
    """

    asked: str
    url: str
    file: IO[bytes]
    number: int = 0
    jobs: int = 0
    before: int = 0


class FeedKind:
    """How one applicant tracking system says which jobs there are. Has no state: all that varies is in the feed."""

    label: Any = ""
    #: By which name the system takes the code of a link in the address of a job.
    code_parameter: ClassVar[str] = "wa"
    #: Content types that its answers may have.
    accept: ClassVar[tuple[str, ...]] = JSON
    #: Whether it needs ``VacancyFeed.mapping``.
    needs_mapping: ClassVar[bool] = False
    #: What of ``FEED_FIELDS`` it can say of a job. All other fields are for people to fill in.
    fields: ClassVar[tuple[str, ...]] = FEED_FIELDS

    def speaks_of(self, feed: Any) -> tuple[str, ...]:
        """Return what of ``FEED_FIELDS`` this feed can say of a job."""
        return self.fields

    def first(self, feed: Any) -> str:
        """Return the address of the first page: what people paste may be that of the board itself."""
        return feed.address

    def read(self, page: Page, feed: Any) -> Iterator[FeedJob]:
        """Yield the jobs of ``page``, one at a time. Raises ``FeedBroken`` for what is none of its answers."""
        raise NotImplementedError

    def following(self, page: Page, feed: Any) -> str:
        """Return the address of the page after ``page``, which has been read; ``""``: it was the last one."""
        return ""

    def announced(self, page: Page, feed: Any) -> int | None:
        """Return how many jobs there are altogether, if the page says so."""
        return None

    def clean_mapping(self, mapping: Any) -> None:
        """Raise ``ValidationError`` with a sentence for a mapping that cannot work."""


def with_query(address: str, **parameters: Any) -> str:
    """Return ``address`` with these parameters in place of its own of the same names."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in parameters]
    query = urlencode([*kept, *((name, value) for name, value in parameters.items())])
    return urlunsplit(parts._replace(query=query))


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def dictionary(value: Any) -> dict[str, Any]:
    """Return ``value`` if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[Any]:
    """Return ``value`` if it is a JSON list, else an empty one."""
    return value if isinstance(value, list) else []
