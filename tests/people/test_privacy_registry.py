"""Every field that could hold a person is spoken for: declared, or said to be none, with a reason."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.test.utils import isolate_apps

from tests.factories import UserFactory
from wagtail_advocacy.models import Advocate
from wagtail_advocacy.registries import PersonalData, PersonalDataRegistry, personal_data

pytestmark = pytest.mark.projects("minimal", "own_base", "custom_page")


def our_models() -> list[type[models.Model]]:
    """Every model of our rooms, the tables between two models too."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.partition(".")[0] == "wagtail_advocacy"
        for model in config.get_models(include_auto_created=True)
    ]


def person_models():
    return [get_user_model(), Advocate]


def test_every_field_is_spoken_for():
    assert personal_data.undeclared(our_models(), person_models()) == []


def test_every_reason_is_a_reason():
    assert all(reason.strip() for reason in personal_data.not_personal.values())
    for data in personal_data.declared:
        assert all(str(each).strip() for each in (data.purpose, data.seen_by, data.retention, data.label))


def test_what_is_spoken_for_exists():
    known = {(model._meta.label, each.name) for model in our_models() for each in model._meta.get_fields()}
    said = {(data.model._meta.label, name) for data in personal_data.declared for name in data.fields}

    assert said | personal_data.not_personal.keys() <= known


def test_nothing_is_both_personal_and_not():
    said = {(data.model._meta.label, name) for data in personal_data.declared for name in data.fields}

    assert not said & personal_data.not_personal.keys()


@pytest.mark.django_db
def test_every_way_to_a_person_is_a_question_that_the_database_understands():
    nobody = UserFactory()

    assert [data.rows(nobody).count() for data in personal_data.declared] == [0] * len(personal_data.declared)


@isolate_apps("wagtail_advocacy")
def test_a_new_field_that_nobody_speaks_for_is_found():
    class Note(models.Model):  # noqa: DJ008 - never shown
        text = models.TextField()
        title = models.CharField(max_length=9)
        answers = models.JSONField()
        by = models.ForeignKey(get_user_model(), on_delete=models.CASCADE, related_name="+")
        about = models.ForeignKey(Advocate, on_delete=models.CASCADE, related_name="+")
        readers = models.ManyToManyField(get_user_model(), related_name="+")
        slug = models.SlugField()
        mail = models.EmailField()
        address = models.GenericIPAddressField()
        file = models.FileField()
        number = models.IntegerField()
        day = models.DateField()

        class Meta:
            app_label = "wagtail_advocacy"

    registry = PersonalDataRegistry()
    names = ["text", "title", "answers", "by", "about", "slug", "mail", "address", "file", "readers"]
    assert registry.undeclared([Note], person_models()) == [f"wagtail_advocacy.Note.{name}" for name in names]

    registry.declare(PersonalData(Note, "by", ["by", "text", "readers"], "why", "who", "how long"))
    registry.declare_not_personal(Note, dict.fromkeys(["title", "slug", "mail", "address", "file"], "a reason"))
    assert registry.undeclared([Note], person_models()) == [f"wagtail_advocacy.Note.{name}" for name in names[2:5:2]]
