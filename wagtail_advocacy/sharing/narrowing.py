"""How somebody narrows the hub. All of it stands in the address, so that it can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..library.managers import ShareableItemQuerySet
from ..library.models import Campaign, Caption, ContentCategory, ShareableItem
from ..library.search import matching
from ..networks.base import Network
from ..networks.texts import clean
from .facets import Facets
from .models import Dismissal, Saved, Share

MOST_FOUND = 200
"""Items that a search in the hub finds, the newest of them; nobody reads further."""

LONGEST_WORDS = 100

NAMES = ("q", "mine", "category", "campaign", "tag", "network", "language", "since")
"""Parameters of the hub's address."""

LABELS = {
    "mine": gettext_lazy("Show"),
    "category": gettext_lazy("Category"),
    "campaign": gettext_lazy("Campaign"),
    "tag": gettext_lazy("Tag"),
    "network": gettext_lazy("Words for"),
    "language": gettext_lazy("Language"),
}

OWN = {
    "saved": gettext_lazy("Saved"),
    "shared": gettext_lazy("Shared by me"),
    "hidden": gettext_lazy("Hidden by me"),
}
"""Lists of one's own, by what the parameter ``mine`` calls them."""

LEFT_OUT = {
    "mine": gettext_lazy("There is no list “%(value)s” of your own, so it was left out."),
    "category": gettext_lazy("The category “%(value)s” leads to nothing that you can share now, so it was left out."),
    "campaign": gettext_lazy("The campaign “%(value)s” leads to nothing that you can share now, so it was left out."),
    "tag": gettext_lazy("The tag “%(value)s” leads to nothing that you can share now, so it was left out."),
    "network": gettext_lazy("No words are prepared for the network “%(value)s”, so it was left out."),
    "language": gettext_lazy("Nothing that you can share now is in the language “%(value)s”, so it was left out."),
    "since": gettext_lazy("“%(value)s” is no date that we understand, so it was left out."),
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """One list of choices; ``value`` is what is chosen, or nothing."""

    name: str
    label: str
    choices: Sequence[Choice]
    value: str = ""


@dataclass(frozen=True)
class Chip:
    """A filter that is on, in words, and the address without it."""

    name: str
    label: str
    remove: str


@dataclass
class Narrowing:
    """What an address asks for: ``values`` by parameter, only those that mean something; ``remarks`` on the others."""

    filters: list[Filter] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    moment: datetime | None = None
    campaign_keys: frozenset[Any] = frozenset()

    @property
    def mine(self) -> str:
        return self.values.get("mine", "")

    @property
    def words(self) -> str:
        return self.values.get("q", "")

    @property
    def active(self) -> int:
        """How many parameters are on."""
        return len(self.values)

    @cached_property
    def query(self) -> str:
        """The parameters that are on, ready for an address, ending in ``&`` if there are any."""
        return _query(self.values)

    @cached_property
    def chips(self) -> list[Chip]:
        labels = {each.name: {choice.value: choice.label for choice in each.choices} for each in self.filters}
        found = []
        for name, value in self.values.items():
            others = {other: kept for other, kept in self.values.items() if other != name}
            found.append(Chip(name, self._words_of(name, labels.get(name, {}).get(value, value)), f"?{_query(others)}"))
        return found

    def _words_of(self, name: str, label: str) -> str:
        if name == "q":
            return _("Search: %(words)s") % {"words": label}
        if name == "since":
            moment = timezone.localtime(self.moment)
            return _("Published since %(moment)s") % {"moment": formats.date_format(moment, "SHORT_DATETIME_FORMAT")}
        if name == "mine":
            return str(OWN.get(label, label))
        return _("%(filter)s: %(choice)s") % {"filter": LABELS[name], "choice": label}

    def apply(self, items: Any, user: Any, site: Site | None) -> ShareableItemQuerySet:
        """Return those of ``items`` that are asked for, in no order."""
        values = self.values
        if not self.mine:
            items = items.exclude(pk__in=Dismissal.objects.filter(user_id=user.pk).values("item"))
        elif self.mine == "shared":
            items = items.filter(pk__in=Share.objects.by(user).exclude(item=None).values("item"))
        if "category" in values:
            items = items.filter(category__slug=values["category"])
        if "campaign" in values:
            items = items.filter(campaign__translation_key__in=self.campaign_keys)
        if "tag" in values:
            items = items.tagged(values["tag"])
        if "network" in values:
            items = items.filter(pk__in=Caption.objects.filter(network=values["network"]).values("item"))
        if "language" in values:
            items = items.filter(locale__language_code=values["language"])
        if self.moment:
            items = items.filter(first_published_at__gt=self.moment)
        if self.words:
            items = matching(items, self.words, searched(site), MOST_FOUND, operator="and")
        return items


def searched(site: Site | None) -> ShareableItemQuerySet:
    """Return what the search engine looks through for somebody on ``site``; who may see it is not its business."""
    # By date: databases rank by relevance row by row, which takes them a second among thousands.
    return ShareableItem.objects.filter(site=site, live=True).order_by("-first_published_at")


class Choices:
    """What this reader may choose from: ``networks`` of the programme, ``campaigns`` of all languages."""

    def __init__(
        self, facets: Facets, networks: dict[str, Network], campaigns: Sequence[Campaign], locale: int, own: set[str]
    ) -> None:
        self.facets, self.networks, self.all_campaigns, self.own = facets, networks, campaigns, own
        once = {each.translation_key: each for each in campaigns}
        once |= {each.translation_key: each for each in campaigns if each.locale_id == locale}
        self.campaigns = list(once.values())

    @cached_property
    def filters(self) -> list[Filter]:
        """The lists that lead anywhere, in the order in which they are shown."""
        categories = ContentCategory.objects.filter(pk__in=self.facets.categories)
        prepared = {key: each for key, each in self.networks.items() if key in self.facets.networks}
        # Where everything is in one language there is nothing to choose.
        languages = self.facets.languages if len(self.facets.languages) > 1 else []
        found = {
            "mine": [Choice(name, str(label)) for name, label in OWN.items() if name in self.own],
            "category": [Choice(each.slug, each.name) for each in categories],
            "campaign": [Choice(each.slug, each.title) for each in self.campaigns],
            "tag": [Choice(tag, tag) for tag in self.facets.tags],
            "network": [Choice(key, str(each.label)) for key, each in prepared.items()],
            "language": [Choice(code, _name_of(code)) for code in languages],
        }
        return [Filter(name, str(LABELS[name]), choices) for name, choices in found.items() if choices]

    def meant(self, name: str, value: str, items: ShareableItemQuerySet) -> str:
        """Return the choice that ``value`` in an address means, or nothing."""
        if name == "mine":
            return value if value in OWN else ""
        if name == "campaign":
            # A colleague may send the name that it has in another language.
            keys = self.campaign_keys(value)
            return next((each.slug for each in self.campaigns if each.translation_key in keys), "")
        known = {each.value.casefold(): each.value for one in self.filters if one.name == name for each in one.choices}
        if name == "tag" and value.casefold() not in known and items.tagged(value).exists():
            # The list shows the tags that are used most; an address may name any.
            return value
        return known.get(value.casefold(), "")

    def campaign_keys(self, slug: str) -> frozenset[Any]:
        return frozenset(each.translation_key for each in self.all_campaigns if each.slug == slug)


def read_narrowing(asked: QueryDict, choices: Choices, items: ShareableItemQuerySet) -> Narrowing:
    """Return what ``asked`` means for a reader who may share ``items``; nonsense is left out with a sentence."""
    narrowing = Narrowing()
    for name in NAMES:
        value = clean(asked.get(name, "")).strip()
        if not value:
            continue
        if name == "q":
            narrowing.values["q"] = value[:LONGEST_WORDS].strip()
            if len(value) > LONGEST_WORDS:
                narrowing.remarks.append(_("Only the first 100 characters were searched for."))
        elif name == "since" and (moment := _moment(value)):
            narrowing.moment, narrowing.values["since"] = moment, value
        elif meant := choices.meant(name, value, items):
            narrowing.values[name] = meant
        else:
            narrowing.remarks.append(LEFT_OUT[name] % {"value": value[:40]})
    narrowing.campaign_keys = choices.campaign_keys(narrowing.values.get("campaign", ""))
    narrowing.filters = _with_values(choices.filters, narrowing.values)
    return narrowing


def _with_values(filters: Sequence[Filter], values: dict[str, str]) -> list[Filter]:
    """Return the filters with what is chosen, which has its place in the form even if nothing leads there now."""
    by_name = {each.name: each for each in filters}
    found = []
    for name, label in LABELS.items():
        value = values.get(name, "")
        filter_ = by_name.get(name) or Filter(name, str(label), [])
        if value and all(each.value != value for each in filter_.choices):
            filter_ = replace(filter_, choices=[*filter_.choices, Choice(value, str(OWN.get(value, value)))])
        if filter_.choices:
            found.append(replace(filter_, value=value))
    return found


def own_kinds(user: Any) -> set[str]:
    """Return which lists of their own ``user`` has anything in: ``saved``, ``shared``, ``hidden``; in one query."""
    kinds = {
        "saved": Saved.objects.filter(user_id=user.pk),
        "shared": Share.objects.by(user).exclude(item=None),
        "hidden": Dismissal.objects.filter(user_id=user.pk),
    }
    # A site's own user may have fields of these names.
    asked = {f"_wa_{name}": Exists(rows) for name, rows in kinds.items()}
    row = get_user_model()._base_manager.filter(pk=user.pk).annotate(**asked).values_list(*asked).first()
    return {name for name, has_any in zip(kinds, row or (), strict=False) if has_any}


def _moment(value: str) -> datetime | None:
    try:
        # A plus sign that nobody encoded arrives as a space.
        moment = parse_datetime(value.replace(" ", "+"))
        if moment is None:
            return None
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        # What has no day in UTC or here is no moment of ours.
        timezone.localtime(aware), timezone.localtime(aware, UTC)
    except (ValueError, OverflowError):
        return None
    return aware


def _name_of(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def _query(values: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(values)
    return f"{query.urlencode()}&" if values else ""
