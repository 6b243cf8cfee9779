"""The table of a run, its ratios, and whether a limit was missed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median

from .rounds import Contestant, Load
from .servers import WORKERS

OF_FLOOR, HOT, P99, MEGABYTES, BUSY = 0.85, 0.95, 3.0, 60.0, 0.15
"""Least part of the floor; least part of the spread rate on one link; most times the bare view's p99; most memory of a
worker beyond bare Django; cores that something else may have used."""


def report(contestants: list[Contestant], bounded: bool) -> bool:
    """Write the table and the ratios; return whether no limit was missed. Lost clicks are bounded always."""
    header = ("", "req/s min", "median", "max", "p50 ms", "p99 ms", "PSS MB", "answered", "recorded", "CPU µs", "of db")
    line(*header)
    for each in contestants:
        for which, loads in each.loads.items():
            if loads:
                line(f"{each.name}{', one link' if which == 'hot' else ''}", *cells(each, loads))
    bare, floor, *ours = contestants
    good = True
    for each in ours:
        say()
        held = bounded and each is ours[0]
        good &= row(f"{each.name} / floor", ratios(each, floor, rate), at_least=OF_FLOOR if held else None)
        row(f"{each.name} / bare view", ratios(each, bare, rate))
        if each.hot:
            ratio = [
                hot.rate / spread.rate for hot, spread in zip(each.loads["hot"], each.loads["spread"], strict=True)
            ]
            good &= row(f"{each.name}, one link / spread", ratio, at_least=HOT if held else None)
        good &= row(f"{each.name}, p99 / bare view", ratios(each, bare, lambda load: load.p99), P99 if held else None)
        row(f"{each.name}, p99 / floor", ratios(each, floor, lambda load: load.p99))
        more = [(mine - its) / WORKERS for mine, its in zip(each.megabytes, bare.megabytes, strict=True)]
        good &= row(f"{each.name}, MB a worker beyond bare", more, MEGABYTES if held else None)
        if each.drain:
            row(f"{each.name}, req/s until all is drained", [load.sustained for load in each.loads["spread"]])
        if each.keeps:
            good &= row(f"{each.name}, answered and lost", [float(sum(load.lost for load in every(each)))], 0.0)
        if errors := sum(load.errors for load in every(each)):
            good = False
            say(f"{each.name}: {errors} requests failed.")
    disturbed(contestants)
    return good


def rate(load: Load) -> float:
    return load.rate


def every(contestant: Contestant) -> list[Load]:
    return [load for loads in contestant.loads.values() for load in loads]


def ratios(mine: Contestant, its: Contestant, value: Callable[[Load], float]) -> list[float]:
    """Of each round, so that what disturbs a round disturbs both sides of its ratio."""
    return [value(one) / value(other) for one, other in zip(mine.loads["spread"], its.loads["spread"], strict=True)]


def cells(contestant: Contestant, loads: list[Load]) -> list[str]:
    rates = sorted(load.rate for load in loads)
    answered = sum(load.answered for load in loads)
    recorded = f"{sum(load.recorded or 0 for load in loads):,}" if contestant.keeps else "–"
    processor = [
        1e6 * sum(each) / answered for each in zip(*((load.server, load.database) for load in loads), strict=True)
    ]
    return [
        *(f"{number:,.0f}" for number in (rates[0], median(rates), rates[-1])),
        *(f"{median(times):.1f}" for times in zip(*((load.p50, load.p99) for load in loads), strict=True)),
        f"{median(contestant.megabytes):.0f}",
        f"{answered:,}",
        recorded,
        *(f"{each:.0f}" for each in processor),
    ]


def row(name: str, values: list[float], at_most: float | None = None, at_least: float | None = None) -> bool:
    middle = median(values)
    good = (at_most is None or middle <= at_most) and (at_least is None or middle >= at_least)
    limit = (
        f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}" if at_least is not None else "told"
    )
    say(f"{name:<36}{middle:>8.2f}   {min(values):.2f} – {max(values):.2f}   {limit}{'' if good else '  MISSED'}")
    return good


def disturbed(contestants: list[Contestant]) -> None:
    loads = [load for each in contestants for load in every(each)]
    noisy = [load.others for load in loads if load.others > BUSY]
    if noisy:
        say()
        say(
            f"NOISY: in {len(noisy)} of {len(loads)} loads other programs used more than {BUSY} cores "
            f"(at worst {max(noisy):.2f}); trust the ratios, and them only roughly."
        )


def line(*texts: str) -> None:
    say("".join(f"{text:>10}" if at else f"{text:<28}" for at, text in enumerate(texts)))


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
