"""Which groups of people are too small to be shown, so that nobody can be told from the rest either."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def too_small(sizes: Mapping[K, int], least: int) -> set[K]:
    """Return the groups that are merged, of groups with so many people each.

    None with fewer than ``least`` is shown. If the merged ones together were still fewer, the next larger group joins
    them: whoever takes what is shown from the total finds at least ``least`` people, or nothing is shown at all.
    """
    in_order = sorted(sizes, key=lambda key: (sizes[key], str(key)))
    merged = [key for key in in_order if sizes[key] < least]
    rest = in_order[len(merged) :]
    while merged and rest and sum(sizes[key] for key in merged) < least:
        merged.append(rest.pop(0))
    return set(merged)


def neighbours(sizes: Mapping[K, int], least: int, most: int) -> list[list[K]]:
    """Return the keys in their order, next to each other in at most ``most`` lists of ``least`` people or more.

    One list may be smaller: if all together are.
    """
    wanted = max(least, -(-sum(sizes.values()) // most))
    lists: list[list[K]] = [[]]
    for key in sizes:
        lists[-1].append(key)
        if sum(sizes[each] for each in lists[-1]) >= wanted:
            lists.append([])
    last = lists.pop()
    if last and lists and sum(sizes[each] for each in last) < least:
        lists[-1] += last
    elif last:
        lists.append(last)
    return lists
