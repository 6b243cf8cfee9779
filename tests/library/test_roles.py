"""Every admin view and method of the library, by each role."""

from itertools import product

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowTask

from tests.factories import CampaignFactory, CategoryFactory, ItemFactory, UserFactory, publish
from tests.library.conftest import item_form, permissions_of, person
from wagtail_advocacy.library.choosers import category_chooser_viewset
from wagtail_advocacy.library.models import Campaign, ContentCategory, ShareableItem
from wagtail_advocacy.library.viewsets import CategoryViewSet
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
    "history_results": EVERYBODY_WITH | {"publish"},
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
ITEM_HISTORY = SNIPPET_VIEWS["history"] - {"add"}
ITEM_VIEWS = {**SNIPPET_VIEWS, "history": ITEM_HISTORY, "history_results": ITEM_HISTORY, "copy": {"superuser"}}
CAMPAIGN_VIEWS = {**SNIPPET_VIEWS, "copy": {"superuser"}}
IN_ADMIN = set(ROLES) - {"anonymous", "colleague"}
# Of a campaign that waits for approval. Whoever approves is none of these roles, see below; superusers may always.
# Wagtail asks nobody with an admin for permission before it says that publishing would end the waiting.
IN_WORKFLOW = {
    "workflow_action": {"superuser"},
    "collect_workflow_action_data": {"superuser"},
    "confirm_workflow_cancellation": IN_ADMIN,
    "workflow_history_detail": {"change", "publish", "superuser"},
    "workflow_preview": {"superuser"},
}
CATEGORY_VIEWS = {
    "index": EVERYBODY_WITH | {"publish"},
    "index_results": EVERYBODY_WITH | {"publish"},
    "add": {"add", "superuser"},
    "edit": {"change", "publish", "superuser"},
    "delete": {"delete", "superuser"},
    "history": EVERYBODY_WITH | {"publish"},
    "history_results": EVERYBODY_WITH | {"publish"},
    "usage": {"change", "publish", "superuser"},
    "copy": {"superuser"},
    "reorder": {"change", "publish", "superuser"},
}
# Choosers stand in the editors of pages and items, so whoever has an admin chooses; making something new takes `add`.
CHOOSER_VIEWS = {
    **dict.fromkeys(["choose", "choose_results", "chosen", "chosen_multiple"], IN_ADMIN),
    "create": {"add", "superuser"},
}


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


def viewset_of(kind):
    if kind == "category":
        return next(each for each in viewsets.viewsets if isinstance(each, CategoryViewSet))
    return MODELS[kind].snippet_viewset


def chooser_of(kind):
    return category_chooser_viewset if kind == "category" else MODELS[kind].snippet_viewset.chooser_viewset


def patterns(viewset):
    return {each.name: each.pattern for each in viewset.get_urlpatterns()}


def address(kind, view, made):
    return address_in(viewset_of(kind), view, made)


def address_in(viewset, view, made):
    known = {"pk": made.pk, "action_name": "approve"}
    if revision := getattr(made, "latest_revision_id", None):
        known |= dict.fromkeys(["revision_id", "revision_id_a", "revision_id_b"], revision)
    if state := getattr(made, "current_workflow_state", None):
        task = state.current_task_state
        known |= {"workflow_state_id": state.pk, "task_state_id": task.pk, "task_id": task.task_id}
    pattern = patterns(viewset)[view]
    names = getattr(pattern, "converters", None) or pattern.regex.groupindex
    return reverse(viewset.get_url_name(view), kwargs={each: known[each] for each in names})


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
    *(("campaign", view, who) for view, who in CAMPAIGN_VIEWS.items()),
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


def test_the_tables_know_every_view():
    assert set(patterns(viewset_of("campaign"))) == {*CAMPAIGN_VIEWS, *IN_WORKFLOW}
    assert set(patterns(viewset_of("category"))) == set(CATEGORY_VIEWS)
    for kind in MODELS:
        assert set(patterns(chooser_of(kind))) == set(CHOOSER_VIEWS), kind


@pytest.fixture
def waiting(intranet):
    """A campaign that waits for approval, and the client of who may give it."""
    # The last to approve also publishes.
    moderator = person(permissions_of(Campaign, "publish"))
    task = GroupApprovalTask.objects.create(name="Look at it")
    task.groups.add(moderator.groups.get())
    workflow = Workflow.objects.create(name="Campaigns")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Campaign))
    campaign = objects("campaign")
    workflow.start(campaign, UserFactory(admin=True))
    client = Client()
    client.force_login(moderator)
    return campaign, client


def state():
    """Everything that a view of a workflow might change."""
    return [list(Campaign.objects.values()), list(TaskState.objects.values("pk", "status", "finished_at"))]


@pytest.mark.parametrize("view", IN_WORKFLOW)
def test_a_workflow_opens_for_these_roles_only(clients, waiting, view):
    campaign, moderator = waiting
    url, who = address("campaign", view, campaign), IN_WORKFLOW[view]
    assert {role for role in ROLES if not refused(clients[role].get(url))} == who
    assert refused(moderator.get(url)) is (view == "workflow_history_detail")
    before = state()
    for role, method in product(set(ROLES) - who, ("post", "put", "patch", "delete")):
        answer = getattr(clients[role], method)(url, {"comment": "x"})
        assert refused(answer) or answer.status_code == 405, (role, method)
        assert state() == before, (role, method)


def test_whoever_approves_a_campaign_ends_its_waiting(waiting):
    campaign, moderator = waiting
    moderator.post(address("campaign", "workflow_action", campaign), {"comment": "Good."})
    campaign.refresh_from_db()
    assert campaign.current_workflow_state is None


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


@pytest.mark.parametrize("kind", ["campaign", "category"])
@pytest.mark.parametrize("view", CHOOSER_VIEWS)
def test_choosers_open_for_these_roles_only(clients, kind, view):
    """For the chooser of items see `test_item_permissions`."""
    made, model = objects(kind), MODELS[kind]
    url = address_in(chooser_of(kind), view, made)
    rows = list(model.objects.values())
    found = {role for role in ROLES if not refused(clients[role].get(url, {"id": made.pk}))}
    assert found == CHOOSER_VIEWS[view]
    for role, method in product(set(ROLES) - CHOOSER_VIEWS[view], ("post", "put", "patch", "delete")):
        getattr(clients[role], method)(url, {"title": "x", "name": "x", "slug": "x", "site": "1"})
        assert list(model.objects.values()) == rows, (role, method)


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
