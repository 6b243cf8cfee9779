from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..engine.findings import Context, Finding, Fix
from ..engine.texts import Text
from .base import Rule, register


@register
@dataclass(frozen=True, kw_only=True)
class Links(Rule):
    """At most ``most`` links beside the tracked one (-1: any number), only to ``hosts`` (empty: any), never ``http``.

    A host stands for its subdomains as well. The tracked link of the share is always right.
    """

    kind = "links"

    most: int = -1
    hosts: tuple[str, ...] = ()

    def check(self, text: Text, context: Context) -> Iterator[Finding]:
        others = []
        for start, end in text.links:
            link = text.raw[start:end]
            if "@" in link.partition("/")[0] or link == context.link:
                continue
            others.append((start, end))
            host = _host(link)
            if self.hosts and not any(host == each or host.endswith(f".{each}") for each in map(_host, self.hosts)):
                yield self.finding((start, end), host=host)
            elif link[:7].lower() == "http://":
                yield self.finding((start, end), Fix(start, start + 7, "https://"), host=host)
        if 0 <= self.most < len(others):
            yield self.finding((others[self.most][0], others[-1][1]), found=len(others), most=self.most)


def _host(link: str) -> str:
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.").rstrip(".")
