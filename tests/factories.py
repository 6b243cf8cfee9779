"""Rows for tests, each valid on its own; name only what your test is about."""

from datetime import date

import factory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory, Password
from wagtail.models import Locale, Site

from wagtail_advocacy.library.actions import offer, resolve_targets
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.kinds import ClickKind
from wagtail_advocacy.sharing.actions import ShareRequest, start_share
from wagtail_advocacy.sharing.codes import offer_code
from wagtail_advocacy.sharing.models import Share


class UserFactory(DjangoModelFactory):
    """A colleague who may log in, with the password `password`; works with a site's own user model."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence("colleague{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.com")
    password = Password("password")

    class Params:
        admin = factory.Trait(is_staff=True, is_superuser=True)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = "wagtail_advocacy.Team"

    key = factory.Sequence("team-{}".format)
    name = factory.Sequence("Team {}".format)


class AdvocateFactory(DjangoModelFactory):
    """Somebody who joined."""

    class Meta:
        model = "wagtail_advocacy.Advocate"

    user = factory.SubFactory(UserFactory)
    consent_version = "1"
    consent_text = "I take part."


class TargetFactory(DjangoModelFactory):
    """An open target."""

    class Meta:
        model = "wagtail_advocacy_links.Target"

    subject = factory.Sequence("test.subject/{}".format)
    url = factory.Sequence("https://www.example.com/{}/".format)
    fallback = "https://www.example.com/"
    is_open = True


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = "wagtail_advocacy_links.Link"

    target = factory.SubFactory(TargetFactory)


class ClickFactory(DjangoModelFactory):
    """A click by a person, now."""

    class Meta:
        model = "wagtail_advocacy_links.Click"

    link = factory.SubFactory(LinkFactory)
    at = factory.LazyFunction(timezone.now)
    kind = ClickKind.PERSON


def default_site() -> Site:
    """The site that Wagtail's migrations made: the intranet of a test."""
    return Site.objects.get(is_default_site=True)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = "wagtail_advocacy_library.ContentCategory"

    name = factory.Sequence("Category {}".format)
    slug = factory.Sequence("category-{}".format)


class CampaignFactory(DjangoModelFactory):
    """A running campaign of the default site, live."""

    class Meta:
        model = "wagtail_advocacy_library.Campaign"

    site = factory.LazyFunction(default_site)
    locale = factory.LazyFunction(Locale.get_default)
    title = factory.Sequence("Campaign {}".format)
    slug = factory.Sequence("campaign-{}".format)


class ItemFactory(DjangoModelFactory):
    """A draft of the default site that leads to its own public card page; to share one, see `live_item`."""

    class Meta:
        model = "wagtail_advocacy_library.ShareableItem"

    site = factory.LazyFunction(default_site)
    locale = factory.LazyFunction(Locale.get_default)
    headline = factory.Sequence("Headline {}".format)
    why = "Your network will want to know."
    destination = ShareableItem.Destination.CARD


class CaptionFactory(DjangoModelFactory):
    """Suggested words in English, for any network."""

    class Meta:
        model = "wagtail_advocacy_library.Caption"

    item = factory.SubFactory(ItemFactory)
    text = factory.Sequence("We did something worth telling, number {}.".format)
    language = "en"


def publish(item: ShareableItem) -> ShareableItem:
    """Publishes as an editor does and brings the target up to date, as a commit would."""
    item.save_revision(clean=False).publish()
    resolve_targets([item.pk])
    item.refresh_from_db()
    return item


def live_item(*, captions: int = 1, **fields) -> ShareableItem:
    """A published item with `captions` suggested captions; `fields` are those of `ItemFactory`."""
    item = ItemFactory(**fields)
    item.captions = [CaptionFactory.build(item=item) for _ in range(captions)]
    return publish(item)


if apps.is_installed("wagtail_advocacy.guidelines"):

    class PolicyFactory(DjangoModelFactory):
        """A draft without a text, for everywhere; to publish one, see `tests/guidelines/conftest.py`."""

        class Meta:
            model = "wagtail_advocacy_guidelines.Policy"

        locale = factory.LazyFunction(Locale.get_default)
        title = factory.Sequence("Policy {}".format)


def started_share(user, item: ShareableItem, network: str = "linkedin", **fields) -> Share:
    """A share that `user`, who joins by it, has started; `fields` overwrite what was copied at the time."""
    wish = ShareRequest(
        item=item,
        network=network,
        words=fields.pop("words", "In my own words."),
        token=offer_code(user, item.pk, network),
        language="en",
        joins=True,
    )
    share = start_share(user, wish)
    for name, value in fields.items():
        setattr(share, name, value)
    share.save()
    return share


class EvidenceExportFactory(DjangoModelFactory):
    """The shares of 2026 that somebody exported from the default site, now."""

    class Meta:
        model = "wagtail_advocacy_sharing.EvidenceExport"

    site = factory.LazyFunction(default_site)
    by = factory.SubFactory(UserFactory)
    reason = "The auditors asked for it."
    first_day = date(2026, 1, 1)
    last_day = date(2026, 12, 31)
    shares = 1
    seal = factory.Sequence("{:064x}".format)


if apps.is_installed("wagtail_advocacy.recruitment"):
    from wagtail_advocacy.recruitment.models import Vacancy, VacancyCaption, VacancyLocation

    class VacancyFactory(DjangoModelFactory):
        """A complete draft of the default site: in Eskmouth, Great Britain, with salary; see also `live_vacancy`."""

        class Meta:
            model = Vacancy

        site = factory.LazyFunction(default_site)
        locale = factory.LazyFunction(Locale.get_default)
        title = factory.Sequence("Chemist {}".format)
        team = "Laboratories"
        description = "<p>You find out what is in the water of forty towns.</p>"
        requirements = "<p>You have learned how to.</p>"
        salary_min = 42000
        salary_max = 51000
        salary_currency = "GBP"
        apply_url = factory.Sequence("https://jobs.example.com/apply/{}".format)

        @classmethod
        def _build(cls, model_class, *args, locations=None, captions=(), **fields):
            vacancy = super()._build(model_class, *args, **fields)
            given = [{"place": "Eskmouth", "country": "GB"}] if locations is None else locations
            vacancy.locations = [VacancyLocation(**each) for each in given]
            vacancy.captions = [VacancyCaption(text=text, language="en") for text in captions]
            return vacancy

        @classmethod
        def _create(cls, model_class, *args, **fields):
            vacancy = cls._build(model_class, *args, **fields)
            vacancy.save()
            return vacancy

    def live_vacancy(**fields) -> Vacancy:
        """A published vacancy that offers itself already, as after a commit."""
        vacancy = VacancyFactory(**fields)
        vacancy.save_revision(clean=False).publish()
        vacancy.refresh_from_db()
        if item := offer(vacancy):
            resolve_targets([item.pk])
        return vacancy
