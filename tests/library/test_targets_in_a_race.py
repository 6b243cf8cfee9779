"""While a long run brings targets up to the truth, editors go on working: what they close stays closed."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from tests.factories import ItemFactory, LinkFactory
from tests.projects.full.models import StandardPage
from wagtail_advocacy.library.actions import refresh_targets, resolve_targets
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.library.tasks import draw_card
from wagtail_advocacy.links.models import Target
from wagtail_advocacy.models import AdvocacySettings


@contextmanager
def when(does, words, after=True):
    """Calls `does()` once, at the first query that holds all `words`: after it, or before it."""
    waiting = [does]

    def listen(execute, sql, params, many, context):
        mine = bool(waiting) and all(word in sql for word in words)
        do = waiting.pop() if mine else None
        if do and not after:
            do()
        result = execute(sql, params, many, context)
        if do and after:
            do()
        return result

    with connection.execute_wrapper(listen):
        yield
    assert not waiting, "That query was never made"


@pytest.fixture
def item(intranet, website, committed):
    with committed():
        item = ItemFactory(site=intranet.site, destination="page", page=website.post)
        item.save_revision().publish()
    item.refresh_from_db()
    assert item.target.is_open
    return item


def is_open(item):
    return Target.objects.get(pk=item.target_id).is_open


# The items and their pages have been read before.
LOOKED = ["SELECT", "wagtail_advocacy_advocacysettings"]
WRITES = ["UPDATE", " SET ", "wagtail_advocacy_links_target"]


def test_what_closes_after_the_run_has_looked_is_not_opened(item):
    Target.objects.update(is_open=False)

    with when(lambda: Page.objects.filter(pk=item.page_id).update(live=False), LOOKED):
        assert refresh_targets() == 0
    assert not is_open(item)


def test_a_picture_that_took_long_does_not_bring_back_old_words(item, picture, committed):
    ShareableItem.objects.update(image=picture)

    def rename():
        ShareableItem.objects.update(headline="New words")
        with committed():
            resolve_targets([item.pk])

    with committed(), when(rename, WRITES, after=False):
        draw_card.func(item.pk)
    card = Target.objects.get(pk=item.target_id).card
    assert card["title"] == "New words"
    assert card["image"]


def test_what_closes_after_the_run_has_looked_stays_closed_when_something_else_is_mended(item):
    Target.objects.update(card={})

    def close():
        Page.objects.filter(pk=item.page_id).update(live=False)
        resolve_targets([item.pk])

    with when(close, LOOKED):
        refresh_targets()
    assert not is_open(item)


def test_what_closes_between_look_and_commit_is_closed_again(item):
    Target.objects.update(is_open=False)

    with when(lambda: Page.objects.filter(pk=item.page_id).update(live=False), WRITES, after=False):
        assert refresh_targets() == 1
    assert not is_open(item)


def test_what_opens_after_the_run_has_looked_stays_open(item):
    Page.objects.filter(pk=item.page_id).update(live=False)

    with when(lambda: Page.objects.filter(pk=item.page_id).update(live=True), LOOKED):
        refresh_targets()
    assert is_open(item)


def test_opening_many_costs_one_write_each_and_nothing_else(intranet, website, committed):
    def cost(number):
        with committed():
            for _ in range(number):
                ItemFactory(site=intranet.site, destination="page", page=website.post).save_revision().publish()
        closed = Target.objects.update(is_open=False)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert refresh_targets() == closed
        return len(queries) - closed

    assert cost(3) == cost(30)


@pytest.mark.services
class TestTwoAtOnce(TransactionTestCase):
    serialized_rollback = True

    def test_an_editor_unpublishes_in_the_middle_of_a_run(self):
        home = Page.get_first_root_node().add_child(instance=StandardPage(title="Website", slug="website"))
        site = Site.objects.create(hostname="www.example.com", port=443, root_page=home)
        AdvocacySettings.objects.create(site=site, visible_without_login=True)
        page = home.add_child(instance=StandardPage(title="Post", slug="post"))
        item = ItemFactory(destination="page", page=page)
        item.save_revision().publish()
        item.refresh_from_db()
        link = LinkFactory(target=item.target)
        Target.objects.update(is_open=False)
        looked, unpublished = threading.Event(), threading.Event()

        def wait():
            looked.set()
            assert unpublished.wait(30)

        def run():
            with when(wait, LOOKED):
                refresh_targets()
            connection.close()

        runs = threading.Thread(target=run)
        runs.start()
        assert looked.wait(30)
        Page.objects.get(pk=page.pk).specific.unpublish()
        unpublished.set()
        runs.join(30)
        assert not runs.is_alive()
        assert not is_open(item)
        assert Client().get(f"/s/{link.code}").headers.get("Location", "") != "https://www.example.com/post/"
