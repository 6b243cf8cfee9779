"""How somebody narrows the list of vacancies. All of it stands in the address, so that it can be sent to a friend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from ...library.search import NO_PART_OF_A_WORD, matching
from ...links.addresses import CODE_PARAMETER
from ...links.codes import clean_code
from ...networks.texts import clean
from ..countries import country_name
from ..models import Vacancy, VacancyLocation
from .boards import Board

LONGEST_WORDS = 100
LONGEST_VALUE = 200

MOST_WORDS = 12
"""Words that are searched for, each once: MariaDB runs out of memory over the same beginning fifty times."""

MOST_CHOICES = 100
"""Places or teams to choose from, those with the most vacancies; the search finds the others."""

LABELS = {
    "place": gettext_lazy("Place"),
    "workplace": gettext_lazy("Workplace"),
    "type": gettext_lazy("Employment"),
    "team": gettext_lazy("Team"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a filter, and ``number``: how many vacancies it leaves, given the other filters."""

    value: str
    label: str
    number: int
    chosen: bool = False
    below: bool = False


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    choices: Sequence[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((each for each in self.choices if each.chosen), None)


@dataclass(frozen=True)
class Chip:
    """A filter that is on, in words, and the query of the list without it."""

    label: str
    without: str


@dataclass
class Narrowing:
    """What an address asks for; ``code`` is that of the link by which somebody came, and stays with them."""

    board: Board
    words: str = ""
    code: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, board: Board, asked: QueryDict) -> Narrowing:
        """Read the query of a request. Whatever it says, the list is drawn."""
        values = {name: clean(asked.get(name, ""))[:LONGEST_VALUE].strip() for name in LABELS}
        words = clean(asked.get("q", ""))[:LONGEST_WORDS].strip()
        code = clean_code(asked.get(CODE_PARAMETER, "")) or ""
        return cls(board, words, code, {name: value for name, value in values.items() if value})

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.values)

    @cached_property
    def _found(self) -> QuerySet[Vacancy]:
        listed = self.board.listed()
        if not self.words:
            return listed
        # What an engine looks through may be narrowed by columns of the row alone; what is open, the database says.
        among = Vacancy.objects.filter(live=True, closed_at=None, site__in=self.board.programmes)
        words = " ".join([*dict.fromkeys(NO_PART_OF_A_WORD.sub(" ", self.words).casefold().split())][:MOST_WORDS])
        return matching(listed, words, among=among.order_by(), operator="and")

    @cached_property
    def vacancies(self) -> QuerySet[Vacancy]:
        """What is left, the newest first."""
        return self._narrowed(self.values).order_by("-date_posted", "-pk")

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters with what there is to choose from; five queries for any number of vacancies."""
        found = [
            Filter("place", str(LABELS["place"]), self._places()),
            self._by_column("workplace", "workplace", Vacancy.Workplace.choices),
            self._by_column("type", "employment_type", Vacancy.EmploymentType.choices),
            self._by_column("team", "team"),
        ]
        return [each for each in found if len(each.choices) > 1 or each.chosen]

    @property
    def chips(self) -> list[Chip]:
        """What is on, each with the query that takes it away."""
        words = [Chip(f"“{self.words}”", self.query(without="q"))] if self.words else []
        chosen = ((each, each.chosen) for each in self.filters)
        return words + [
            Chip(f"{each.label}: {choice.label}", self.query(without=each.name)) for each, choice in chosen if choice
        ]

    def query(self, without: str = "") -> str:
        """Return the query of this list, encoded, but for one parameter."""
        query = QueryDict(mutable=True)
        for name, value in {"q": self.words, **self.values, CODE_PARAMETER: self.code}.items():
            if value and name != without:
                query[name] = value
        return query.urlencode()

    def _narrowed(self, values: dict[str, str]) -> QuerySet[Vacancy]:
        found = self._found
        if workplace := values.get("workplace"):
            found = found.filter(workplace=workplace)
        if kind := values.get("type"):
            found = found.filter(employment_type=kind)
        if team := values.get("team"):
            found = found.filter(team=team)
        if place := values.get("place"):
            found = found.filter(Exists(_locations(place).filter(vacancy=OuterRef("pk"))))
        return found

    def _without(self, name: str) -> QuerySet[Vacancy]:
        return self._narrowed({key: value for key, value in self.values.items() if key != name}).order_by()

    def _by_column(self, name: str, column: str, labels: Iterable[tuple[str, Any]] = ()) -> Filter:
        named = {value: str(label) for value, label in labels}
        counted = self._without(name).exclude(**{column: ""}).values_list(column).annotate(number=Count("pk"))
        numbers: dict[str, int] = dict(counted.order_by("-number", column)[:MOST_CHOICES])
        chosen = self.values.get(name)
        choices = [Choice(value, named.get(value, value), number, value == chosen) for value, number in numbers.items()]
        if chosen and chosen not in numbers:
            choices.append(Choice(chosen, named.get(chosen, chosen), 0, True))
        order = {value: number for number, value in enumerate(named)}
        choices.sort(key=lambda each: (order.get(each.value, len(order)), each.label.casefold()))
        return Filter(name, str(LABELS[name]), choices)

    def _places(self) -> list[Choice]:
        locations = VacancyLocation.objects.filter(vacancy__in=self._without("place")).order_by()
        number = Count("vacancy", distinct=True)
        countries = dict(locations.exclude(country="").values_list("country").annotate(number=number))
        towns = locations.exclude(place="").values_list("country", "place").annotate(number=number)
        by_country: dict[str, list[Choice]] = {code: [] for code in countries}
        chosen = self.values.get("place", "")
        for code, town, many in towns.order_by("-number", "place")[:MOST_CHOICES]:
            value = f"{code}:{town}"
            by_country.setdefault(code, []).append(Choice(value, town, many, value == chosen, below=bool(code)))
        choices: list[Choice] = []
        for code, label in sorted(((code, country_name(code)) for code in by_country), key=lambda pair: pair[1]):
            if code:
                choices.append(Choice(code, label, countries[code], code == chosen))
            choices += sorted(by_country[code], key=lambda each: each.label.casefold())
        if chosen and not any(each.chosen for each in choices):
            code, _colon, town = chosen.partition(":")
            choices.append(Choice(chosen, town or country_name(code), 0, True))
        return choices


def _locations(place: str) -> QuerySet[VacancyLocation]:
    code, colon, town = place.partition(":")
    found = VacancyLocation.objects.filter(country=code)
    return found.filter(place=town) if colon else found
