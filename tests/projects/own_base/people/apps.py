from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tests.projects.own_base.people"
    label = "own_base_people"
    default_auto_field = "django.db.models.BigAutoField"
