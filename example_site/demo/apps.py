from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = _("Demo content")

    def ready(self) -> None:
        post_save.connect(tell_second_link_host, sender="wagtail_advocacy_links.HostText")


def tell_second_link_host(sender: type, instance: Any, **kwargs: Any) -> None:
    """Let the demo's link host say of itself what its website says: both answer the same links."""
    from example_site.environment import LINK_PORT, PORT, WEBSITE_HOST

    if instance.host == f"{WEBSITE_HOST}:{PORT}" and LINK_PORT != PORT:
        said = {"home": instance.home, "privacy": instance.privacy}
        sender.objects.update_or_create(host=f"{WEBSITE_HOST}:{LINK_PORT}", language=instance.language, defaults=said)
