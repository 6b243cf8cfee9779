"""Two sites: the intranet behind login, and the public website."""

from datetime import datetime, time, timedelta

from django.core.files.base import File
from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.text import slugify
from events.models import Event
from intranet.models import IntranetHomePage, NewsIndexPage, NewsPage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from website.models import BlogIndexPage, BlogPage, WebsiteFormField, WebsiteFormPage, WebsiteHomePage

from example_site.environment import INTRANET_HOST, PORT, WEBSITE_HOST

from . import leaflets, pictures
from .content.blog import BLOG, FORMS
from .content.events import EVENTS
from .content.items import LEAFLETS
from .content.news import NEWS
from .people import find_person


def load_sites() -> tuple[IntranetHomePage, WebsiteHomePage]:
    """Create both home pages with their Wagtail sites, and put a lock on the intranet."""
    for code in ("en", "es"):
        Locale.objects.get_or_create(language_code=code)
    root = Page.get_first_root_node()
    intranet = IntranetHomePage.objects.first() or root.add_child(
        instance=IntranetHomePage(
            title="Intranet",
            slug="intranet",
            welcome="What has happened in Eskmouth, Hallin, Marrowby and Puerto Sereno.",
        )
    )
    website = WebsiteHomePage.objects.first() or root.add_child(
        instance=WebsiteHomePage(
            title="Website",
            slug="website",
            seo_title="Larkwater",
            claim="Nothing to taste, nothing to hear.",
            intro="Larkwater makes pumps, meters and laboratory instruments for towns that look after their own water.",
            search_description="Larkwater makes pumps, meters and instruments for drinking water.",
            lead_image=picture("pump", "deep"),
        )
    )
    save_site(WEBSITE_HOST, website, "Larkwater website", default=False)
    save_site(INTRANET_HOST, intranet, "Larkwater intranet", default=True)
    # The page that a new Wagtail brings along would otherwise answer beside ours.
    Page.objects.filter(depth=2, slug="home").exclude(pk__in=[intranet.pk, website.pk]).delete()
    PageViewRestriction.objects.get_or_create(page=intranet, restriction_type=PageViewRestriction.LOGIN)
    return intranet, website


def save_site(host: str, home: Page, name: str, *, default: bool) -> None:
    """Keep one row per host: Wagtail then finds the site on every port."""
    site = Site.objects.filter(hostname=host).first() or Site(hostname=host)
    site.root_page, site.site_name, site.port, site.is_default_site = home, name, PORT, default
    site.save()


def load_pages(intranet: IntranetHomePage, website: WebsiteHomePage) -> None:
    """Create blog and news; what exists already, by its slug, is left as it is."""
    today = timezone.localdate()
    blog = BlogIndexPage.objects.child_of(website).first() or website.add_child(
        instance=BlogIndexPage(title="Blog", slug="blog", intro="People who work with water write about it.")
    )
    forms = {text["slug"]: load_form(website, text) for text in FORMS}
    existing = set(BlogPage.objects.values_list("slug", flat=True))
    for text in reversed(BLOG):
        if text["slug"] not in existing:
            page = BlogPage(
                title=text["title"],
                slug=text["slug"],
                date=today - timedelta(days=text["days"]),
                topic=text["topic"],
                intro=text["intro"],
                search_description=text["intro"],
                author_name=text["author"],
                lead_image=picture(text["picture"]),
                body=body(text["body"]),
                form_page=forms.get(text.get("form", "")),
            )
            publish(blog, page, text["days"])

    news = NewsIndexPage.objects.child_of(intranet).first() or intranet.add_child(
        instance=NewsIndexPage(
            title="News", slug="news", intro="Written by the people it is about.", show_in_menus=True
        )
    )
    posts = {post.slug: post for post in BlogPage.objects.all()}
    existing = set(NewsPage.objects.values_list("slug", flat=True))
    for text in reversed(NEWS):
        slug = slugify(text["title"])
        if slug not in existing:
            author = find_person(text["author"])
            page = NewsPage(
                title=text["title"],
                slug=slug,
                date=today - timedelta(days=text["days"]),
                topic=text["topic"],
                intro=text["intro"],
                search_description=text["description"],
                author=author,
                owner=author,
                lead_image=picture(text["picture"]),
                public_page=posts.get(text.get("public", "")),
                body=body(text["body"]),
            )
            publish(news, page, text["days"])


def load_form(website: WebsiteHomePage, text: dict) -> WebsiteFormPage:
    """Return the form page of ``text``, made when it is asked for first."""
    if page := WebsiteFormPage.objects.filter(slug=text["slug"]).first():
        return page
    fields = {name: text[name] for name in ("title", "slug", "intro", "thanks", "conversion_kind")}
    page = WebsiteFormPage(search_description=text["intro"], **fields)
    page.form_fields = [
        WebsiteFormField(label=label, field_type=kind, required=required, sort_order=order)
        for order, (label, kind, required) in enumerate(text["questions"])
    ]
    publish(website, page, text["days"])
    return page


def load_events() -> None:
    """Create the dates ahead; those of an older demo move on with the calendar."""
    today = timezone.localdate()
    site = Site.objects.get(hostname=WEBSITE_HOST)
    for text in EVENTS:
        day = today + timedelta(days=text["days"])
        start, end = (timezone.make_aware(datetime.combine(day, time(hour))) for hour in text["hours"])
        Event.objects.update_or_create(
            slug=slugify(text["title"]),
            defaults={
                "site": site,
                "title": text["title"],
                "starts_at": start,
                "ends_at": end,
                "place": text["place"],
                "summary": text["summary"],
                "invitation": text["invitation"],
                "image": picture(text["picture"]),
            },
        )


def publish(parent: Page, page: Page, days: int) -> None:
    """Add ``page`` as a child that has been live for ``days``."""
    since = timezone.now() - timedelta(days=days)
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = since
    parent.add_child(instance=page)


def body(blocks: list[tuple]) -> list[tuple[str, object]]:
    """Turn the short notation of the content modules into what a ``StreamField`` takes."""
    result: list[tuple[str, object]] = []
    for kind, *value in blocks:
        if kind == "quote":
            result.append((kind, {"text": value[0], "person": value[1]}))
        elif kind == "facts":
            result.append((kind, {"facts": [{"figure": figure, "label": label} for figure, label in value[0]]}))
        else:
            result.append((kind, value[0]))
    return result


def picture(motif: str, palette: str = ""):
    """Return the Wagtail image of ``motif``, drawn when it is asked for first."""
    title = f"{motif} {palette}".strip().capitalize()
    images = get_image_model().objects
    if image := images.filter(title=title).first():
        return image
    name = slugify(title) + ".jpg"
    file = ImageFile(pictures.file(motif, palette), name=name)
    return images.create(title=title, description=pictures.description(motif), file=file)


def leaflet(name: str):
    """Return the Wagtail document of the leaflet ``name``, drawn when it is asked for first."""
    text, documents = LEAFLETS[name], get_document_model().objects
    if document := documents.filter(title=text["title"]).first():
        return document
    file = File(leaflets.draw(text), name=f"{name}.pdf")
    # A document learns its size from its form, or when somebody asks; the demo has no form.
    return documents.create(title=text["title"], file=file, file_size=file.size)
