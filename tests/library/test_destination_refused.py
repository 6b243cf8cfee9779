"""What strangers cannot open is not published, with a sentence; a draft of it may wait."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Workflow, WorkflowContentType, WorkflowTask

from tests.factories import ItemFactory
from tests.library.conftest import item_form, item_url, sentence_of
from wagtail_advocacy.library.actions import refresh_targets
from wagtail_advocacy.library.models import ShareableItem

PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


def workflow_for_items(group):
    workflow = Workflow.objects.create(name="Second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Look")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(ShareableItem))


def behind_login(intranet, website):
    return intranet.news


def restricted(intranet, website):
    PageViewRestriction.objects.create(page=website.post, restriction_type=PageViewRestriction.LOGIN)
    return website.post


def below_a_restriction(intranet, website):
    PageViewRestriction.objects.create(page=website.home, restriction_type=PageViewRestriction.PASSWORD, password="x")
    return website.post


def unpublished(intranet, website):
    website.post.unpublish()
    return website.post


def of_no_website(intranet, website):
    return Page.get_first_root_node().add_child(instance=Page(title="Stray", slug="stray"))


CLOSED_PAGES = [
    (behind_login, "“We won the prize” needs a login, so people outside would see “Sign in”."),
    (restricted, "“Our bridge” needs a login"),
    (below_a_restriction, "“Our bridge” needs a login"),
    (unpublished, "“Our bridge” is not published."),
    (of_no_website, "“Stray” belongs to no website. Move it below a website’s home page, or choose another page."),
]


@pytest.mark.parametrize(("closed", "sentence"), CLOSED_PAGES)
@pytest.mark.parametrize("deed", [PUBLISH, SUBMIT], ids=["publish", "submit"])
def test_a_page_that_needs_a_login_is_refused(as_editor, editor, intranet, website, closed, sentence, deed):
    workflow_for_items(editor.groups.first())
    page = closed(intranet, website)
    response = as_editor.post(item_url("add"), item_form(intranet.site, destination="page", page=page.pk) | deed)
    assert response.status_code == 200
    assert sentence in sentence_of(response, "page")
    assert not ShareableItem.objects.exists()


@pytest.mark.parametrize(("closed", "sentence"), CLOSED_PAGES)
def test_a_draft_may_wait_and_its_target_stays_closed(as_editor, intranet, website, committed, closed, sentence):
    page = closed(intranet, website)
    with committed():
        as_editor.post(item_url("add"), item_form(intranet.site, destination="page", page=page.pk))
    item = ShareableItem.objects.get()
    assert item.page_id == page.pk
    assert not item.target.is_open
    refused = as_editor.post(
        item_url("edit", item.pk), item_form(intranet.site, destination="page", page=page.pk) | PUBLISH
    )
    assert sentence in sentence_of(refused, "page")
    item.refresh_from_db()
    assert not item.live


def test_no_page_at_all_is_refused(as_editor, intranet):
    response = as_editor.post(item_url("add"), item_form(intranet.site, destination="page") | PUBLISH)
    assert sentence_of(response, "page") == "Choose the page that the link leads to."


def test_a_public_page_is_published(as_editor, intranet, website, committed):
    with committed():
        as_editor.post(item_url("add"), item_form(intranet.site, destination="page", page=website.post.pk) | PUBLISH)
    target = ShareableItem.objects.get().target
    assert (target.is_open, target.url) == (True, "https://www.example.com/blog/bridge/")


def test_a_translated_page_below_its_own_home_page_is_public_too(as_editor, intranet, website, locales, committed):
    page = website.post.copy_for_translation(locales.fr, copy_parents=True)
    page.save_revision().publish()
    with committed():
        response = as_editor.post(
            item_url("add", locale="fr"), item_form(intranet.site, destination="page", page=page.pk) | PUBLISH
        )
    assert response.status_code == 302, response.context["form"].errors
    target = ShareableItem.objects.get().target
    assert target.is_open
    assert target.url.startswith("https://www.example.com/")


ADDRESSES = [
    ("javascript:alert(1)", "valid URL"),
    ("data:text/html,hello", "valid URL"),
    ("file:///etc/passwd", "valid URL"),
    ("ftp://files.example.org/", "starts with https://"),
    ("https://anna:secret@news.example.org/", "user name and password"),
    ("https://news.example.org:0/", "user name and password"),
    ("http://localhost/", "inside your network"),
    ("http://localhost./", ""),
    ("http://printer.local/", "inside your network"),
    ("http://127.0.0.1/", "inside your network"),
    ("http://10.1.2.3:8080/", "inside your network"),
    ("http://169.254.169.254/latest/", "inside your network"),
    ("http://192.0.2.1/", "inside your network"),
    ("http://[::1]/", "inside your network"),
    ("http://[fd00::1]/", "inside your network"),
    ("http://[::ffff:127.0.0.1]/", "inside your network"),
    ("http://[::ffff:10.0.0.1]/", "inside your network"),
    ("http://[2002:7f00:1::]/", "inside your network"),
    ("http://2130706433/", ""),
    ("http://0x7f000001/", ""),
    ("http://127.1/", ""),
    ("https://intranet.example.org/", "inside your network"),
    ("https://unknown.example.org/", "cannot be found"),
    ("http://localhost/prize/", "inside your network"),
]


@pytest.mark.parametrize(("address", "sentence"), ADDRESSES, ids=[address for address, _ in ADDRESSES])
@pytest.mark.parametrize("deed", [PUBLISH, SUBMIT], ids=["publish", "submit"])
def test_an_address_that_strangers_cannot_open_is_refused(
    as_editor, editor, intranet, internet, address, sentence, deed
):
    workflow_for_items(editor.groups.first())
    intranet.site.hostname = "intra.example.org"
    intranet.site.save()
    internet |= {
        "intranet.example.org": "10.0.0.7",
        "news.example.org": "93.184.216.34",
        "localhost.": "127.0.0.1",
        "2130706433": "127.0.0.1",
        "0x7f000001": "127.0.0.1",
        "127.1": "127.0.0.1",
        "2002:7f00:1::": "2002:7f00:1::",
    }
    response = as_editor.post(item_url("add"), item_form(intranet.site, destination="address", address=address) | deed)
    assert response.status_code == 200
    assert sentence_of(response, "address")
    assert sentence in sentence_of(response, "address")
    assert not ShareableItem.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://localhost./",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "https://intra.example.org/",
        "https://intra.example.org./",
        "http://INTRA.example.org/",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_goes_live_another_way_has_a_closed_target(intranet, address):
    intranet.site.hostname, intranet.site.port = "intra.example.org", 443
    intranet.site.save()
    item = ItemFactory(destination="address", address=address)
    item.save_revision(clean=False).publish()
    refresh_targets()
    item.refresh_from_db()
    assert item.live
    assert not item.target.is_open
    assert not ShareableItem.objects.shareable().exists()


def test_an_outside_address_is_published(as_editor, intranet, internet, committed):
    internet["news.example.org"] = "93.184.216.34"
    form = item_form(intranet.site, destination="address", address="https://news.example.org/a?b=c#d")
    with committed():
        as_editor.post(item_url("add"), form | PUBLISH)
    target = ShareableItem.objects.get().target
    assert (target.is_open, target.url) == (True, "https://news.example.org/a?b=c#d")


def test_a_name_in_another_alphabet_leads_where_browsers_go(as_editor, intranet, internet, committed):
    internet["xn--brcke-lva.example.org"] = "93.184.216.34"
    form = item_form(intranet.site, destination="address", address="https://brücke.example.org/größe")
    with committed():
        as_editor.post(item_url("add"), form | PUBLISH)
    item = ShareableItem.objects.get()
    assert item.address == "https://brücke.example.org/größe"
    assert (item.target.is_open, item.target.url) == (True, "https://xn--brcke-lva.example.org/größe")


def test_a_name_that_mixes_alphabets_is_refused(as_editor, intranet, said):
    form = item_form(intranet.site, destination="address", address="https://pаypal.com/")
    sentence = sentence_of(as_editor.post(item_url("add"), form | PUBLISH), "address")
    said("Where an item leads", "publishes a look-alike: `pаypal.com` with a Cyrillic “а”", sentence)


def test_a_trusted_host_is_not_asked_for(as_editor, intranet, internet, settings, committed):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "TRUSTED_HOSTS": ["127.0.0.1:8000"]}
    form = item_form(intranet.site, destination="address", address="http://127.0.0.1:8000/post/")
    with committed():
        as_editor.post(item_url("add"), form | PUBLISH)
    assert ShareableItem.objects.get().target.is_open
    other_port = item_form(intranet.site, destination="address", address="http://127.0.0.1:8001/post/")
    assert sentence_of(as_editor.post(item_url("add"), other_port | PUBLISH), "address")


def test_our_own_public_site_is_public_and_our_intranet_is_not(as_editor, intranet, website, internet, committed):
    internet |= {"www.example.com": "93.184.216.34", "localhost": "127.0.0.1"}
    form = item_form(intranet.site, destination="address", address="https://www.example.com/events/1/")
    with committed():
        as_editor.post(item_url("add"), form | PUBLISH)
    assert ShareableItem.objects.get().target.is_open
    website.site.advocacysettings.visible_without_login = False
    website.site.advocacysettings.save()
    refused = as_editor.post(item_url("add"), form | PUBLISH)
    assert "lies on a site that needs a login" in sentence_of(refused, "address")


def test_an_address_that_was_changed_in_a_draft_is_looked_up_when_it_is_published(
    as_editor, intranet, internet, committed
):
    internet |= {"news.example.org": "93.184.216.34", "intranet.example.org": "10.0.0.7"}
    good = item_form(intranet.site, destination="address", address="https://news.example.org/")
    bad = good | {"address": "https://intranet.example.org/"}
    as_editor.post(item_url("add"), good | PUBLISH)
    item = ShareableItem.objects.get()
    as_editor.post(item_url("edit", item.pk), bad)
    refused = as_editor.post(item_url("edit", item.pk), bad | PUBLISH)
    assert refused.status_code == 200
    assert "inside your network" in sentence_of(refused, "address")
    item.refresh_from_db()
    assert item.address == "https://news.example.org/"


def test_a_live_item_is_edited_while_its_address_cannot_be_reached(as_editor, intranet, internet):
    internet["news.example.org"] = "93.184.216.34"
    form = item_form(intranet.site, destination="address", address="https://news.example.org/")
    as_editor.post(item_url("add"), form | PUBLISH)
    item = ShareableItem.objects.get()
    internet.clear()
    response = as_editor.post(item_url("edit", item.pk), form | {"headline": "Typo mended"} | PUBLISH)
    assert response.status_code == 302
    item.refresh_from_db()
    assert item.headline == "Typo mended"


def test_an_approved_draft_whose_page_was_restricted_meanwhile_goes_live_closed(
    as_editor, editor, intranet, website, committed
):
    workflow_for_items(editor.groups.first())
    as_editor.post(item_url("add"), item_form(intranet.site, destination="page", page=website.post.pk) | SUBMIT)
    item = ShareableItem.objects.get()
    restricted(intranet, website)
    task = item.current_workflow_task_state
    with committed():
        as_editor.post(item_url("workflow_action", item.pk, "approve", task.pk), {"comment": ""})
    item.refresh_from_db()
    assert item.live
    assert not item.target.is_open


@pytest.mark.parametrize("changes", [{"headline": ""}, {"site": ""}, {"site": "999"}, {"captions": [{"text": ""}]}])
def test_the_rest_of_the_form_is_checked(as_editor, intranet, changes):
    captions = changes.pop("captions", ())
    response = as_editor.post(item_url("add"), item_form(intranet.site, captions) | changes | PUBLISH)
    assert response.status_code == 200
    assert not ShareableItem.objects.exists()


def test_expiry_before_going_live_is_refused(as_editor, intranet):
    form = item_form(intranet.site, go_live_at="2099-02-01 10:00", expire_at="2099-01-01 10:00")
    response = as_editor.post(item_url("add"), form | PUBLISH)
    assert response.status_code == 200
    assert response.context["form"].errors
