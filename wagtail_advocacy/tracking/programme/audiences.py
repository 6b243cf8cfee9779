"""How many members can see an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ...library.models import ShareableItem
from ...models import Advocate, Headcount
from .facts import Facts


def members_who_see(items: Iterable[ShareableItem], facts: Facts) -> dict[int, int | None]:
    """Return of each item how many enrolled are in its audience, as it is today; ``None``: nobody knows.

    Members of a team are those of the last headcount; an item for teams and groups at once has no figure, for nobody
    knows who is in both.
    """
    items = list(items)
    groups = {each.pk: {group.pk for group in each.groups.all()} for each in items}
    teams = {each.pk: {team.pk for team in each.teams.all()} for each in items}
    by_group = _members_of_groups({pk for found in groups.values() for pk in found})
    by_team = _members_of_teams({pk for found in teams.values() for pk in found}, facts)
    found: dict[int, int | None] = {}
    for each in items:
        if groups[each.pk] and teams[each.pk]:
            found[each.pk] = None
        elif groups[each.pk]:
            found[each.pk] = len(set().union(*(by_group[pk] for pk in groups[each.pk])))
        elif teams[each.pk]:
            found[each.pk] = sum(by_team[pk] for pk in teams[each.pk]) if teams[each.pk] <= by_team.keys() else None
        else:
            found[each.pk] = facts.enrolled
    return found


def _members_of_groups(groups: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    members = Advocate.objects.enrolled().filter(user__groups__in=groups)
    for member, group in members.values_list("pk", "user__groups"):
        found[group].add(member)
    return found


def _members_of_teams(teams: set[int], facts: Facts) -> dict[int, int]:
    if not facts.last_heads:
        return {}
    rows = Headcount.objects.filter(site=facts.site, day=facts.last_heads.day, team__in=teams)
    return {team: enrolled for team, enrolled in rows.values_list("team", "enrolled") if team}
