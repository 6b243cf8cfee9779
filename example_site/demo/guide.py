"""The pages that tell colleagues how to share: a guide, a campaign and a story."""

from datetime import timedelta

from django.utils import timezone
from intranet.models import GuidePage, IntranetHomePage

from wagtail_advocacy.guidelines.pages.models import GuidelinePage
from wagtail_advocacy.library.models import Campaign, ContentCategory, ShareableItem
from wagtail_advocacy.sharing.pages.models import CampaignPage, StoryPage

from . import pictures
from .content.guide import CAMPAIGN_PAGE, GUIDE, STORY
from .pages import picture, publish


def load_guide() -> None:
    """Create the guide and what stands below it, once."""
    home = IntranetHomePage.objects.get()
    if GuidePage.objects.child_of(home).exists():
        return
    guide = GuidePage(title=GUIDE["title"], slug=GUIDE["slug"], intro=GUIDE["intro"], show_in_menus=True)
    guide.search_description = GUIDE["intro"]
    guide.body = guide_body()
    publish(home, guide, 30)
    page = CampaignPage(title=CAMPAIGN_PAGE["title"], slug=CAMPAIGN_PAGE["slug"], intro=CAMPAIGN_PAGE["intro"])
    page.campaign = Campaign.objects.get(slug=CAMPAIGN_PAGE["campaign"])
    publish(guide, page, 30)
    fields = {name: STORY[name] for name in ("title", "slug", "told_by", "role", "summary", "why", "body")}
    story = StoryPage(**fields, search_description=STORY["summary"])
    story.image, story.image_alt = picture(STORY["picture"], STORY["palette"]), pictures.description(STORY["picture"])
    publish(guide, story, STORY["days"])


def date_stories() -> None:
    """Let the items that stories offered be as old as their stories."""
    since = timezone.now() - timedelta(days=STORY["days"])
    ShareableItem.objects.filter(headline=STORY["title"]).update(first_published_at=since)


def guide_body() -> list[tuple[str, object]]:
    words, person, about = GUIDE["quote"]
    category, sentence = GUIDE["category"]
    guidelines = GuidelinePage.objects.get(is_public=False)
    return [
        ("share", {"text": ""}),
        ("heading", "Start with this one"),
        ("item", {"item": item(GUIDE["lead_item"])}),
        ("heading", "Say it with Zainab"),
        ("saying", {"text": words, "person": person, "item": item(about)}),
        ("heading", "What we want to reach together"),
        ("campaign", {"campaign": Campaign.objects.get(slug=GUIDE["campaign"]), "limit": 3}),
        ("heading", "A picture for your own post"),
        (
            "text",
            "<p>Some networks like pictures better than links. Download it, post it, and put your link below.</p>",
        ),
        ("picture", {"item": item(GUIDE["picture_item"])}),
        ("category", {"category": ContentCategory.objects.get(slug=category), "text": sentence, "limit": 3}),
        ("heading", "What to keep in mind"),
        ("text", GUIDE["guidelines"] % guidelines.pk),
        ("items", items_of("jobs", "We are looking for colleagues")),
    ]


def items_of(category: str, title: str) -> dict[str, object]:
    chosen = ContentCategory.objects.get(slug=category)
    return {"title": title, "category": chosen, "campaign": None, "tag": "", "limit": 3}


def item(headline: str) -> ShareableItem:
    return ShareableItem.objects.get(headline=headline)
