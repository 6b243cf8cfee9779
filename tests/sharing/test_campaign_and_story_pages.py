"""A campaign and a colleague's story as pages: of our types, and of a site's own with the mixins."""

from datetime import timedelta
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, Site

from tests.factories import CampaignFactory, UserFactory, default_site, live_item
from wagtail_advocacy.library.actions import item_from_page
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings

pytestmark = [pytest.mark.django_db, pytest.mark.projects("own_base", "custom_page")]

OWN = {
    "own_base": "tests.projects.own_base.website.models",
    "custom_page": "tests.projects.custom_page.website.models",
}


def page_type(name):
    """Our page type, or the site's own that stands for it in this project."""
    if settings.ADVOCACY_PROJECT == "full":
        return getattr(import_module("wagtail_advocacy.sharing.pages.models"), name)
    return getattr(import_module(OWN[settings.ADVOCACY_PROJECT]), f"Own{name}")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def text_of(response):
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def quiet_lines(shown):
    """What stands in small print on the campaign in a piece of HTML."""
    lines = BeautifulSoup(shown, "html.parser").select(".wa-campaign p.wa-soft")
    return [" ".join(line.get_text().split()) for line in lines]


class TestCampaignPage:
    @pytest.fixture
    def campaign(self, programme):
        owner = UserFactory(first_name="Lea", last_name="Voss")
        return CampaignFactory(title="Spring", goal="All know.", metric="shares", goal_number=9, owner=owner)

    @pytest.fixture
    def page(self, campaign):
        page = page_type("CampaignPage")(title="Our spring", slug="spring", campaign=campaign, intro="<p>Why.</p>")
        return default_site().root_page.add_child(instance=page)

    @pytest.mark.smoke
    def test_goal_progress_owner_and_items(self, anna, page, campaign):
        item = live_item(campaign=campaign)
        live_item(headline="Of another campaign")
        anna.share(item)

        response = anna.client.get(page.get_url())
        shown = text_of(response)

        for expected in ("Our spring", "All know.", "Why.", "1 of 9 shares", "Ask Lea Voss.", item.headline):
            assert expected in shown
        assert "Of another campaign" not in shown
        assert response.headers["Cache-Control"] == "private, no-store"
        assert f"/advocacy/share/{item.pk}/" in response.content.decode()

    def test_objective_and_hashtags_are_one_quiet_line_each_and_the_hub_s_row_keeps_to_one(self, anna, page, campaign):
        live_item(campaign=campaign)
        campaign.objective, campaign.hashtags = "launch", "#spring bridge #spring"
        campaign.save()
        request = RequestFactory().get("/")
        request.user = anna.user
        teaser = Template("{% load advocacy %}{% advocacy_campaign campaign %}")

        on_page = anna.client.get(page.get_url()).content
        in_teaser = teaser.render(Context({"request": request, "campaign": campaign}))
        in_hub = anna.client.get(reverse("wagtail_advocacy:hub")).content

        quiet = ["Objective: Product launch. Ask Lea Voss.", "#spring #bridge"]
        assert [quiet_lines(shown) for shown in (on_page, in_teaser, in_hub)] == [quiet, quiet, quiet[:1]]

    def test_strangers_log_in_first(self, page):
        assert Client().get(page.get_url()).url == f"{reverse('wagtailcore_login')}?next={page.get_url()}"

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"starts_on": 2}, "This campaign begins on"),
            ({"starts_on": -9, "ends_on": -2}, "This campaign ended on"),
            ({"expired": True, "live": False}, "This campaign is over."),
            ({"live": False}, "This campaign is being prepared."),
        ],
    )
    def test_what_does_not_run_is_said_in_a_sentence(self, anna, page, campaign, change, sentence):
        live_item(campaign=campaign, headline="Hidden")
        for name, value in change.items():
            by_day = name in ("starts_on", "ends_on")
            setattr(campaign, name, timezone.localdate() + timedelta(days=value) if by_day else value)
        campaign.save()

        shown = text_of(anna.client.get(page.get_url()))

        assert sentence in shown
        assert "Hidden" not in shown

    def test_a_deleted_campaign_is_said(self, anna, page, campaign):
        campaign.delete()

        assert "This campaign no longer exists." in text_of(anna.client.get(page.get_url()))

    def test_a_campaign_without_items_says_what_will_be_here(self, anna, page):
        assert "Nothing to share yet" in text_of(anna.client.get(page.get_url()))

    def test_it_is_edited_like_any_page(self, page):
        admin = Client()
        admin.force_login(UserFactory(admin=True))

        assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


class TestStory:
    def story(self, parent=None, **fields):
        page = page_type("StoryPage")(
            **{
                "title": "Nine days of listening",
                "slug": "listening",
                "told_by": "Ida Brandt",
                "role": "Fitter",
                "summary": "How we found eleven leaks.",
                "why": "Ask who knows their leaks.",
                "body": "<p>It was cold.</p>",
                **fields,
            }
        )
        return (parent or default_site().root_page).add_child(instance=page)

    @pytest.fixture
    def public(self, programme):
        """A site that strangers may read."""
        intranet = default_site().root_page
        home = type(intranet)(title="Website", slug="website")
        intranet.get_parent().add_child(instance=home)
        site = Site.objects.create(hostname="www.example.com", port=443, root_page=home, site_name="Example")
        AdvocacySettings.objects.create(site=site, visible_without_login=True)
        return home

    @pytest.mark.smoke
    def test_a_published_story_offers_itself_with_a_public_page_of_its_own(self, anna, programme, committed):
        with committed():
            page = self.story()

        item = ShareableItem.objects.shareable().get()
        assert (item.headline, item.why, item.description) == (page.title, page.why, page.summary)
        assert item.destination == "card"
        response = anna.client.get(page.get_url())
        for expected in ("Nine days of listening", "Ida Brandt", "Fitter", "It was cold.", "Ask who knows"):
            assert expected in text_of(response)
        assert response.content.decode().count(f"/advocacy/share/{item.pk}/") == 2
        stranger = Client().get(f"/s/p/{item.target.key}")
        assert "How we found eleven leaks." in text_of(stranger)
        assert "It was cold." not in stranger.content.decode()

    def test_on_a_public_site_the_link_leads_to_the_story(self, public, committed):
        with committed():
            self.story(public)

        item = ShareableItem.objects.shareable().get()
        assert item.target.url == "https://www.example.com/listening/"
        assert item.site == default_site()

    def test_how_long_it_takes_to_read_is_said_where_the_link_leads_to_the_story(self, public, committed):
        with committed():
            page = self.story(public, body=f"<p>{'word ' * 250}</p>")
            self.story(slug="inside", title="Behind the login", body=f"<p>{'word ' * 250}</p>")

        assert ShareableItem.objects.get(headline=page.title).minutes == 2
        assert ShareableItem.objects.get(headline="Behind the login").minutes is None

    def test_what_changes_in_the_story_changes_in_the_item(self, programme, committed):
        with committed():
            page = self.story()
        page.title, page.summary = "Ten days of listening", "How we found twelve."
        with committed():
            page.save_revision().publish()

        item = ShareableItem.objects.shareable().get()
        assert (item.headline, item.target.card["description"]) == ("Ten days of listening", "How we found twelve.")

    def test_a_draft_offers_nothing_yet(self, programme, committed):
        with committed():
            self.story(live=False)

        assert not ShareableItem.objects.exists()

    @pytest.mark.parametrize("ending", ["unpublish", "delete"])
    def test_unpublishing_and_deleting_withdraw_it(self, programme, committed, ending):
        with committed():
            page = self.story()
        target = ShareableItem.objects.get().target
        with committed():
            getattr(page, ending)()

        assert not ShareableItem.objects.shareable().exists()
        target.refresh_from_db()
        assert not target.is_open

    def test_a_restriction_closes_it_and_lifting_opens_it_again(self, public, committed):
        with committed():
            page = self.story(public)
        with committed():
            lock = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert not ShareableItem.objects.shareable().exists()
        with committed():
            lock.delete()
        assert ShareableItem.objects.shareable().exists()

    def test_the_login_of_a_whole_intranet_closes_nothing_but_a_lock_for_a_few_does(self, programme, committed):
        home = default_site().root_page
        PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
        with committed():
            page = self.story()
        assert ShareableItem.objects.shareable().exists()
        with committed():
            lock = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
            lock.groups.add(Group.objects.create(name="Board"))
        assert not ShareableItem.objects.shareable().exists()

    def test_a_site_that_closes_takes_its_stories_off_the_open_web(self, public, committed):
        with committed():
            self.story(public)
        with committed():
            closed = AdvocacySettings.objects.get(site__hostname="www.example.com")
            closed.visible_without_login = False
            closed.save()

        item = ShareableItem.objects.get(withdrawn_at=None)
        assert item.destination == "card"

    def test_a_moved_story_leads_to_its_new_address(self, public, committed):
        with committed():
            page = self.story(public)
            section = public.add_child(instance=type(public)(title="Stories", slug="stories"))
        with committed():
            type(page).objects.get(pk=page.pk).move(section, pos="last-child")

        assert ShareableItem.objects.get().target.url == "https://www.example.com/stories/listening/"

    def test_where_nothing_may_be_shared_the_story_has_no_button(self, anna, public, committed):
        with committed():
            page = self.story(public)

        shown = anna.client.get(page.get_url(), headers={"Host": "www.example.com"})
        assert "It was cold." in text_of(shown)
        assert b"wa-button" not in shown.content

    def test_after_its_expiry_it_is_offered_nowhere_although_no_cron_ran(self, anna, programme, committed, later):
        with committed():
            page = self.story(expire_at=timezone.now() + timedelta(hours=1))
        item, hub = ShareableItem.objects.get(), reverse("wagtail_advocacy:hub")

        def shown():
            request = RequestFactory().get("/")
            request.user = anna.user
            blocks = "{% load advocacy %}{% advocacy_items %}{% advocacy_item item %}{% share_item item %}"
            pages = [anna.client.get(address).content.decode() for address in (hub, page.get_url())]
            pages.append(Template(blocks).render(Context({"request": request, "item": item})))
            return [text.count(f"/advocacy/share/{item.pk}/") for text in pages]

        assert shown() == [1, 2, 3]
        later(hours=2)
        assert shown() == [0, 0, 0]

    def test_its_picture_in_words_goes_along(self, anna, programme, committed):
        picture = get_image_model().objects.create(title="img_0815", file=get_test_image_file(size=(1600, 900)))
        with committed():
            self.story(image=picture, image_alt="A fitter listens to a pipe")

        item = ShareableItem.objects.get()
        assert item.image_alt == "A fitter listens to a pipe"
        assert 'alt="A fitter listens to a pipe"' in anna.open(item).content.decode()
        card = BeautifulSoup(Client().get(f"/s/p/{item.target.key}").content, "html.parser")
        assert card.select_one("main img, .body img, img")["alt"] == "A fitter listens to a pipe"
        assert card.select_one('meta[property="og:image:alt"]')["content"] == "A fitter listens to a pipe"

    def test_an_item_made_by_hand_says_what_the_page_says(self, programme):
        item = item_from_page(self.story())

        assert (item.headline, item.why) == ("Nine days of listening", "Ask who knows their leaks.")
        assert item.description == "How we found eleven leaks."

    def test_it_is_edited_like_any_page(self, programme):
        page = self.story()
        admin = Client()
        admin.force_login(UserFactory(admin=True))

        assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
