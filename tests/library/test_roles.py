"""Every admin view and method of the library, by each role."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CampaignFactory, CategoryFactory, ItemFactory, UserFactory, publish
from tests.library.conftest import item_form, permissions_of, person
from wagtail_advocacy.library.models import Campaign, ContentCategory, ShareableItem
from wagtail_advocacy.models import AdvocacySettings

pytestmark = pytest.mark.walk

ROLES = ["anonymous", "colleague", "admin only", "add", "change", "delete", "publish", "superuser"]
MODELS = {"item": ShareableItem, "campaign": Campaign, "category": ContentCategory}
EVERYBODY_WITH = {"add", "change", "delete", "superuser"}
"""Who has any permission that opens a list; the role `publish` may change and publish."""

# View → who may open it (GET) and use it (POST). `publish` includes `change`.
SNIPPET_VIEWS = {
    "list": EVERYBODY_WITH | {"publish"},
    "list_results": EVERYBODY_WITH | {"publish"},
    "add": {"add", "superuser"},
    "edit": {"change", "publish", "superuser"},
    "delete": {"delete", "superuser"},
    "unpublish": {"publish", "superuser"},
    "history": EVERYBODY_WITH | {"publish"},
    "usage": {"change", "publish", "superuser"},
    "preview_on_add": {"add", "superuser"},
    "preview_on_edit": {"change", "publish", "superuser"},
    "revisions_view": {"change", "publish", "superuser"},
    "revisions_revert": {"change", "publish", "superuser"},
    "revisions_compare": {"change", "publish", "superuser"},
    "revisions_unschedule": {"publish", "superuser"},
    "lock": {"superuser"},
    "unlock": {"superuser"},
    "workflow_history": {"change", "publish", "superuser"},
}
# Who may only `add` has a history of their own items alone, see `test_item_permissions`; a copy takes `add`, and
# `change` to read the original.
ITEM_VIEWS = {**SNIPPET_VIEWS, "history": SNIPPET_VIEWS["history"] - {"add"}, "copy": {"superuser"}}
CATEGORY_VIEWS = {
    "index": EVERYBODY_WITH | {"publish"},
    "index_results": EVERYBODY_WITH | {"publish"},
    "add": {"add", "superuser"},
    "edit": {"change", "publish", "superuser"},
    "delete": {"delete", "superuser"},
    "history": EVERYBODY_WITH | {"publish"},
    "usage": {"change", "publish", "superuser"},
    "reorder": {"change", "publish", "superuser"},
}
WITHOUT_OBJECT = {"list", "list_results", "index", "index_results", "add", "preview_on_add"}


@pytest.fixture
def clients(intranet):
    def client_of(user):
        client = Client()
        client.force_login(user)
        return client

    def may(*actions):
        return client_of(person(*(permissions_of(model, *actions) for model in MODELS.values())))

    return {
        "anonymous": Client(),
        "colleague": client_of(UserFactory()),
        "admin only": client_of(person()),
        "add": may("add"),
        "change": may("change"),
        "delete": may("delete"),
        "publish": may("change", "publish"),
        "superuser": client_of(UserFactory(admin=True)),
    }


def objects(kind):
    if kind == "category":
        return CategoryFactory()
    made = publish(ItemFactory()) if kind == "item" else CampaignFactory(live=True)
    made.save_revision(clean=False)
    return made


def address(kind, view, made):
    name = MODELS[kind].snippet_viewset.get_url_name(view) if kind != "category" else f"advocacy_categories:{view}"
    args = [] if view in WITHOUT_OBJECT else [made.pk]
    if view.startswith("revisions"):
        args.append(made.latest_revision_id)
    if view == "revisions_compare":
        args.append(made.latest_revision_id)
    return reverse(name, args=args)


def refused(response):
    """Whether this person was turned away: to the log-in, to the admin's home with a message, or plainly."""
    if response.status_code in (403, 404):
        return True
    home = reverse("wagtailadmin_home")
    return response.status_code == 302 and (
        response["Location"] == home or response["Location"].startswith(reverse("wagtailadmin_login"))
    )


TABLE = [
    *(("item", view, who) for view, who in ITEM_VIEWS.items()),
    *(("campaign", view, who) for view, who in SNIPPET_VIEWS.items()),
    *(("category", view, who) for view, who in CATEGORY_VIEWS.items()),
]


@pytest.mark.parametrize(("kind", "view", "who"), TABLE, ids=[f"{kind} {view}" for kind, view, _ in TABLE])
def test_views_open_for_these_roles_only(clients, kind, view, who):
    made = objects(kind)
    url = address(kind, view, made)
    assert {role for role in ROLES if not refused(clients[role].get(url))} == who


@pytest.mark.parametrize(("kind", "view", "who"), TABLE, ids=[f"{kind} {view}" for kind, view, _ in TABLE])
def test_nobody_else_changes_anything(clients, kind, view, who):
    made = objects(kind)
    url = address(kind, view, made)
    model = MODELS[kind]
    rows = list(model.objects.values())
    outsiders = [role for role in ROLES if role not in who]
    assert outsiders
    for role, method in product(outsiders, ("post", "put", "patch", "delete")):
        getattr(clients[role], method)(url, {"name": "x", "headline": "x", "title": "x", "site": "1"})
        assert list(model.objects.values()) == rows, (role, method)


@pytest.mark.parametrize(("role", "live"), [("add", None), ("change", False), ("publish", True), ("superuser", True)])
def test_publishing_needs_the_permission(clients, intranet, role, live):
    item = ItemFactory()
    url = address("item", "edit", item)
    clients[role].post(url, item_form(intranet.site, headline="Changed") | {"action-publish": "1"})
    item.refresh_from_db()
    if live is None:
        assert not item.revisions.exists()
    else:
        assert item.latest_revision.as_object().headline == "Changed"
        assert item.live is live


def test_adding_with_add_alone_stores_a_draft(clients, intranet):
    url = reverse(ShareableItem.snippet_viewset.get_url_name("add"))
    clients["add"].post(url, item_form(intranet.site) | {"action-publish": "1"})
    assert ShareableItem.objects.get().live is False


@pytest.mark.parametrize("role", ROLES)
def test_the_chooser_is_for_everybody_with_an_admin(clients, role):
    response = clients[role].get(reverse(ShareableItem.snippet_viewset.chooser_viewset.get_url_name("choose")))
    assert refused(response) is (role in {"anonymous", "colleague"})


def test_settings_by_role(clients, intranet):
    url = reverse("wagtailsettings:edit", args=["wagtail_advocacy", "advocacysettings", intranet.site.pk])
    allowed = Client()
    allowed.force_login(person(permissions_of(AdvocacySettings, "change")))
    form = {
        "programme_name": "Ambassadors",
        "utm": "utm_source={network}",
        "stale_days": 30,
        "site_networks-TOTAL_FORMS": 0,
        "site_networks-INITIAL_FORMS": 0,
        "site_networks-MIN_NUM_FORMS": 0,
        "site_networks-MAX_NUM_FORMS": 1000,
    }
    for role in ROLES[:-1]:
        assert refused(clients[role].get(url)), role
        assert refused(clients[role].post(url, form)), role
    assert not AdvocacySettings.objects.filter(programme_name="Ambassadors").exists()
    for client in (allowed, clients["superuser"]):
        AdvocacySettings.objects.update(programme_name="")
        assert client.get(url).status_code == 200
        client.post(url, form)
        assert AdvocacySettings.objects.get(site=intranet.site).programme_name == "Ambassadors"


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_shows_what_one_may_open(clients, role):
    response = clients[role].get(reverse("wagtailadmin_home"))
    if role in {"anonymous", "colleague"}:
        assert refused(response)
        return
    shown = "advocacy-library" in response.content.decode() or "/shareableitem/" in response.content.decode()
    assert shown is (role in EVERYBODY_WITH | {"publish"})


def test_who_may_do_nothing_sees_no_advocacy_in_the_menu(clients):
    response = clients["admin only"].get(reverse("wagtailadmin_home"))
    assert "advocacy" not in response.content.decode().lower()


def test_the_permissions_stand_in_the_group_form(clients):
    form = clients["superuser"].get(reverse("wagtailusers_groups:add")).content.decode()
    for model in (ShareableItem, Campaign, ContentCategory):
        for permission in permissions_of(model, "add", "change", "delete"):
            assert f'value="{permission.pk}"' in form, permission
    for permission in permissions_of(ShareableItem, "publish", "lock", "unlock"):
        assert f'value="{permission.pk}"' in form, permission
