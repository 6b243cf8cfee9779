"""System checks of the main site; those of the links stand in their room."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from .conf import SETTINGS, advocacy_settings


@register(Tags.templates)
def check_base_template(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse base templates that are not there: every page of ours would be an error page."""
    return [problem for name in ("BASE_TEMPLATE", "PUBLIC_BASE_TEMPLATE") for problem in _look_for_template(name)]


def _look_for_template(setting: str) -> list[CheckMessage]:
    name = getattr(advocacy_settings, setting)
    if SETTINGS[setting].error_in(name):
        return []
    try:
        get_template(name)
    except TemplateDoesNotExist:
        hint = "Name a template of your site that has a block called content."
        sentence = f"WAGTAIL_ADVOCACY[{setting!r}] names {name!r}, which does not exist."
        return [Error(sentence, hint=hint, id="wagtail_advocacy.E003")]
    except TemplateSyntaxError:
        return []  # A broken template says so itself when it is opened.
    return []


def tasks_run_at_once() -> bool:
    """Return whether background work is done inside the request, so that nothing slow may be left to it."""
    tasks = getattr(settings, "TASKS", {}).get("default", {})
    return "immediate" in tasks.get("BACKEND", "immediate").lower()


@register(Tags.compatibility, deploy=True)
def check_task_backend(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn where background work is done inside the request."""
    if not tasks_run_at_once():
        return []
    return [
        Warning(
            "Background tasks run inside the request.",
            hint='Name a backend with workers in TASKS["default"], such as django_tasks_db.DatabaseBackend.',
            id="wagtail_advocacy.W003",
        )
    ]
