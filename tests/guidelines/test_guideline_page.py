"""A policy in the page tree: our page type, and a site's own with the mixin."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text

from tests.factories import UserFactory, default_site
from tests.guidelines.conftest import introduction, publish
from tests.sharing.test_campaign_and_story_pages import OWN

pytestmark = pytest.mark.django_db

everywhere = pytest.mark.projects("own_base", "custom_page")


def page_type():
    if settings.ADVOCACY_PROJECT == "full":
        return import_module("wagtail_advocacy.guidelines.pages.models").GuidelinePage
    return import_module(OWN[settings.ADVOCACY_PROJECT]).OwnGuidelinePage


def root():
    return default_site().root_page.specific


@pytest.fixture
def made(policy):
    return policy(introduction("Share what you like."), title="Social media")


@pytest.fixture
def page(made):
    return root().add_child(instance=page_type()(title="Our guidelines", slug="guidelines", policy=made))


@pytest.fixture
def colleague():
    client = Client()
    client.force_login(UserFactory())
    return client


def read(client, page, status=200, **query):
    response = client.get(page.url, query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(tag) -> str:
    return " ".join(tag.get_text().split())


@everywhere
class TestInternal:
    def test_strangers_log_in_and_come_back(self, page):
        response = Client().get(page.url)
        assert response.status_code == 302
        assert response.url.endswith(f"?next={page.url}")

    def test_colleagues_read_and_agree_where_they_stand(self, page, made, colleague):
        page.intro = "<p>Short and <b>clear</b>.</p>"
        page.save()
        shown = read(colleague, page)
        assert words(shown.h1) == "Our guidelines"
        assert words(shown.select_one(".wa-lead")) == "Short and clear."
        assert "Share what you like." in words(shown.select_one(".wa-policy__text"))
        form = shown.select_one(".wa-agree__form")
        sent = {each["name"]: each["value"] for each in form.select("input")}
        response = colleague.post(form["action"], sent, follow=True)
        assert response.redirect_chain == [(page.url, 302)]
        assert "You agreed to it on" in response.content.decode()

    def test_the_answer_is_for_this_person(self, page, colleague):
        assert colleague.get(page.url).headers["Cache-Control"] == "private, no-store"


class TestPublic:
    @pytest.fixture(autouse=True)
    def _public(self, page):
        page.is_public = True
        page.save()

    # A site with a login on every view asks for one before any page is asked.
    @pytest.mark.projects("custom_page")
    def test_strangers_read_it_and_are_asked_nothing(self, page, made):
        publish(made, body=[introduction("Share what you love.")], asks_again="yes", what_changed="More heart.")
        shown = read(Client(), page)
        assert "Share what you love." in words(shown.select_one(".wa-policy__text"))
        assert not shown.select("form, .wa-due")
        assert "Share what you like." in words(read(Client(), page, version=1))

    @everywhere
    def test_the_tree_above_still_counts(self, page):
        PageViewRestriction.objects.create(page=root(), restriction_type=PageViewRestriction.LOGIN)
        assert Client().get(page.url).status_code == 302


@everywhere
class TestVersions:
    def test_an_earlier_one(self, page, made, colleague):
        publish(made, body=[introduction("Share what you love.")], asks_again="no", what_changed="More heart.")
        shown = read(colleague, page, version=1)
        assert "This is an earlier version. Version 2 applies." in words(shown)
        assert shown.select_one(".wa-policy > .wa-note a")["href"] == "?"

    def test_one_that_never_was(self, page, colleague):
        read(colleague, page, status=404, version=7)


@everywhere
class TestTranslations:
    @pytest.fixture
    def spanish(self, made):
        locale = Locale.objects.create(language_code="es")
        translation = made.copy_for_translation(locale)
        translation.save()
        publish(translation, title="Redes sociales", body=[introduction("Comparte lo que quieras.")])
        return translation

    def test_the_page_shows_the_one_in_its_language(self, page, spanish, colleague):
        type(page).objects.filter(pk=page.pk).update(locale=spanish.locale)
        assert "Comparte lo que quieras." in words(read(colleague, page).select_one(".wa-policy__text"))
        spanish.unpublish()
        assert "Share what you like." in words(read(colleague, page).select_one(".wa-policy__text"))

    def test_and_not_another(self, page, spanish, colleague):
        assert "Share what you like." in words(read(colleague, page).select_one(".wa-policy__text"))


@everywhere
class TestWithoutAPolicy:
    def said(self, page, colleague):
        shown = read(colleague, page)
        assert words(shown.h1) == "Our guidelines"
        return "There is nothing to read here at the moment." in words(shown)

    def test_unpublished(self, page, made, colleague):
        made.unpublish()
        assert self.said(page, colleague)
        read(colleague, page, status=404, version=1)

    def test_deleted(self, page, made, colleague):
        made.delete()
        page.refresh_from_db()
        assert page.policy is None
        assert self.said(page, colleague)

    def test_never_published(self, page, made, colleague):
        from tests.factories import PolicyFactory

        page.policy = PolicyFactory()
        page.save()
        assert self.said(page, colleague)


@everywhere
class TestPreview:
    def data(self, page, **changes):
        values = {
            "title": page.title,
            "slug": page.slug,
            "policy": str(page.policy_id),
            "intro": rich_text("<p>Hi</p>"),
        }
        extra = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "comments-MAX_NUM_FORMS": ""}
        return nested_form_data({**values, **extra, "teaser": "", **changes})

    def test_the_editor_sees_it_as_it_will_be(self, page):
        admin_client = Client()
        admin_client.force_login(UserFactory(admin=True))
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        answer = admin_client.post(address, self.data(page, title="Draft of a title"))
        assert answer.json()["is_valid"], answer.json()
        shown = BeautifulSoup(admin_client.get(address).content, "html.parser")
        assert words(shown.h1) == "Draft of a title"
        assert "Share what you like." in words(shown.select_one(".wa-policy__text"))
        # What is agreed to in a preview would be agreed to in earnest.
        assert not shown.select(".wa-agree__form")

    def test_it_does_not_ask_for_a_login(self, page):
        response = page.make_preview_request()
        assert response.status_code == 200
        assert b"Share what you like." in response.content


class TestOurPageType(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls):
        from tests.factories import PolicyFactory

        cls.home = root()
        cls.made = PolicyFactory(title="Social media")
        publish(cls.made, body=[introduction()])

    def setUp(self):
        self.login()

    def test_where_it_may_stand(self):
        from wagtail.models import Page

        self.assertCanCreateAt(Page, page_type())
        self.assertAllowedSubpageTypes(page_type(), {})

    def test_it_is_made_in_the_editor(self):
        data = nested_form_data(
            {"title": "Guidelines", "slug": "guidelines", "policy": str(self.made.pk), "intro": rich_text("<p>Hi</p>")}
        )
        extra = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "comments-MAX_NUM_FORMS": ""}
        self.assertCanCreate(self.home, page_type(), {**data, **extra}, publish=True)
        page = page_type().objects.get()
        self.assertPageIsRoutable(page)
        self.assertPageIsRenderable(page)
        self.assertPageIsEditable(page)
        self.assertPageIsPreviewable(page)


# MariaDB finds by full text only what is committed.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_is_found_by_its_introduction(page):
    page.intro = "<p>Saxophone</p>"
    page.save_revision().publish()
    assert [each.pk for each in page_type().objects.search("saxophone")] == [page.pk]
