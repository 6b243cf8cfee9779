"""The deeds of the sharing room."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import advocate_of, join, team_of
from ..conf import advocacy_settings
from ..consent import consent_digest, consent_text
from ..days import site_day, site_midnight
from ..library.models import Caption, ShareableItem
from ..links.addresses import link_address
from ..links.models import Link
from ..maintenance import months_before
from ..models import AdvocacySettings, Advocate, AudienceSize, Team
from ..networks.base import Network, Post
from ..networks.registry import DEVICE_APP, counted_networks, networks_of
from ..networks.texts import clean
from ..registries import CheckResult, check_caption, first_gate
from ..signals import activity_recorded
from .codes import read_code
from .exceptions import (
    CodeExpired,
    CodeUsed,
    ConsentChanged,
    GateShut,
    ItemClosed,
    LookAgain,
    NetworkOff,
    NotJoined,
    WordsRefused,
)
from .findings import asking, start_of
from .models import Share, SharerView
from .remarks import context_of
from .suggestions import are_missing, are_prepared, language_of, needs_own_words
from .words import LONGEST, disclosed_in, words_hash

__all__ = [
    "ShareRequest",
    "forget_old_looks",
    "forget_old_shares",
    "network_of",
    "post_of",
    "same_share",
    "share_of_code",
    "site_networks",
    "start_share",
]

SAME_SHARE = timedelta(minutes=10)
LONGEST_QUERY = Link._meta.get_field("query").max_length or 0


@dataclass(frozen=True)
class ShareRequest:
    """What somebody wants to share: ``token`` is the signed code that the dialog showed.

    ``consent`` is the digest of the sentence that stood beside the box they ticked; ``None``: whoever calls has shown
    them the sentence of this moment. ``quote`` are words from a page that the dialog was opened with. ``chosen`` is the
    network that stood in the dialog when somebody took an app of their device instead: what it asks still holds.
    ``heeded`` are marks of what checks have asked the person about already; ``None``: whoever calls has asked.
    """

    item: ShareableItem
    network: str
    words: str
    token: str
    language: str
    caption: Caption | None = None
    quote: str = ""
    joins: bool = False
    consent: str | None = None
    chosen: str = ""
    heeded: frozenset[str] | None = None

    @property
    def asked(self) -> str:
        """The network whose limits, gates and checks hold."""
        return self.chosen if self.network == DEVICE_APP.key else self.network

    @property
    def suggestion(self) -> str:
        """The prepared words at hand; who has to write their own may have read them as ideas."""
        return self.quote or (self.caption.text if self.caption else "")


def site_networks(settings: AdvocacySettings) -> dict[str, Any]:
    """Return the networks of a programme in its order; keys that no network answers to any more are left out."""
    return networks_of(settings)


def network_of(share: Share) -> Network | None:
    """Return the network of a share in the way its programme chose; ``None`` if its class is gone."""
    chosen = site_networks(AdvocacySettings.for_site(share.site)) if share.site else {}
    return chosen.get(share.network) or counted_networks().get(share.network)


def share_of_code(user: Any, token: str, item_id: int, network: str) -> Share | None:
    """Return the share that the code in ``token`` was used for; a used code goes on answering with it."""
    code = read_code(token)
    if code is None or not code.is_for(user, item_id, network):
        return None
    return Share.objects.by(user).filter(link__code=code.code).first()


def same_share(user: Any, item_id: int, network: str, words: str) -> Share | None:
    """Return the share that these words would be the same as: of this person, item and network, within ten minutes."""
    since = timezone.now() - SAME_SHARE
    recent = Share.objects.by(user).filter(item_id=item_id, network=network, started_at__gt=since)
    return next((share for share in recent.select_related("link", "advocate") if share.words == words), None)


def start_share(user: Any, wish: ShareRequest) -> Share:
    """Store that ``user`` opens a network with these words, once, and return the share.

    The code in the token is the key: used again it returns its share. The same words for the same item and network
    within ten minutes are one share, unless it is the link itself that people take along. Raises a ``ShareRefused``;
    then nothing is stored.
    """
    wish = replace(wish, words=clean(wish.words).strip())
    code = read_code(wish.token)
    if code is None or not code.is_for(user, wish.item.pk, wish.network):
        raise CodeUsed
    if share := share_of_code(user, wish.token, wish.item.pk, wish.network):
        return share
    if code.expired:
        raise CodeExpired
    settings = AdvocacySettings.for_site(wish.item.site)
    team = team_of(user)
    checked = _require_allowed(user, team, wish, settings, code.code)
    agreed = "" if advocate_of(user) else _agreed_text(wish, settings)
    try:
        with transaction.atomic():
            advocate = join(user, wish.item.site, agreed)
            share, created = _store(advocate, team, wish, settings, code.code, checked)
    except IntegrityError:
        # The code is taken: by the same form, sent twice at the same moment, or by a share that is no longer theirs.
        if share := Share.objects.by(user).filter(link__code=code.code).first():
            return share
        raise CodeUsed from None
    if created:
        activity_recorded.send(
            sender=Share, verb="share.started", advocate=advocate, subject=share, at=share.started_at
        )
    return share


def _agreed_text(wish: ShareRequest, settings: AdvocacySettings) -> str:
    if not wish.joins:
        raise NotJoined
    text = consent_text(settings)
    if wish.consent not in (None, consent_digest(text)):
        raise ConsentChanged
    return text


def _require_allowed(
    user: Any, team: Team | None, wish: ShareRequest, settings: AdvocacySettings, code: str
) -> CheckResult:
    shareable = ShareableItem.objects.filter(pk=wish.item.pk).shareable()
    if not shareable.visible_to(user, team).exists():
        raise ItemClosed
    network = site_networks(settings).get(wish.asked)
    if network is None:
        raise NetworkOff
    if (gate := first_gate(user, wish.item, wish.asked)) and gate.stops:
        raise GateShut(gate.message, gate.url)
    if len(wish.words) > LONGEST:
        raise WordsRefused(_("These are more than 10,000 characters. Shorten them."))
    if needs_own_words(wish.item):
        _require_own_words(wish, settings, network)
    if settings.disclosure_required and not disclosed_in(wish.words, settings):
        said = settings.disclosure_in(language_of(wish.item, wish.caption, wish.quote))
        raise WordsRefused(_("Say that you work here: put “%(words)s” near the start.") % {"words": said})
    problems = network.problems(Post(wish.words, link_address(code)))
    if problems and network.limit is not None:
        raise WordsRefused(" ".join(problems))
    return _check(user, wish, link_address(code))


def _require_own_words(wish: ShareRequest, settings: AdvocacySettings, network: Network) -> None:
    # Where nothing opens, people take the link along and write elsewhere.
    if network.opens and are_missing(wish.words, settings):
        raise WordsRefused(_("Write your own words for this one. A sentence is enough."))
    if are_prepared(wish.words, wish.item, settings, wish.quote):
        raise WordsRefused(_("These words were prepared for everybody. Say it in your own; a sentence is enough."))


def _check(user: Any, wish: ShareRequest, link: str) -> CheckResult:
    start = start_of(wish.item.pk, wish.asked)
    # Who was asked about their words and shares them then has started one share, not two.
    counts = start not in (wish.heeded or ())
    context = context_of(user, wish.item, wish.asked, wish.words, wish.language, wish.suggestion, link, counts)
    result = check_caption(wish.words, context)
    if stops := [finding.message for finding in result.findings if finding.severity == "must"]:
        raise WordsRefused(" ".join(dict.fromkeys(stops)))
    asked = asking(result.findings)
    if wish.heeded is not None and not asked <= wish.heeded:
        raise LookAgain(asked | {start})
    return result


def _store(
    advocate: Advocate,
    team: Team | None,
    wish: ShareRequest,
    settings: AdvocacySettings,
    code: str,
    checked: CheckResult,
) -> tuple[Share, bool]:
    now = timezone.now()
    mine = Share.objects.filter(advocate=advocate)
    same = same_share(advocate.user, wish.item.pk, wish.network, wish.words)
    # Where nothing opens, the link of this very form may be in somebody's clipboard already: it must live.
    if same and counted_networks()[wish.network].opens:
        return same, False
    this_month = mine.filter(started_at__gte=site_midnight(site_day(now).replace(day=1)))
    audience = AudienceSize.objects.filter(advocate=advocate, network=wish.network).first()
    item = ShareableItem.objects.select_related("target").get(pk=wish.item.pk)
    share = Share.objects.create(
        advocate=advocate,
        item=item,
        caption=wish.caption,
        link=Link.objects.create(code=code, target=item.target, query=utm_query(settings, wish)),
        site=item.site,
        headline=item.headline,
        network=wish.network,
        language=wish.language,
        suggestion="" if needs_own_words(item) else wish.suggestion,
        words=wish.words,
        words_hash=words_hash(wish.words),
        basis=[dict(each) for each in checked.basis],
        team=team,
        audience_size=audience.size if audience else None,
        joined_month=site_day(advocate.joined_at).replace(day=1),
        sharer_month=this_month.values_list("sharer_month", flat=True).first() or uuid.uuid4(),
        started_at=now,
        evidence_told=advocacy_settings.EVIDENCE,
    )
    return share, True


def utm_query(settings: AdvocacySettings, wish: ShareRequest) -> str:
    """Return the UTM parameters of a share, percent-encoded, at most 500 characters.

    A part without a value, and one that would not fit any more, is left out.
    """
    item = wish.item
    values = {
        "network": wish.network,
        "campaign": item.campaign.slug if item.campaign else "",
        "category": item.category.slug if item.category else "",
    }
    parts = (
        part.format(**{name: quote(value, safe="") for name, value in values.items()})
        for part in settings.utm.split("&")
    )
    query = ""
    for part in parts:
        longer = f"{query}&{part}" if query else part
        if part and not part.endswith("=") and len(longer) <= LONGEST_QUERY:
            query = longer
    return query


def post_of(share: Share, server: str = "") -> Post:
    """Return what the network is given for ``share``; ``server``: the person's own, if they have one."""
    return Post(share.words, link_address(share.link.code), headline=share.headline, server=server)


def forget_old_shares() -> int:
    """Cut people and words out of shares whose retention is over, site by site; return how many."""
    now, tied = timezone.now(), Share.objects.exclude(advocate=None, words="")
    cut = 0
    for settings in AdvocacySettings.objects.all():
        limit = months_before(now, settings.months_of_shares())
        cut += tied.filter(site_id=settings.site_id).started_before(limit).forget_people()
    # The longest retention holds for everybody, also where a site or its settings are gone.
    return cut + tied.started_before(months_before(now, advocacy_settings.SHARE_MONTHS)).forget_people()


def forget_old_looks() -> int:
    """Delete what was logged about looking at sharers longer ago than its retention; return how many."""
    limit = months_before(timezone.now(), advocacy_settings.SHARER_VIEW_MONTHS)
    return SharerView.objects.filter(viewed_at__lt=limit).delete()[0]
