from django.apps import AppConfig


class FullConfig(AppConfig):
    name = "tests.projects.full"
    label = "full"
    default_auto_field = "django.db.models.BigAutoField"
