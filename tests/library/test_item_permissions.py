"""Every view of an item, walked by everybody who might try: makers, editors of one programme, of all, and nobody."""

from functools import cache
from itertools import product
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import (
    GroupApprovalTask,
    GroupSitePermission,
    Locale,
    Revision,
    Site,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from tests.factories import ItemFactory, UserFactory, live_item, publish
from tests.library.conftest import item_form, item_url, permissions_of, person, sentence_of
from tests.library.test_roles import refused
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.policies import OnItem, item_policy
from wagtail_advocacy.models import AdvocacySettings

pytestmark = pytest.mark.walk

EVERYTHING = ("add", "change", "delete", "view", "publish", "lock", "unlock")
GROUP = "Who may do what"

# What a view asks for. `task`: a task of the running workflow; `any`: whatever shows the item.
ASKS = {
    "list": "list",
    "list_results": "list",
    "add": "add",
    "paste": "add",
    "preview_on_add": "add",
    "copy": "copy",
    "edit": "editor",
    "preview_on_edit": "change",
    "delete": "delete",
    "inspect": "any",
    "history": "any",
    "history_results": "any",
    "usage": "change",
    "revisions_view": "change",
    "revisions_revert": "editor",
    "revisions_compare": "change",
    "revisions_unschedule": "publish",
    "unpublish": "publish",
    "lock": "task",  # While a workflow runs; without one, see below.
    "unlock": "unlock",
    "workflow_action": "task",
    "collect_workflow_action_data": "task",
    "confirm_workflow_cancellation": "editor",
    "workflow_history": "change",
    "workflow_history_detail": "change",
    "workflow_preview": "task",
}
NOTHING = frozenset()
OWNER = frozenset({"list", "add", "copy", "change", "editor", "any"})
"""Of a live item: what is out is taken back by who may publish."""
ALL = OWNER | {"delete", "publish"}

# Who, with which item → what they may.
MAY = {
    ("anonymous", "a"): NOTHING,
    ("colleague", "a"): NOTHING,
    ("admin only", "a"): NOTHING,
    ("own items", "own"): OWNER,
    ("own items", "a"): {"list", "add"},
    ("one programme", "a"): ALL,
    ("one programme", "b"): {"list", "add"},
    ("own items of one programme", "own"): {"list", "add"},
    ("without publishing", "b"): OWNER | {"delete"},
    ("moderator", "a"): {"editor", "task"},
    ("full", "b"): ALL,
    ("superuser", "b"): ALL | {"task", "unlock"},
}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def grant_on(site, user, *actions):
    """Gives the group of `user` these permissions for the items of `site`."""
    for permission in permissions_of(ShareableItem, *actions):
        GroupSitePermission.objects.create(group=user.groups.get(), site=site, permission=permission)
    return user


@pytest.fixture
def people(intranet, website):
    other = Site.objects.create(hostname="plant.example.com", port=80, root_page=website.blog, site_name="Plant")
    AdvocacySettings.objects.create(site=other, visible_without_login=False)
    users = {
        "colleague": UserFactory(username="colleague"),
        "admin only": person(username="nobody"),
        "own items": person(permissions_of(ShareableItem, "add"), username="own"),
        "one programme": grant_on(intranet.site, person(username="programme"), *EVERYTHING),
        "own items of one programme": grant_on(intranet.site, person(username="own-programme"), "add"),
        "without publishing": person(
            permissions_of(ShareableItem, "add", "change", "delete", "view"), username="writer"
        ),
        "moderator": person(username="moderator"),
        "full": person(permissions_of(ShareableItem, *EVERYTHING), username="full"),
        "superuser": UserFactory(admin=True, username="root"),
    }
    clients = {name: client_of(user) for name, user in users.items()} | {"anonymous": Client()}
    return SimpleNamespace(users=users, clients=clients, site=intranet.site, other=other)


@pytest.fixture
def items(people):
    """Live items in moderation: of the first programme, of the other one, and of who may only have their own."""
    task = GroupApprovalTask.objects.create(name="Look at it")
    task.groups.add(people.users["moderator"].groups.get())
    workflow = Workflow.objects.create(name="Items")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    made = {
        "a": ItemFactory(site=people.site, headline="Of our programme"),
        "b": ItemFactory(site=people.other, headline="Of the other programme"),
        "own": ItemFactory(site=people.site, owner=people.users["own items"], headline="Of its maker"),
    }
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(ShareableItem))
    for item in made.values():
        publish(item)
        item.save_revision(clean=False)
        workflow.start(item, people.users["superuser"])
    return made


@cache
def patterns():
    return {each.name: each for each in ShareableItem.snippet_viewset.get_urlpatterns()}


def address(view, item):
    known = {
        "pk": item.pk,
        "revision_id": item.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": item.current_workflow_task_state.pk,
        "task_id": item.current_workflow_task.pk,
        "workflow_state_id": item.current_workflow_state.pk,
    }
    pattern = patterns()[view].pattern
    names = getattr(pattern, "converters", None) or pattern.regex.groupindex
    name = ShareableItem.snippet_viewset.get_url_name(view)
    return reverse(name, kwargs={each: known[each] for each in names})


def state():
    """Everything that a view of an item might change."""
    return [
        list(ShareableItem.objects.order_by("pk").values()),
        list(Revision.objects.order_by("pk").values_list("pk", "approved_go_live_at")),
        list(TaskState.objects.order_by("pk").values_list("pk", "status")),
    ]


def test_the_table_knows_every_view_of_an_item():
    assert set(patterns()) == set(ASKS)


@pytest.mark.parametrize("view", ASKS)
def test_a_view_opens_for_whom_its_item_is(people, items, view):
    found = {(who, which): not refused(people.clients[who].get(address(view, items[which]))) for who, which in MAY}
    assert found == {key: ASKS[view] in may for key, may in MAY.items()}


@pytest.mark.parametrize("view", ASKS)
def test_who_is_refused_changes_nothing(people, items, view):
    before = state()
    refused_ones = [(who, which) for (who, which), may in MAY.items() if ASKS[view] not in may]
    assert refused_ones
    form = item_form(people.site, headline="Taken over") | {"action-publish": "1"}
    for (who, which), method in product(refused_ones, ("post", "put", "patch", "delete")):
        answer = getattr(people.clients[who], method)(address(view, items[which]), form)
        assert refused(answer) or answer.status_code == 405, (who, which, method)
        assert state() == before, (who, which, method)


SPELLINGS = (
    "+70",
    " 70",
    "70 ",
    "70\n",
    "00070",
    "_2B70",  # Wagtail's own quoting of a plus.
    "7_0",
    "７０",
    "٧٠",
    "1/revisions/compare/live...latest/history/70",
)


@pytest.mark.parametrize("view", [view for view, asked in ASKS.items() if asked not in ("list", "add")])
def test_another_spelling_of_a_key_opens_nothing(people, items, view):
    """Databases read keys with `int`, which takes more than plain digits."""
    item = publish(ItemFactory(pk=70, site=people.other, headline="Live words"))
    item.headline = "Words of others in a draft"
    item.save_revision(clean=False)
    before, known = state(), address(view, items["a"])
    for spelling, method in product(SPELLINGS, ("get", "post")):
        url = known.replace(f"/{items['a'].pk}/", f"/{quote(spelling)}/", 1)
        assert url != known
        answer = getattr(people.clients["own items"], method)(url)
        assert refused(answer) or answer.status_code == 405, spelling
        assert b"Live words" not in answer.content
        assert b"Words of others" not in answer.content
    assert state() == before


def test_autosave_is_refused_too(people, items):
    before = state()
    for who, which in MAY:
        if "editor" not in MAY[who, which]:
            answer = people.clients[who].post(
                address("edit", items[which]), item_form(people.site), headers={"Accept": "application/json"}
            )
            assert refused(answer)
    assert state() == before


def test_the_list_and_its_export_have_what_one_sees(people, items):
    headlines = {item.headline for item in items.values()}
    expected = {
        "own items": {"Of its maker"},
        "one programme": {"Of our programme", "Of its maker"},
        "own items of one programme": set(),
        "without publishing": headlines,
        "full": headlines,
        "superuser": headlines,
    }
    for who, seen in expected.items():
        for query in ({}, {"export": "csv"}):
            answer = people.clients[who].get(item_url("list", **query))
            text = (answer.getvalue() if answer.streaming else answer.content).decode()
            assert {each for each in headlines if each in text} == seen, (who, query)


def test_the_chooser_has_what_one_sees(people, items):
    viewset = ShareableItem.snippet_viewset.chooser_viewset
    choose = reverse(viewset.get_url_name("choose"))
    chosen_a = reverse(viewset.get_url_name("chosen"), args=[items["a"].pk])
    for who in ("anonymous", "colleague"):
        assert refused(people.clients[who].get(choose)), who
        assert refused(people.clients[who].get(chosen_a)), who
    # Who edits pages puts on them what everybody may share: neither a draft nor what is for some.
    draft, for_some = ItemFactory(headline="A draft"), live_item(headline="For some", groups=[Group.objects.create()])
    for who in ("admin only", "moderator"):
        html = people.clients[who].get(choose).json()["html"]
        assert items["a"].headline in html, who
        assert people.clients[who].get(chosen_a).status_code == 200, who
        for hidden in (draft, for_some):
            assert hidden.headline not in html, who
            assert people.clients[who].get(reverse(viewset.get_url_name("chosen"), args=[hidden.pk])).status_code == 404
    own = people.clients["own items"]
    assert "Of its maker" in own.get(choose).json()["html"]
    assert "Of our programme" not in own.get(choose).json()["html"]
    assert own.get(reverse(viewset.get_url_name("chosen"), args=[items["a"].pk])).status_code == 404
    assert own.get(reverse(viewset.get_url_name("chosen"), args=["x"])).status_code == 404
    several = {"id": [items["own"].pk, items["a"].pk], "multiple": 1}
    chosen = own.get(reverse(viewset.get_url_name("chosen_multiple")), several)
    assert [each["id"] for each in chosen.json()["result"]] == [str(items["own"].pk)]
    create = reverse(viewset.get_url_name("create"))
    assert refused(people.clients["full"].get(create))
    assert refused(people.clients["full"].post(create))


def bulk_actions():
    from wagtail.admin.views.bulk_action.registry import bulk_action_registry

    found = bulk_action_registry.get_bulk_actions_for_model("wagtail_advocacy_library", "shareableitem")
    return sorted(each.action_type for each in found)


@pytest.mark.parametrize("all_of_them", [False, True])
def test_bulk_actions_neither_name_nor_touch_what_one_does_not_see(people, items, all_of_them):
    for action, who in product(bulk_actions(), ("own items", "one programme", "own items of one programme")):
        url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", action])
        url += "?id=all" if all_of_them else "?" + "&".join(f"id={item.pk}" for item in items.values())
        hidden = {
            "own items": ["a", "b"],
            "one programme": ["b"],
            "own items of one programme": ["a", "b", "own"],
        }[who]
        before = list(ShareableItem.objects.filter(pk__in=[items[each].pk for each in hidden]).values())
        page = people.clients[who].get(url).content.decode()
        assert not [each for each in hidden if items[each].headline in page], (action, who)
        people.clients[who].post(url, {"category": "", "expire_at": "2099-01-01", "campaign": ""})
        after = list(ShareableItem.objects.filter(pk__in=[items[each].pk for each in hidden]).values())
        assert after == before, (action, who)


def test_one_deletes_many_of_ones_own_drafts_and_nothing_else(people, items):
    draft = ItemFactory(owner=people.users["own items"], headline="Not out yet")
    url = reverse("wagtail_bulk_action", args=["wagtail_advocacy_library", "shareableitem", "delete"])
    url += "?" + "&".join(f"id={item.pk}" for item in [draft, *items.values()])
    page = people.clients["own items"].get(url).content.decode()
    assert "Not out yet" in page
    people.clients["own items"].post(url)
    assert set(ShareableItem.objects.all()) == set(items.values())


def test_makers_delete_drafts_not_what_is_out(people, items):
    draft = ItemFactory(owner=people.users["own items"])
    own = people.clients["own items"]
    assert own.post(item_url("delete", draft.pk)).status_code == 302
    assert not ShareableItem.objects.filter(pk=draft.pk).exists()
    assert refused(own.post(item_url("delete", items["own"].pk)))


@pytest.mark.parametrize("view", ["lock", "unlock"])
def test_locking_is_for_whom_it_is_open_to(people, view):
    item = ItemFactory(site=people.other, locked=view == "unlock", owner=people.users["own items"])
    for who in set(people.clients) - {"full", "superuser"}:
        assert refused(people.clients[who].post(item_url(view, item.pk))), who
        item.refresh_from_db()
        assert item.locked is (view == "unlock")
    people.clients["full"].post(item_url(view, item.pk))
    item.refresh_from_db()
    assert item.locked is (view == "lock")


# Adding, moving and publishing


def test_who_adds_an_item_owns_it(people):
    own = people.clients["own items"]
    own.post(item_url("add"), item_form(people.site) | {"action-publish": "1"})
    item = ShareableItem.objects.get()
    assert (item.owner, item.live) == (people.users["own items"], False)
    own.post(item_url("edit", item.pk), item_form(people.site, headline="Better"))
    item.refresh_from_db()
    assert item.latest_revision.as_object().headline == "Better"
    own.post(item_url("edit", item.pk), item_form(people.site, headline="Out") | {"action-publish": "1"})
    item.refresh_from_db()
    assert (item.owner, item.live) == (people.users["own items"], False)


def test_a_copy_belongs_to_who_made_it(people, items):
    people.clients["full"].post(item_url("copy", items["own"].pk), item_form(people.site, headline="Copied"))
    assert ShareableItem.objects.get(headline="Copied").owner == people.users["full"]


@pytest.mark.parametrize("view", ["add", "edit", "copy"])
def test_nobody_puts_an_item_into_a_programme_that_is_not_theirs(people, items, view, said):
    client = people.clients["one programme"]
    url = item_url("add") if view == "add" else item_url(view, items["a"].pk)
    choices = client.get(url).context["form"].fields["site"].queryset
    assert list(choices) == [people.site]
    answer = client.post(url, item_form(people.other, headline="Moved"))
    assert "programme" in sentence_of(answer, "site")
    assert not ShareableItem.objects.filter(headline="Moved").exists()
    assert not Revision.objects.filter(object_str="Moved").exists()
    said(GROUP, "puts an item into a programme without permission for it", sentence_of(answer, "site"))


def test_publishing_stops_at_the_programme(people, said):
    """Somebody may write everywhere and publish in one programme."""
    user = grant_on(people.site, person(permissions_of(ShareableItem, "add", "change")), "publish")
    client = client_of(user)
    out = {"action-publish": "1"}
    client.post(item_url("add"), item_form(people.site, headline="Here") | out)
    assert ShareableItem.objects.get(headline="Here").live
    answer = client.post(item_url("add"), item_form(people.other, headline="There") | out)
    assert not ShareableItem.objects.filter(headline="There").exists()
    sentence = sentence_of(answer, "site")
    assert "Plant" in sentence
    said(GROUP, "publishes an item in a programme in which they may only write", sentence)
    item = ItemFactory(site=people.site)
    answer = client.post(item_url("edit", item.pk), item_form(people.other) | out)
    assert sentence_of(answer, "site") == sentence
    item.refresh_from_db()
    assert (item.live, item.site) == (False, people.site)


def test_publish_stands_in_the_editor_of_whom_it_is_open_to(people):
    here, there = ItemFactory(site=people.site), ItemFactory(site=people.other)
    user = grant_on(people.site, person(permissions_of(ShareableItem, "add", "change")), "publish")
    client = client_of(user)
    shown = [b'name="action-publish"' in client.get(item_url("edit", item.pk)).content for item in (here, there)]
    assert shown == [True, False]
    publish(here)
    assert item_url("unpublish", here.pk) in client.get(item_url("edit", here.pk)).content.decode()
    writer = people.clients["without publishing"].get(item_url("edit", here.pk)).content
    assert b'name="action-publish"' not in writer


def test_a_new_item_starts_in_the_programme_of_its_maker(people):
    client = client_of(grant_on(people.other, person(), "add"))
    form = client.get(item_url("add")).context["form"]
    assert form.instance.site == people.other
    client.post(item_url("add"), item_form(people.other, headline="Ours"))
    assert ShareableItem.objects.get().site == people.other


def test_the_list_leads_only_where_one_may_go(people, items):
    """Who sees everything and changes one programme has no edit links for the other."""
    user = grant_on(people.site, person(permissions_of(ShareableItem, "view")), "change")
    page = client_of(user).get(item_url("list")).content.decode()
    assert item_url("edit", items["a"].pk) in page
    assert item_url("edit", items["b"].pk) not in page
    assert item_url("inspect", items["b"].pk) in page
    assert item_url("delete", items["a"].pk) not in page


# The policy


def decides(user, action, item):
    """The policy's answer, which must be the same for one item, for a list, and for who may."""
    alone = item_policy.user_has_permission_for_instance(user, action, item)
    assert item_policy.instances_user_has_permission_for(user, action).filter(pk=item.pk).exists() is alone
    assert item_policy.users_with_permission_for_instance(action, item).filter(pk=user.pk).exists() is alone
    if alone:
        assert item_policy.user_has_permission(user, action)
        assert item_policy.users_with_permission(action).filter(pk=user.pk).exists()
    return alone


@pytest.mark.parametrize("action", EVERYTHING)
def test_lists_single_checks_and_people_agree(people, items, action, django_user_model):
    items["draft"] = ItemFactory(site=people.other, owner=people.users["own items"])
    for name, item in product(people.users, items.values()):
        user = django_user_model.objects.get(pk=people.users[name].pk)
        decides(user, action, item)


def test_who_left_may_nothing(people, items):
    user = people.users["full"]
    user.is_active = False
    user.save()
    assert not any(decides(user, action, items["a"]) for action in EVERYTHING)


def only_of_maker(items, user, actions):
    return items.filter(owner=user) if actions == {"change"} else items


def also_drafts(items, user, actions):
    return items | ShareableItem.objects.filter(live=False) if actions & {"change", "view"} else items


def test_a_site_narrows_what_is_permitted(people, items):
    full = people.clients["full"]
    with hooks.register_temporarily("advocacy_permitted_items", only_of_maker):
        assert refused(full.get(item_url("edit", items["a"].pk)))
        assert refused(full.post(item_url("edit", items["a"].pk), item_form(people.site)))
        assert full.get(item_url("delete", items["a"].pk)).status_code == 200
        assert not refused(people.clients["superuser"].get(item_url("edit", items["a"].pk)))
    assert full.get(item_url("edit", items["a"].pk)).status_code == 200


def test_a_site_widens_what_is_permitted(people, items):
    draft = ItemFactory(site=people.other, headline="Everybody may help")
    nobody = people.clients["admin only"]
    assert refused(nobody.get(item_url("list")))
    with hooks.register_temporarily("advocacy_permitted_items", also_drafts):
        page = nobody.get(item_url("list")).content.decode()
        assert "Everybody may help" in page
        assert "Of our programme" not in page
        assert nobody.get(item_url("edit", draft.pk)).status_code == 200
        assert refused(nobody.get(item_url("edit", items["a"].pk)))
        assert refused(nobody.get(item_url("add")))


def test_the_answers_about_one_item_are_asked_for_once(people, items, django_assert_num_queries):
    user = get_user_model().objects.get(username="programme")
    bound = OnItem(item_policy, items["a"])
    assert bound.user_has_permission(user, "change")
    with django_assert_num_queries(0):
        assert bound.user_has_permission(user, "change")


# The group's form


def group_form(group, **fields):
    data = {"name": group.name, "permissions": []}
    for prefix in ("page_permissions", "image_permissions", "document_permissions", "collection_permissions"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    return data | fields


def test_administrators_grant_the_items_of_a_site_to_a_group(people, items, said):
    root, group = people.clients["superuser"], Group.objects.create(name="Plant editors")
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    change = permissions_of(ShareableItem, "change").get()
    key = f"{people.other.pk}-{change.pk}"
    page = root.get(url).content.decode()
    assert "Shareable items by site" in page
    assert f'value="{key}"' in page
    answer = root.post(url, group_form(group, **{"advocacy_item_sites-granted": [key]}))
    assert answer.status_code == 302, answer.context["form"].errors
    assert GroupSitePermission.objects.get(group=group).site == people.other
    user = person()
    user.groups.add(group)
    assert client_of(user).get(item_url("edit", items["b"].pk)).status_code == 200
    assert refused(client_of(user).get(item_url("edit", items["a"].pk)))
    ticked = root.get(url).context["permission_panels"]
    assert any(key in (panel.initial or {}).get("granted", []) for panel in ticked if hasattr(panel, "initial"))
    root.post(url, group_form(group, **{"advocacy_item_sites-granted": ["999-999"]}))
    assert GroupSitePermission.objects.filter(group=group).exists()
    root.post(url, group_form(group))
    assert not GroupSitePermission.objects.filter(group=group).exists()


def test_a_new_group_gets_the_items_of_a_site(people):
    permission = permissions_of(ShareableItem, "publish").get()
    form = group_form(Group(name="New"), **{"advocacy_item_sites-granted": [f"{people.site.pk}-{permission.pk}"]})
    people.clients["superuser"].post(reverse("wagtailusers_groups:add"), form)
    assert GroupSitePermission.objects.get(group__name="New").permission == permission


# Three thousand people


@pytest.mark.parametrize("who", ["own items", "one programme", "full"])
def test_lists_cost_the_same_for_three_thousand_people(people, items, who):
    user, client = people.users[who], people.clients[who]

    def list_queries():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(item_url("list")).status_code == 200
        return len(queries)

    def add_items(number, **fields):
        locale = Locale.get_default()
        ShareableItem.objects.bulk_create(
            [
                ShareableItem(
                    headline=f"Item {each}", locale=locale, first_published_at=timezone.now(), live=False, **fields
                )
                for each in range(number)
            ]
        )

    add_items(5, site=people.site, owner=user)
    client.get(item_url("list"))
    few = list_queries()
    model = get_user_model()
    model.objects.bulk_create([model(username=f"person{number}") for number in range(3000)])
    makers = list(model.objects.filter(username__startswith="person")[:50])
    for maker in makers:
        add_items(100, site=people.other, owner=maker)
    add_items(40, site=people.site, owner=user)
    assert list_queries() == few


def test_a_translation_belongs_to_the_maker_of_the_original(people, locales):
    item = ItemFactory(owner=people.users["own items"])
    copy = item.copy_for_translation(locales.fr)
    copy.save()
    assert people.clients["own items"].get(item_url("edit", copy.pk)).status_code == 200
