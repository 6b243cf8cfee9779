"""A library as a company has it after some years: some of it for a few people, all with picture and words."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from taggit.models import Tag
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site

from wagtail_advocacy.library.models import Campaign, Caption, ContentCategory, ItemTag, ShareableItem
from wagtail_advocacy.links.models import Link, Target
from wagtail_advocacy.models import AdvocacySettings, Advocate, Team
from wagtail_advocacy.registries import TeamRef
from wagtail_advocacy.sharing.models import Saved, Share

from .bare.models import CardPage, ListPage

GROUPS, TEAMS, PICTURES, SHARES, FEATURED, TAGS = 30, 10, 24, 200, 2, 40
WORDS = [
    f"{first}{last}"
    for first in ("water", "solar", "rail", "steel")
    for last in ("works", "path", "yard", "line", "lab")
]
"""Each stands in one headline of twenty."""


def word_of(number: int) -> str:
    # The first hundred hold a full page of what is asked for: a page of few cards is no measure for many.
    return WORDS[1] if number < 100 and number % 2 else WORDS[number % len(WORDS)]


def team_of(user: Any) -> TeamRef:
    return TeamRef("team-0", "Team 0")


def fill(number: int) -> None:
    """Make ``number`` items that can be shared and, beside them, a bare page with 24 others."""
    # The same every time, and the same for the first items of a small library and a large one.
    chance = random.Random(1)
    now, site, locale = timezone.now(), Site.objects.get(is_default_site=True), Locale.objects.get()
    AdvocacySettings.objects.create(site=site)
    groups = Group.objects.bulk_create(Group(name=f"Group {each}") for each in range(GROUPS))
    teams = [Team.objects.create(key=f"team-{each}", name=f"Team {each}") for each in range(TEAMS)]
    categories = [ContentCategory.objects.create(name=f"Kind {each}", slug=f"kind-{each}") for each in range(8)]
    running = {"site": site, "locale": locale, "live": True}
    campaigns = [Campaign.objects.create(title=f"Campaign {each}", slug=f"c-{each}", **running) for each in range(3)]
    pictures = [
        get_image_model().objects.create(
            title=f"Picture {each}", file=get_test_image_file(f"{each}.png", size=(1200, 675))
        )
        for each in range(PICTURES)
    ]
    reader = make_reader(groups[:3])
    targets = Target.objects.bulk_create(
        [
            Target(subject=f"library.item/{each + 1}", is_open=True, url="https://www.example.com/")
            for each in range(number)
        ],
        batch_size=500,
    )
    items = ShareableItem.objects.bulk_create(
        [
            ShareableItem(
                pk=each + 1,
                site=site,
                locale=locale,
                live=True,
                target=target,
                headline=f"We did something worth telling, number {each}, {word_of(each)}",
                why="Your network will want to know how.",
                description="Two sentences that strangers read. They are not long.",
                destination=ShareableItem.Destination.CARD,
                image=chance.choice(pictures),
                # The first hundred hold a full page of what is asked for: a page of few cards is no measure for many.
                category=categories[1] if each < 100 and each % 2 else chance.choice(categories),
                campaign=chance.choice([*campaigns, None, None, None]),
                featured_until=now + timedelta(days=9) if each < FEATURED else None,
                first_published_at=now - timedelta(hours=each),
                last_published_at=now - timedelta(hours=each),
            )
            for each, target in enumerate(targets)
        ],
        batch_size=500,
    )
    Caption.objects.bulk_create(
        [
            Caption(item=item, text=f"My words about {item.pk}, {network}.", language="en", network=network)
            for each, item in enumerate(items)
            for network in ("", "x" if each < 100 and each % 2 else chance.choice(["linkedin", "x"]))
        ],
        batch_size=500,
    )
    tags = Tag.objects.bulk_create(Tag(name=f"tag {each}", slug=f"tag-{each}") for each in range(TAGS))
    ItemTag.objects.bulk_create(
        [
            ItemTag(content_object=item, tag=tag)
            for each, item in enumerate(items)
            for tag in (tags[7:9] if each < 100 and each % 2 else chance.sample(tags, 2))
        ],
        batch_size=500,
    )
    for field, some, part in ((ShareableItem.groups, groups, 0.3), (ShareableItem.teams, teams, 0.1)):
        chance = random.Random(len(some))
        rows = [(item, chance.choice(some)) for item in items if chance.random() < part]
        name = field.through._meta.get_field("group" if field is ShareableItem.groups else "team").name
        field.through.objects.bulk_create(
            [field.through(shareableitem=item, **{name: row}) for item, row in rows], batch_size=500
        )
    give_shares(reader, items[: min(number, SHARES)], site)
    Saved.objects.bulk_create([Saved(user=reader, item=item) for item in items], batch_size=500)
    make_bare_page(site, pictures, now)
    call_command("update_index", verbosity=0)


def make_reader(groups: list[Group]) -> Any:
    reader = get_user_model().objects.create_user("reader", "reader@example.com", "reader")
    reader.groups.set(groups)
    get_user_model().objects.create_superuser("admin", "admin@example.com", "admin")
    return reader


def give_shares(reader: Any, items: list[ShareableItem], site: Site) -> None:
    month = uuid.uuid4()
    advocate = Advocate.objects.create(user=reader, consent_version="1", consent_text="I join.")
    links = Link.objects.bulk_create([Link(target=item.target) for item in items], batch_size=500)
    Share.objects.bulk_create(
        [
            Share(
                advocate=advocate,
                item=item,
                link=link,
                site=site,
                network="linkedin",
                headline=item.headline,
                words="Mine.",
                sharer_month=month,
                joined_month=advocate.joined_at.date().replace(day=1),
                started_at=timezone.now(),
            )
            for item, link in zip(items, links, strict=True)
        ],
        batch_size=500,
    )


def make_bare_page(site: Site, pictures: list[Any], now: Any) -> None:
    root: Page = site.root_page
    listing = root.add_child(instance=ListPage(title="News", slug="news"))
    for number in range(24):
        card = CardPage(
            title=f"We did something worth telling, number {number}",
            slug=f"news-{number}",
            intro="Your network will want to know how.",
            image=pictures[number % len(pictures)],
            first_published_at=now - timedelta(hours=number),
        )
        listing.add_child(instance=card)
