"""What differs between the supported versions, in one place."""

from collections.abc import Callable
from typing import Any

import swapper
from django.db import models
from wagtail import VERSION

WAGTAIL_8 = VERSION >= (8, 0)

swapper.set_app_prefix("wagtailcore", "wagtail")


def page_model_name() -> str:
    """Return the name of the site's base page, ``WAGTAIL_PAGE_MODEL`` on Wagtail 8; safe in models and migrations."""
    return swapper.get_model_name("wagtailcore", "Page")


def get_page_model() -> type[models.Model]:
    """Return the site's base page; only after apps are loaded."""
    return swapper.load_model("wagtailcore", "Page")


def image_policy() -> Any:
    """Return who may do what with images; only after apps are loaded."""
    if WAGTAIL_8:
        from wagtail.images import get_image_model
        from wagtail.permissions import policy_registry

        return policy_registry.get_by_type(get_image_model())
    from wagtail.images import permissions

    return permissions.permission_policy


def decided_by(policy: Any) -> Callable[[type], type]:
    """Let ``policy`` decide in a snippet's viewset; on Wagtail 8 it must be registered besides, see below."""

    def decorate(viewset: type) -> type:
        if not WAGTAIL_8:
            viewset.permission_policy = policy  # type: ignore[attr-defined]
        return viewset

    return decorate


def register_permission_policy(policy: Any) -> None:
    """Let ``policy`` decide about its model everywhere on Wagtail 8, before anybody asks; twice is no harm.

    Call it in ``ready()``, for processes without an admin, and before the snippet is registered: the apps of Wagtail
    that stand first in ``INSTALLED_APPS`` load the hooks of all others.
    """
    if WAGTAIL_8:
        from wagtail.permissions import policy_registry, register_permission_policy

        if policy_registry.get_by_type(policy.model, fallback=False) is not policy:
            register_permission_policy(policy.model, policy)
