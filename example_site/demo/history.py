"""Six months of shares and clicks that look like life, the same at every loading but for the date.

People share on working days, most of them seldom and a few often; a post lives for two days; crawlers come at
once, people during the day, and some robots always.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from people.models import Department, User
from wagtail.models import Site

from wagtail_advocacy.actions import team_of
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.agents import reduce_agent
from wagtail_advocacy.links.codes import ALPHABET, LENGTH
from wagtail_advocacy.links.kinds import classify
from wagtail_advocacy.links.models import Agent, Click, Link
from wagtail_advocacy.models import AdvocacySettings, Advocate, AudienceSize, Headcount, Team
from wagtail_advocacy.recruitment.models import Vacancy
from wagtail_advocacy.sharing.actions import ShareRequest, utm_query
from wagtail_advocacy.sharing.models import Saved, Share
from wagtail_advocacy.sharing.words import words_hash
from wagtail_advocacy.tracking.rollup.actions import purge_old_clicks, roll_up

from .content.items import OPENINGS

DAYS = 182
WEEKDAYS = (1.0, 1.35, 1.1, 1.05, 0.6, 0.08, 0.06)
SHARE_HOURS = [7, 8, 8, 8, 9, 9, 10, 12, 12, 13, 15, 16, 17, 17, 18, 20]
READ_HOURS = [7, 8, 8, 9, 10, 11, 12, 12, 13, 14, 16, 17, 18, 19, 20, 20, 21, 22]
FRESH_DAYS = 11

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
PEOPLE = [PHONE, PHONE, ANDROID, ANDROID, WINDOWS, WINDOWS, FIREFOX]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "curl/8.5.0",
    "python-requests/2.32.3",
]
SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
WHATSAPP = "WhatsApp/2.24.1 A"


@dataclass(frozen=True)
class Reach:
    """How a network behaves: how often it is chosen, people per post, their host, who fetches the preview."""

    weight: int
    readers: float
    referrer: str
    crawler: str
    fetches: tuple[int, int]


NETWORKS = {
    "linkedin": Reach(54, 9.0, "www.linkedin.com", "LinkedInBot/1.0 (compatible; Mozilla/5.0)", (1, 3)),
    "facebook": Reach(9, 5.0, "l.facebook.com", "facebookexternalhit/1.1", (1, 2)),
    "x": Reach(8, 3.5, "t.co", "Twitterbot/1.0", (1, 2)),
    "bluesky": Reach(9, 4.0, "go.bsky.app", "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1)", (1, 1)),
    "mastodon": Reach(5, 3.0, "", "Mastodon/4.4.0 (http.rb/5.2.0; +https://example.social/)", (4, 11)),
    "email": Reach(7, 4.0, "", "", (0, 0)),
    "copy_link": Reach(8, 3.0, "", SLACK, (0, 2)),
}


def load_history(site: Site, advocates: list[Advocate]) -> None:
    """Write shares, clicks, audiences and headcounts; once, and never beside real shares."""
    if Share.objects.exists():
        return
    chance = Random("larkwater")
    settings = AdvocacySettings.for_site(site)
    sizes = load_audiences(chance, advocates)
    shares = list(make_shares(chance, site, settings, advocates, sizes))
    write_shares(chance, shares)
    write_clicks(chance, shares)
    load_headcounts(site, advocates)
    load_saved(advocates)


def load_audiences(chance: Random, advocates: list[Advocate]) -> dict[tuple[int, str], int]:
    """Two in three have said how many people they reach."""
    rows = []
    for advocate in advocates:
        for network, middle in (("linkedin", 420), ("bluesky", 150), ("facebook", 230)):
            if chance.random() < (0.68 if network == "linkedin" else 0.2):
                size = round(middle * chance.lognormvariate(0, 0.6), -1)
                rows.append(
                    AudienceSize(advocate=advocate, network=network, size=int(size), declared_at=advocate.joined_at)
                )
    AudienceSize.objects.bulk_create(rows)
    return {(row.advocate_id, row.network): row.size for row in rows}


def make_shares(
    chance: Random, site: Site, settings: AdvocacySettings, advocates: list[Advocate], sizes: dict[tuple[int, str], int]
) -> Iterator[Share]:
    """Yield the shares of six months, oldest first, not yet stored."""
    now = timezone.now()
    items = list(
        ShareableItem.objects.exclude(first_published_at=None)
        .filter(Q(source_type=None) | Q(source_type=ContentType.objects.get_for_model(Vacancy)))
        .select_related("campaign", "category", "target")
        .prefetch_related("captions", "teams")
        .order_by("first_published_at", "pk")
    )
    teams = {advocate.pk: team_of(advocate.user) for advocate in advocates}
    zeal = {advocate.pk: chance.lognormvariate(-1.85, 0.7) for advocate in advocates}
    months: dict[tuple[int, int, int], UUID] = {}
    done: set[tuple[int, int, str]] = set()
    for back in range(DAYS, -1, -1):
        day = timezone.localdate() - timedelta(days=back)
        moments = []
        for advocate in advocates:
            if timezone.localdate(advocate.joined_at) > day:
                continue
            # The first weeks are the keenest.
            weeks = (day - timezone.localdate(advocate.joined_at)).days / 7
            keen = zeal[advocate.pk] * (1.7 if weeks < 3 else 1.0)
            if chance.random() < keen * WEEKDAYS[day.weekday()]:
                moments.append((moment_of(chance, day, SHARE_HOURS), advocate))
        for moment, advocate in sorted(moments, key=lambda pair: (pair[0], pair[1].pk)):
            team = teams[advocate.pk]
            open_items = [item for item in items if was_open(item, moment, team)]
            if not open_items or moment > now - timedelta(hours=2):
                continue
            weights = [freshness(item, moment) for item in open_items]
            item = chance.choices(open_items, weights)[0]
            network = chance.choices(list(NETWORKS), [reach.weight for reach in NETWORKS.values()])[0]
            if (advocate.pk, item.pk, network) in done:
                continue
            done.add((advocate.pk, item.pk, network))
            yield make_share(chance, settings, advocate, item, network, moment, team, sizes, months)


def make_share(
    chance: Random,
    settings: AdvocacySettings,
    advocate: Advocate,
    item: ShareableItem,
    network: str,
    moment: datetime,
    team: Team | None,
    sizes: dict[tuple[int, str], int],
    months: dict[tuple[int, int, int], UUID],
) -> Share:
    spanish = advocate.user.town == "Puerto Sereno" and chance.random() < 0.7
    captions = [each for each in item.captions.all() if each.network in ("", network)]
    captions = [each for each in captions if (each.language == "es") == spanish] or captions
    caption = chance.choice(captions)
    words = caption.text
    if chance.random() < 0.55:
        opening = "" if caption.language == "es" else chance.choice(OPENINGS)
        words = (
            f"{settings.disclosure_in(caption.language)} {opening}{words}"
            if chance.random() < 0.7
            else f"{opening}{words}"
        )
    local = timezone.localtime(moment)
    month = (advocate.pk, local.year, local.month)
    sharer = months.setdefault(month, UUID(int=chance.getrandbits(128), version=4))
    confirmed = moment + timedelta(minutes=1 + chance.expovariate(1 / 25)) if chance.random() < 0.58 else None
    wish = ShareRequest(item, network, words, "", caption.language, caption)
    share = Share(
        advocate=advocate,
        item=item,
        caption=caption,
        site_id=item.site_id,
        headline=item.headline,
        network=network,
        language=caption.language,
        suggestion=wish.suggestion,
        words=words,
        words_hash=words_hash(words),
        team=team,
        audience_size=sizes.get((advocate.pk, network)),
        joined_month=timezone.localdate(advocate.joined_at).replace(day=1),
        sharer_month=sharer,
        started_at=moment,
        confirmed_at=confirmed,
    )
    code = "".join(chance.choice(ALPHABET) for _ in range(LENGTH))
    share.link = Link(code=code, target=item.target, query=utm_query(settings, wish))
    return share


def was_open(item: ShareableItem, moment: datetime, team: Team | None) -> bool:
    """Whether ``item`` could be shared at ``moment`` by somebody of ``team``."""
    over = item.campaign.closes_at if item.campaign else None
    teams = list(item.teams.all())
    return item.first_published_at <= moment and not (over and over <= moment) and (not teams or team in teams)


def freshness(item: ShareableItem, moment: datetime) -> float:
    age = (moment - item.first_published_at) / timedelta(days=1)
    return (
        (0.5 ** (age / FRESH_DAYS) + 0.02) * (1.6 if item.campaign_id else 1.0) * (2.5 if item.featured_until else 1.0)
    )


def moment_of(chance: Random, day: date, hours: list[int]) -> datetime:
    clock = datetime(day.year, day.month, day.day, chance.choice(hours), chance.randrange(60), chance.randrange(60))  # noqa: DTZ001
    return timezone.make_aware(clock)


def write_shares(chance: Random, shares: list[Share]) -> None:
    links = Link.objects.bulk_create([share.link for share in shares], batch_size=500)
    for share, link in zip(shares, links, strict=True):
        share.link = link
        link.created_at = share.started_at
    Link.objects.bulk_update(links, ["created_at"], batch_size=500)
    Share.objects.bulk_create(shares, batch_size=200)


def write_clicks(chance: Random, shares: list[Share]) -> None:
    """Write what came, and let maintenance do what it does: tallies of all, single clicks for their retention."""
    now, agents = timezone.now(), agent_rows()
    clicks: list[Click] = []
    for share in shares:
        for at, agent, referrer, method in visits(chance, share):
            if at > now - timedelta(minutes=5):
                continue
            kind, reason = classify(method, agent, {"Sec-Purpose": "prefetch"} if method == "PREFETCH" else {})
            quiet = chance.random() < 0.12
            visitor = "" if quiet else f"{chance.getrandbits(128):032x}"
            clicks.append(
                Click(
                    link=share.link,
                    at=at,
                    kind=kind,
                    reason=reason,
                    referrer=referrer,
                    visitor=visitor,
                    agent_id=agents[reduce_agent(agent)],
                )
            )
    clicks.sort(key=lambda click: click.at)
    Click.objects.bulk_create(clicks, batch_size=500)
    roll_up()
    purge_old_clicks()


def agent_rows() -> dict[str, int]:
    """Return the rows of all agents in this file, by their reduced text."""
    agents = [*PEOPLE, *ROBOTS, SLACK, WHATSAPP, *(reach.crawler for reach in NETWORKS.values() if reach.crawler)]
    texts = {reduce_agent(agent) for agent in agents}
    Agent.objects.bulk_create([Agent(text=text) for text in sorted(texts)], ignore_conflicts=True)
    return dict(Agent.objects.filter(text__in=texts).values_list("text", "pk"))


def visits(chance: Random, share: Share) -> Iterator[tuple[datetime, str, str, str]]:
    """Yield who came to the link of ``share``: moment, agent, referring host, method."""
    reach = NETWORKS[share.network]
    start = share.started_at
    if reach.crawler:
        for _ in range(chance.randint(*reach.fetches)):
            yield start + timedelta(seconds=chance.uniform(4, 240)), reach.crawler, "", "GET"
    # A quarter of what is started was never posted: nobody comes.
    posted = share.confirmed_at is not None or chance.random() < 0.45
    readers = int(chance.gammavariate(1.15, reach.readers / 1.15)) if posted else 0
    for _ in range(readers):
        at = start + timedelta(hours=chance.expovariate(1 / 17))
        local = timezone.localtime(at)
        if local.hour < 6:
            at = moment_of(chance, local.date(), READ_HOURS)
        referrer = reach.referrer if chance.random() < 0.8 else ""
        yield max(at, start), chance.choice(PEOPLE), referrer, "GET"
        if chance.random() < 0.03:
            yield max(at, start), WINDOWS, referrer, "PREFETCH"
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        later = start + timedelta(hours=chance.expovariate(1 / 90))
        robot = chance.choice(ROBOTS)
        yield later, robot, "", "GET"
    if chance.random() < 0.12:
        yield start + timedelta(minutes=chance.uniform(1, 300)), WINDOWS, "", "HEAD"
    if share.network == "copy_link" and chance.random() < 0.4:
        yield start + timedelta(seconds=chance.uniform(5, 60)), WHATSAPP, "", "GET"


def load_headcounts(site: Site, advocates: list[Advocate]) -> None:
    """One row a day for everybody, and one for each team."""
    people = Counter(User.objects.values_list("department_id", flat=True))
    departments = {each.pk: team_of(each.people.first()) for each in Department.objects.all()}
    joined = [(timezone.localdate(each.joined_at), each.user.department_id) for each in advocates]
    rows = []
    for back in range(DAYS, 0, -1):
        day = timezone.localdate() - timedelta(days=back)
        enrolled = Counter(department for since, department in joined if since <= day)
        rows.append(Headcount(site=site, day=day, users=people.total(), enrolled=enrolled.total()))
        rows += [
            Headcount(site=site, team=team, day=day, users=people[pk], enrolled=enrolled[pk])
            for pk, team in departments.items()
        ]
    Headcount.objects.bulk_create(rows, batch_size=500)


def load_saved(advocates: list[Advocate]) -> None:
    """The employee has put two items aside."""
    employee = next(each for each in advocates if each.user.username == "employee")
    shared = Share.objects.filter(advocate=employee).values("item")
    items = ShareableItem.objects.shareable().exclude(pk__in=shared).order_by("first_published_at", "pk")
    Saved.objects.bulk_create(Saved(user=employee.user, item=item) for item in items[:2])
