"""A small organisation: an intranet behind login, a public website, and people with their permissions."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Locale, Page, Site

from tests.factories import UserFactory, default_site
from tests.projects.full.models import StandardPage
from wagtail_advocacy.library.models import Campaign, ContentCategory, ShareableItem
from wagtail_advocacy.models import AdvocacySettings


@pytest.fixture
def intranet(db):
    """The default site, behind login, with a news page on it."""
    site = default_site()
    AdvocacySettings.objects.create(site=site, visible_without_login=False)
    news = site.root_page.add_child(
        instance=StandardPage(title="We won the prize", slug="prize", search_description="A prize for our bridge.")
    )
    return SimpleNamespace(site=site, home=site.root_page, news=news)


@pytest.fixture
def website(db):
    """A site that strangers may read: home → blog → post."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=StandardPage(title="Website", slug="website"))
    site = Site.objects.create(hostname="www.example.com", port=443, root_page=home, site_name="Example")
    AdvocacySettings.objects.create(site=site, visible_without_login=True)
    blog = home.add_child(instance=StandardPage(title="Blog", slug="blog"))
    post = blog.add_child(
        instance=StandardPage(title="Our bridge", slug="bridge", search_description="How it was built.")
    )
    return SimpleNamespace(site=site, home=home, blog=blog, post=post)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` runs at its end what a commit would run."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def picture(db):
    return get_image_model().objects.create(title="Bridge", file=get_test_image_file(size=(1600, 900)))


@pytest.fixture
def internet(monkeypatch):
    """Names that the outside world knows: `internet["news.example.org"] = "93.184.216.34"`; all others are unknown."""
    known = {}

    def getaddrinfo(host, port, *args, **kwargs):
        if host not in known:
            raise OSError("Name or service not known")
        return [(2, 1, 6, "", (known[host], port))]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    return known


def permissions_of(model, *actions):
    """The permissions `add`, `change`, … of `model`."""
    codenames = [f"{action}_{model._meta.model_name}" for action in actions]
    return Permission.objects.filter(content_type__app_label=model._meta.app_label, codename__in=codenames)


def person(*permissions, admin_access=True, pages=(), **fields):
    """A colleague with these permissions; `pages` are where they may edit."""
    user = UserFactory(**fields)
    group = Group.objects.create(name=f"Group of {user.username}")
    user.groups.add(group)
    if admin_access:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    for some in permissions:
        group.permissions.add(*some)
    for page in pages:
        for action in ("add", "change", "publish"):
            GroupPagePermission.objects.create(
                group=group, page=page, permission=Permission.objects.get(codename=f"{action}_page")
            )
    return user


@pytest.fixture
def editor(intranet):
    """Who may do everything with items, campaigns and categories, and edit the intranet's pages."""
    everything = ("add", "change", "delete", "view", "publish", "lock", "unlock")
    return person(
        *(permissions_of(model, *everything) for model in (ShareableItem, Campaign, ContentCategory)),
        pages=[Page.get_first_root_node()],
        username="editor",
    )


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


def item_url(name, *args, **query):
    return reverse(ShareableItem.snippet_viewset.get_url_name(name), args=args, query=query or None)


def item_form(site, captions=(), **fields):
    """What the editor's form posts; relations as primary keys."""
    data = {
        "headline": "We won the prize",
        "why": "",
        "description": "",
        "destination": "card",
        "page": "",
        "address": "",
        "site_name": "",
        "image": "",
        "image_alt": "",
        "category": "",
        "campaign": "",
        "tags": "",
        "hashtags": "",
        "attachment": "",
        "own_words": "allowed",
        "featured_until": "",
        "site": site.pk,
        "origin": "",
        "go_live_at": "",
        "expire_at": "",
        "captions-TOTAL_FORMS": len(captions),
        "captions-INITIAL_FORMS": sum(bool(caption.get("id")) for caption in captions),
        "captions-MIN_NUM_FORMS": 0,
        "captions-MAX_NUM_FORMS": 1000,
    }
    for number, caption in enumerate(captions):
        values = {"id": "", "text": "Our bridge won.", "network": "", "language": "en", "DELETE": "", **caption}
        data |= {f"captions-{number}-{name}": value for name, value in values.items()}
    return data | fields


def sentence_of(response, field):
    """The form's errors for `field` as one text."""
    return " ".join(response.context["form"].errors.get(field, []))


@pytest.fixture
def locales(settings):
    """English and French, as a site with translations has them."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
    return SimpleNamespace(en=Locale.get_default(), fr=Locale.objects.get_or_create(language_code="fr")[0])
