"""Where rooms meet without importing upwards: who needs something asks here, who has it registers here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models

from .links import figures as plain_figures
from .links import history as plain_history
from .links.figures import Figures, Since
from .personal_data import PersonalData, PersonalDataRegistry  # noqa: F401 - rooms take both from here

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Locale, Site

    from .links.models import Link


@dataclass(frozen=True)
class TeamRef:
    """A team as ``TEAM_RESOLVER`` names it: ``key`` never changes, ``name`` may."""

    key: str
    name: str


@dataclass(frozen=True)
class OfferedCaption:
    """Suggested words; an empty ``network`` means any."""

    text: str
    language: str
    network: str = ""


@dataclass(frozen=True)
class Offer:
    """What an object offers for sharing.

    ``url`` is absolute; ``public`` says whether a stranger can open it (only asked where the address lies on a
    site of ours that is visible without login). ``fallback`` is where links land once the offer is over.
    ``minutes`` is how long reading it takes, where that is known. With ``adds_code`` the address gets ``wa=CODE``.
    """

    site: Site
    locale: Locale
    headline: str
    url: str
    why: str = ""
    description: str = ""
    image: models.Model | None = None
    image_alt: str = ""
    public: bool = False
    fallback: str = ""
    category: models.Model | None = None
    campaign: models.Model | None = None
    captions: Sequence[OfferedCaption] = ()
    groups: Sequence[models.Model] = ()
    teams: Sequence[models.Model] = ()
    go_live_at: datetime | None = None
    closes_at: datetime | None = None
    minutes: int | None = None
    adds_code: bool = False


@dataclass(frozen=True)
class CheckContext:
    """What a caption check may know; ``same_words`` counts colleagues' shares in equal words on that network.

    ``has_picture`` says whether there is a picture that ``image_alt`` tells; ``None``: as ``item`` has one. ``counts``
    says that somebody starts a share with these words, and is not only writing: then a check may count.
    """

    site: Site
    network: str
    language: str
    item: models.Model | None = None
    campaign: models.Model | None = None
    category: models.Model | None = None
    suggestion: str = ""
    link: str = ""
    image_alt: str = ""
    same_words: int = 0
    today: date | None = None
    has_picture: bool | None = None
    counts: bool = False


@dataclass(frozen=True)
class Fix:
    """Replace ``start`` to ``end`` of the text, in code points, with ``words``; an empty span inserts."""

    start: int
    end: int
    words: str

    def apply(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True)
class Finding:
    """One remark on a caption. ``span`` counts code points of the text as typed.

    ``must`` stops a share, ``should`` asks once, ``tip`` only shows. ``source`` names the rule to whoever takes
    disputes; without it nobody can say “this is wrong”.
    """

    severity: str
    message: str
    span: tuple[int, int] | None = None
    suggestion: str = ""
    reason: str = ""
    fix: Fix | None = None
    source: str = ""


@dataclass(frozen=True)
class CheckResult:
    """What a check found, and the policy versions it stood on: ``{"policy", "version", "hash"}``."""

    findings: Sequence[Finding] = ()
    basis: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Gate:
    """What somebody has to do first, in one sentence, and where (``url``).

    With ``stops=False`` it is only asked for, and the share goes on. With ``settle`` it can be done in the dialog: that
    shows ``template`` with ``context`` above the button ``label``, and calls ``settle(value)`` with the ``value`` that
    the button had when it was shown, so that nobody settles what they have not seen.
    """

    message: str
    url: str
    stops: bool = True
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    label: Any = ""
    value: str = ""
    settle: Callable[[str], None] | None = None


@dataclass(frozen=True)
class DisputedFinding:
    """Somebody says that a finding is wrong. ``words`` are the marked ones alone; who said it is not kept."""

    source: str
    words: str
    because: str
    network: str
    language: str


@dataclass(frozen=True)
class BasisText:
    """What one basis of a share said: the version's own ``content`` as JSON can hold it, and the ``hash`` over it."""

    title: str
    version: str
    published_at: datetime
    content: Mapping[str, Any]
    hash: str


@dataclass(frozen=True)
class Job:
    """Work that ``advocacy_maintenance`` does when it is due. ``run`` returns a number for the log.

    ``label`` says to editors what it does, should it fail.
    """

    run: Callable[[], int | None]
    every: timedelta
    label: Any = ""


@dataclass(frozen=True)
class AttentionAction:
    """The one way out of a row under “Needs attention”.

    A link to ``url``; with ``post`` a button that sends these values there. ``permission`` on the item is what it
    takes: who lacks it gets a link to the item instead. The view behind ``url`` checks for itself.
    """

    label: Any
    url: str
    post: Mapping[str, str] | None = None
    permission: str = "change"


@dataclass(frozen=True)
class AttentionRule:
    """A reason why shareable items need somebody.

    ``find(items, now)`` narrows a queryset of items, annotated with ``attention_since`` (a moment or ``None``), at a
    fixed number of queries. ``say(item, publicity)`` returns why, in words, and ``action(item)`` what to do.
    """

    label: Any
    find: Callable[[models.QuerySet, datetime], models.QuerySet]
    say: Callable[[Any, Any], str]
    action: Callable[[Any], AttentionAction]


@dataclass(frozen=True)
class ItemPreview:
    """A way to preview a shareable item: its label, template and what the template needs."""

    label: Any
    template: str
    context: Callable[[Any, models.Model], dict[str, Any]]


@dataclass(frozen=True)
class MyDataPart:
    """A section of “My data”: its template, and what that finds in ``part``."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class MeLink:
    """A page beside “My data”; ``key`` is what that page says as ``current`` to ``elements/me_nav.html``."""

    key: str
    label: Any
    url: str


@dataclass(frozen=True)
class NetworkChoice:
    """A network that a programme may show. ``options`` are other ways of sharing there: name → label."""

    key: str
    label: str
    by_default: bool = True
    options: Mapping[str, str] = field(default_factory=dict)


offer_sources: dict[type[models.Model], Callable[[Any], Offer | None]] = {}
"""``Model`` → ``to_offer(obj)``, reading only the database; ``None`` withdraws."""

caption_checks: list[Callable[[str, CheckContext], CheckResult]] = []
share_gates: list[Callable[[Any, models.Model, str], Gate | None]] = []
"""``gate(user, item, network)``: the first answer that stops the share, or else the first that only asks, counts."""

disputes: list[Callable[[Any, DisputedFinding], bool]] = []
"""``take(user, disputed)`` stores a dispute whose ``source`` it knows; ``False``: not its own, or too many."""

basis_texts: list[Callable[[Mapping[str, Any]], BasisText | None]] = []
"""``text(basis)`` returns what an entry of ``Share.basis`` stood for; ``None``: not its own."""

paused_people: list[Callable[[Collection[Any]], Collection[Any]]] = []
"""``paused(users)`` returns which of these (by primary key) want to be asked nothing today."""

personal_data = PersonalDataRegistry()
item_previews: dict[str, ItemPreview] = {}
preview_sources: list[Callable[[], Mapping[str, ItemPreview]]] = []
"""Asked for more previews each time, for what is known only when all apps are ready, such as a site's networks."""

item_remarks: list[Callable[[Any, Any], Iterable[Any]]] = []
"""``remarks(item, publicity)`` yields a ``library.remarks.Remark`` for what else should be done about an item, which
may be a draft; said in its editor and after each save, at a fixed number of queries."""

editor_links: list[Callable[[Any, Any], AttentionAction | None]] = []
"""``link(item, user)`` returns one more page about a stored item that its editor leads to; ``None``: none for them."""

attention: dict[str, AttentionRule] = {}
"""Key → rule, in the order of “Needs attention”."""

maintenance: dict[str, Job] = {}

network_choices: list[Callable[[], list[NetworkChoice]]] = []
"""Filled by the networks room: every network, in default order."""

me_links: list[Callable[[HttpRequest], MeLink | None]] = []
"""Asked for more pages in the navigation of one's own pages and on the hub; ``None``: nothing for this person."""

my_data_parts: list[Callable[[HttpRequest], MyDataPart | None]] = []
"""Asked for more sections of “My data”, in this order; ``None``: nothing for this person."""

card_links: list[Callable[[Any], MeLink | None]] = []
"""``link(item)`` returns one more page about an item on its card in the hub; asked for each card, so it asks the
database nothing. ``None``: none for this item."""

_figures: list[Callable[[Iterable[str], Since], dict[str, Figures]]] = [plain_figures.count]

_histories: list[Callable[[models.QuerySet[Link], date], dict[date, int]]] = [plain_history.by_day]

conversion_counts: list[Callable[[Iterable[str], str, Mapping[str, datetime]], Mapping[str, int]]] = []
"""``count(subjects, kind, since)`` → conversions of one kind by subject; their answers are added up."""

conversion_kinds: list[Callable[[], Mapping[str, str]]] = []
"""``kinds()`` → key and label of the kinds of conversion that somebody counts."""


def figures(subjects: Iterable[str], since: Since = None) -> dict[str, Figures]:
    """Return shares and clicks of targets (``library.item/42``) and links (``link/7``), a few queries for all.

    ``since`` is one moment for all, or one for each subject that has any.
    """
    return _figures[-1](subjects, since)


def replace_figures(count: Callable[[Iterable[str], Since], dict[str, Figures]]) -> None:
    """Let another room answer :func:`figures`, from tallies for instance."""
    _figures.append(count)


def clicks_by_day(links: models.QuerySet[Link], since: date) -> dict[date, int]:
    """Return people's clicks of all ``links`` together by UTC day, from ``since`` on; days without one are left out."""
    return _histories[-1](links, since)


def replace_clicks_by_day(count: Callable[[models.QuerySet[Link], date], dict[date, int]]) -> None:
    """Let another room answer :func:`clicks_by_day`, from tallies for instance."""
    _histories.append(count)


def conversions(subjects: Iterable[str], kind: str, since: Mapping[str, datetime]) -> dict[str, int] | None:
    """Return conversions of ``kind`` by subject, since the moment of each; ``None`` if nobody counts them here."""
    if not conversion_counts:
        return None
    wanted = list(subjects)
    answers = [count(wanted, kind, since) for count in conversion_counts]
    return {subject: sum(answer.get(subject, 0) for answer in answers) for subject in wanted}


def known_conversion_kinds() -> dict[str, str]:
    """Return ``{key: label}`` of every kind of conversion that is counted here."""
    return {key: label for kinds in conversion_kinds for key, label in kinds().items()}


def all_item_previews() -> dict[str, ItemPreview]:
    """Return every way to preview an item by its mode, those of ``item_previews`` first."""
    more = [preview for source in preview_sources for preview in source().items()]
    return {**item_previews, **{mode: preview for mode, preview in more if mode not in item_previews}}


def check_caption(text: str, context: CheckContext) -> CheckResult:
    """Ask every registered check and put the answers together."""
    results = [check(text, context) for check in caption_checks]
    return CheckResult(
        findings=[finding for result in results for finding in result.findings],
        basis=[basis for result in results for basis in result.basis],
    )


def first_gate(user: Any, item: models.Model, network: str) -> Gate | None:
    """Return what ``user`` has to do before sharing ``item`` on ``network``, or is asked to do, if anything."""
    gates = [gate for ask in share_gates if (gate := ask(user, item, network))]
    return min(gates, key=lambda gate: not gate.stops, default=None)


def paused_among(users: Collection[Any]) -> set[Any]:
    """Return which of ``users``, by primary key, nobody writes to today, for they paused; a query for all."""
    return {user for paused in paused_people for user in paused(users)}


def take_dispute(user: Any, disputed: DisputedFinding) -> bool:
    """Hand a dispute to whoever knows its source; return whether it was stored."""
    return any(take(user, disputed) for take in disputes)


def basis_text(basis: Mapping[str, Any]) -> BasisText | None:
    """Return what an entry of ``Share.basis`` stood for, if anybody still knows."""
    return next((found for text in basis_texts if (found := text(basis))), None)
