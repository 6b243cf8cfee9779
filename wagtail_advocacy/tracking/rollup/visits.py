"""Who clicked, decided anew for a part of a day: by the rules of :mod:`..classes`, in the database."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any, TypeVar

from ...links.kinds import SITE, ClickKind
from ...links.models import Agent, Link
from .. import classes
from . import statements
from .statements import Part

T = TypeVar("T")

FIRST = timedelta(seconds=classes.FIRST_SECONDS)
AT_ONCE = 500


def decide(part: Part) -> None:
    """Decide class and reason of the part's clicks: agents first, then link checkers, then repeats.

    Doing it again changes nothing. A click that comes late for a minute may make another one of that minute a repeat.
    """
    _by_agent(part)
    _by_first_seconds(part)
    statements.mark_again(part)


def forget_decisions(part: Part) -> None:
    """Make people again of what the roll-up called repeats and link checkers."""
    decided = part.clicks().filter(kind__in=[ClickKind.REPEAT, ClickKind.SCANNER])
    decided.filter(reason__startswith=SITE).update(kind=ClickKind.PERSON)
    decided.update(kind=ClickKind.PERSON, reason="")


def _by_agent(part: Part) -> None:
    by_request = part.clicks().exclude(kind__in=[ClickKind.REPEAT, ClickKind.SCANNER]).exclude(agent=None)
    found = list(by_request.order_by().values_list("kind", "reason", "agent_id").distinct())
    better: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    checkers: dict[str, list[int]] = defaultdict(list)
    for some in _in_parts(found):
        texts = dict(Agent.objects.filter(pk__in={agent for _kind, _reason, agent in some}).values_list("pk", "text"))
        for kind, reason, agent in some:
            # One that is gone was forgotten while somebody came with it.
            text = texts.get(agent, "")
            new = classes.reclassify(kind, reason, text)
            if new != (kind, reason):
                better[kind, reason, *new].append(agent)
            if new[0] == ClickKind.PERSON and (why := classes.checker_agent(text)):
                checkers[why].append(agent)
    for (kind, reason, new_kind, new_reason), agents in better.items():
        for ids in _in_parts(agents):
            part.clicks().filter(kind=kind, reason=reason, agent__in=ids).update(kind=new_kind, reason=new_reason)
    for why, agents in checkers.items():
        for ids in _in_parts(agents):
            _bare(part).filter(agent__in=ids).update(kind=ClickKind.SCANNER, reason=why)


def _by_first_seconds(part: Part) -> None:
    links = Link.objects.filter(created_at__gt=part.begin - FIRST, created_at__lt=part.end + FIRST)
    for link, made in links.order_by().values_list("pk", "created_at").iterator(chunk_size=2_000):
        first = _bare(part).filter(link=link, at__gt=made - FIRST, at__lt=made + FIRST)
        first.update(kind=ClickKind.SCANNER, reason="first seconds")


def _bare(part: Part) -> Any:
    """Return people's clicks without a referrer, but for those that the site's own rules call people's."""
    people = part.clicks().filter(kind__in=[ClickKind.PERSON, ClickKind.REPEAT], referrer="")
    return people.exclude(reason__startswith=SITE)


def _in_parts(values: list[T]) -> list[list[T]]:
    return [values[begin : begin + AT_ONCE] for begin in range(0, len(values), AT_ONCE)]
